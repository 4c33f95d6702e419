"""Writes the parts of a document as a workbook: a sheet a section with merged headings, or all on one sheet without."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.documents.forms import Part, Table

NUMBER = re.compile(r"-?\d+(,\d+)?")


def write(parts: Sequence[Part], path: Path, *, sheets: bool) -> None:
    """With `sheets` dates are dates, amounts are numbers, headings are merged; without, all is text on one sheet."""
    book = Workbook()
    sheet: Worksheet = book.create_sheet("Титул", 0)
    for part in parts:
        if isinstance(part, str):
            sheet.append([part])
        elif sheets:
            sheet = _section(book, part)
        else:
            _rows(sheet, part, merge=False)
            sheet.append([])
    del book["Sheet"]
    book.save(path)


def _section(book: Workbook, part: Table) -> Worksheet:
    sheet: Worksheet = book.create_sheet(part.sheet)
    _rows(sheet, part, merge=True)
    sheet.append([])
    return sheet


def _rows(sheet: Worksheet, part: Table, *, merge: bool) -> None:
    headings = part.headings()
    first = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    for y, row in enumerate(headings):
        sheet.append(row if merge else [_unmerged(headings, y, x) for x in range(len(row))])
    if merge:
        for top, left, bottom, right in part.areas():
            sheet.merge_cells(
                start_row=first + top, start_column=left + 1, end_row=first + bottom, end_column=right + 1
            )
    for line in part.rows:
        sheet.append(
            [line["spans"]] if "spans" in line else [_value(*cell, typed=merge) for cell in _keyed(part, line)]
        )
        if merge and "spans" in line:
            at = sheet.max_row
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=len(part.columns))


def _keyed(part: Table, line: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, line.get(key, "")) for _, key in part.columns]


def _unmerged(headings: list[list[str]], y: int, x: int) -> str:
    """A heading only in the first place of those that it covers."""
    above = y > 0 and headings[y - 1][x] == headings[y][x]
    left = x > 0 and headings[y][x - 1] == headings[y][x]
    return "" if above or left else headings[y][x]


def _value(key: str, text: str, *, typed: bool) -> object:
    if typed and re.fullmatch(r"\d\d\.\d\d\.\d{4}", text):
        try:
            return datetime.strptime(text, "%d.%m.%Y")  # noqa: DTZ007 - a workbook's dates have no zone
        except ValueError:
            return text
    if typed and NUMBER.fullmatch(text) and key != "number":
        return float(text.replace(",", "."))
    return text
