"""Grids with merged cells, and tables recognized in them, for tests of recognition."""

from collections.abc import Mapping, Sequence

from domain.intake.blocks import Block, Cell, Grid, Paragraph
from domain.intake.recognition.document import recognized

UP = "^"
"""A place that the cell above it covers."""

LEFT = "<"
"""A place that the cell to its left covers."""


def merged(rows: Sequence[Sequence[str]], *, broken: bool = False) -> Grid:
    """A grid where `UP` and `LEFT` stand in the places that a merged cell covers."""
    cells: list[list[Cell]] = []
    for y, row in enumerate(rows):
        cells.append([])
        for x, text in enumerate(row):
            cells[y].append(_cell(rows, cells, y, x, text))
    return Grid(tuple(map(tuple, cells)), broken=broken)


def rows_of(table: str, *blocks: Block | str) -> list[Mapping[str, str] | str]:
    """The recognized rows of a table: cells by column, a heading as its text. A string is a paragraph."""
    document = recognized(tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks))
    return [row.cells if row.spans is None else row.spans for row in document.tables.get(table, ())]


def _cell(rows: Sequence[Sequence[str]], cells: list[list[Cell]], y: int, x: int, text: str) -> Cell:
    if text == UP:
        return cells[y - 1][x]
    if text == LEFT:
        return cells[y][x - 1]
    width = 1 + next((n for n, other in enumerate(rows[y][x + 1 :]) if other != LEFT), len(rows[y]) - x - 1)
    height = 1 + next((n for n, row in enumerate(rows[y + 1 :]) if row[x] != UP), len(rows) - y - 1)
    return Cell(text, y, x, height, width)
