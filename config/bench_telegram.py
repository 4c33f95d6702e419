"""Measures Telegram against the emulator of the tests: presses of fifty people at once, a thousand letters leaving."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Any

from pydantic import SecretStr

from config.bench_intake import BEGINS, repeated
from config.clerk import OfficeClerk
from config.replay import StoryClock
from config.settings import Settings
from config.telegram import telegram_for
from config.wiring import SAMPLE, Office
from domain import intake
from domain.errors import Sentence
from domain.ladder import Ladder
from domain.letters import Letter, LetterKind
from domain.passport import Participant, Passport
from domain.plan import PlanItem
from domain.storage.database import Database
from domain.storage.outbox_store import StoredLetters
from domain.vocabulary import State
from notifications.telegram.ports import Caller, Deed

PEOPLE = 50
TURNS = 6
"""How often all of them press at once, each time on other items."""
LETTERS, BACKLOG = 1000, 300
GROUP = -500
EMULATOR = "tests.telegram.serve"
NO_EMULATOR = "эмулятор Telegram есть только в исходном дереве: показателей Telegram нет"
PATIENCE = 180.0
BEAT = 1.0
"""Seconds between two delivery rounds, as the heartbeat has them."""
Done = Callable[[float], None]


class NoEmulator(Sentence):
    """The tests' emulator is not here: an installed package has no tests."""


@dataclass
class TimedClerk(OfficeClerk):
    """Notes when each person's act had been committed."""

    committed: dict[int, float] = field(default_factory=dict)

    def act(self, deed: Deed, caller: Caller) -> PlanItem:
        done = super().act(deed, caller)
        self.committed[caller.user] = time.monotonic()
        return done


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


def measure_presses(ladder: Ladder, done: Done) -> dict[str, float]:
    """Milliseconds from a press to its commit and to the call that edits the pressed message. Raises NoEmulator."""
    commits, edits = [], []
    with _town(ladder) as town:
        turns = _turns(town)
        for n, (one, two) in enumerate(_at_once(town, turns), 1):
            commits.extend(one)
            edits.extend(two)
            done(n)
    return _named("committed", commits) | _named("edited", edits)


def measure_letters(ladder: Ladder, done: Done) -> dict[str, float]:
    """A thousand letters by Telegram's real limits, then one behind a group's backlog. Raises NoEmulator."""
    with _town(ladder, "limits") as town:
        _join_group(town)
        figures = _thousand(town, done)
    with _town(ladder, "limits") as town:
        _join_group(town)
        return figures | _behind_backlog(town)


def _named(what: str, seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = {"p50": ordered[len(ordered) // 2], "p99": ordered[int(len(ordered) * 0.99)]}
    return {f"{what}_{name}_ms": round(value * 1000, 1) for name, value in at.items()}


# the town


@contextmanager
def _town(ladder: Ladder, *flags: str) -> Iterator[Town]:
    if find_spec("tests") is None or find_spec(EMULATOR) is None:
        raise NoEmulator(NO_EMULATOR)
    command = [sys.executable, "-m", EMULATOR, *flags]
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = _office(Path(folder), ladder)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
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


# presses


def _turns(town: Town) -> list[dict[int, str]]:
    """For each turn the number of the item that each account takes."""
    accounts = {name: user for user, name in town.names.items()}
    turns: list[dict[int, str]] = [{} for _ in range(TURNS)]
    now = town.office.clock.now()
    for item in town.office.records.items():
        user = accounts.get(item.lead)
        free = next((turn for turn in turns if user not in turn), None)
        if user and free is not None and item.state is State.PLANNED and item.due_at > now:
            free[user] = item.number
    return turns


def _at_once(town: Town, turns: Sequence[dict[int, str]]) -> Iterator[tuple[list[float], list[float]]]:
    telegram = telegram_for(town.office, town.settings)
    assert telegram is not None  # noqa: S101  # the settings have a token
    telegram.clerk = clerk = TimedClerk(town.office)
    with _at_work(telegram.bot()):
        for turn in turns:
            clerk.committed.clear()
            yield _pressed(town, turn, clerk)
    telegram.channel.api.close()


def _pressed(town: Town, turn: dict[int, str], clerk: TimedClerk) -> tuple[list[float], list[float]]:
    """Each opens his card, then all press at once."""
    before = len(town.order("calls", method="sendMessage"))
    town.order("say", said=[(user, f"/item {number}") for user, number in turn.items()])
    _until(lambda: len(town.order("calls", method="sendMessage")) >= before + len(turn))
    time.sleep(1.5)
    edited = len(town.order("calls", method="editMessageText"))
    pressed = {int(user): at for user, at in town.order("press", ids=list(turn), words="В работу").items()}
    time.sleep(1.0)
    _until(lambda: len(town.order("calls", method="editMessageText")) >= edited + len(turn))
    ends = {chat: at for _, chat, at in town.order("calls", method="editMessageText")[edited:]}
    commits = [clerk.committed[user] - at for user, at in pressed.items()]
    return commits, [ends[user] - at for user, at in pressed.items()]


@contextmanager
def _at_work(bot: Any) -> Iterator[None]:
    """The bot in a thread of its own, as beside the service."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="bot", daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(bot.start(), loop).result(10)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(bot.stop(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def _until(done: Callable[[], object], beat: float = 0.2) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE:.0f} s")
        time.sleep(beat)


# letters


def _join_group(town: Town) -> None:
    """The committee's group, linked by the first account."""
    town.order("group", ids=list(town.names), chat=GROUP, title="Комитет")
    contacts, now, code = town.office.contacts, town.office.clock.now(), town.office.passport().code
    user, secretary = next(iter(town.names.items()))
    token = contacts.invite_group(_body(town), code, secretary, now)
    contacts.link_group(token, GROUP, "Комитет", user, now)


def _body(town: Town) -> str:
    return next(level.code for level in town.office.passport().levels if level.is_body)


def _put(town: Town, recipients: Sequence[str]) -> None:
    """A letter for each, about one item after another."""
    items, now, code = town.office.records.items(), town.office.clock.now(), town.office.passport().code
    letters = [
        Letter(LetterKind.REMINDER, name, code, (items[n % len(items)].id,), f"bench/{n}", now, {"left": "7"})
        for n, name in enumerate(recipients)
    ]
    with town.office.database.writing() as connection:
        StoredLetters(connection).put(letters)


def _thousand(town: Town, done: Done) -> dict[str, float]:
    everybody = [*town.names.values(), _body(town)]
    _put(town, [everybody[n % len(everybody)] for n in range(LETTERS)])
    telegram = telegram_for(town.office, town.settings)
    assert telegram is not None  # noqa: S101  # the settings have a token
    before = time.monotonic()
    _until(lambda: _round(town.office, done) == 0, BEAT)
    passed, sent = time.monotonic() - before, town.order("calls", method="sendMessage")
    telegram.channel.api.close()
    if len(sent) != LETTERS:
        raise AssertionError(f"{len(sent)} messages were accepted, not {LETTERS}")
    return {
        f"{LETTERS}_letters_s": round(passed, 1),
        "letters_per_second": round(LETTERS / passed, 1),
        "refused_for_speed": town.order("refused"),
    }


def _round(office: Office, done: Done) -> int:
    """One delivery round; how many letters still wait."""
    office.deliver()
    waiting = office.outbox.counts()["waiting"]
    done(LETTERS - waiting)
    return waiting


def _behind_backlog(town: Town) -> dict[str, float]:
    """A group's backlog first, then one letter to a person: seconds until the person has it."""
    user, name = next(iter(town.names.items()))
    _put(town, [_body(town)] * BACKLOG + [name])
    telegram = telegram_for(town.office, town.settings)
    assert telegram is not None  # noqa: S101  # the settings have a token
    before = time.monotonic()
    _until(lambda: town.office.deliver() or _came(town, user), 0.1)
    _until(lambda: _came(town, user) or (town.office.deliver() and False), BEAT)
    at = next(at for _, chat, at in town.order("calls", method="sendMessage") if chat == user)
    left = town.office.outbox.counts()["waiting"]
    telegram.channel.api.close()
    return {f"person_behind_{BACKLOG}_of_a_group_s": round(at - before, 2), "left_of_the_group": left}


def _came(town: Town, user: int) -> bool:
    return any(chat == user for _, chat, _ in town.order("calls", method="sendMessage"))
