"""The report as XLSX: a sheet a section, typed numbers and dates, no text that could act as a formula."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from domain.reporting.form import Light
from notifications.reports.cells import (
    EXPECTED,
    Cell,
    Expected,
    Money,
    Percent,
    clean,
    money_places,
    places,
    text,
)  # fmt: skip
from notifications.reports.docx_file import FILLS, SIGNS
from notifications.reports.layout import Layout, Section, Table
from notifications.reports_words import LIGHTS

FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_000
"""Letters of a cell; Excel holds 32,767."""
TOTAL_WIDTH = 170
ACROSS, COLUMNS, PIXELS = 4, 9, 19
"""Small charts side by side; columns that one takes; pixels of a row."""
LINE, LETTERS, MOST_LINES = 12.5, 1.0, 30
"""Points of a line; letters for a unit of width; the tallest row that Excel takes is 409 points."""


def write(layout: Layout) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    first = book.worksheets[0]
    first.title = "Титул"
    _title(first, layout)
    _printed(first)
    for section in layout.sections:
        page = book.create_sheet(section.sheet)
        _section(page, section, layout)
        _printed(page, on_one=section.table is None)
    book.properties.creator, book.properties.title = "Веха", layout.title[:250]
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _title(page: Any, layout: Layout) -> None:
    from openpyxl.styles import Font

    put(page, 1, 1, layout.title).font = Font(bold=True, size=14)
    for n, line in enumerate(layout.lines, start=2):
        put(page, n, 1, line)
    at = len(layout.lines) + 3
    for column, (head, width) in enumerate((("Раздел", 26), ("Светофор", 34), ("Почему", 90)), start=1):
        _head(put(page, at, column, head), width, page)
    for n, (name, light) in enumerate(layout.lights, start=at + 1):
        cells: tuple[Cell, ...] = (name, light, light.why)
        for column, cell in enumerate(cells, start=1):
            _body(put(page, n, column, cell), cell)
    _foot(page, at + len(layout.lights) + 2, layout)


def _foot(page: Any, at: int, layout: Layout) -> None:
    """The legend and the thresholds under the last row."""
    put(page, at, 1, "Условные обозначения: " + legend())
    for n, limit in enumerate(layout.footer, start=at + 1):
        put(page, n, 1, limit)


def legend() -> str:
    return "; ".join(f"{SIGNS[colour]} {means}" for colour, means in LIGHTS.items())


def _section(page: Any, section: Section, layout: Layout) -> None:
    from openpyxl.styles import Font

    put(page, 1, 1, section.title).font = Font(bold=True, size=12)
    at = 2
    for said in filter(None, (section.empty, *section.notes)):
        put(page, at, 1, said)
        at += 1
    if section.table:
        at = _table(page, section.table, at + 1)
    _foot(page, _charts(page, section, layout, at + 1), layout)


def _table(page: Any, table: Table, at: int) -> int:
    """Gives the number of the first free row."""
    whole = sum(column.width for column in table.columns)
    for n, column in enumerate(table.columns, start=1):
        _head(put(page, at, n, column.head), max(9, TOTAL_WIDTH * column.width / whole), page)
    page.freeze_panes = page.cell(at + 1, 1)
    page.print_title_rows = f"{at}:{at}"
    for n, row in enumerate(table.rows):
        for place, cell in enumerate(row, start=1):
            _body(put(page, at + 1 + n, place, cell), cell, is_strong=n in table.strong)
        page.row_dimensions[at + 1 + n].height = LINE * _lines(row, table)
    return at + 1 + len(table.rows)


def _lines(row: Sequence[Cell], table: Table) -> int:
    """How many lines the row needs: LibreOffice does not measure it by itself."""
    whole = sum(column.width for column in table.columns)
    rooms = (max(9, TOTAL_WIDTH * column.width / whole) * LETTERS for column in table.columns)
    needed = (-(-len(text(cell)) // max(1, int(room))) for cell, room in zip(row, rooms, strict=True))
    return min(MOST_LINES, max(1, *needed))


def _charts(page: Any, section: Section, layout: Layout, at: int) -> int:
    """Each under the one before; a sheet of nothing but charts has several side by side. Gives the first free row."""
    from openpyxl.drawing.image import Image
    from openpyxl.utils import get_column_letter

    images = [Image(BytesIO(picture)) for name in section.charts if (picture := layout.charts.png(name))]
    across = ACROSS if section.table is None else 1
    for row in range(0, len(images), across):
        for place, image in enumerate(images[row : row + across]):
            page.add_image(image, f"{get_column_letter(1 + place * COLUMNS)}{at}")
        at += int(images[row].height / PIXELS) + 2
    return at


def _printed(page: Any, *, on_one: bool = False) -> None:
    """A4 across, as wide as a page or whole on one, the legend at each page's foot."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(on_one)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text, page.oddFooter.left.size = legend().replace("&", "&&"), 7
    page.oddFooter.right.text, page.oddFooter.right.size = "Страница &P из &N", 8


def put(page: Any, row: int, column: int, cell: Cell) -> Any:
    """A cell of its own type; text is never a formula."""
    made = page.cell(row, column)
    value = _value(cell)
    if isinstance(value, str):
        made.value = clean(value)[:LONGEST]
        made.data_type = "s"
        made.quotePrefix = value.startswith(FORMULA)
    else:
        made.value = value
        made.number_format = _format(cell)
    return made


def _value(cell: Cell) -> Any:
    if isinstance(cell, Money | Percent):
        return cell.value
    if isinstance(cell, Expected):
        return cell.day
    if isinstance(cell, Light):
        return f"{SIGNS[cell.colour]} {text(cell)}"
    return text(cell) if cell is None or isinstance(cell, str) else cell


def _format(cell: Cell) -> str:
    """Shown, it reads as `text` of the cell."""
    if isinstance(cell, Percent):
        return '0.0" %"'
    if isinstance(cell, Money):
        return _decimals(money_places(cell.value))
    if isinstance(cell, Expected):
        return f'DD.MM.YYYY" {EXPECTED}"'
    if isinstance(cell, int):
        return "0"
    return "DD.MM.YYYY" if not hasattr(cell, "normalize") else _decimals(places(cell))  # type: ignore[arg-type]


def _decimals(count: int) -> str:
    return f"0.{'0' * count}" if count else "0"


def _head(made: Any, width: float, page: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    made.font, made.fill = Font(bold=True, size=9), PatternFill("solid", fgColor="E8EDF2")
    made.alignment, made.border = Alignment(wrap_text=True, vertical="center"), _border()
    page.column_dimensions[made.column_letter].width = width


def _body(made: Any, cell: Cell, *, is_strong: bool = False) -> None:
    made.font, made.alignment, made.border = _looks(is_strong)
    if isinstance(cell, Light):
        made.fill = _filled(FILLS[cell.colour])


def _looks(is_strong: bool) -> Sequence[Any]:
    """Styles are shared: thousands of cells have the same two."""
    from openpyxl.styles import Alignment, Font

    if not _LOOKS:
        top = Alignment(wrap_text=True, vertical="top")
        _LOOKS.update({strong: (Font(size=9, bold=strong), top, _border()) for strong in (False, True)})
    return _LOOKS[is_strong]


_LOOKS: dict[bool, Sequence[Any]] = {}


def _filled(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


def _border() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="B5BDC6")
    return Border(left=thin, right=thin, top=thin, bottom=thin)
