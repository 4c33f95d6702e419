"""Lives a plan through in memory with the production tick and use cases, people behaving as told."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from config.people import Behaviour, People
from config.wiring import Office
from domain.ladder import Ladder
from domain.letters import Letter
from domain.passport import Passport
from domain.storage.database import MEMORY, Database
from domain.vocabulary import State
from notifications.channels import Proof
from notifications.render import Rendered


@dataclass
class StoryClock:
    """A clock that the replay moves by hand."""

    present: datetime

    def now(self) -> datetime:
        return self.present

    def seconds_until(self, instant: datetime) -> float:
        return max(0.0, (instant - self.present).total_seconds())


@dataclass
class Inbox:
    """Everybody's: takes each message and only counts it."""

    name: str = "mail"
    count: int = 0

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:  # noqa: ARG002  # the port's names
        self.count += 1
        return Proof(self.name, str(self.count))


def live(office: Office, clock: StoryClock, until: datetime, progress: Callable[[datetime], None]) -> None:
    """Go from instant to instant; the clock's steps come before people's deeds at the same instant.

    An office with channels also delivers, when letters are put and when held ones may go.
    """
    while (instant := _next(office)) and instant <= until:
        clock.present = max(instant, clock.present)
        progress(clock.present)
        office.tick()
        if office.channels:
            office.delivered()
    clock.present = until


def _next(office: Office) -> datetime | None:
    due, held = office.next_due(), office.outbox.next_try_at() if office.channels else None
    return min(due, held) if due and held else due or held


def replay(
    passport: Passport,
    ladder: Ladder,
    since: date,
    until: date,
    behaviour: Behaviour,
    seed: int,
    progress: Callable[[datetime], None] = lambda _: None,
    *,
    deliver: bool = False,
) -> Office:
    """Live `passport` from the morning of `since` to the end of `until`; gives the office as it is then.

    With `deliver` its letters leave as messages, as they would in life: `inbox_summary` counts them.
    """
    calendar = ladder.calendar
    clock = StoryClock(calendar.at(since, time(0)))
    database = Database(MEMORY)
    database.migrate()
    office = Office(database, ladder, clock, Path(), channels=[Inbox()] if deliver else [])
    office.plant(replace(passport, corrections=()), by="воспроизведение")
    office.people = People(office, passport, behaviour, random.Random(seed), seed=seed)  # noqa: S311  # a story
    office.people.plan()
    live(office, clock, calendar.at(until, time(0)) + timedelta(days=1), progress)
    return office


def summary(office: Office, passport: Passport) -> dict[str, object]:
    """What the life came to: letters by kind, recipient and rung; states at the end; deterministic order."""
    letters = office.outbox.all()
    items = office.records.items(passport.code)
    overdue = [item for item in items if item.state is State.OVERDUE]
    return {
        "passport": passport.code,
        "letters": len(letters),
        "by_kind": _counted(letter.kind.value for letter in letters),
        "by_person": _counted(letter.recipient for letter in letters),
        "by_rung": _counted(f"{letter.facts['rung']}" for letter in letters if "rung" in letter.facts),
        "states": _counted(item.state.value for item in items),
        "overdue_below_top": [item.number for item in overdue if not item.at_top],
        "journal": office.verify_journal(),
        "items": {item.number: {"state": item.state.value, "rung": item.rung} for item in items},
    }


def inbox_summary(office: Office) -> dict[str, Any]:
    """What came into people's inboxes: `messages` in all, `per_person_month` (average and max), `busiest` day.

    The average is over all who ever got a message and the months from the first message to the last.
    """
    gone = office.proofs.messages()
    if not gone:
        return {"messages": 0, "per_person_month": {"average": 0.0, "max": 0}, "busiest": None, "by_person": {}}
    days, months = Counter((who, at.date()) for who, at in gone), Counter((who, f"{at:%Y-%m}") for who, at in gone)
    people = _counted(who for who, _ in gone)
    average = len(gone) / (len(people) * _months(gone[0][1].date(), gone[-1][1].date()))
    (person, day), count = max(days.items(), key=lambda one: (one[1], one[0][1], one[0][0]))
    return {
        "messages": len(gone),
        "per_person_month": {"average": round(average, 1), "max": max(months.values())},
        "busiest": {"person": person, "day": day.isoformat(), "count": count},
        "by_person": people,
    }


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _counted(values: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
