"""What is seen of each open item today: read off its journal, its neighbours and its executor's past."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.reporting.dynamics import GONE
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
    """The whole plan at one instant: what all its items' signals are read against."""

    now: datetime
    calendar: Calendar
    by_number: Mapping[str, Past]
    records: Mapping[str, Record]
    deadlines: Mapping[str, Sequence[date]]

    @property
    def today(self) -> date:
        return self.calendar.day_of(self.now)


def outlooks(plan: Sequence[Past], now: datetime, calendar: Calendar) -> Iterator[tuple[Past, Signals]]:
    """The items that have begun, are not reported and not late yet, each with its signals."""
    today = calendar.day_of(now)
    deadlines: dict[str, list[date]] = {}
    for past in plan:
        if is_open(past) or past.state is State.OVERDUE:
            deadlines.setdefault(past.item.lead, []).append(past.finish)
    around = _Around(now, calendar, {past.item.number: past for past in plan}, records_of(plan, today), deadlines)
    for past in plan:
        if is_open(past) and past.item.opens_on <= today and now < calendar.due_at(past.finish):
            yield past, signals(past, around)


def is_open(past: Past) -> bool:
    return past.state in OPEN


def records_of(plan: Sequence[Past], today: date) -> dict[str, Record]:
    """The record of every lead by that day, by the rule of the report's discipline: extensions do not mend it."""
    late: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for past in plan:
        reported = past.reported
        if past.state not in GONE and (reported or past.finish < today):
            known[past.item.lead] += 1
            late[past.item.lead] += (reported.at.date() if reported else today) > past.item.original_finish
    return {lead: Record(late[lead], count) for lead, count in known.items()}


def signals(past: Past, around: _Around) -> Signals:
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
        beside=sum(abs(day - past.finish) <= BESIDE for day in around.deadlines.get(item.lead, ())) - 1,
        waits_for=waits_for,
        late_before=waits_for is not None and _is_late(around.by_number.get(waits_for)),
        late_below=tuple(n for n, other in around.by_number.items() if item.is_above(other.item) and _is_late(other)),
        returned=past.last(Event.RETURN) is not None,
        asked=_asks(past),
    )


def _spoken_on(past: Past) -> date:
    """When anybody has last said a word of it; silence counts from the start."""
    said = next((row.at.date() for row in reversed(past.history) if row.event in PEOPLE), past.item.opens_on)
    return max(said, past.item.opens_on)


def _is_late(past: Past | None) -> bool:
    return past is not None and past.state is State.OVERDUE


def _asks(past: Past) -> bool:
    """Whether more time was asked for and not given: denied, or not decided yet."""
    row = past.last(Event.ASK, Event.EXTEND)
    return row is not None and row.event == Event.ASK
