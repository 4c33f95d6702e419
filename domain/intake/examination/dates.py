"""Findings about the dates of plan items: illegible, missing, out of order, on a day off."""

from collections.abc import Iterator

from domain.intake.examination.view import View, plan_finding
from domain.intake.words.dates import nearest_date, ru
from domain.passport import Finding, PlanRow
from domain.vocabulary import Rank

NAMES = {"start": "начала", "finish": "окончания"}


def date_findings(view: View) -> Iterator[Finding]:
    yield from _illegible(view)
    for row in view.passport.plan:
        yield from _missing(row, view)
        yield from _own_order(row)
        yield from _against_project(row, view)
        yield from _against_parent(row, view)
        yield from _day_off(row, view)


def _illegible(view: View) -> Iterator[Finding]:
    for cell in view.illegible:
        meant = nearest_date(cell.written)
        suggestion = ru(meant) if meant else None
        ending = f"; вероятно, {suggestion}" if suggestion else ": укажите ее в виде ДД.ММ.ГГГГ"
        says = f"срок {NAMES[cell.field]} «{cell.written}» - не дата{ending}"
        row = view.rows[cell.number]
        yield plan_finding("invalid_date", row, cell.field, cell.written, says, suggestion)


def _missing(row: PlanRow, view: View) -> Iterator[Finding]:
    """A control point or a result may open with what is under it; an activity needs both dates."""
    asked = ("start", "finish") if row.rank is Rank.ACTIVITY else ("finish",)
    for name in asked:
        if getattr(row, name) is None and (row.number, name) not in view.unread:
            says = f"не указан срок {NAMES[name]}: впишите дату"
            yield plan_finding("missing_date", row, name, None, says)


def _own_order(row: PlanRow) -> Iterator[Finding]:
    if row.start and row.finish and row.start > row.finish:
        says = f"начало {ru(row.start)} позже окончания {ru(row.finish)}: исправьте одну из дат"
        yield plan_finding("start_after_finish", row, "start", row.start.isoformat(), says)


def _against_project(row: PlanRow, view: View) -> Iterator[Finding]:
    starts, ends = view.passport.starts, view.passport.ends
    if row.start and starts and row.start < starts:
        says = f"начало {ru(row.start)} раньше начала проекта {ru(starts)}"
        yield plan_finding("starts_before_project", row, "start", row.start.isoformat(), says)
    if row.finish and ends and row.finish > ends:
        says = f"окончание {ru(row.finish)} позже окончания проекта {ru(ends)}: сдвиньте срок или измените проект"
        yield plan_finding("finish_after_project", row, "finish", row.finish.isoformat(), says)


def _against_parent(row: PlanRow, view: View) -> Iterator[Finding]:
    """Compare with the nearest row above that has the date: control points often have no start."""
    opened = next((above for above in view.parents(row) if above.start), None)
    closed = next((above for above in view.parents(row) if above.finish), None)
    if row.start and opened and opened.start and row.start < opened.start:
        says = f"начало {ru(row.start)} раньше начала пункта {opened.number} ({ru(opened.start)})"
        yield plan_finding("start_before_parent", row, "start", row.start.isoformat(), says)
    if row.finish and closed and closed.finish and row.finish > closed.finish:
        says = f"окончание {ru(row.finish)} позже окончания пункта {closed.number} ({ru(closed.finish)})"
        yield plan_finding("finish_after_parent", row, "finish", row.finish.isoformat(), says)


def _day_off(row: PlanRow, view: View) -> Iterator[Finding]:
    if row.finish is None or view.calendar.is_working(row.finish):
        return
    due = view.calendar.due_at(row.finish).date()
    says = f"срок {ru(row.finish)} выпадает на выходной день: исполнить нужно {ru(due)}"
    yield plan_finding("day_off_deadline", row, "finish", row.finish.isoformat(), says, ru(due))
