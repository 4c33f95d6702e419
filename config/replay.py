"""Lives a plan through in memory with the production tick and use cases, people behaving as told."""

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from pathlib import Path

from config.wiring import Office
from domain import use_cases
from domain.authority import controller
from domain.ladder import Ladder
from domain.lifecycle import Refused
from domain.passport import Passport
from domain.plan import Evidence, PlanItem
from domain.ports import Desk
from domain.storage.database import MEMORY, Database
from domain.vocabulary import DocumentKind, Rank, State

LATEST = 15
"""The most working days that a late executor is late by."""

DECIDED_WITHIN = 5
"""Working days that the ministry takes over an application."""


class Behaviour(StrEnum):
    """How everybody behaves: in time, late by one to fifteen working days, or not at all."""

    PUNCTUAL = "punctual"
    LATE = "late"
    SILENT = "silent"


@dataclass
class StoryClock:
    """A clock that the replay moves by hand."""

    present: datetime

    def now(self) -> datetime:
        return self.present

    def seconds_until(self, instant: datetime) -> float:
        return max(0.0, (instant - self.present).total_seconds())


Act = Callable[[Desk, datetime], PlanItem]


@dataclass(order=True, slots=True)
class Deed:
    """Something a person does at an instant; deeds of one instant go in the order they were planned."""

    at: datetime
    order: int
    number: str = field(compare=False)
    kind: str = field(compare=False)


@dataclass
class Replay:
    """One life of one plan."""

    office: Office
    passport: Passport
    clock: StoryClock
    behaviour: Behaviour
    chance: random.Random
    deeds: list[Deed] = field(default_factory=list)
    orders: Iterator[int] = field(default_factory=count)

    def live(self, until: datetime, progress: Callable[[datetime], None]) -> None:
        """Go from instant to instant; the clock's steps come before people's deeds at the same instant."""
        if self.behaviour is not Behaviour.SILENT:
            self._plan_deeds()
        while (instant := self._next()) and instant <= until:
            self.clock.present = instant
            progress(instant)
            self.office.tick_once(instant)
            while self.deeds and self.deeds[0].at <= instant:
                self._do(heapq.heappop(self.deeds))
        self.clock.present = until

    def _next(self) -> datetime | None:
        instants = [at for at in (self.office.next_due(), self.deeds[0].at if self.deeds else None) if at]
        return max(min(instants), self.clock.present) if instants else None

    def _plan_deeds(self) -> None:
        for item in self.office.records.items(self.passport.code):
            if self.behaviour is Behaviour.PUNCTUAL:
                self._put(self._first_day(item), item.number, "take", time(10))
            self._put(self._day_of_report(item), item.number, "report", self._hour(item))

    def _day_of_report(self, item: PlanItem) -> date:
        calendar = self.office.ladder.calendar
        due = calendar.day_of(item.due_at)
        if self.behaviour is Behaviour.LATE:
            return calendar.add(due, self.chance.randint(1, LATEST))
        early = {Rank.ACTIVITY: 3, Rank.CONTROL_POINT: 2, Rank.RESULT: 1}[item.rank]
        return max(calendar.add(due, -early), self._first_day(item))

    def _first_day(self, item: PlanItem) -> date:
        return self.office.ladder.calendar.working_on_or_after(item.opens_on)

    @staticmethod
    def _hour(item: PlanItem) -> time:
        return {Rank.ACTIVITY: time(11), Rank.CONTROL_POINT: time(12), Rank.RESULT: time(13)}[item.rank]

    def _put(self, day: date, number: str, kind: str, hour: time) -> None:
        at = self.office.ladder.calendar.at(day, hour)
        heapq.heappush(self.deeds, Deed(max(at, self.clock.present), next(self.orders), number, kind))

    def _do(self, deed: Deed) -> None:
        """A deed that the rules refuse as yet is tried again on the next working day."""
        try:
            item = self.office.act(self.passport, _ACTS[deed.kind](deed.number))
        except Refused:
            self._later(1, deed.number, deed.kind, deed.at.timetz().replace(tzinfo=None))
        else:
            self._follow(item, deed)

    def _later(self, days: int, number: str, kind: str, hour: time) -> None:
        calendar = self.office.ladder.calendar
        self._put(calendar.add(calendar.day_of(self.clock.present), days), number, kind, hour)

    def _follow(self, item: PlanItem, deed: Deed) -> None:
        if deed.kind == "report":
            self._accepted_soon(item)
        elif item.state is State.AWAITING_DECISION:
            self._later(DECIDED_WITHIN, item.number, "grant", time(15))

    def _accepted_soon(self, item: PlanItem) -> None:
        if self.behaviour is Behaviour.PUNCTUAL:
            calendar = self.office.ladder.calendar
            today = calendar.day_of(self.clock.present)
            self._put(today, item.number, "accept", time(15))
        else:
            self._later(self.chance.randint(1, 6), item.number, "accept", time(15))


def _take(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        return use_cases.take(number, by=desk.plan.get(number).lead, now=now, desk=desk)

    return act


def _report(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        item = desk.plan.get(number)
        return use_cases.report(number, by=item.lead, evidence=_evidence(item, now), now=now, desk=desk)

    return act


def _evidence(item: PlanItem, now: datetime) -> Evidence:
    """What the item's document kind requires, made up."""
    signed = {DocumentKind.AGREEMENT, DocumentKind.ACT, DocumentKind.SCHEDULE}
    if item.document_kind in signed:
        return Evidence(number=f"{item.number}-р", dated=now.date())
    return Evidence(file=f"{item.number}.pdf")


def _accept(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        by = controller(desk.plan.get(number), desk.staff)
        return use_cases.accept(number, by=by, minutes=f"№ 1 от {now:%d.%m.%Y}", now=now, desk=desk)

    return act


def _grant(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        return use_cases.grant(number, by=controller(desk.plan.get(number), desk.staff), now=now, desk=desk)

    return act


_ACTS: dict[str, Callable[[str], Act]] = {"take": _take, "report": _report, "accept": _accept, "grant": _grant}


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
    story = Replay(office, passport, clock, behaviour, random.Random(seed))  # noqa: S311  # a story, not a secret
    story.live(calendar.at(until, time(0)) + timedelta(days=1), progress)
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
