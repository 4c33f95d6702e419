"""Headers of tables aligned by spaces: a heading that lies over several columns is a merged cell above theirs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from domain.intake.blocks import Cell
from domain.intake.text.joining import Vocabulary, joined
from domain.intake.text.spaced import NUMERALS, Line, Place
from domain.intake.text.spaced_table import Columns, SpacedTable

YEAR = re.compile(r"20\d\d(?: ?(?:год|г\.?))?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A piece of a header's line over columns from `first` to before `last`."""

    text: str
    first: int
    last: int
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one heading; their own headings begin at `line`."""

    first: int
    last: int
    line: int


def header_cells(table: SpacedTable, vocabulary: Vocabulary) -> list[list[Cell]]:
    """Rows of the header: one, or two when some columns have a common heading; numerals are a row of their own."""
    found = list(_headings(table))
    groups = _groups(found, table.columns.count)
    texts = [heading for heading in found if not NUMERALS.fullmatch(table.header[heading.line].text)]
    rows = _rows(texts, groups, table.columns.count, vocabulary) if texts else []
    numerals = [line for line in table.header if NUMERALS.fullmatch(line.text)]
    counted = [table.columns.texts(line) for line in numerals]
    return [*rows, *([Cell(text, y, x) for x, text in enumerate(line)] for y, line in enumerate(counted, len(rows)))]


def _headings(table: SpacedTable) -> Iterator[Heading]:
    cut_from = {gap: _cut_from(table.header, gap) for gap in table.columns.gaps}
    for n, line in enumerate(table.header):
        cuts = [gap for gap in table.columns.gaps if cut_from[gap] <= n]
        yield from _spread(list(_in_line(line, n, cuts, table.columns)), line, table.columns)


def _in_line(line: Line, n: int, cuts: Sequence[Place], columns: Columns) -> Iterator[Heading]:
    for begin, end in line.pieces:
        inner = [at for gap in cuts if (at := _after_blank(line, gap, begin, end))]
        for left, right in pairwise([begin, *inner, end]):
            first, last = _over(columns, left, right)
            yield Heading(line.text[left:right].strip(), first, last, n)


def _spread(found: list[Heading], line: Line, columns: Columns) -> list[Heading]:
    """Headings side by side are of columns side by side, though two may stand over one: each takes the nearest."""
    places = [heading.first for heading in found]
    if len(set(places)) == len(places) or len(found) != len(line.pieces) or len(found) > columns.count:
        return found
    nearest = _rising([begin for begin, _ in line.pieces], columns.starts())
    return [replace(heading, first=at, last=at + 1) for heading, at in zip(found, nearest, strict=True)]


def _rising(begins: Sequence[int], starts: Sequence[int]) -> list[int]:
    """For each place a column of its own, from left to right, with the least way between them in all."""
    best: dict[int, tuple[int, list[int]]] = {-1: (0, [])}
    for begin in begins:
        best = {
            at: min((way + abs(begin - start), [*path, at]) for last, (way, path) in best.items() if last < at)
            for at, start in enumerate(starts)
            if any(last < at for last in best)
        }
    return min(best.values())[1]


def _cut_from(header: Sequence[Line], gap: Place) -> int:
    """The line from which headings stand one blank apart: all below have the blank there, and not one by chance."""
    over = [
        (n, line, _after_blank(line, gap, begin, end))
        for n, line in enumerate(header)
        for begin, end in line.pieces
        if begin < gap[0] and gap[1] < end
    ]
    parted = list(takewhile(lambda each: each[2], reversed(over)))
    is_sure = len(parted) > 1 or any(not line.text[at or 0].islower() for _, line, at in parted)
    return parted[-1][0] if parted and is_sure else len(header)


def _after_blank(line: Line, gap: Place, begin: int, end: int) -> int | None:
    """Where the word begins that follows a blank inside a gap."""
    if not (begin < gap[0] and gap[1] < end):
        return None
    return next((at + 1 for at in range(gap[1] - 1, gap[0] - 2, -1) if line.text[at] == " "), None)


def _over(columns: Columns, begin: int, end: int) -> tuple[int, int]:
    covered = [n for n, gap in enumerate(columns.gaps) if begin < gap[0] and gap[1] < end]
    if covered:
        return covered[0], covered[-1] + 2
    column = columns.column(begin, end)
    return column, column + 1


def _groups(found: Sequence[Heading], count: int) -> list[Group]:
    """Where headings cover several columns; the columns' own begin where two of them stand side by side."""
    groups: list[Group] = []
    for wide in sorted((each for each in found if each.last - each.first > 1), key=lambda each: each.first):
        if groups and wide.first < groups[-1].last:
            groups[-1] = replace(groups[-1], last=max(groups[-1].last, wide.last))
        else:
            groups.append(Group(wide.first, wide.last, 0))
    nexts = [*(group.first for group in groups[1:]), count]
    for n, group in enumerate(groups):
        least = groups[n - 1].last if n else 0
        groups[n] = _with_years(_with_line(group, found), found, least, nexts[n])
    return groups


def _with_line(group: Group, found: Sequence[Heading]) -> Group:
    under = [heading for heading in found if group.first <= heading.first < group.last]
    widest = max(heading.line for heading in under if heading.last - heading.first > 1)
    lines = [heading.line for heading in under if heading.line > widest]
    side_by_side = (line for line in lines if lines.count(line) > 1)
    return replace(group, line=min(side_by_side, default=min(lines, default=widest + 1)))


def _with_years(group: Group, found: Sequence[Heading], least: int, most: int) -> Group:
    """Centred words may be narrower than the years under them."""
    years = {heading.first for heading in found if heading.line == group.line and YEAR.fullmatch(heading.text)}
    if not years & set(range(group.first, group.last)):
        return group
    first, last = group.first, group.last
    while first - 1 in years and first > least:
        first -= 1
    while last in years and last < most:
        last += 1
    return replace(group, first=first, last=last)


def _rows(texts: Sequence[Heading], groups: Sequence[Group], count: int, vocabulary: Vocabulary) -> list[list[Cell]]:
    height = 2 if groups else 1
    top: list[Cell] = []
    under: list[Cell] = []
    for column in range(count):
        group = next((group for group in groups if group.first <= column < group.last), None)
        own = [each.text for each in texts if each.first == column and (group is None or each.line >= group.line)]
        under.append(Cell(joined(own, vocabulary), height - 1, column))
        top.append(_over_group(group, texts, vocabulary) if group else replace(under[-1], row=0, height=height))
    if not groups:
        return [top]
    return [top, [top[n] if top[n].height > 1 else cell for n, cell in enumerate(under)]]


def _over_group(group: Group, texts: Sequence[Heading], vocabulary: Vocabulary) -> Cell:
    above = [each.text for each in texts if group.first <= each.first < group.last and each.line < group.line]
    return Cell(joined(above, vocabulary), 0, group.first, width=group.last - group.first)
