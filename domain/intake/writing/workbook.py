"""A passport as a workbook: a sheet a section, with true dates and numbers, to be edited and brought back."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from domain.intake.writing.areas import areas, unmerged
from domain.intake.writing.sections import FOOTNOTE, Section, Value, corrections, head, legend, provisions, sections
from domain.passport import Passport

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

TEXT, DAY = "@", "DD.MM.YYYY"


def workbook(passport: Passport) -> bytes:
    """The file's bytes (.xlsx)."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _provisions(book, passport)
    for section in sections(passport):
        _table(book, section, passport)
    _pairs(book, "Уровни контроля", ("Уровень контроля", "Расшифровка"), list(legend(passport)))
    if made := list(corrections(passport)):
        _pairs(book, "Исправления", ("Где", "Что исправлено"), made)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _provisions(book: "Workbook", passport: Passport) -> None:
    title = _sheet(book, "Титул", (120,))
    for n, text in enumerate(head(passport), 1):
        _put(title, n, 1, text)
    sheet = _sheet(book, "Основные положения", (44, 90))
    _rows(sheet, provisions(passport))


def _pairs(book: "Workbook", title: str, headings: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    sheet = _sheet(book, title, (30, 90))
    _rows(sheet, (headings, *rows))
    _emphasize(sheet, 1)


def _rows(sheet: "Worksheet", rows: Iterable[tuple[Value, ...]]) -> None:
    for n, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _put(sheet, n, column, value)


def _table(book: "Workbook", section: Section, passport: Passport) -> None:
    sheet = _sheet(book, section.sheet, tuple(column.width for column in section.columns))
    _put(sheet, 1, 1, section.title)
    if section.sheet == "Показатели" and passport.goal:
        _put(sheet, 2, 1, f"Цель: {passport.goal}").alignment = _alignment(wrap=False)
    top = sheet.max_row + 2
    _header(sheet, section, top)
    for n, row in enumerate(section.rows, top + section.height):
        if isinstance(row, str):
            _put(sheet, n, 1, row)
            sheet.merge_cells(start_row=n, end_row=n, start_column=1, end_column=len(section.columns))
        else:
            for column, value in enumerate(section.values(row), 1):
                _put(sheet, n, column, value)
    if section.sheet == "Финансирование" and any(line.conditional for line in passport.funding):
        _put(sheet, sheet.max_row + 2, 1, FOOTNOTE).alignment = _alignment(wrap=False)


def _header(sheet: "Worksheet", section: Section, top: int) -> None:
    storeys = [column.storeys for column in section.columns]
    for y, x, heading in unmerged(storeys):
        _put(sheet, top + y, x + 1, heading)
    for y, x, height, width in areas(storeys):
        sheet.merge_cells(start_row=top + y, end_row=top + y + height - 1, start_column=x + 1, end_column=x + width)
    for y in range(section.height):
        _emphasize(sheet, top + y)
    sheet.freeze_panes = f"B{top + section.height}"
    sheet.print_title_rows = f"{top}:{top + section.height - 1}"


def _sheet(book: "Workbook", title: str, widths: tuple[int, ...]) -> "Worksheet":
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(title)
    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _put(sheet: "Worksheet", row: int, column: int, value: Value) -> "Cell | MergedCell":
    """A date stays a date and an amount a number; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.alignment = _alignment(wrap=column > 1)
    if isinstance(value, str):
        cell.value = _printable(value)
        cell.data_type, cell.number_format = "s", TEXT
    elif value is not None:
        cell.value = float(value) if isinstance(value, Decimal) else value
        cell.number_format = DAY if isinstance(value, date) else cell.number_format
    return cell


def _printable(text: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def _alignment(*, wrap: bool) -> "Alignment":
    from openpyxl.styles import Alignment

    return Alignment(vertical="top", wrap_text=wrap)


def _emphasize(sheet: "Worksheet", row: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="9A9A9A")
    for cell in sheet[row]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EEF1F4")
        cell.border = Border(thin, thin, thin, thin)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
