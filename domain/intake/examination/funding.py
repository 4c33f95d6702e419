"""Findings about funding: sums that do not agree by years, by rows and by results."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain

from domain.intake.examination.figures import money
from domain.intake.examination.ledger import Ledger, Node, ledger
from domain.intake.examination.sources import Source
from domain.intake.examination.sums import Cell, Fault, Sum, Way, faults
from domain.intake.examination.unfunded import unfunded_years
from domain.intake.examination.view import View, section_finding
from domain.passport import Finding, FundingLine
from domain.vocabulary import Severity

SHOWN = 60
LISTED = 6
LAST = 9999
"""The total stands after all the years."""


def funding_findings(view: View) -> Iterator[Finding]:
    table = Table(view.passport.funding)
    found = faults(table.sums, table.amounts)
    for fault in sorted(found, key=lambda fault: (fault.sum.whole[0], fault.sum.whole[1] or LAST)):
        yield _mismatch(fault, table)
    yield from unfunded_years(view.passport, table.ledger)


@dataclass(frozen=True)
class Table:
    """The funding table with all of its sums."""

    lines: Sequence[FundingLine]

    @cached_property
    def ledger(self) -> Ledger:
        return ledger(self.lines)

    @cached_property
    def amounts(self) -> dict[Cell, Decimal]:
        """Every amount that is written."""
        written: dict[Cell, Decimal] = {}
        for place, line in enumerate(self.lines):
            written.update({(place, year): value for year, value in line.amounts.items()})
            if line.total is not None:
                written[place, None] = line.total
        return written

    @cached_property
    def columns(self) -> tuple[int | None, ...]:
        return (*sorted({year for line in self.lines for year in line.amounts}), None)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        return tuple(chain(self._by_years(), self._by_rows(), self._by_results()))

    def _by_years(self) -> Iterator[Sum]:
        for place, line in enumerate(self.lines):
            if line.amounts and line.total is not None:
                yield Sum(Way.YEARS, (place, None), tuple((place, year) for year in sorted(line.amounts)))

    def _by_rows(self) -> Iterator[Sum]:
        roots = [*self.ledger.tops, *filter(None, [self.ledger.total])]
        for node in chain.from_iterable(root.walk() for root in roots):
            for addends in _ways_down(node):
                yield from self._columns(Way.ROWS, node, addends)

    def _by_results(self) -> Iterator[Sum]:
        total = self.ledger.total
        if total is None:
            return
        tops = list(chain.from_iterable(map(_with_money, self.ledger.tops)))
        yield from self._columns(Way.RESULTS, total, tops)
        for source in (node for child in total.children for node in child.walk()):
            same = [found for top in self.ledger.tops for found in _of_source(top, source.key)]
            yield from self._columns(Way.RESULTS, source, same)

    def _columns(self, way: Way, whole: Node, addends: Sequence[Node]) -> Iterator[Sum]:
        """The sum of every column in which both the whole and at least one addend have an amount.

        Transfers may be counted inside the regional budget already: how most columns count them is the rule.
        """
        ways = list(_countings(addends))
        rule = max(ways, key=lambda counted: self._agreeing(whole, counted))
        for year in self.columns:
            cells = self._cells(rule, year)
            if cells and (whole.place, year) in self.amounts:
                others = tuple(self._cells(counted, year) for counted in ways if counted is not rule)
                yield Sum(way, (whole.place, year), cells, others)

    def _cells(self, nodes: Sequence[Node], year: int | None) -> tuple[Cell, ...]:
        return tuple((node.place, year) for node in nodes if (node.place, year) in self.amounts)

    def _agreeing(self, whole: Node, addends: Sequence[Node]) -> int:
        added = ((year, sum(self.amounts[cell] for cell in self._cells(addends, year))) for year in self.columns)
        return sum(self.amounts.get((whole.place, year)) == amount for year, amount in added)


def _countings(addends: Sequence[Node]) -> Iterator[list[Node]]:
    """All the addends, then without any one row of transfers, then without all of them."""
    transfers = [node for node in addends if node.source is Source.TRANSFERS]
    yield list(addends)
    if len(transfers) == len(addends):
        return
    for left_out in [*([node] for node in transfers), *([transfers] if len(transfers) > 1 else [])]:
        yield [node for node in addends if node not in left_out]


def _ways_down(node: Node) -> Iterator[list[Node]]:
    """What adds up to a row: its sources, and the results below it. A leaf of unknown name is one more source."""
    leaves = [child for child in node.children if child.source or not child.children]
    results = [child for child in node.children if not child.source and child.children]
    if any(child.source for child in leaves):
        yield leaves
        yield list(chain.from_iterable(map(_with_money, results)))
    else:
        yield list(chain.from_iterable(map(_with_money, node.children)))


def _with_money(node: Node) -> list[Node]:
    """The row itself, or what is below a heading without amounts."""
    if node.has_money:
        return [node]
    return list(chain.from_iterable(map(_with_money, node.children)))


def _of_source(node: Node, key: object) -> list[Node]:
    """The rows of a source in a result: its own ones, else those of the results below it."""
    if node.key == key:
        return [node]
    own = [found for child in node.children if child.source for found in _of_source(child, key)]
    return own or [found for child in node.children if not child.source for found in _of_source(child, key)]


def _mismatch(fault: Fault, table: Table) -> Finding:
    place, year = fault.sum.whole
    line, was = table.lines[place], table.amounts[fault.sum.whole]
    says = (
        f"«{_short(line.source or line.result)}», {_column(year)} указано {money(was)}, "
        f"а {_added(fault.sum, table)} равна {money(fault.due)}, разница {money(abs(fault.due - was))} млн руб."
        f"{_advice(fault, table)}"
    )
    field = "total" if year is None else str(year)
    found = section_finding("sum_mismatch", "funding", line.number, field, money(was), says, money(fault.due))
    return replace(found, severity=Severity.NOTE) if fault.is_rounding else found


def _advice(fault: Fault, table: Table) -> str:
    if fault.is_rounding:
        return "; это похоже на округление"
    if fault.cause is None:
        return ": исправьте одно из значений"
    place, year = fault.cause
    line = table.lines[place]
    name = line.number or f"«{_short(line.source or line.result)}»"
    return f"; вероятно, ошибка в строке {name} ({_column(year)})"


def _column(year: int | None) -> str:
    return "в графе «Всего»" if year is None else f"за {year} год"


def _added(each: Sum, table: Table) -> str:
    if each.way is Way.YEARS:
        return "сумма по годам"
    if each.way is Way.RESULTS:
        return "сумма по результатам"
    numbers = [table.lines[place].number for place, _ in each.parts]
    return f"сумма строк {', '.join(numbers)}" if all(numbers) and len(numbers) <= LISTED else "сумма строк под ней"


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN].rsplit(' ', 1)[0]}…"
