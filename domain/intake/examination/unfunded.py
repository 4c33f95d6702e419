"""Years in which a result is due although its funding has no money for them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.intake.examination.ledger import Ledger, Node
from domain.intake.examination.likeness import Likeness
from domain.intake.examination.view import section_finding
from domain.intake.words.dates import ru
from domain.passport import Finding, Passport
from domain.vocabulary import Rank

ALIKE = 0.8
"""How much of a funding row's name must stand in a result's name: funding names drop the figures of single years."""


class Due(NamedTuple):
    """A result of section 3 or of the plan, by the words that a finding calls it."""

    called: str
    name: str
    day: date


def unfunded_years(passport: Passport, table: Ledger) -> Iterator[Finding]:
    """Years with 0 in a funding row in which a result of its name is due, while other years have money."""
    nodes = [node for top in table.tops for node in top.walk() if node.source is None]
    funded = [node for node in nodes if any(node.line.amounts.values())]
    dues = list(_dues(passport))
    likeness = Likeness([*(node.name for node in funded), *(due.name for due in dues)])
    for node in funded:
        for year in sorted(year for year, amount in node.line.amounts.items() if amount == 0):
            alike = (due for due in dues if due.day.year == year and likeness.within(node.name, due.name) >= ALIKE)
            if first := next(alike, None):
                yield _without_money(node, year, first)


def _dues(passport: Passport) -> Iterator[Due]:
    for result in passport.results:
        if result.due:
            yield Due(f"результата {result.number}", result.name, result.due)
    for row in passport.plan:
        if row.rank is Rank.RESULT and row.finish:
            yield Due(f"пункта плана {row.number}", row.title, row.finish)


def _without_money(node: Node, year: int, due: Due) -> Finding:
    says = f"на {year} год денег нет, а в этом году срок {due.called} ({ru(due.day)}): проверьте, так ли задумано"
    return section_finding("unfunded_year", "funding", node.line.number, str(year), "0,0", says)
