"""Lays the letters of a page into the cells of its tables; what is left over are lines of prose."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.intake.formats.pdf_lines import Line, lines
from domain.intake.formats.pdf_pages import Letter, Sheet
from domain.intake.formats.pdf_rules import Box, Lattice, lattices
from domain.intake.formats.pdf_words import Scrap

PADDING_RANK = 0.1
"""All but this share of a table's lines keep the padding of the cells."""

STRUCK = 0.5
"""A line that the lowest rule of a table strikes through, so that no more than this share of a letter hangs out below,
belongs to the table."""

PARAGRAPH = 2.1
"""Lines of a cell that stand this many sizes apart are paragraphs."""


@dataclass(frozen=True, eq=False)
class Filled:
    """A cell with its lines."""

    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Ruled:
    """A table of one page."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Filled, ...]

    @property
    def is_frame(self) -> bool:
        return len(self.cells) == 1

    @property
    def is_blank(self) -> bool:
        return not any(cell.lines for cell in self.cells)

    @cached_property
    def padding(self) -> float:
        """What the cells keep free at either side of their text."""
        margins = sorted(margin for cell in self.cells for margin in self._margins(cell))
        return max(0.0, margins[int(len(margins) * PADDING_RANK)]) if margins else 0.0

    def _margins(self, cell: Filled) -> Iterator[float]:
        left, right = self.xs[cell.box.column], self.xs[cell.box.column + cell.box.width]
        for line in cell.lines:
            if line.turn == 0:
                yield min(line.left - left, right - line.right)

    def paragraphs(self, cell: Filled) -> list[list[Scrap]]:
        """The text of a cell as it is to be joined: paragraphs of lines."""
        found: list[list[Scrap]] = [[]]
        for line, following in zip(cell.lines, [*cell.lines[1:], None], strict=False):
            is_full = following is not None and self._is_full(cell, line, following)
            found[-1].append(Scrap(line.text, is_full, line.ended))
            if following is not None and _is_apart(line, following):
                found.append([])
        return found

    def last_scrap(self, cell: Filled, following: Filled) -> Scrap:
        """The last line of a cell that goes on in another one, on the next page."""
        line = cell.lines[-1]
        return Scrap(line.text, self._is_full(cell, line, following.lines[0]))

    def _is_full(self, cell: Filled, line: Line, following: Line) -> bool:
        """Whether the next letter had no room, so that the line may end amid a word."""
        edges, first, count = (
            (self.ys, cell.box.row, cell.box.height) if line.turn % 2 else (self.xs, cell.box.column, cell.box.width)
        )
        room = edges[first + count] - edges[first] - 2 * self.padding
        return not line.ended and room - (line.right - line.left) < following.first


def _is_apart(line: Line, following: Line) -> bool:
    return line.turn == following.turn and following.base - line.base > PARAGRAPH * max(line.size, following.size)


def laid(sheet: Sheet) -> tuple[list[Ruled], list[Line]]:
    """Tables from the top, and the lines outside of them."""
    found = lattices(sheet.rules, sheet.fills)
    places = [_Places(lattice) for lattice in found]
    loose: list[Letter] = []
    for letter in sheet.letters:
        if not any(place.takes(letter) for place in places):
            loose.append(letter)
    tables = [place.filled() for place in places]
    return [table for table in tables if not table.is_blank], [line for line in lines(loose) if line.turn == 0]


class _Places:
    """Sorts letters into the cells of one lattice."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice = lattice
        self._letters: defaultdict[Box, list[Letter]] = defaultdict(list)
        self._boxes = {
            (row, column): box
            for box in lattice.boxes
            for row in range(box.row, box.row + box.height)
            for column in range(box.column, box.column + box.width)
        }

    def takes(self, letter: Letter) -> bool:
        x, y = letter.place
        edges = self._lattice.ys
        row, column = _step(edges, y), _step(self._lattice.xs, x)
        if row == len(edges) - 1 and y - edges[-1] < STRUCK * letter.size:
            row -= 1
        box = self._boxes.get((row, column))
        if box is not None:
            self._letters[box].append(letter)
        return box is not None

    def filled(self) -> Ruled:
        cells = (Filled(box, tuple(lines(self._letters[box]))) for box in self._lattice.boxes)
        return Ruled(self._lattice.xs, self._lattice.ys, tuple(cells))


def _step(edges: Sequence[float], at: float) -> int:
    return bisect_right(edges, at) - 1
