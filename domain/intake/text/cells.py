"""Cells of a row in text without rules: the most believable cut of its chunks into columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.intake.tables import Column
from domain.intake.text.lines import Chunk, Joints, Written

KNOWN = 9
"""What a cell earns when the same column has this very text in a row that no page break cuts."""

CUT_WORD = 4
"""The price of leaving a broken word without its other half."""

SHARED_LINE = 3
"""The price of two cells going on from the page before in one line: it happens, but seldom."""

LONG_LINE = 40
LONG_ROW = 60

Place = tuple[int, int]
"""A possible edge of a cell: a chunk, and a word of its first line (0: the chunk's beginning)."""

Cells = dict[str, Written]


@dataclass(frozen=True)
class Part:
    """What one page holds of a row."""

    chunks: tuple[Chunk, ...]
    joints: Joints

    @cached_property
    def places(self) -> tuple[Place, ...]:
        inner = [(n, word) for n, chunk in enumerate(self.chunks) for word in range(_cuts(chunk))]
        return (*inner, (len(self.chunks), 0))

    @cached_property
    def _texts(self) -> dict[tuple[Place, Place], Written]:
        return {}

    def ends(self, begin: Place, *, solid: bool) -> Iterator[Place]:
        """Where a cell that begins here may end: inside its own first line, or with a chunk."""
        for end in self.places:
            if end >= begin and self._is_allowed(begin, end, solid=solid):
                yield end

    def _is_allowed(self, begin: Place, end: Place, *, solid: bool) -> bool:
        if end[1]:
            return end[0] == begin[0]
        return not solid or end == begin or end[0] == begin[0] + 1

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


def _cuts(chunk: Chunk) -> int:
    return len(chunk.words) if len(chunk.words) <= LONG_LINE else 1


@dataclass(frozen=True)
class Cutter:
    """Cuts rows into the columns of one table. `known` are the cells met in whole rows, by column."""

    columns: tuple[Column, ...]
    joints: Joints
    known: Mapping[str, frozenset[str]]

    def cut(self, chunks: Sequence[Chunk]) -> Cells:
        """Cut a row page by page: what a later page holds goes on from the earlier one."""
        pages = _pages(chunks[:LONG_ROW])
        cells = {column.name: Written("") for column in self.columns}
        for n, page in enumerate(pages):
            is_last = n == len(pages) - 1
            cells = self._best(Part(page, self.joints), cells, first=n == 0, last=is_last)
        return cells

    def _best(self, part: Part, before: Cells, *, first: bool, last: bool) -> Cells:
        """Go over the columns keeping the best cut up to every place; all the places must be used up."""
        best: dict[Place, tuple[int, Cells]] = {(0, 0): (0, {})}
        for column in self.columns:
            best = self._widened(best, part, column, before[column.name], first=first, last=last)
        end = part.places[-1]
        return best[end][1] if end in best else self._unruly(part, before)

    def _widened(
        self,
        best: dict[Place, tuple[int, Cells]],
        part: Part,
        column: Column,
        before: Written,
        *,
        first: bool,
        last: bool,
    ) -> dict[Place, tuple[int, Cells]]:
        wider: dict[Place, tuple[int, Cells]] = {}
        for begin, (score, cells) in best.items():
            for end in part.ends(begin, solid=column.solid):
                piece = part.text(begin, end)
                cell = self.joints.join(before, piece)
                worth = self._worth(column, cell, first=first, last=last)
                if worth is None:
                    continue
                worth += score + self._continued(column, piece, end, first=first)
                if end not in wider or worth > wider[end][0]:
                    wider[end] = worth, {**cells, column.name: cell}
        return wider

    def _continued(self, column: Column, piece: Written, end: Place, *, first: bool) -> int:
        """What taking this piece adds on a page after the first."""
        if first or not piece.text:
            return 0
        return column.grows - (SHARED_LINE if end[1] else 0)

    def _worth(self, column: Column, cell: Written, *, first: bool, last: bool) -> int | None:
        """How believable this cell is; None when the column never looks so."""
        if not cell.text:
            return -column.absent if first else 0
        if not column.shape.fullmatch(cell.text):
            return None
        worth = KNOWN if cell.text in self.known.get(column.name, ()) else 0
        if column.ideal is None or column.ideal.fullmatch(cell.text):
            worth += column.trust
        return worth - (CUT_WORD if cell.ended is False and (last or not first) else 0)

    def _unruly(self, part: Part, before: Cells) -> Cells:
        """No cut is believable: everything stays in the first column, where a reader will see it."""
        column = self.columns[0].name
        piece = part.text((0, 0), part.places[-1])
        return {**before, column: self.joints.join(before[column], piece)}


def _pages(chunks: Sequence[Chunk]) -> list[tuple[Chunk, ...]]:
    pages: list[tuple[Chunk, ...]] = []
    for n, chunk in enumerate(chunks):
        if n and not chunk.new_page:
            pages[-1] = (*pages[-1], chunk)
        else:
            pages.append((chunk,))
    return pages
