"""Cells of a row in text without rules: the most believable cut of its chunks into columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from domain.intake.text.joints import Joints
from domain.intake.text.lines import Chunk, Written
from domain.intake.text.shapes import Column

KNOWN = 9
"""What a cell earns when the same column has this very text in a row that no page break cuts."""

CUT_WORD = 4
"""The price of leaving a broken word without its other half."""

SHARED_LINE = 3
"""The price of two cells going on from the page before in one line: it happens, but seldom."""

SEAM = 3
"""What a cell earns that goes on with a word that follows its last one elsewhere too."""

LOW = 3
"""The price of going on from a cell that ended above the end of the page before."""

TORN_LINE = 1
"""The price of ending a text inside a line when it might end with one."""

LONG_LINE = 40
LONG_ROW = 60
LARGE_ROW = 20_000
PATIENCE = 800_000
"""Guesses about all cells of a document; a passport of a hundred items takes fifty thousand."""

Place = tuple[int, int]
"""A possible edge of a cell: a chunk, and a word of its first line (0: the chunk's beginning)."""

Cells = dict[str, Written]


@dataclass
class Effort:
    """What is left of the work that a document may cost: after it, rows stay uncut, but nothing hangs."""

    left: int = PATIENCE

    def spend(self, amount: int) -> None:
        self.left -= amount


@dataclass(frozen=True)
class Part:
    """What one page holds of a row."""

    chunks: tuple[Chunk, ...]
    joints: Joints

    @property
    def end(self) -> Place:
        return len(self.chunks), 0

    def ends(self, begin: Place, *, solid: bool) -> Iterator[Place]:
        """Where a cell that begins here may end: inside its own first line, or with a chunk."""
        n, word = begin
        yield begin
        if n < len(self.chunks):
            yield from ((n, until) for until in range(word + 1, _cuts(self.chunks[n])))
            yield from ((until, 0) for until in range(n + 1, n + 2 if solid else len(self.chunks) + 1))

    @cached_property
    def _texts(self) -> dict[tuple[Place, Place], Written]:
        return {}

    def text(self, begin: Place, end: Place) -> Written:
        key = (begin, end)
        if key not in self._texts:
            self._texts[key] = self.joints.glue(self._pieces(begin, end))
        return self._texts[key]

    def _pieces(self, begin: Place, end: Place) -> Iterator[Written]:
        (first, word), (last, until) = begin, end
        if until:
            yield Written(" ".join(self.chunks[first].words[word:until]))
            return
        for n in range(first, last):
            lines = self.chunks[n].lines
            skipped = word if n == first else 0
            yield Written(" ".join(self.chunks[n].words[skipped:]), lines[0].ended)
            yield from lines[1:]

    def height(self, begin: Place, end: Place) -> int:
        """Lines of the page that a cell takes."""
        return sum(len(chunk.lines) for chunk in self.chunks[begin[0] : end[0]]) + bool(end[1] and end != begin)


def _cuts(chunk: Chunk) -> int:
    return len(chunk.words) if len(chunk.words) <= LONG_LINE else 1


class Cut(NamedTuple):
    """A way to cut what a page holds of a row: its worth, the cells so far, and lines that each takes on this page."""

    worth: int
    cells: Cells
    heights: Mapping[str, int]


@dataclass(frozen=True)
class Page:
    """A page's part of a row, with what the page before left: the cells, and how low each of them went."""

    part: Part
    before: Cells
    heights: Mapping[str, int] = field(default_factory=dict)
    last: bool = True

    @property
    def is_first(self) -> bool:
        return not self.heights

    def is_low(self, column: str) -> bool:
        """Whether the cell did not reach the end of the page before, so that it hardly goes on."""
        return self.heights[column] < max(self.heights.values()) - 1


@dataclass(frozen=True)
class Cutter:
    """Cuts rows into the columns of one table. `known` are the cells met in whole rows, by column."""

    columns: tuple[Column, ...]
    joints: Joints
    known: Mapping[str, frozenset[str]]
    effort: Effort

    def cut(self, chunks: Sequence[Chunk]) -> Cells:
        """Cut a row page by page: what a later page holds goes on from the earlier one."""
        cells = {column.name: Written("") for column in self.columns}
        if self.effort.left < 0 or len(chunks) > LONG_ROW or sum(len(chunk.plain) for chunk in chunks) > LARGE_ROW:
            return self._unruly(Part(tuple(chunks), self.joints), cells)
        pages = _pages(chunks)
        heights: Mapping[str, int] = {}
        for n, part in enumerate(pages):
            page = Page(Part(part, self.joints), cells, heights, last=n == len(pages) - 1)
            _, cells, heights = self._best(page)
        return cells

    def _best(self, page: Page) -> Cut:
        """Go over the columns keeping the best cut up to every place; all the places must be used up."""
        best: dict[Place, Cut] = {(0, 0): Cut(0, {}, {})}
        for column in self.columns:
            best = self._widened(best, page, column)
        if found := best.get(page.part.end):
            return found
        cells = self._unruly(page.part, page.before)
        return Cut(0, cells, dict.fromkeys(cells, 1))

    def _widened(self, best: dict[Place, Cut], page: Page, column: Column) -> dict[Place, Cut]:
        wider: dict[Place, Cut] = {}
        for begin, cut in best.items():
            for end, worth, cell in self._cells(begin, page, column):
                total = cut.worth + worth
                if end not in wider or total > wider[end].worth:
                    height = page.part.height(begin, end)
                    heights = {**cut.heights, column.name: height}
                    wider[end] = Cut(total, {**cut.cells, column.name: cell}, heights)
        return wider

    def _cells(self, begin: Place, page: Page, column: Column) -> Iterator[tuple[Place, int, Written]]:
        """What the column may hold from a place on, and how believable that is."""
        before = page.before[column.name]
        for end in page.part.ends(begin, solid=column.solid):
            piece = page.part.text(begin, end)
            self.effort.spend(1 + len(piece.text) // 100)
            if len(before.text) + len(piece.text) > column.longest:
                return
            cell = self.joints.join(before, piece)
            worth = self._worth(column, cell, page)
            if worth is not None:
                torn = TORN_LINE * bool(end[1] and piece.text and column.ideal is None)
                yield end, worth - torn + self._continued(column, piece, end, page), cell

    def _continued(self, column: Column, piece: Written, end: Place, page: Page) -> int:
        """What taking this piece adds on a page after the first."""
        if page.is_first or not piece.text:
            return 0
        before = page.before[column.name].text
        seam = SEAM * bool(before and self.joints.has_met(before, piece.text))
        return column.grows + seam - SHARED_LINE * bool(end[1]) - LOW * page.is_low(column.name)

    def _worth(self, column: Column, cell: Written, page: Page) -> int | None:
        """How believable this cell is; None when the column never looks so."""
        if not cell.text:
            return -column.absent if page.is_first else 0
        if not column.shape.fullmatch(cell.text):
            return None
        worth = KNOWN if cell.text in self.known.get(column.name, ()) else 0
        if column.ideal is None or column.ideal.fullmatch(cell.text):
            worth += column.trust
        return worth - (CUT_WORD if cell.ended is False and (page.last or not page.is_first) else 0)

    def _unruly(self, part: Part, before: Cells) -> Cells:
        """No cut is believable: everything stays in the first column, where a reader will see it."""
        column = next((column.name for column in self.columns if column.kept), self.columns[0].name)
        piece = part.text((0, 0), part.end)
        return {**before, column: self.joints.join(before[column], piece)}


def _pages(chunks: Sequence[Chunk]) -> list[tuple[Chunk, ...]]:
    pages: list[tuple[Chunk, ...]] = []
    for n, chunk in enumerate(chunks):
        if n and not chunk.new_page:
            pages[-1] = (*pages[-1], chunk)
        else:
            pages.append((chunk,))
    return pages
