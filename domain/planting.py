"""A passport becomes a living plan: each row gets its process, its opening day, its deadline and what blocks it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from domain.authority import Staff
from domain.errors import Sentence
from domain.ladder import Ladder, top_rung
from domain.passing import scheduled
from domain.passport import Passport, PlanRow
from domain.plan import PlanItem
from domain.vocabulary import DocumentKind, Rank, State
from domain.workdays import Calendar

EPOCH = date(1970, 1, 1).toordinal()
SEQUENCE_BITS = 32


class NotPlannable(Sentence):
    """The passport cannot become a plan yet: which rows lack what."""


def planted(passport: Passport, ladder: Ladder, now: datetime, taken: Mapping[date, int]) -> list[PlanItem]:
    """The items of a new plan, in the document's order; control begins at `now`.

    `taken` counts the ids already given out for each day of deadline.

    Raises:
        NotPlannable: a row has no deadline, executor, document kind or level of this passport's ladder.
    """
    _refuse_gaps(passport)
    rows = {row.number: row for row in passport.plan}
    ids = _ids((ladder.calendar.day_of(_due(row, ladder.calendar)) for row in passport.plan), taken)
    staff = Staff.of(passport)
    items = [_item(id_, row, rows, passport.code, ladder.calendar) for id_, row in zip(ids, passport.plan, strict=True)]
    begun = [item.but(top=top_rung(item, staff), entered_at=now, spoken_at=now) for item in items]
    return [scheduled(item, ladder) for item in begun]


def _refuse_gaps(passport: Passport) -> None:
    levels = {level.code for level in passport.levels}
    gaps = [f"{row.number} ({', '.join(lacks)})" for row in passport.plan if (lacks := list(_lacks(row, levels)))]
    if gaps:
        raise NotPlannable(
            f"План нельзя поставить на контроль, пока не исправлены пункты: {'; '.join(gaps)}; исправьте документ "
            "или примите предложенные исправления (--accept-suggestions)"
        )
    if not passport.plan:
        raise NotPlannable("В паспорте нет плана мероприятий: ставить на контроль нечего")
    doubles = [number for number, count in Counter(row.number for row in passport.plan).items() if count > 1]
    if doubles:
        raise NotPlannable(f"Номера пунктов повторяются: {', '.join(doubles)}; дайте каждому свой")


def _lacks(row: PlanRow, levels: set[str]) -> Iterator[str]:
    if row.finish is None:
        yield "нет срока окончания"
    if not row.executors:
        yield "нет исполнителя"
    if row.document_kind is None:
        yield "не понятен вид документа"
    if row.level not in levels:
        yield "нет уровня контроля"


def _ids(days: Iterable[date], taken: Mapping[date, int]) -> Iterator[int]:
    """Ids that sort by the day of the deadline: days since 1970 in the upper bits, a sequence in the lower 32."""
    given = dict(taken)
    for day in days:
        given[day] = given.get(day, 0) + 1
        yield (day.toordinal() - EPOCH << SEQUENCE_BITS) | given[day]


def first_id(day: date) -> int:
    return day.toordinal() - EPOCH << SEQUENCE_BITS


def _due(row: PlanRow, calendar: Calendar) -> datetime:
    assert row.finish is not None  # noqa: S101  # _refuse_gaps has seen to it
    return calendar.due_at(row.finish)


def _item(id_: int, row: PlanRow, rows: Mapping[str, PlanRow], passport: str, calendar: Calendar) -> PlanItem:
    assert row.finish and row.document_kind and row.level  # noqa: S101, PT018  # _refuse_gaps has seen to it
    blocker = _predecessor(row, rows)
    return PlanItem(
        id=id_,
        passport=passport,
        number=row.number,
        rank=row.rank,
        title=row.title,
        document=row.document,
        document_kind=row.document_kind,
        level=row.level,
        executors=row.executors,
        start=row.start,
        finish=row.finish,
        original_finish=row.finish,
        opens_on=opening_day(row, rows),
        due_at=calendar.due_at(row.finish),
        predecessor=blocker,
        state=State.BLOCKED if blocker else State.PLANNED,
    )


def _predecessor(row: PlanRow, rows: Mapping[str, PlanRow]) -> str | None:
    """An agreement waits for the application of its own control point."""
    if row.document_kind is not DocumentKind.AGREEMENT:
        return None
    siblings = (r for r in rows.values() if r.parent == row.parent and r.rank is row.rank)
    return next((r.number for r in siblings if r.document_kind is DocumentKind.APPLICATION), None)


def opening_day(row: PlanRow, rows: Mapping[str, PlanRow]) -> date:
    """The first of: its own start, the start of anything under it; failing both, the start of what it serves."""
    below = [r.start for r in rows.values() if r.number.startswith(f"{row.number}.") and r.start]
    starts = [row.start, *below] if row.rank is not Rank.ACTIVITY else [row.start]
    known = [start for start in starts if start]
    if known:
        return min(known)
    parent = rows.get(row.parent or "")
    return opening_day(parent, rows) if parent else row.finish or date.max
