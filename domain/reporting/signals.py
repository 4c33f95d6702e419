"""What is seen of each open item today: read off its journal, its neighbours and its executor's past."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.plan import PlanItem
from domain.reporting.dynamics import discipline
from domain.reporting.outlook import Record, Signals
from domain.reporting.past import Past
from domain.vocabulary import Event, State
from domain.workdays import Calendar

LET_BEGIN = 5
"""Days after the start in which nobody wonders that an item has not been taken to work."""
BESIDE = timedelta(days=30)
"""Deadlines this near to each other press on one executor together."""
PEOPLE = frozenset({Event.TAKE, Event.NOTE, Event.REPORT, Event.ASK})
OPEN = (State.PLANNED, State.BLOCKED, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class _Around:
    """The whole plan at one instant: what all its items' signals are read against.

    `deadlines` are those of each lead's open and late items, in order.
    """

    today: date
    calendar: Calendar
    late: Mapping[str, PlanItem]
    records: Mapping[str, Record]
    deadlines: Mapping[str, Sequence[date]]

    def beside(self, past: Past) -> int:
        days = self.deadlines[past.item.lead]
        return bisect_right(days, past.finish + BESIDE) - bisect_left(days, past.finish - BESIDE) - 1


def outlooks(plan: Sequence[Past], now: datetime, calendar: Calendar) -> Iterator[tuple[Past, Signals]]:
    """The items that have begun, are not reported and not late yet, each with its signals."""
    today = calendar.day_of(now)
    late = {past.item.number: past.item for past in plan if past.state is State.OVERDUE}
    around = _Around(today, calendar, late, _records(plan, today), _deadlines(plan))
    for past in plan:
        if _is_open(past) and past.item.opens_on <= today and now < calendar.due_at(past.finish):
            yield past, _signals(past, around)


def _is_open(past: Past) -> bool:
    return past.state in OPEN


def _deadlines(plan: Sequence[Past]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for past in plan:
        if _is_open(past) or past.state is State.OVERDUE:
            found.setdefault(past.item.lead, []).append(past.finish)
    return {lead: sorted(days) for lead, days in found.items()}


def _records(plan: Sequence[Past], today: date) -> dict[str, Record]:
    """Every lead's record by that day, as the report's discipline has it: extensions do not mend it."""
    kept = ((one.person, one.late + one.overdue, one.in_time) for one in discipline(plan, today))
    return {person: Record(late, late + in_time) for person, late, in_time in kept}


def _signals(past: Past, around: _Around) -> Signals:
    item, today = past.item, around.today
    begun = (today - item.opens_on).days
    term = max(1, (past.finish - item.opens_on).days)
    waits_for = item.predecessor if past.state is State.BLOCKED else None
    return Signals(
        opens_on=item.opens_on,
        not_taken=begun > LET_BEGIN and past.last(Event.TAKE, Event.NOTE, Event.REPORT) is None,
        term_gone=min(1.0, max(0, begun) / term),
        days_left=around.calendar.between(today, around.calendar.day_of(around.calendar.due_at(past.finish))),
        silent_days=max(0, (today - _spoken_on(past)).days),
        record=around.records.get(item.lead, Record()),
        beside=around.beside(past),
        waits_for=waits_for,
        late_before=waits_for in around.late,
        late_below=tuple(number for number, other in around.late.items() if item.is_above(other)),
        returned=past.last(Event.RETURN) is not None,
        asked=_asks(past),
    )


def _spoken_on(past: Past) -> date:
    """When anybody has last said a word of it; silence counts from the start."""
    said = next((row.at.date() for row in reversed(past.history) if row.event in PEOPLE), past.item.opens_on)
    return max(said, past.item.opens_on)


def _asks(past: Past) -> bool:
    """Whether more time was asked for and not given: denied, or not decided yet."""
    row = past.last(Event.ASK, Event.EXTEND)
    return row is not None and row.event == Event.ASK
