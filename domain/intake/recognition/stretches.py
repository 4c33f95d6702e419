"""Cuts blocks into stretches: rows that stand under one header, and all that no table claims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from domain.intake.blocks import Block, Cell, Grid, Paragraph
from domain.intake.recognition.columns import Cells, Header, filled, header_at, may_begin, starts
from domain.intake.recognition.headings import IGNORED, titled
from domain.intake.recognition.notes import is_published
from domain.intake.recognition.numbers import is_numerals, number_of

NEAREST = 6
"""How many paragraphs above a header may announce its table."""

TITLES = 3
"""How many rows above a header inside a grid may be its title."""

LOOK = 20


@dataclass(frozen=True)
class Stretch:
    """Rows under one header; `opens_page`: the first of them may go on from the row before."""

    header: Header
    rows: Sequence[Cells]
    titles: tuple[str, ...] = ()
    opens_page: bool = False


@dataclass(frozen=True)
class Loose:
    """Texts that no table claims: a paragraph, or the cells of a row."""

    cells: tuple[str, ...]


Piece = Stretch | Loose

Begun = tuple[int, Header, tuple[str, ...]]
"""Where a header begins in a grid, the header, and what stands above it, the nearest first."""


@dataclass
class Cut:
    """What has been cut so far: the header in force and the titles since the last table."""

    header: Header | None = None
    titles: list[str] = field(default_factory=list)
    shown: set[Cell] = field(default_factory=set)

    def pieces(self, blocks: Sequence[Block]) -> Iterator[Piece]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from self._paragraph(block.text)
            elif block.width:
                yield from self._grid(_even(block))

    def _paragraph(self, text: str) -> Iterator[Piece]:
        if text.strip() and not is_published(text.strip()):
            self.titles.append(text)
            yield Loose((text,))

    def _grid(self, grid: Grid) -> Iterator[Piece]:
        begins = self._headers(grid)
        yield from self._before(grid, self._above(grid, begins[0][0]) if begins else len(grid.rows))
        for found, following in zip_longest(begins, begins[1:]):
            yield from self._stretch(grid, found, following)

    def _headers(self, grid: Grid) -> list[Begun]:
        """Where headers begin in the grid, each with what may announce it, the nearest first."""
        found: list[Begun] = []
        place = 0
        while place < len(grid.rows):
            titles = self._announcing(grid, place, found[-1][0] if found else -1)
            header = header_at(grid, place, titles) if may_begin(grid.rows[place]) else None
            if header:
                found.append((place, header, titles))
            place += header.height if header else 1
        return found

    def _announcing(self, grid: Grid, place: int, last: int) -> tuple[str, ...]:
        """What stands above a row: titles inside the grid, then the paragraphs since the last table."""
        inside = [
            " ".join(filled(row)) for row in grid.rows[max(last + 1, place - TITLES, 0) : place] if _is_title(row)
        ]
        outside = self.titles[-NEAREST:] if last < 0 else []
        return (*reversed(inside), *reversed(outside))

    def _above(self, grid: Grid, begin: int) -> int:
        """Where the titles of the header at `begin` start; blank rows may part them from it."""
        titles = 0
        while begin > 0 and titles < TITLES and (_is_title(grid.rows[begin - 1]) or not filled(grid.rows[begin - 1])):
            titles += bool(filled(grid.rows[begin - 1]))
            begin -= 1
        return begin

    def _before(self, grid: Grid, end: int) -> Iterator[Piece]:
        """Rows above the first header of a grid go on from the table before it, or belong to none."""
        rows = grid.rows[:end]
        if rows and self.header and self._goes_on(grid, self.header):
            header = _fitted(self.header, grid)
            yield Stretch(header, _without_numerals(rows), opens_page=grid.broken)
            self.titles = []
            return
        for row in rows:
            yield from self._loose(row)

    def _loose(self, row: Cells) -> Iterator[Loose]:
        cells = tuple(text for cell in dict.fromkeys(row) if (text := cell.text.strip()) and cell not in self.shown)
        self.shown.update(cell for cell in row if cell.height > 1)
        if cells and not is_published(" ".join(cells)):
            if len(cells) == 1:
                self.titles.append(cells[0])
            yield Loose(cells)

    def _goes_on(self, grid: Grid, header: Header) -> bool:
        announced = {titled(text) for text in self.titles} - {None, header.table}
        if grid.broken and (header.table == IGNORED or len(starts(grid.rows[:LOOK])) == len(header.starts)):
            return True
        return grid.width == header.width and (grid.broken or (not announced and _is_numbered(grid, header)))

    def _stretch(self, grid: Grid, found: Begun, following: Begun | None) -> Iterator[Piece]:
        """The rows under a header up to the titles of the next one; a repeated header has no titles of its own."""
        begin, header, titles = found
        repeats = _is_repeated(header, self.header, broken=grid.broken or begin > 0)
        for row in () if repeats and begin > 0 else grid.rows[self._above(grid, begin) : begin]:
            yield from self._loose(row)
        self.header, self.titles = header, []
        below = begin + header.height
        rows = _without_numerals(grid.rows[below : max(below, self._end(grid, header, following))])
        yield Stretch(header, rows, _titles(header, titles), opens_page=repeats)

    def _end(self, grid: Grid, header: Header, following: Begun | None) -> int:
        if following is None:
            return len(grid.rows)
        repeats = _is_repeated(following[1], header, broken=True)
        return following[0] if repeats else self._above(grid, following[0])


def _even(grid: Grid) -> Grid:
    """The grid with short rows filled up: not every reader is exact about its last places."""
    if all(len(row) == grid.width for row in grid.rows):
        return grid
    rows = ((*row, *(Cell("", y, x) for x in range(len(row), grid.width))) for y, row in enumerate(grid.rows))
    return replace(grid, rows=tuple(rows))


def _titles(header: Header, above: tuple[str, ...]) -> tuple[str, ...]:
    """What stands above a header up to its section's title, from the top."""
    announcing = (n for n, text in enumerate(above) if titled(text) == header.table)
    return above[: next(announcing, 0) + 1][::-1]


def _is_repeated(header: Header, before: Header | None, *, broken: bool) -> bool:
    """A page repeats the header of the table that it breaks."""
    return broken and before is not None and header.table == before.table and header.words == before.words


def _is_title(row: Cells) -> bool:
    """A row with one filled cell that is no number."""
    texts = filled(row)
    return len(texts) == 1 and number_of(texts[0]) is None


def _without_numerals(rows: Sequence[Cells]) -> Sequence[Cells]:
    """Rows without column numerals, wherever a page repeats them."""
    return [row for row in rows if not is_numerals([cell.text for cell in dict.fromkeys(row)])]


def _is_numbered(grid: Grid, header: Header) -> bool:
    """Whether the rows have numbers where the header has its number column."""
    places = header.columns.get("number")
    texts = [row[places.start].text for row in grid.rows[:LOOK] if places and places.start < len(row)]
    return any(text.strip() and number_of(text) for text in texts)


def _fitted(header: Header, grid: Grid) -> Header:
    """The header for a page whose grid has other places for the same columns."""
    places = starts(grid.rows[:LOOK])
    known = {place.start for place in header.columns.values()} <= set(header.starts)
    if grid.width == header.width or len(places) != len(header.starts) or not known:
        return header
    edges = dict(zip((*header.starts, header.width), (*places, grid.width), strict=True))
    moved = {name: _moved(places, edges) for name, places in header.columns.items()}
    return replace(header, columns=moved, width=grid.width, starts=places)


def _moved(places: range, edges: Mapping[int, int]) -> range:
    begin = edges[places.start]
    return range(begin, edges.get(places.stop, begin + 1))
