"""The XLSX form in which facts are gathered: written with what is known, read back when it has been filled in."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from domain.errors import Sentence

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST, UNPACKED = 5 * 1024 * 1024, 60 * 1024 * 1024
MOST_ROWS = 2000
HEAD_ROW = 3
WIDE = frozenset({"name", "source", "title", "description", "solution", "section", "document", "reason"})


class NotAForm(Sentence):
    """A file that is not the form, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the form: `columns` are the fields by their heads; those in `given` are not filled in by people."""

    title: str
    kind: str
    asked: str
    columns: Mapping[str, str]
    given: frozenset[str]
    needed: str
    """The field without which a row is empty."""


# fmt: off
SHEETS = (
    Sheet("Показатели", "indicator", "Впишите значение и документ, из которого оно взято; прогноз пометьте: «да».",
          {"number": "Номер", "name": "Показатель", "unit": "Единица", "year": "Год", "quarter": "Квартал",
           "plan": "План года", "value": "Значение", "forecast": "Прогноз", "document": "Документ-источник"},
          frozenset({"name", "unit", "plan"}), "value"),
    Sheet("Финансирование", "cash", "Суммы — с начала года, млн руб.; впишите, сколько доведено, принято и оплачено.",
          {"line": "Строка", "source": "Источник", "planned": "План года", "of": "На дату", "allotted": "Доведено",
           "committed": "Принято обязательств", "paid": "Оплачено", "document": "Документ-источник"},
          frozenset({"source", "planned"}), "paid"),
    Sheet("Риски", "risk", "Новый риск — новая строка без кода; закрытый отметьте словом «да».",
          {"code": "Код", "section": "Раздел паспорта", "description": "Описание риска",
           "solution": "Предлагаемое решение", "gravity": "Тяжесть", "closed": "Закрыт",
           "document": "Документ-источник"},
          frozenset(), "description"),
    Sheet("Прогнозы", "forecast", "Впишите ожидаемую дату исполнения и причину, если она отличается от срока.",
          {"number": "Пункт", "title": "Название", "planned": "Срок", "finish": "Ожидаемая дата",
           "reason": "Причина", "document": "Документ-источник"},
          frozenset({"title", "planned"}), "finish"),
)
# fmt: on
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of each kind by field."""


def form(title: str, rows: Rows) -> bytes:
    """The form as an XLSX file; `title` stands at the head of each sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        _sheet(book.create_sheet(sheet.title), sheet, title, rows.get(sheet.kind, ()))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(page: "Worksheet", sheet: Sheet, title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _put(page, 1, 1, f"{sheet.title}: {title}").font = Font(bold=True, size=13)
    _put(page, 2, 1, sheet.asked).font = Font(italic=True, color="5F6B76")
    asked = PatternFill("solid", fgColor="FFF8E1")
    for column, (field, head) in enumerate(sheet.columns.items(), start=1):
        top: Any = _put(page, HEAD_ROW, column, head)
        top.font, top.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[top.column_letter].width = 48 if field in WIDE else 14
        for n, row in enumerate([*rows, *[{}] * 10], start=HEAD_ROW + 1):
            cell: Any = _put(page, n, column, row.get(field))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if field not in sheet.given:
                cell.fill = asked
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _put(page: "Worksheet", row: int, column: int, value: Any) -> Any:
    """Text is never a formula, and has no characters that XML cannot hold."""
    text = isinstance(value, str)
    cell: Any = page.cell(row, column)
    cell.value = "".join(c for c in value if c.isprintable()) if text else value
    if text:
        cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@"))
    if isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    return cell


def filled(content: bytes) -> Iterator[tuple[str, dict[str, str], str]]:
    """The rows that have been filled in: kind, fields as written, and the place in words. Raises NotAForm."""
    book = _opened(content)
    known = {sheet.title: sheet for sheet in SHEETS}
    if not set(book.sheetnames) & set(known):
        raise NotAForm(f"В книге нет листов {', '.join(f'«{t}»' for t in known)}; возьмите форму заново")
    for name in book.sheetnames:
        if name in known:
            yield from _rows(book[name], known[name])


def _rows(page: Any, sheet: Sheet) -> Iterator[tuple[str, dict[str, str], str]]:
    table = page.iter_rows(min_row=HEAD_ROW, max_row=MOST_ROWS, max_col=40, values_only=True)
    fields = {head: field for field, head in sheet.columns.items()}
    heads = [fields.get(_text(head)) for head in next(table, ())]
    if sheet.needed not in heads:
        raise NotAForm(f"Лист «{sheet.title}»: в строке {HEAD_ROW} нет столбца «{sheet.columns[sheet.needed]}»")
    for n, row in enumerate(table, start=HEAD_ROW + 1):
        said = {field: _text(value) for field, value in zip(heads, row, strict=False) if field}
        if said.get(sheet.needed):
            asked = {field: value for field, value in said.items() if field not in sheet.given}
            yield sheet.kind, asked, f"Лист «{sheet.title}», строка {n}"


def _text(value: object) -> str:
    """A cell as a person would type it: figures exactly, dates as dates."""
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return "да" if value else ""
    return "" if value is None else str(value).strip()


def _opened(content: bytes) -> Any:
    from openpyxl import load_workbook

    if len(content) > LARGEST:
        raise NotAForm("Форма больше 5 МБ; уберите из книги лишнее")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > UNPACKED:
                raise NotAForm("Форма распаковывается больше чем в 60 МБ; уберите из книги лишнее")
        return load_workbook(BytesIO(content), data_only=True)
    except NotAForm:
        raise
    except Exception as error:  # whatever the library stumbles over in a file that is not a workbook
        raise NotAForm(f"Это не книга Excel (XLSX): {type(error).__name__}; возьмите форму заново") from None
