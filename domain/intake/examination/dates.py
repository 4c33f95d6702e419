"""Findings about dates of every section: illegible, missing, out of order, on a day off."""

import re
from collections.abc import Iterator

from domain.intake.examination.view import View, plan_finding, section_finding
from domain.intake.outcome import Illegible
from domain.intake.words.dates import nearest_date, ru
from domain.passport import Finding, PlanRow
from domain.vocabulary import Rank

NAMES = {
    "start": "срок начала", "finish": "срок окончания", "due": "срок", "base_date": "дата базового значения",
}  # fmt: skip
RECURRING = re.compile(r"еже(?:год|полугод|кварт|месяч|недел|днев)|постоянно|каждый|каждое", re.I)


def date_findings(view: View) -> Iterator[Finding]:
    yield from map(_illegible, view.illegible)
    yield from _without_base_date(view)
    yield from _results(view)
    for row in view.passport.plan:
        yield from _missing(row, view)
        yield from _own_order(row)
        yield from _against_project(row, view)
        yield from _against_parent(row, view)
        yield from _day_off(row, view)


def _illegible(cell: Illegible) -> Finding:
    if cell.field not in NAMES:
        says = f"«{cell.written}» прочесть не удалось: проверьте, не потеряна ли часть ячейки"
        return section_finding("truncated_cell", cell.section, cell.number, cell.field, cell.written, says)
    meant = nearest_date(cell.written)
    suggestion = ru(meant) if meant else None
    ending = f"; вероятно, {suggestion}" if suggestion else ": укажите дату в виде ДД.ММ.ГГГГ"
    says = f"{NAMES[cell.field]} «{cell.written}» - не дата{ending}"
    return section_finding("invalid_date", cell.section, cell.number, cell.field, cell.written, says, suggestion)


def _without_base_date(view: View) -> Iterator[Finding]:
    """A base value needs its date; where no row has one, the document has no such column."""
    indicators = view.passport.indicators
    if not any(indicator.base_date for indicator in indicators):
        return
    for each in indicators:
        is_read = ("indicators", each.number, "base_date") not in view.unread
        if each.base_value is not None and each.base_date is None and is_read:
            says = "у базового значения не указана дата: впишите ее"
            yield section_finding("missing_date", "indicators", each.number, "base_date", None, says)


def _results(view: View) -> Iterator[Finding]:
    """Results without a due date, and those due after the project; where none has a date, there is no column."""
    results, ends = view.passport.results, view.passport.ends
    has_column = len(results) == 1 or any(result.due or result.due_written for result in results)
    for each in results:
        is_silent = each.due is None and not each.due_written and ("results", each.number, "due") not in view.unread
        if is_silent and has_column:
            says = "не указан срок: впишите дату"
            yield section_finding("missing_date", "results", each.number, "due", None, says)
        if each.due and ends and each.due > ends:
            says = f"срок {ru(each.due)} позже окончания проекта {ru(ends)}: сдвиньте срок или измените проект"
            yield section_finding("finish_after_project", "results", each.number, "due", each.due.isoformat(), says)


def _missing(row: PlanRow, view: View) -> Iterator[Finding]:
    """A control point or a result may open with what is under it; an activity needs both dates."""
    asked = ("start", "finish") if row.rank is Rank.ACTIVITY else ("finish",)
    for name in asked:
        if name not in view.passport.lacking and _is_empty(row, name, view):
            says = f"не указан {NAMES[name]}: впишите дату"
            yield plan_finding("missing_date", row, name, None, says)


def _is_empty(row: PlanRow, name: str, view: View) -> bool:
    """What comes every year begins with the project."""
    is_said = bool(getattr(row, name) or getattr(row, f"{name}_written"))
    is_recurring = name == "start" and RECURRING.match(row.finish_written) is not None
    return not is_said and not is_recurring and ("plan", row.number, name) not in view.unread


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
