"""Draws grids with characters, as office programs and ConsultantPlus export their tables."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from domain.intake.blocks import Cell, Grid

Row = tuple[Cell, ...]


def drawn(grid: Grid, widths: Sequence[int]) -> str:
    """Box characters; merged cells lose the lines inside them. A cell's words are wrapped, never broken."""
    lines = [_rule(None, grid.rows[0], widths)]
    for n, row in enumerate(grid.rows):
        below = grid.rows[n + 1] if n + 1 < len(grid.rows) else None
        lines += [*_texts(row, n, widths), _rule(row, below, widths, _spoken(row, below, widths))]
    return "\n".join(lines)


def _spans(row: Row) -> Iterator[tuple[Cell, int, int]]:
    for x, cell in enumerate(row):
        if cell.column == x:
            yield cell, x, x + cell.width


def _texts(row: Row, n: int, widths: Sequence[int]) -> Iterator[str]:
    parts = []
    for cell, first, last in _spans(row):
        room = sum(widths[first:last]) + last - first - 1
        text = wrap(cell.text, room, break_on_hyphens=True) if cell.row == n else []
        parts.append([line.ljust(room) for line in text] or [" " * room])
    for line in zip_longest(*parts):
        yield "│" + "│".join(text or " " * len(parts[k][0]) for k, text in enumerate(line)) + "│"


def _spoken(row: Row, below: Row | None, widths: Sequence[int]) -> list[bool]:
    """Which columns have no rule under this row: the cell goes on."""
    return [below is not None and cell == below[x] for x, cell in enumerate(row)][: len(widths)]


def _rule(above: Row | None, below: Row | None, widths: Sequence[int], open_at: Sequence[bool] = ()) -> str:
    line = ""
    for x, width in enumerate(widths):
        is_open = bool(open_at) and open_at[x]
        parted = [row is not None and row[x].column == x for row in (above, below)]
        line += ("┼" if any(parted) or x == 0 else "─" if not is_open else " ") + (" " if is_open else "─") * width
    return f"{line}┼"
