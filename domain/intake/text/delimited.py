"""Tables pasted from a spreadsheet: a line is a row, tabs or semicolons part its cells."""

import csv
from collections.abc import Iterator, Sequence
from itertools import takewhile

from domain.intake.blocks import Block, Cell, Grid, Paragraph, grid_of

TAB, SEMICOLON = "\t", ";"
FEWEST_SEMICOLONS = 2
FEWEST_ROWS = 2
LONGEST_CELL = 60
"""Lines that one quoted cell may take."""


def delimiter_of(line: str) -> str | None:
    """What parts the cells of a line that may begin such a table; a tab at the line's edge only moves it."""
    if TAB in line.strip():
        return TAB
    return SEMICOLON if line.count(SEMICOLON) >= FEWEST_SEMICOLONS else None


def delimited(lines: Sequence[str], begin: int) -> tuple[list[list[str]], int]:
    """Rows of the table that begins at a line, and the line after it; no rows when it is not a table."""
    mark = delimiter_of(lines[begin])
    rows: list[list[str]] = []
    at = begin
    while mark and at < len(lines) and _goes_on(lines, at, mark):
        line, after = _whole(lines, at)
        cells = _cells(line, mark)
        if mark == SEMICOLON and rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        at = after
    return (rows, at) if len(rows) >= FEWEST_ROWS else ([], begin)


def _goes_on(lines: Sequence[str], at: int, mark: str) -> bool:
    """A line of cells, or a heading that lost its empty cells between two lines of as many cells."""
    if mark in lines[at].strip() or lines[at].count(mark) > 1:
        return True
    if not lines[at].strip() or mark == SEMICOLON or at + 1 == len(lines):
        return False
    return lines[at - 1].count(mark) == lines[at + 1].count(mark) > 1


def _whole(lines: Sequence[str], at: int) -> tuple[str, int]:
    """A row with the lines that a quoted cell of it goes over."""
    if lines[at].count('"') % 2 == 0:
        return lines[at], at + 1
    following = lines[at + 1 : at + LONGEST_CELL]
    closing = sum(1 for _ in takewhile(lambda line: line.count('"') % 2 == 0, following))
    if closing == len(following):
        return lines[at], at + 1
    after = at + closing + 2
    return "\n".join(lines[at:after]), after


def _cells(line: str, mark: str) -> list[str]:
    """Spreadsheets quote a cell that has breaks in it; in what is pasted, quotes of any other cell are its own."""
    if mark == SEMICOLON or "\n" in line:
        try:
            return list(map(_tidy, next(csv.reader([line], delimiter=mark))))
        except csv.Error:
            return list(map(_tidy, line.replace("\n", " ").split(mark)))
    return list(map(_tidy, line.split(mark)))


def _tidy(cell: str) -> str:
    return "\n".join(filter(None, (" ".join(part.split()) for part in cell.splitlines())))


def pasted_blocks(rows: Sequence[list[str]], *, broken: bool) -> Iterator[Block]:
    """Tables between the empty rows of a sheet; a lone cell over a table is prose, inside it a heading."""
    for part in _parts(rows):
        headings = list(takewhile(_is_lone, part))
        yield from (Paragraph(row[0]) for row in headings)
        if table := part[len(headings) :]:
            yield _with_headings(grid_of(table, broken=broken))


def _parts(rows: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    part: list[list[str]] = []
    for row in [*rows, []]:
        if any(row):
            part.append(row)
        elif part:
            yield part
            part = []


def _is_lone(row: Sequence[str]) -> bool:
    return bool(row[0]) and not any(row[1:])


def _with_headings(grid: Grid) -> Grid:
    """A lone cell covers its row: a spreadsheet pastes a merged cell as one text and emptiness."""
    rows = (
        (Cell(row[0].text, y, 0, width=grid.width),) * grid.width if _is_lone([cell.text for cell in row]) else row
        for y, row in enumerate(grid.rows)
    )
    return Grid(tuple(rows), grid.header, grid.broken)
