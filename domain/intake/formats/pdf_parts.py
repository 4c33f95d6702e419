"""Puts the parts of a table on one grid of columns, though pages part them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.intake.blocks import Cell, Grid
from domain.intake.formats.pdf_tables import Filled, Ruled
from domain.intake.formats.pdf_words import Joints

SAME_EDGE = 4.0
AGREEING = 0.7

Places = dict[tuple[int, int], Filled]
"""The cells of a part by the row and the column that they cover."""


@dataclass(frozen=True)
class Part:
    """A table of one page; its columns are those of the `edges`, counted from its left side."""

    table: Ruled
    edges: tuple[float, ...]

    def places(self) -> Places:
        return {
            (row, column): cell
            for cell in self.table.cells
            for row in range(cell.box.row, cell.box.row + cell.box.height)
            for column in range(*self.columns(cell))
        }

    def columns(self, cell: Filled) -> tuple[int, int]:
        """The first column of a cell, and the one after it."""
        return self._nearest(cell.box.column), self._nearest(cell.box.column + cell.box.width)

    def _nearest(self, place: int) -> int:
        edge = self.table.xs[place] - self.table.xs[0]
        return min(range(len(self.edges)), key=lambda n: abs(self.edges[n] - edge))

    @property
    def height(self) -> int:
        return len(self.table.ys) - 1

    def texts(self, joints: Joints) -> dict[Filled, str]:
        """Joined texts of the cells."""
        return {cell: "\n".join(map(joints.join, self.table.paragraphs(cell))) for cell in self.table.cells}


def parts(chain: Sequence[Ruled]) -> list[Part]:
    """Parts of one table on the edges of all its parts together."""
    edges: list[float] = []
    for table in chain:
        edges.extend(edge for edge in _offsets(table) if not _has(edges, edge))
    return [Part(table, tuple(sorted(edges))) for table in chain]


def goes_on(before: Ruled, table: Ruled) -> bool:
    """Whether the edges of a table let it be the next part of another: as wide, with the same columns or fewer."""
    one, other = _offsets(before), _offsets(table)
    if abs(one[-1] - other[-1]) > SAME_EDGE:
        return False
    fewer, more = sorted((one, other), key=len)
    agreeing = sum(_has(more, edge) for edge in fewer)
    return agreeing >= AGREEING * len(fewer)


def _offsets(table: Ruled) -> list[float]:
    return [edge - table.xs[0] for edge in table.xs]


def _has(edges: Sequence[float], edge: float) -> bool:
    return any(abs(edge - other) <= SAME_EDGE for other in edges)


def grids(chain: Sequence[Part], joints: Joints) -> Iterator[Grid]:
    """The parts as grids; a word that a page break cuts is whole in the grid where it begins."""
    texts = [part.texts(joints) for part in chain]
    for n, (upper, lower) in enumerate(pairwise(chain)):
        _mend(upper, lower, texts[n], texts[n + 1], joints)
    for n, part in enumerate(chain):
        yield _grid(part, texts[n], broken=n > 0)


def _mend(upper: Part, lower: Part, above: dict[Filled, str], below: dict[Filled, str], joints: Joints) -> None:
    ends, begins = upper.places(), lower.places()
    row = _first_row(upper, lower, above, below)
    for column in range(len(upper.edges) - 1):
        end, begin = ends.get((upper.height - 1, column)), begins.get((row, column))
        if end and begin and above[end] and below[begin] and upper.columns(end) == lower.columns(begin):
            last = upper.table.last_scrap(end, begin)
            above[end], below[begin] = joints.mend(above[end], below[begin], last)


def _first_row(upper: Part, lower: Part, above: dict[Filled, str], below: dict[Filled, str]) -> int:
    """The first row of a part under the header that it repeats."""
    one, other = upper.places(), lower.places()
    for row in range(min(upper.height, lower.height)):
        texts = [(above[one[place]], below[other[place]]) for place in one if place[0] == row and place in other]
        if sum(left == right != "" for left, right in texts) * 2 < len(texts):
            return row
    return 0


def _grid(part: Part, texts: dict[Filled, str], *, broken: bool) -> Grid:
    width = len(part.edges) - 1
    rows = [[Cell("", row, column) for column in range(width)] for row in range(part.height)]
    for filled, text in texts.items():
        first, end = part.columns(filled)
        cell = Cell(text, filled.box.row, first, filled.box.height, end - first)
        for row in range(cell.row, cell.row + cell.height):
            rows[row][first:end] = [cell] * cell.width
    return Grid(tuple(map(tuple, rows)), broken=broken)
