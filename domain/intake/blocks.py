"""What a reader of a ruled format gives: paragraphs and grids in the document's order, and nothing of their meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of prose between tables: a heading, a caption, a footnote, a legend."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins at (`row`, `column`) of its grid and covers `height` rows and `width` columns.

    `text` has single spaces, and a line break only between the paragraphs of the cell.
    """

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: every row has `width` places; a place covered by a merged cell holds that very cell.

    `header` counts the leading rows that the format itself marks as a header (0: unknown).
    `broken` is true when the grid may go on from the grid before it: a page break stands between them.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    broken: bool = False

    @cached_property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def texts(self) -> Iterator[tuple[str, ...]]:
        """The rows as texts, the text of a merged cell in every place that it covers."""
        return (tuple(cell.text for cell in row) for row in self.rows)


Block = Paragraph | Grid


def grid_of(rows: list[list[str]], *, header: int = 0, broken: bool = False) -> Grid:
    """A grid of unmerged texts; rows that are short are filled with empty cells."""
    width = max(map(len, rows), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    cells = (tuple(Cell(text, y, x) for x, text in enumerate(row)) for y, row in enumerate(full))
    return Grid(tuple(cells), header, broken)
