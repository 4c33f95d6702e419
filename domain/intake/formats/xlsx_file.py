"""Reads an XLSX: of each visible sheet its title, then its tables and lines of prose downwards.

The parts are read directly, not with openpyxl: that holds a million empty but formatted rows in memory, keeps either
formulas or values, and forgets how a number looks.
"""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from domain.intake.blocks import Block, Grid, Paragraph
from domain.intake.formats.gridding import Draft, ruled
from domain.intake.formats.limits import Allowance
from domain.intake.formats.markup import Reader
from domain.intake.formats.package import Package, opened
from domain.intake.formats.plain import lines
from domain.intake.formats.xlsx_book import Book, Sheet, open_book
from domain.intake.formats.xlsx_formats import Column, column_of, shown
from domain.intake.formats.xlsx_regions import Filled, Region, Rows, pieces
from domain.intake.formats.xlsx_sheet import Box, SheetContent, SheetReader, Value


def xlsx_blocks(path: Path) -> tuple[Block, ...]:
    """The blocks of a workbook. Raises NotAPassport."""
    with opened(path) as package:
        return package_blocks(package)


def package_blocks(package: Package, *, ruled: bool = True) -> tuple[Block, ...]:
    """The same of a package that is already open; a sheet is always `ruled`."""
    del ruled
    allowance = Allowance(package.name)
    book = open_book(package, allowance)
    return tuple(block for sheet in book.sheets for block in _sheet_blocks(package, book, sheet, allowance))


def _sheet_blocks(package: Package, book: Book, sheet: Sheet, allowance: Allowance) -> Iterator[Block]:
    reader = SheetReader(book, allowance)
    package.stream(sheet.part, Reader(reader))
    yield from map(Paragraph, lines(sheet.title))
    rows = _Visible(reader.content, allowance).rows()
    for piece in pieces(rows):
        if isinstance(piece, Filled):
            yield from map(Paragraph, lines(_text(piece.value, book, Column.VALUES)))
        else:
            yield _grid(rows, piece, book, allowance)


def _text(value: Value, book: Book, column: Column) -> str:
    if value.form is None:
        return value.text
    return shown(value.text, value.form, from_1904=book.from_1904, column=column)


def _grid(rows: Rows, region: Region, book: Book, allowance: Allowance) -> Grid:
    height, width = region.bottom - region.top + 1, region.right - region.left + 1
    allowance.places(height * width)
    inside = {
        id(cell): cell
        for y in range(region.top, region.bottom + 1)
        for x, cell in rows.get(y, {}).items()
        if region.left <= x <= region.right
    }
    columns = _columns(list(inside.values()), region)
    drafts = [
        Draft(
            text="\n".join(lines(_text(cell.value, book, columns[cell.left - region.left]))),
            row=cell.top - region.top,
            column=cell.left - region.left,
            height=cell.height,
            width=cell.width,
        )
        for cell in inside.values()
    ]
    return ruled(drafts, height, width)


def _columns(cells: list[Filled], region: Region) -> list[Column]:
    """What each column of a table holds: item numbers are written in another way than other numbers."""
    texts: list[list[str]] = [[] for _ in range(region.left, region.right + 1)]
    for cell in cells:
        if cell.value.form is None:
            texts[cell.left - region.left].append(cell.value.text)
    return [column_of(found, is_first=n == 0) for n, found in enumerate(texts)]


class _Visible:
    """A sheet as it is seen: hidden rows and columns closed up, merged ranges as one cell."""

    def __init__(self, content: SheetContent, allowance: Allowance) -> None:
        self._content, self._allowance = content, allowance
        last_column = max((column for _, column in content.values), default=0)
        self._last_row = max((row for row, _ in content.values), default=0)
        hidden = {each for first, last in content.hidden_columns for each in range(first, min(last, last_column) + 1)}
        self._columns = [each for each in range(1, last_column + 1) if each not in hidden]
        self._hidden_rows = sorted(content.hidden_rows)

    def rows(self) -> dict[int, dict[int, Filled]]:
        merged = self._merged()
        rows: dict[int, dict[int, Filled]] = {}
        for (row, column), value in sorted(self._content.values.items()):
            if (row, column) not in merged and self._is_seen(row, column):
                y, x = self._row(row), bisect_left(self._columns, column)
                rows.setdefault(y, {})[x] = Filled(value, y, x)
        for cell in {id(cell): cell for cell in merged.values() if cell.height and cell.width}.values():
            for y in range(cell.top, cell.top + cell.height):
                rows.setdefault(y, {}).update(dict.fromkeys(range(cell.left, cell.left + cell.width), cell))
        return rows

    def _merged(self) -> dict[tuple[int, int], Filled]:
        """Filled merged ranges by every place of theirs; of two that overlap the first is one."""
        merged: dict[tuple[int, int], Filled] = {}
        for box in self._content.merged:
            value = self._content.values.get((box.top, box.left))
            places = self._places(box) if value else []
            if value and not any(place in merged for place in places):
                merged.update(dict.fromkeys(places, self._filled(box, value)))
        return merged

    def _places(self, box: Box) -> list[tuple[int, int]]:
        bottom, right = min(box.bottom, self._last_row), min(box.right, self._columns[-1] if self._columns else 0)
        self._allowance.places(max(bottom - box.top + 1, 0) * max(right - box.left + 1, 0))
        return [(y, x) for y in range(box.top, bottom + 1) for x in range(box.left, right + 1)]

    def _filled(self, box: Box, value: Value) -> Filled:
        top, left = self._row(box.top), bisect_left(self._columns, box.left)
        below = self._row(min(box.bottom, self._last_row) + 1)
        return Filled(value, top, left, below - top, bisect_left(self._columns, box.right + 1) - left)

    def _is_seen(self, row: int, column: int) -> bool:
        place = bisect_left(self._columns, column)
        is_shown = place < len(self._columns) and self._columns[place] == column
        return is_shown and row not in self._content.hidden_rows

    def _row(self, row: int) -> int:
        return row - bisect_left(self._hidden_rows, row)
