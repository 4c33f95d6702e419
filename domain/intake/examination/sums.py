"""Sums that should agree, and the cells that explain why several of them do not."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

Cell = tuple[int, int | None]
"""A cell of the funding table: the row's place and a year, None for its total."""

SEARCHED = 60
"""With more disagreeing sums than this no single cell explains them."""


class Way(Enum):
    """How a sum runs."""

    YEARS = auto()
    ROWS = auto()
    RESULTS = auto()


@dataclass(frozen=True, slots=True)
class Sum:
    """`whole` should be the sum of `parts`, or else of any of the `others`: transfers may be counted or not."""

    way: Way
    whole: Cell
    parts: tuple[Cell, ...]
    others: tuple[tuple[Cell, ...], ...] = ()

    @property
    def cells(self) -> frozenset[Cell]:
        return frozenset({self.whole, *self.parts})


@dataclass(frozen=True, slots=True)
class Fault:
    """A sum that is `due` and not what its whole says. `is_rounding` where rounded addends may explain the difference.

    `cause` is another cell, the one whose mending sets several sums right at once.
    """

    sum: Sum
    due: Decimal
    is_rounding: bool
    cause: Cell | None


def faults(sums: Sequence[Sum], amounts: Mapping[Cell, Decimal]) -> list[Fault]:
    """Wrong sums in their order: of those that doubt the same cell, the first."""
    causes = dict(reversed(list(_Held(sums, dict(amounts)).explained())))
    held, found = _Held(sums, dict(amounts)), dict[Cell, Fault]()
    for each in sums:
        if off := held.off(each):
            cause = causes.get(each)
            fault = Fault(
                each, amounts[each.whole] - off, not held.is_wrong(each), None if cause == each.whole else cause
            )
            found.setdefault(each.whole, fault)
    return list(found.values())


class _Cure(NamedTuple):
    """An amount that a cell should have, and the sums that it sets right."""

    cell: Cell
    due: Decimal
    mended: tuple[Sum, ...]


class _Held:
    """Sums with the amounts as mended so far."""

    def __init__(self, sums: Sequence[Sum], amounts: dict[Cell, Decimal]) -> None:
        self.sums, self.amounts = sums, amounts
        self._by_cell: defaultdict[Cell, list[Sum]] = defaultdict(list)
        for each in sums:
            for cell in each.cells:
                self._by_cell[cell].append(each)

    def off(self, each: Sum) -> Decimal:
        """How far the whole is above the sum of its parts; 0 when any way of counting agrees."""
        whole = self.amounts[each.whole]
        if any(whole == self._added(parts) for parts in each.others):
            return Decimal(0)
        return whole - self._added(each.parts)

    def _added(self, cells: Sequence[Cell]) -> Decimal:
        return sum((self.amounts[cell] for cell in cells), Decimal(0))

    def tolerance(self, each: Sum) -> Decimal:
        """What rounding may do: half a unit of the last written digit for every addend and for a rougher whole."""
        parts, whole = min(map(self._last_digit, each.parts)), self._last_digit(each.whole)
        rougher = Decimal(1).scaleb(whole) if whole > parts else Decimal(0)
        return (Decimal(len(each.parts)).scaleb(parts) + rougher) / 2

    def _last_digit(self, cell: Cell) -> int:
        return int(self.amounts[cell].as_tuple().exponent)

    def is_wrong(self, each: Sum) -> bool:
        return abs(self.off(each)) > self.tolerance(each)

    def explained(self) -> Iterator[tuple[Sum, Cell]]:
        """Mend the cell that sets most sums right, as long as there is one that sets right more than it spoils."""
        wrong = [each for each in self.sums if self.is_wrong(each)]
        while 1 < len(wrong) <= SEARCHED:
            best = max(self._cures(wrong), key=lambda cure: len(cure.mended), default=None)
            if best is None:
                return
            yield from ((each, best.cell) for each in best.mended)
            self.amounts[best.cell] = best.due
            wrong = [each for each in self.sums if self.is_wrong(each)]

    def _cures(self, wrong: Sequence[Sum]) -> Iterator[_Cure]:
        tried = {(cell, self._due(cell, each)) for each in wrong for cell in each.cells}
        for cell, due in sorted(tried, key=lambda one: (one[0][0], one[0][1] or 0, one[1])):
            mended, spoiled = self._effect(cell, due)
            if due >= 0 and len(mended) > max(spoiled, 1):
                yield _Cure(cell, due, mended)

    def _due(self, cell: Cell, each: Sum) -> Decimal:
        return self.amounts[cell] + (-self.off(each) if cell == each.whole else self.off(each))

    def _effect(self, cell: Cell, due: Decimal) -> tuple[tuple[Sum, ...], int]:
        """Which sums the amount sets right, and how many it spoils."""
        touched = self._by_cell[cell]
        before = {each for each in touched if self.is_wrong(each)}
        was, self.amounts[cell] = self.amounts[cell], due
        after = {each for each in touched if self.is_wrong(each)}
        self.amounts[cell] = was
        return tuple(each for each in touched if each in before - after), len(after - before)
