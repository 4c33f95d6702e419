"""Parts a header that a page repeats from the row that goes on below it: no rule may stand between them."""

from collections.abc import Iterator
from dataclasses import replace

from domain.intake.formats.pdf_lines import Line
from domain.intake.formats.pdf_tables import Filled, Ruled

SAME_PLACE = 1.5
SAME_EDGE = 3.5


def with_header_apart(first: Ruled, table: Ruled) -> Ruled:
    """The later part of a table with an edge under the header that it shares with the first part."""
    height = _header_height(first, table)
    edge = table.ys[0] + height
    has_edge = any(abs(y - edge) <= SAME_EDGE for y in table.ys)
    return table if has_edge or edge > table.ys[-1] else _parted(table, edge)


def _header_height(first: Ruled, table: Ruled) -> float:
    """How far down the parts hold the same lines at the same places."""
    places = {(line.text, line.turn): height_of(line) - table.ys[0] for line in reversed(list(_lines(table)))}
    differing = [
        height_of(line) - first.ys[0] - line.size
        for line in _lines(first)
        if abs(places.get((line.text, line.turn), -1) - height_of(line) + first.ys[0]) > SAME_PLACE
    ]
    same = min(differing, default=0.0)
    return max((y - first.ys[0] for y in first.ys if y - first.ys[0] <= same + SAME_PLACE), default=0.0)


def _lines(table: Ruled) -> Iterator[Line]:
    yield from sorted((line for cell in table.cells for line in cell.lines), key=height_of)


def height_of(line: Line) -> float:
    """Where a line stands on the page, whichever way it runs: its baseline, or its middle."""
    middle = (line.left + line.right) / 2
    return (line.base, -middle, -line.base, middle)[line.turn]


def _parted(table: Ruled, edge: float) -> Ruled:
    above = sum(y < edge for y in table.ys)
    ys = (*table.ys[:above], edge, *table.ys[above:])
    cells = (part for cell in table.cells for part in _cut(cell, above, edge))
    return replace(table, ys=ys, cells=tuple(cells))


def _cut(cell: Filled, above: int, edge: float) -> Iterator[Filled]:
    """The pieces of a cell when row `above - 1` becomes two."""
    box = cell.box
    if box.row >= above:
        yield Filled(box._replace(row=box.row + 1), cell.lines)
    elif box.row + box.height < above:
        yield cell
    else:
        height = above - box.row
        upper = tuple(line for line in cell.lines if height_of(line) < edge)
        lower = tuple(line for line in cell.lines if height_of(line) >= edge)
        yield Filled(box._replace(height=height), upper)
        yield Filled(box._replace(row=above, height=box.height - height + 1), lower)
