"""Fifty people of an office and the emulator of the tests that they press in, for measuring Telegram."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from config.bench_intake import BEGINS, repeated
from config.replay import StoryClock
from config.settings import Settings
from config.source_tree import ROOT, holds
from config.wiring import SAMPLE, Office
from domain import intake
from domain.errors import Sentence
from domain.ladder import Ladder
from domain.passport import Participant, Passport
from domain.storage.database import Database

PEOPLE = 50
TURNS = 6
"""How often all of them press at once, each time on other items."""
EMULATOR = "tests.telegram.serve"
NO_EMULATOR = "эмулятор Telegram есть только в исходном дереве: показателей Telegram нет"


class NoEmulator(Sentence):
    """The tests' emulator is not here: an installed package has no tests."""


@dataclass(frozen=True)
class Town:
    """An emulator in a process of its own and an office whose people are linked to it, by account."""

    process: "subprocess.Popen[str]"
    office: Office
    url: str
    token: str
    names: dict[int, str]

    def order(self, do: str, **given: Any) -> Any:
        return _ordered(self.process, do, given)

    @property
    def settings(self) -> Settings:
        return Settings(home=self.office.home, telegram_token=SecretStr(self.token), telegram_api_url=self.url)


@contextmanager
def town_of(ladder: Ladder, *flags: str) -> Iterator[Town]:
    if not holds(EMULATOR):
        raise NoEmulator(NO_EMULATOR)
    command = [sys.executable, "-m", EMULATOR, *flags]
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = _office(Path(folder), ladder)
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
            said = _read(process)
            yield _peopled(Town(process, office, said["url"], said["token"], dict(enumerate(_names(), 101))))
            process.communicate()
        office.close()


def _ordered(process: "subprocess.Popen[str]", do: str, given: dict[str, Any]) -> Any:
    assert process.stdin  # noqa: S101  # a pipe
    process.stdin.write(json.dumps({"do": do} | given) + "\n")
    process.stdin.flush()
    return _read(process)


def _read(process: "subprocess.Popen[str]") -> Any:
    assert process.stdout  # noqa: S101  # a pipe
    return json.loads(process.stdout.readline())


def _office(folder: Path, ladder: Ladder) -> Office:
    book = _fifty(intake.read(SAMPLE).passport)
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    database.migrate()
    office = Office(database, ladder, StoryClock(ladder.calendar.morning(BEGINS) + timedelta(hours=2)), folder)
    office.plant(book, "администратор")
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    return office


def _fifty(sample: Passport) -> Passport:
    """The sample with fifty more participants and a plan long enough for all turns, each with rows of his own."""
    names = _names()
    people = (
        Participant(str(n), "Участник", name, "специалист", sample.head or "") for n, name in enumerate(names, 900)
    )
    rows = (row for row in repeated(sample, PEOPLE * TURNS * 3 // 2) if row.finish)
    plan = tuple(replace(row, executors=(names[n % PEOPLE],)) for n, row in enumerate(rows))
    return replace(sample, plan=plan, participants=(*sample.participants, *people))


def _names() -> list[str]:
    return [f"Исполнителев {a}.{b}." for a, b in product("АБВГД", "АБВГДЕЖЗИК")]


def _peopled(town: Town) -> Town:
    town.order("people", ids=list(town.names))
    contacts, now = town.office.contacts, town.office.clock.now()
    for user, name in town.names.items():
        contacts.link(contacts.invite(name, now), user, user, now)
    return town
