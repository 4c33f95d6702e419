"""Finds tables and lines of prose among the filled places of a sheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from domain.intake.formats.xlsx_sheet import Value


@dataclass(slots=True, eq=False)
class Filled:
    """A cell that holds something, with the visible places that it covers."""

    value: Value
    top: int
    left: int
    height: int = 1
    width: int = 1


Rows = Mapping[int, Mapping[int, Filled]]
"""Filled places by visible row and visible column."""


class Region(NamedTuple):
    """A table: its first and last rows and columns."""

    top: int
    left: int
    bottom: int
    right: int


def pieces(rows: Rows) -> Iterator[Filled | Region]:
    """Tables, and cells that stand alone in their rows before, between and after tables, downwards.

    An empty row ends a table unless what follows keeps to its columns: offices part a plan with empty rows.
    """
    open_region: Region | None = None
    for band in _runs(sorted(rows)):
        head, body, tail = _parted(rows, band)
        if open_region and body and _keeps_to(open_region, rows, body):
            open_region = open_region._replace(bottom=body[-1])
        else:
            yield from filter(None, [open_region])
            yield from head
            *closed, open_region = (*_beside(rows, body), None) if tail or not body else _beside(rows, body)
            yield from filter(None, closed)
        if tail:
            yield from filter(None, [open_region])
            yield from tail
            open_region = None
    yield from filter(None, [open_region])


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers in a row: 1 2 3, 5 6."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]


def _parted(rows: Rows, band: Sequence[int]) -> tuple[list[Filled], Sequence[int], list[Filled]]:
    """Single cells above the table, the rows of the table, single cells below it."""
    alone = [_alone(rows[y]) for y in band]
    first = next((n for n, cell in enumerate(alone) if cell is None), len(band))
    if first == len(band):
        return _distinct(alone), [], []
    while first and _bottom(alone[first - 1]) >= band[first]:
        first -= 1
    last = max(n for n, cell in enumerate(alone) if cell is None) + 1
    while last < len(band) and _top(alone[last]) < band[last]:
        last += 1
    return _distinct(alone[:first]), band[first:last], _distinct(alone[last:])


def _alone(row: Mapping[int, Filled]) -> Filled | None:
    cells = {id(cell): cell for cell in row.values()}
    return next(iter(cells.values())) if len(cells) == 1 else None


def _distinct(cells: Sequence[Filled | None]) -> list[Filled]:
    return list({id(cell): cell for cell in cells if cell is not None}.values())


def _top(cell: Filled | None) -> int:
    return cell.top if cell else 0


def _bottom(cell: Filled | None) -> int:
    return cell.top + cell.height - 1 if cell else 0


def _keeps_to(region: Region, rows: Rows, body: Sequence[int]) -> bool:
    return all(region.left <= min(rows[y]) and max(rows[y]) <= region.right for y in body)


def _beside(rows: Rows, body: Sequence[int]) -> list[Region]:
    """Tables side by side, parted by columns where nothing stands."""
    if not body:
        return []
    columns = sorted({x for y in body for x in rows[y]})
    return [_fitted(rows, body, run) for run in _runs(columns)]


def _fitted(rows: Rows, body: Sequence[int], columns: Sequence[int]) -> Region:
    """The region without empty rows above and below: its neighbour may be longer."""
    left, right = columns[0], columns[-1]
    filled = [y for y in body if any(left <= x <= right for x in rows[y])]
    return Region(filled[0], left, filled[-1], right)
