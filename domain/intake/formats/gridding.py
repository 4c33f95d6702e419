"""Lays cells of any size on a grid and drops the rules that divide nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from domain.intake.blocks import Cell, Grid


@dataclass(slots=True)
class Draft:
    """A cell while its size may still grow."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


Places = list[list[Draft | None]]


def ruled(drafts: Iterable[Draft], height: int, width: int, *, header: int = 0, broken: bool = False) -> Grid:
    """A grid of `height` rows: places that nothing covers become empty cells, of two that overlap the first stays.

    A row or a column at which no cell begins is no row or column: editors leave such rules behind merged cells.
    """
    full = _filled(drafts, height, width)
    down = [any(cell.row == y for cell in row) for y, row in enumerate(full)]
    across = [any(row[x].column == x for row in full) for x in range(width)]
    y_at, x_at = _positions(down), _positions(across)
    cells: dict[int, Cell] = {}
    for cell in (cell for row in full for cell in row if id(cell) not in cells):
        top, left = y_at[cell.row], x_at[cell.column]
        bottom, right = y_at[cell.row + cell.height], x_at[cell.column + cell.width]
        cells[id(cell)] = Cell(cell.text, top, left, bottom - top, right - left)
    kept = [
        [cell for cell, stays in zip(row, across, strict=True) if stays]
        for row, stay in zip(full, down, strict=True)
        if stay
    ]
    return Grid(tuple(tuple(cells[id(cell)] for cell in row) for row in kept), y_at[header], broken)


def _filled(drafts: Iterable[Draft], height: int, width: int) -> list[list[Draft]]:
    places: Places = [[None] * width for _ in range(height)]
    for draft in drafts:
        if _is_free(places, draft):
            for row in places[draft.row : draft.row + draft.height]:
                row[draft.column : draft.column + draft.width] = [draft] * draft.width
    return [[cell or Draft("", y, x) for x, cell in enumerate(row)] for y, row in enumerate(places)]


def _is_free(places: Places, draft: Draft) -> bool:
    rows = places[draft.row : draft.row + draft.height]
    return all(not any(row[draft.column : draft.column + draft.width]) for row in rows)


def _positions(kept: list[bool]) -> list[int]:
    """How many kept ones stand before each, and before the end."""
    return [0, *accumulate(map(int, kept))]
