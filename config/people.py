"""People who act by themselves, in a replay and in the demo: in time, late, not at all, or each in his own way."""

import heapq
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

from config import lifelike
from config.lifelike import Act
from domain import use_cases
from domain.authority import controller
from domain.lifecycle import Refused
from domain.passport import Passport
from domain.plan import Evidence, PlanItem
from domain.ports import Desk
from domain.reporting.life import NoReport, NotForSignature, Stage
from domain.vocabulary import DocumentKind, Rank, State

if TYPE_CHECKING:
    from config.wiring import Office

LATEST = 15
"""The most working days that a late executor is late by."""

DECIDED_WITHIN = 5
"""Working days that the ministry takes over an application."""

SIGN = "sign"
TRIED_AFTER = 3
"""Working days between two tries in a mixed company."""


class Behaviour(StrEnum):
    """How everybody behaves: in time, late by one to fifteen working days, not at all, or some so and some so.

    LIFELIKE is told in `lifelike.py`: each has his habits, delays have a long tail.
    """

    PUNCTUAL = "punctual"
    LATE = "late"
    SILENT = "silent"
    MIXED = "mixed"
    LIFELIKE = "lifelike"


MIXTURE = (Behaviour.PUNCTUAL, Behaviour.PUNCTUAL, Behaviour.PUNCTUAL, Behaviour.LATE, Behaviour.LATE, Behaviour.SILENT)


@dataclass(order=True, slots=True)
class Deed:
    """Something a person does at an instant; deeds of one instant go in the order they were planned."""

    at: datetime
    order: int
    number: str = field(compare=False)
    """An item's; of a signature the report's id."""
    kind: str = field(compare=False)


@dataclass
class People:
    """Everybody in one passport, and what they are going to do."""

    office: "Office"
    passport: Passport
    behaviour: Behaviour
    chance: random.Random
    deeds: list[Deed] = field(default_factory=list)
    orders: Iterator[int] = field(default_factory=count)
    seed: int = 0
    """By which the habits of lifelike people are told."""

    @property
    def next_at(self) -> datetime | None:
        """When somebody does something next."""
        return self.deeds[0].at if self.deeds else None

    def act(self, now: datetime) -> int:
        """Do everything that is to be done by `now`; returns how many deeds were tried."""
        self._keep_up()
        tried = 0
        while self.deeds and self.deeds[0].at <= now:
            self._do(heapq.heappop(self.deeds))
            tried += 1
        return tried

    def _keep_up(self) -> None:
        """After an amendment items have other numbers and terms: everybody decides anew."""
        current = self.office.passport(self.passport.code)
        if current is not self.passport and current != self.passport:
            self.passport = current
            self.deeds.clear()
            self.plan()
        self.passport = current

    def plan(self) -> None:
        """Decide for every open item when it will be taken to work and reported."""
        for item in self.office.records.items(self.passport.code):
            how = self.chance.choice(MIXTURE) if self.behaviour is Behaviour.MIXED else self.behaviour
            if how is not Behaviour.SILENT and not item.state.is_closed:
                self._plan(item, how)
        self.read_reports()

    def read_reports(self) -> None:
        """The head signs what waits for him in a day or two, unless he too is silent."""
        from config.reporting import Reports

        if self.behaviour is Behaviour.SILENT:
            return
        rows = Reports(self.office).listed(self.passport)
        planned = {deed.number for deed in self.deeds if deed.kind == SIGN}
        for report in (str(row.id) for row in rows if row.stage == Stage.ON_SIGNATURE):
            if report not in planned:
                self._later(self.chance.randint(1, 2), report, SIGN, time(11))

    def _plan(self, item: PlanItem, how: Behaviour) -> None:
        if item.state is State.UNDER_REVIEW:
            return self._accepted_soon(item)
        if item.state is State.AWAITING_DECISION:
            return self._later(DECIDED_WITHIN, item.number, "grant", time(15))
        if how is Behaviour.LIFELIKE:
            return lifelike.plan(self, item, self.seed)
        if how is Behaviour.PUNCTUAL:
            self.put(self.first_day(item), item.number, "take", time(10))
        return self.put(self._day_of_report(item, how), item.number, "report", _HOURS[item.rank])

    def _day_of_report(self, item: PlanItem, how: Behaviour) -> date:
        calendar = self.office.ladder.calendar
        due = calendar.day_of(item.due_at)
        if how is Behaviour.LATE:
            return calendar.add(due, self.chance.randint(1, LATEST))
        return max(calendar.add(due, -_EARLY[item.rank]), self.first_day(item))

    def first_day(self, item: PlanItem) -> date:
        return self.office.ladder.calendar.working_on_or_after(item.opens_on)

    def put(self, day: date, number: str, kind: str, hour: time) -> None:
        at = self.office.ladder.calendar.at(day, hour)
        heapq.heappush(self.deeds, Deed(max(at, self.office.clock.now()), next(self.orders), number, kind))

    def _do(self, deed: Deed) -> None:
        """A deed that the rules refuse as yet is tried again on the next working day."""
        if deed.kind == SIGN:
            return self._sign(int(deed.number))
        if self.behaviour is Behaviour.LIFELIKE and lifelike.holds_back(self, deed):
            return self._later(TRIED_AFTER, deed.number, deed.kind, _hour(deed))
        try:
            item = self.office.act(self.passport, _ACTS[deed.kind](deed.number))
        except Refused:
            return self._try_again(deed)
        return self._follow(item, deed)

    def _sign(self, report: int) -> None:
        """Whoever of flesh and blood was quicker has decided."""
        from config.reporting import Reports

        with suppress(NotForSignature, NoReport):
            Reports(self.office).sign(report, self.passport.head or "")

    def _try_again(self, deed: Deed) -> None:
        """Not if the item is closed; a mixed company waits longer, then overrides what is open beneath."""
        state = self._state(deed.number)
        if state.is_closed or self._is_idle(deed, state):
            return
        mixed = self.behaviour in (Behaviour.MIXED, Behaviour.LIFELIKE)
        kind = "override" if mixed and deed.kind == "accept" else deed.kind
        self._later(TRIED_AFTER if mixed else 1, deed.number, kind, _hour(deed))

    def _is_idle(self, deed: Deed, state: State) -> bool:
        """Lifelike people do not take to work or write about what is reported already; what is blocked they take up."""
        waits = deed.kind == "take" and state is State.BLOCKED
        return self.behaviour is Behaviour.LIFELIKE and deed.kind in lifelike.ONCE and not waits

    def _state(self, number: str) -> State:
        with self.office.database.reading() as connection:
            return self.office.desk(connection, self.passport).plan.get(number).state

    def _later(self, days: int, number: str, kind: str, hour: time) -> None:
        calendar = self.office.ladder.calendar
        self.put(calendar.add(calendar.day_of(self.office.clock.now()), days), number, kind, hour)

    def _follow(self, item: PlanItem, deed: Deed) -> None:
        if deed.kind == "report":
            self._accepted_soon(item)
        elif deed.kind == "return":
            self._later(self.chance.randint(2, LATEST), item.number, "report", time(12))
        elif deed.kind == "ask":
            self._later(2, item.number, lifelike.answer(self), time(15))
        elif item.state is State.AWAITING_DECISION:
            self._later(DECIDED_WITHIN, item.number, "grant", time(15))

    def _accepted_soon(self, item: PlanItem) -> None:
        days = 0 if self.behaviour is Behaviour.PUNCTUAL else self.chance.randint(1, 6)
        kind = lifelike.verdict(self, item) if self.behaviour is Behaviour.LIFELIKE else "accept"
        self._later(days, item.number, kind, time(15))


def _hour(deed: Deed) -> time:
    return deed.at.timetz().replace(tzinfo=None)


_EARLY = {Rank.ACTIVITY: 3, Rank.CONTROL_POINT: 2, Rank.RESULT: 1}
_HOURS = {Rank.ACTIVITY: time(11), Rank.CONTROL_POINT: time(12), Rank.RESULT: time(13)}


def _take(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        return use_cases.take(number, by=desk.plan.get(number).lead, now=now, desk=desk)

    return act


def _note(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        return use_cases.note(number, by=desk.plan.get(number).lead, text="работа идёт по плану", now=now, desk=desk)

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


def _accept(number: str, reason: str | None = None) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        by = controller(desk.plan.get(number), desk.staff)
        minutes = f"№ 1 от {now:%d.%m.%Y}"
        return use_cases.accept(number, by=by, minutes=minutes, reason=reason, now=now, desk=desk)

    return act


def _override(number: str) -> Act:
    return _accept(number, "исполнение по существу подтверждено")


def _grant(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        return use_cases.grant(number, by=controller(desk.plan.get(number), desk.staff), now=now, desk=desk)

    return act


_ACTS: dict[str, Callable[[str], Act]] = {
    "take": _take,
    "note": _note,
    "report": _report,
    "accept": _accept,
    "override": _override,
    "grant": _grant,
    **lifelike.ACTS,
}
