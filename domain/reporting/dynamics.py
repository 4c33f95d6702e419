"""The dynamics of control points, and each executor's discipline."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.reporting.form import Discipline, PlanLine, Point
from domain.reporting.indicators import TENTH
from domain.reporting.past import Past
from domain.reporting.periods import PeriodKind, period_of
from domain.vocabulary import Rank, State

GONE = (State.DECLINED, State.WITHDRAWN)


def dynamics(lines: Iterable[PlanLine], day: date) -> tuple[Point, ...]:
    """By the end of each month of the plan: cumulative numbers of control points; withdrawn ones do not count.

    A point that is late and has no forecast is expected in no month.
    """
    points = [line for line in lines if line.rank is Rank.CONTROL_POINT and line.state not in GONE]
    planned = sorted(line.planned for line in points)
    done = sorted(line.actual for line in points if line.state is State.DONE and line.actual)
    expected = sorted([*done, *(max(on, day) for on in map(lambda p: _expected(p, day), points) if on)])  # noqa: C417
    return tuple(
        Point(
            month=month,
            planned=bisect_right(planned, month),
            forecast=bisect_right(expected, month) if month >= day else None,
            done=bisect_right(done, month) if _has_begun(month, day) else None,
        )
        for month in _months(planned, expected)
    )


def _has_begun(month: date, day: date) -> bool:
    return month <= day or (month.year, month.month) == (day.year, day.month)


def _expected(line: PlanLine, day: date) -> date | None:
    """When a point that is not executed is expected: as forecast, as reported, or in time while it is not late."""
    if line.state is State.DONE:
        return None
    if line.actual:
        return line.actual
    return line.planned if line.planned >= day else None


def _months(planned: Sequence[date], expected: Sequence[date]) -> list[date]:
    """The last days of all months from the first date to the last."""
    days = [*planned, *expected]
    if not days:
        return []
    found, month = [], period_of(PeriodKind.MONTH, min(days))
    while month.first <= max(days):
        found.append(month.last)
        month = period_of(PeriodKind.MONTH, date.fromordinal(month.last.toordinal() + 1))
    return found


def discipline(plan: Iterable[Past], day: date) -> tuple[Discipline, ...]:
    """By executor, those with most delays first: items that were due by the day or executed already."""
    by_lead: dict[str, list[Past]] = defaultdict(list)
    for past in plan:
        if past.state not in GONE and (past.reported or past.finish < day):
            by_lead[past.item.lead].append(past)
    found = [_of(person, items, day) for person, items in by_lead.items()]
    return tuple(sorted(found, key=lambda one: (-one.overdue - one.late, -one.average, one.person)))


def _of(person: str, items: Sequence[Past], day: date) -> Discipline:
    """Extensions do not mend the record: delays count from the passport's own date."""
    delays = [max(0, ((row.at.date() if (row := past.reported) else day) - due(past)).days) for past in items]
    executed = [late for past, late in zip(items, delays, strict=True) if past.reported]
    average = (Decimal(sum(delays)) / len(delays)).quantize(TENTH, ROUND_HALF_UP)
    in_time = sum(late == 0 for late in executed)
    return Discipline(person, in_time, len(executed) - in_time, len(items) - len(executed), average)


def due(past: Past) -> date:
    return past.item.original_finish
