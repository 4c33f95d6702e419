"""Tables of a DOCX as grids: cells over several columns and rows, rows shorter than their table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from domain.intake.blocks import Grid
from domain.intake.formats.docx_styles import value
from domain.intake.formats.docx_text import unwrapped
from domain.intake.formats.gridding import Draft, ruled
from domain.intake.formats.limits import COLUMNS, Allowance
from domain.intake.formats.markup import Element, is_on, whole

GONE = ("w.trPr/w.del", "w.trPr/w.moveFrom", "w.trPr/w.hidden")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that is seen: its cells, and how many columns it leaves out before them."""

    cells: tuple[Element, ...]
    before: int
    is_header: bool


def rows_of(table: Element) -> list[TableRow]:
    """Rows without those that tracked changes deleted."""
    rows = [row for row in unwrapped(table) if row.tag == "w.tr"]
    return [_row(row) for row in rows if all(row.find(path) is None for path in GONE)]


def _row(row: Element) -> TableRow:
    cells = tuple(cell for cell in unwrapped(row) if cell.tag == "w.tc")
    return TableRow(cells, _count(row, "w.trPr/w.gridBefore", 0), is_on(row.find("w.trPr/w.tblHeader")))


def is_layout(rows: Sequence[TableRow]) -> bool:
    """A table of one column around another table is a frame, not a table."""
    cells = [cell for row in rows for cell in row.cells]
    return len(cells) == len(rows) and any(each.tag == "w.tbl" for cell in cells for each in unwrapped(cell))


def table_grid(
    rows: Sequence[TableRow], text_of: Callable[[Element], str], allowance: Allowance, *, broken: bool
) -> Grid:
    """The grid of a table; `text_of` is asked for each cell once, in the order of the document."""
    laid = _Laid(text_of)
    for row in rows:
        laid.add(row)
    width = max((draft.column + draft.width for draft in laid.drafts), default=0)
    allowance.places(width * laid.height)
    header = sum(1 for _ in takewhile(lambda row: row.is_header, rows))
    return ruled([*laid.drafts, *laid.tails(width)], laid.height, width, header=header, broken=broken)


class _Laid:
    """Cells laid down row by row; one that goes on from above makes that one taller."""

    def __init__(self, text_of: Callable[[Element], str]) -> None:
        self._text_of = text_of
        self._above: dict[int, Draft] = {}
        self._ends: list[int] = []
        self.drafts: list[Draft] = []

    @property
    def height(self) -> int:
        return len(self._ends)

    def add(self, row: TableRow) -> None:
        here = {0: Draft("", self.height, 0, width=row.before)} if row.before else {}
        column = row.before
        for cell in row.cells:
            merge = cell.find("w.tcPr/w.hMerge")
            if here and merge is not None and merge.get("w.val") != "restart":
                next(reversed(here.values())).width += 1
                column += 1
                continue
            here[column] = self._draft(cell, column)
            column += here[column].width
        self.drafts.extend(draft for draft in here.values() if draft.row == self.height)
        self._above = here
        self._ends.append(column)

    def _draft(self, cell: Element, column: int) -> Draft:
        width = min(max(_count(cell, "w.tcPr/w.gridSpan", 1), 1), COLUMNS)
        merge, above = cell.find("w.tcPr/w.vMerge"), self._above.get(column)
        if merge is not None and merge.get("w.val") != "restart" and above is not None and above.width == width:
            above.height += 1
            return above
        return Draft(self._text_of(cell), self.height, column, width=width)

    def tails(self, width: int) -> list[Draft]:
        """Empty cells after rows that end early."""
        return [Draft("", y, end, width=width - end) for y, end in enumerate(self._ends) if end < width]


def _count(element: Element, path: str, otherwise: int) -> int:
    return min(whole(value(element, path), otherwise), COLUMNS)
