"""Measures Telegram against the emulator of the tests: presses of fifty people at once, a thousand letters leaving."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from config.bench_town import TURNS, Town, town_of
from config.clerk import OfficeClerk
from config.telegram import telegram_for
from config.wiring import Office
from domain.ladder import Ladder
from domain.letters import Letter, LetterKind
from domain.plan import PlanItem
from domain.storage.outbox_store import StoredLetters
from domain.vocabulary import State
from notifications.counter import Caller, Deed

LETTERS, BACKLOG = 1000, 300
GROUP = -500
PATIENCE = 180.0
BEAT = 1.0
"""Seconds between two delivery rounds, as the heartbeat has them."""
Done = Callable[[float], None]


@dataclass
class TimedClerk(OfficeClerk):
    """Notes when each person's act had been committed."""

    committed: dict[int, float] = field(default_factory=dict)

    def act(self, deed: Deed, caller: Caller) -> PlanItem:
        done = super().act(deed, caller)
        self.committed[caller.user] = time.monotonic()
        return done


def measure_presses(ladder: Ladder, done: Done) -> dict[str, float]:
    """Milliseconds from a press to its commit and to the call that edits the pressed message. Raises NoEmulator."""
    commits, edits = [], []
    with town_of(ladder) as town:
        turns = _turns(town)
        for n, (one, two) in enumerate(_at_once(town, turns), 1):
            commits.extend(one)
            edits.extend(two)
            done(n)
    return _named("committed", commits) | _named("edited", edits)


def measure_letters(ladder: Ladder, done: Done) -> dict[str, float]:
    """A thousand letters by Telegram's real limits, then one behind a group's backlog. Raises NoEmulator."""
    with town_of(ladder, "limits") as town:
        _join_group(town)
        figures = _thousand(town, done)
    with town_of(ladder, "limits") as town:
        _join_group(town)
        return figures | _behind_backlog(town)


def _named(what: str, seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = {"p50": ordered[len(ordered) // 2], "p99": ordered[int(len(ordered) * 0.99)]}
    return {f"{what}_{name}_ms": round(value * 1000, 1) for name, value in at.items()}


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
    with _at_work(telegram.window()):
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
    town.office.screens = None  # the group's digest is no letter
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
