"""Findings about results of section 3 against items of the plan: lost ones, other percentages, other dates."""

from collections.abc import Iterator

from domain.intake.examination.likeness import percents, subjects
from domain.intake.examination.pairing import Dates, Pair, paired
from domain.intake.examination.view import View, plan_finding, section_finding
from domain.intake.words.dates import ru
from domain.passport import Finding, PlanRow

SHOWN = 90


def result_findings(view: View) -> Iterator[Finding]:
    yield from _between_sections(view)
    for row in view.passport.plan:
        yield from _against_above(row, view)


def _between_sections(view: View) -> Iterator[Finding]:
    """Nothing can be compared where the document has only one of the two sections."""
    if not view.passport.results or not view.passport.plan:
        return
    pairing = paired(view.passport)
    for pair in pairing.pairs:
        yield from _of_pair(pair)
    for result in pairing.lone_results:
        says = f"в плане нет пункта «{_short(result.name)}»: добавьте его или уточните наименование и срок"
        yield section_finding("result_without_item", "results", result.number, "name", result.name, says)
    for row in pairing.lone_items:
        says = f"в разделе 3 нет результата «{_short(row.title)}»: внесите его туда или уточните наименование и срок"
        yield plan_finding("item_without_result", row, "title", row.title, says)


def _of_pair(pair: Pair) -> Iterator[Finding]:
    result, row = pair.result, pair.item
    if pair.dates is Dates.DIFFER and result.due and row.finish:
        says = f"срок {ru(row.finish)} расходится со сроком результата {result.number} ({ru(result.due)})"
        yield plan_finding("due_differs", row, "finish", row.finish.isoformat(), says, ru(result.due))
    if _is_other(row.title, result.name):
        yield _other_percent(row, result.name, f"в результате {result.number} раздела 3")


def _against_above(row: PlanRow, view: View) -> Iterator[Finding]:
    """A row that gives another percentage of the same thing than what it serves, and no row beside it reaches that."""
    above = next((other for other in view.parents(row) if percents(other.title)), None)
    if above is None or not _is_other(row.title, above.title):
        return
    is_same_thing = subjects(row.title) & subjects(above.title)
    if is_same_thing and not _is_step(row, above, view):
        yield _other_percent(row, above.title, f"в пункте {above.number}")


def _is_step(row: PlanRow, above: PlanRow, view: View) -> bool:
    """Whether rows beside this one go on to the percentage above: 30 %, 60 %, 100 %."""
    beside = [other for other in view.passport.plan if other.parent == row.parent and other is not row]
    return any(percents(other.title) & percents(above.title) for other in beside)


def _is_other(one: str, other: str) -> bool:
    return bool(percents(one) - percents(other) and percents(other) - percents(one))


def _other_percent(row: PlanRow, right: str, where: str) -> Finding:
    own, theirs = sorted(percents(row.title) - percents(right)), sorted(percents(right) - percents(row.title))
    says = f"указано {_listed(own)}, а {where} - {_listed(theirs)}: приведите к одному значению"
    return plan_finding("percent_differs", row, "title", _listed(own), says, _listed(theirs))


def _listed(values: list[str]) -> str:
    return ", ".join(f"{value} %" for value in values)


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN].rsplit(' ', 1)[0]}…"
