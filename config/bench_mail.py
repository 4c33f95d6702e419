"""Measures e-mail: ten thousand letters leave the outbox for an SMTP server (aiosmtpd) in a process of its own."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from config.bench_intake import BEGINS, repeated
from config.links import links_for
from config.mail import mail_for
from config.replay import StoryClock
from config.settings import Settings
from config.source_tree import ROOT, holds
from config.wiring import SAMPLE, Office
from domain import intake
from domain.errors import Sentence
from domain.ladder import Ladder
from domain.letters import Letter, LetterKind
from domain.passport import Passport
from domain.storage.database import Database
from domain.storage.outbox_store import StoredLetters

LETTERS, ITEMS = 10_000, 1000
TOGETHER = LETTERS // ITEMS
"""Executors of one item."""
SERVER = "tests.mail.serve"
Done = Callable[[float], None]


class NoServer(Sentence):
    """The tests' server is not here: an installed package has no tests."""


def measure_mail(ladder: Ladder, done: Done) -> dict[str, float]:
    """Seconds for as many people's letters, each with its page, its links and its event. Raises NoServer.

    `done` hears how many have left. Everything is as in the service: outbox, rounds, proofs, signed links.
    """
    with _server() as server, tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = _office(Path(folder), ladder)
        settings = Settings(
            home=Path(folder), smtp_url=f"smtp://127.0.0.1:{server.port}", mail_from="vekha@example.ru",
            web_url="https://vekha.example.ru",
        )  # fmt: skip
        mail = mail_for(office, settings, links_for(office, settings))
        assert mail is not None  # noqa: S101  # the settings name a server
        passed = _timed(office, done)
        mail.close()
        office.close()
        return _figures(passed, server.counted())


class _Server:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = int(self._read()["port"])

    def counted(self) -> dict[str, int]:
        assert self._process.stdin  # noqa: S101  # a pipe
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, int]:
        assert self._process.stdout  # noqa: S101  # a pipe
        answer: dict[str, int] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def _server() -> Iterator[_Server]:
    if not holds(SERVER):
        raise NoServer("почтовый сервер для замера есть только в исходном дереве: показателей почты нет")
    command = [sys.executable, "-m", SERVER]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        yield _Server(process)
        process.communicate()


def _office(folder: Path, ladder: Ladder) -> Office:
    """A plan whose items have ten executors each, all with mailboxes, and a letter to everybody."""
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    database.migrate()
    office = Office(database, ladder, StoryClock(ladder.calendar.morning(BEGINS) + timedelta(hours=2)), folder)
    office.plant(_peopled(intake.read(SAMPLE).passport), "администратор")
    office.mailboxes.put_all({name: f"box{n}@example.ru" for n, name in enumerate(_names())}, office.clock.now())
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
        StoredLetters(connection).put(_letters(office))
    return office


def _names() -> list[str]:
    return [f"Исполнителев {n}" for n in range(LETTERS)]


def _peopled(sample: Passport) -> Passport:
    rows = (row for row in repeated(sample, ITEMS * 3 // 2) if row.finish)
    plan = tuple(replace(row, executors=tuple(_names()[n::ITEMS])) for n, row in zip(range(ITEMS), rows, strict=False))
    return replace(sample, plan=plan)


def _letters(office: Office) -> list[Letter]:
    now, code = office.clock.now(), office.passport().code
    return [
        Letter(LetterKind.REMINDER, name, code, (item.id,), "bench", now, {"left": "7d"})
        for item in office.records.items()
        for name in item.executors
    ]


def _timed(office: Office, done: Done) -> float:
    before, sent = time.perf_counter(), 0
    while count := office.deliver():
        sent += count
        done(sent)
    return time.perf_counter() - before


def _figures(passed: float, arrived: dict[str, int]) -> dict[str, Any]:
    """Raises AssertionError where a letter is missing or has come twice."""
    if not arrived["letters"] == arrived["ids"] == LETTERS:
        raise AssertionError(f"{arrived['letters']} letters with {arrived['ids']} names have arrived, not {LETTERS}")
    kilobytes = round(arrived["bytes"] / LETTERS / 1024, 1)
    return {
        f"{LETTERS}_letters_s": round(passed, 1),
        "letters_per_second": round(LETTERS / passed, 1),
        "letter_kb": kilobytes,
        "connections": arrived["connections"],
    }
