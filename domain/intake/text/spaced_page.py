"""Pages of text whose columns are aligned by spaces: tables and prose in their order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from domain.intake.blocks import Block, Cell, Grid
from domain.intake.text.joining import Vocabulary, joined
from domain.intake.text.paragraphs import paragraphs
from domain.intake.text.spaced import FOOTER, PAGE_NUMBER, Line, Stretch, stretches
from domain.intake.text.spaced_header import header_cells
from domain.intake.text.spaced_rows import Row, rows_of
from domain.intake.text.spaced_table import (
    Columns,
    SpacedTable,
    Texts,
    fitting,
    spaced_table,
    valued_in,
)

LONGEST_HEADING = 8
"""Lines of a heading between rows; more is prose between tables."""
VALUED = 0.2
"""A column with so few words is one of values."""
NOTES = ("<", "*")


@dataclass(slots=True)
class Prose:
    """Lines between tables."""

    lines: list[str]

    def is_heading(self) -> bool:
        """Few lines, and nothing of a footnote or of a page's foot."""
        full = [line.strip() for line in self.lines if line.strip()]
        is_foot = any(FOOTER.match(line) or PAGE_NUMBER.fullmatch(line) for line in full)
        return 0 < len(full) <= LONGEST_HEADING and not full[0].startswith(NOTES) and not is_foot


Part = Prose | SpacedTable


@dataclass(slots=True)
class SpacedReader:
    """Reads one piece of a page after another; a table may go on from the page before.

    `repeated` are lines that stand on several pages: heads of pages, not headings of a table. `hanging` closes the page
    before and may belong to the table of the next one: a heading, or a header without its rows.
    """

    vocabulary: Vocabulary
    repeated: frozenset[str]
    last: Columns | None = None
    valued: frozenset[int] = frozenset()
    headings: tuple[Line, ...] = ()
    hanging: Part | None = None

    def read(self, lines: Sequence[str], *, opens_page: bool) -> Iterator[Block]:
        """Blocks of lines without page breaks."""
        parts = _merged(self._parts(lines, goes_on=opens_page and self.last is not None), self.vocabulary)
        yield from self._adopted(parts)
        broken = opens_page
        for n, part in enumerate(parts):
            if n + 1 == len(parts) and self._may_hang(part, n):
                self.hanging = part
                return
            yield from self._blocks(part, broken=broken)
            broken = broken and isinstance(part, Prose)

    def rest(self) -> Iterator[Block]:
        """What hung at the end of the last page."""
        yield from self._adopted([])

    def _blocks(self, part: Part, *, broken: bool) -> Iterator[Block]:
        if isinstance(part, SpacedTable):
            yield self._grid(part, broken=broken)
        else:
            yield from paragraphs(part.lines, self.vocabulary)

    def _may_hang(self, part: Part, before: int) -> bool:
        return part.is_header if isinstance(part, SpacedTable) else before > 0 and self._is_heading(part)

    def _parts(self, lines: Sequence[str], *, goes_on: bool) -> Iterator[Part]:
        known = [Line(line) for line in lines]
        parts = _with_tail(known, self.last if goes_on else None)
        full = [part for part in parts if any(map(str.strip, lines[part.begin : part.end]))]
        seen = False
        for n, part in enumerate(full):
            within = known[part.begin : part.end]
            goes_on_here = (goes_on and n <= 1) or (seen and within[0].is_numbered)
            table = self._table(within, goes_on=goes_on_here) if part.is_table else None
            seen = seen or table is not None
            yield table or Prose([line.text for line in within])

    def _table(self, lines: Sequence[Line], *, goes_on: bool) -> SpacedTable | None:
        found = spaced_table(lines, goes_on=goes_on, known=self.headings)
        if found is None and goes_on and self.last:
            return SpacedTable(self.last, (), tuple(lines))
        return found

    def _is_heading(self, prose: Prose) -> bool:
        return prose.is_heading() and not any(line.strip() in self.repeated for line in prose.lines if line.strip())

    def _adopted(self, parts: list[Part]) -> Iterator[Block]:
        """What the page before ended with belongs to the table that opens this one and has no header of its own."""
        hanging, self.hanging = self.hanging, None
        first = parts[0] if parts else None
        if not hanging:
            return
        if isinstance(first, SpacedTable) and isinstance(hanging, Prose) and not first.header:
            parts[0] = replace(first, body=(Line("", over=_text(hanging, self.vocabulary)), *first.body))
        elif isinstance(first, SpacedTable) and isinstance(hanging, SpacedTable) and first.is_headless:
            parts[0] = first.under(hanging)
        else:
            yield from self._blocks(hanging, broken=False)

    def _grid(self, table: SpacedTable, *, broken: bool) -> Grid:
        found = list(rows_of(table))
        lines = [line for row in found if isinstance(row, Row) for line in row.lines]
        columns = self.last if broken and self.last and not table.header else table.columns
        fitted = fitting(table.columns, columns, lines, self.valued)
        widths = _capacities(list(map(fitted, lines)), columns.count)
        header = header_cells(table, self.vocabulary)
        body = (
            _spanning(row, y, columns.count) if isinstance(row, str) else self._cells(map(fitted, row.lines), y, widths)
            for y, row in enumerate(found, len(header))
        )
        self.headings = table.header or self.headings
        if columns is not self.last:
            self.last, self.valued = columns, valued_in(lines, most=VALUED)
        return Grid((*map(tuple, header), *body), header=len(header), broken=broken)

    def _cells(self, lines: Iterable[Texts], y: int, widths: Sequence[int]) -> tuple[Cell, ...]:
        kept = list(lines)
        texts = (joined((line[x] for line in kept), self.vocabulary, capacity=width) for x, width in enumerate(widths))
        return tuple(Cell(text, y, x) for x, text in enumerate(texts))


def _capacities(lines: Sequence[Texts], count: int) -> list[int]:
    return [max((len(line[x]) for line in lines), default=0) for x in range(count)]


def _with_tail(lines: Sequence[Line], last: Columns | None) -> list[Stretch]:
    """Parts of a page; lines at its top that stand under a column of the last table go on with its last row."""
    parts = list(stretches(lines))
    length = 0
    while last and length < len(lines) and _is_under(lines[length], last):
        length += 1
    if not length or not parts or parts[0].is_table:
        return parts
    first = Stretch(0, length, is_table=True)
    rest = [Stretch(length, parts[0].end, is_table=False)] if parts[0].end > length else []
    return [first, *rest, *parts[1:]]


def _is_under(line: Line, columns: Columns) -> bool:
    if line.is_blank or line.is_columned or FOOTER.match(line.text) or not line.pieces:
        return False
    near = any(abs(line.start - start) <= 2 for start in columns.starts()[1:])  # noqa: PLR2004 - a letter or two
    return near and not any(map(line.covers, columns.gaps))


def _merged(parts: Iterable[Part], vocabulary: Vocabulary) -> list[Part]:
    """A short text between two tables of the same columns, or between a header and its rows, is a heading inside."""
    merged: list[Part] = []
    for part in parts:
        one = _one(merged[-2], merged[-1], part, vocabulary) if len(merged) > 1 else None
        if one:
            merged[-2:] = [one]
        else:
            merged.append(part)
    return merged


def _one(above: Part, heading: Part, below: Part, vocabulary: Vocabulary) -> SpacedTable | None:
    if not (isinstance(above, SpacedTable) and isinstance(heading, Prose) and isinstance(below, SpacedTable)):
        return None
    text = _text(heading, vocabulary) if heading.is_heading() else ""
    if text and above.header and not above.body:
        text, below = _with_rest(text, below)
    if not text or not below.is_headless:
        return None
    if above.is_header:
        return replace(below, body=(Line("", over=text), *below.body)).under(above)
    return above.followed(text, below)


def _with_rest(heading: str, below: SpacedTable) -> tuple[str, SpacedTable]:
    """A heading right under a header goes on in the lines before the first row, which have nothing beside it."""
    rest = list(takewhile(lambda line: len(line.pieces) == 1, below.header))
    text = " ".join([heading, *(line.text.strip() for line in rest)])
    return text, replace(below, header=below.header[len(rest) :])


def _text(prose: Prose, vocabulary: Vocabulary) -> str:
    return joined(prose.lines, vocabulary, breaks_words=False)


def _spanning(text: str, y: int, count: int) -> tuple[Cell, ...]:
    return (Cell(text, y, 0, width=count),) * count
