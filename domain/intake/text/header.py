"""Headers of tables in unruled text: where they stand, and which columns they name in which order."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from domain.intake.text.lines import Chunk
from domain.intake.text.shapes import Column, TableLayout

BEGINS = re.compile(r"(?:N|№)\s*(?:п\s*[/.]?\s*п\b|$|(?=[А-ЯЁ][а-яё]))")
LONGEST = 40
"""Chunks of the longest header."""

WIDEST = 2000
"""Characters of the longest header."""

LEAST_NUMERALS = 3
NUMBER = "number"
FIRST_ROW = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]? (?=\S)")


@dataclass(frozen=True, slots=True)
class Header:
    """Chunks from `begin` to `end` that name the columns of a table, in their order, the number left out."""

    begin: int
    end: int
    table: TableLayout
    columns: tuple[Column, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: the column it names, and the chunk and the line of the header in which it begins."""

    name: str
    chunk: int
    line: int

    @property
    def kind(self) -> str:
        return "year" if self.name.isdecimal() else self.name


def headers(found: Sequence[Chunk], tables: Sequence[TableLayout]) -> Iterator[Header]:
    """All the headers, repeated ones too; each belongs to the first table that it could be of."""
    until = 0
    for begin, chunk in enumerate(found):
        if begin >= until and BEGINS.match(chunk.lines[0].text) and (header := _header(found, begin, tables)):
            until = header.end
            yield header


def numerals(found: Sequence[Chunk], begin: int) -> int:
    """How many chunks from `begin` on hold the numbers of columns, "1 2 3"; 0 when they are something else."""
    counted = length = 0
    while begin + length < len(found) and _goes_on_counting(found[begin + length], counted):
        counted += len(found[begin + length].words)
        length += 1
    return length if counted >= LEAST_NUMERALS else 0


def _goes_on_counting(chunk: Chunk, counted: int) -> bool:
    expected = [str(counted + n) for n in range(1, len(chunk.words) + 1)]
    return len(chunk.lines) == 1 and list(chunk.words) == expected


def _header(found: Sequence[Chunk], begin: int, tables: Sequence[TableLayout]) -> Header | None:
    named, end = _extent(found, begin)
    places, texts = _lettered(found[begin:named])
    if sum(map(len, texts)) > WIDEST:
        return None
    for table in tables:
        headings = list(_headings(places, texts, table))
        kinds = {heading.kind for heading in headings}
        if all(kinds & need for need in table.needs):
            end = end if named < end else _first_span(found, begin, end, table)
            return Header(begin, end, table, tuple(_columns(headings, table)), "".join(texts))
    return _torn(begin, end, "".join(texts), tables)


def _torn(begin: int, end: int, letters: str, tables: Sequence[TableLayout]) -> Header | None:
    for table in tables:
        if table.mark is not None and table.mark.search(letters):
            return Header(begin, end, table, tuple(table.columns[name] for name in table.usual), letters)
    return None


def _extent(found: Sequence[Chunk], begin: int) -> tuple[int, int]:
    """Where the headings end, and where the header does: after the numbers of columns, if it has them."""
    for n in range(begin + 1, min(begin + LONGEST, len(found))):
        if length := numerals(found, n):
            return n, n + length
        first = found[n].lines[0].text
        if FIRST_ROW.match(first) or BEGINS.match(first):
            return n, n
    return (end := min(begin + LONGEST, len(found))), end


def _first_span(found: Sequence[Chunk], begin: int, end: int, table: TableLayout) -> int:
    """Without numbers of columns a heading over all of them may stand before the first row."""
    spans = table.spans
    return next((n for n in range(begin + 1, end) if spans and spans.match(found[n].plain)), end)


def _letters(text: str) -> str:
    return re.sub(r"[^а-яa-z0-9]", "", text[: 2 * WIDEST].lower().replace("ё", "е"))


def _lettered(chunks: Sequence[Chunk]) -> tuple[list[int], list[str]]:
    """The chunk of every line, and the letters of the line."""
    lines = [(n, line.text) for n, chunk in enumerate(chunks) for line in chunk.lines]
    return [n for n, _ in lines], [_letters(text) for _, text in lines]


def _headings(places: Sequence[int], texts: Sequence[str], table: TableLayout) -> Iterator[Heading]:
    """Every heading once; only of thrown-away columns there may be several."""
    ends = list(accumulate(map(len, texts)))
    seen: set[str] = set()
    for found in table.headings.finditer("".join(texts)):
        group = found.lastgroup or ""
        name = found[group][:4] if group == "year" else group
        if name not in seen and group != NUMBER:
            line = bisect_right(ends, found.start())
            yield Heading(name, places[line], line)
        seen |= {name} - table.thrown


def _columns(headings: Sequence[Heading], table: TableLayout) -> Iterator[Column]:
    """The columns as they stand under their headings, from left to right."""
    arranged = list(headings)
    for group, members in table.groups.items():
        arranged = _under(arranged, group, members, table)
    names = {heading.name for heading in arranged}
    for place, heading in enumerate(arranged):
        other = table.aliases.get(heading.name, heading.name)
        name = heading.name if other in names else other
        column = table.columns["year" if name.isdecimal() else name]
        yield replace(column, name=name if column.kept else f"{name} {place}")


def _under(headings: list[Heading], group: str, members: frozenset[str], table: TableLayout) -> list[Heading]:
    """Move the headings of the second row under the heading of the first row that covers them."""
    over = next((heading for heading in headings if heading.name == group), None)
    leaves = [heading for heading in headings if heading.kind in members]
    if over is None or not leaves:
        return headings
    row = {leaf.chunk for leaf in leaves} - {over.chunk}
    covered = frozenset().union(*table.groups.values(), table.groups)
    top = min(leaf.line for leaf in leaves if leaf.chunk in row) if row else 0
    moved = [
        one for one in headings if one in leaves or (one.chunk in row and one.line >= top and one.kind not in covered)
    ]
    place = headings.index(over)
    before = [one for one in headings[:place] if one not in moved]
    return [*before, *moved, *(one for one in headings[place + 1 :] if one not in moved)]
