"""Lives a plan through in memory with the production tick and use cases, people behaving as told."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from config.people import Behaviour, People
from config.wiring import Office
from domain.ladder import Ladder
from domain.passport import Passport
from domain.storage.database import MEMORY, Database
from domain.vocabulary import State


@dataclass
class StoryClock:
    """A clock that the replay moves by hand."""

    present: datetime

    def now(self) -> datetime:
        return self.present

    def seconds_until(self, instant: datetime) -> float:
        return max(0.0, (instant - self.present).total_seconds())


def live(office: Office, clock: StoryClock, until: datetime, progress: Callable[[datetime], None]) -> None:
    """Go from instant to instant; the clock's steps come before people's deeds at the same instant."""
    while (instant := office.next_due()) and instant <= until:
        clock.present = max(instant, clock.present)
        progress(clock.present)
        office.tick()
    clock.present = until


def replay(
    passport: Passport,
    ladder: Ladder,
    since: date,
    until: date,
    behaviour: Behaviour,
    seed: int,
    progress: Callable[[datetime], None] = lambda _: None,
) -> Office:
    """Live `passport` from the morning of `since` to the end of `until`; gives the office as it is then."""
    calendar = ladder.calendar
    clock = StoryClock(calendar.at(since, time(0)))
    database = Database(MEMORY)
    database.migrate()
    office = Office(database, ladder, clock, Path())
    office.plant(replace(passport, corrections=()), by="воспроизведение")
    office.people = People(office, passport, behaviour, random.Random(seed))  # noqa: S311  # a story, not a secret
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


def _counted(values: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
