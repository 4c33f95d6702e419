"""DOCX, XLSX and HTML show the same words and numbers, cell by cell."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from domain.reporting.form import Light
from notifications.reports import FORMATS, all_written, file_name
from notifications.reports.cells import text
from notifications.reports.docx_file import SIGNS
from notifications.reports.layout import Table, laid_out
from tests.reports.samples import SAMPLES

Rows = list[list[str]]


@cache
def files(name: str) -> dict[str, bytes]:
    return all_written(SAMPLES[name](), FORMATS)


def wanted(name: str) -> list[Rows]:
    """The tables as the layout has them, heads first."""
    return [shown(section.table) for section in laid_out(SAMPLES[name]()).sections if section.table]


def shown(table: Table) -> Rows:
    rows = [[f"{SIGNS[c.colour]} {text(c)}" if isinstance(c, Light) else text(c) for c in row] for row in table.rows]
    return [[column.head for column in table.columns], *rows]


def squeezed(tables: list[Rows]) -> list[Rows]:
    """Spaces of all kinds are one."""
    return [[[" ".join(cell.split()) for cell in row] for row in table] for table in tables]


def in_docx(content: bytes) -> list[Rows]:
    tables = Document(BytesIO(content)).tables[1:]
    return [
        [["".join(t.text or "" for t in cell.iter(_T)) for cell in row.tc_lst] for row in t._tbl.tr_lst] for t in tables
    ]


_T = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def in_xlsx(content: bytes, name: str) -> Iterator[Rows]:
    """What a person sees in the cells: by their formats."""
    book = load_workbook(BytesIO(content))
    for section in laid_out(SAMPLES[name]()).sections:
        if section.table:
            rows = list(book[section.sheet].iter_rows(max_col=len(section.table.columns)))
            head = next(n for n, row in enumerate(rows) if row[0].value == section.table.columns[0].head)
            yield [[displayed(cell) for cell in row] for row in rows[head : head + 1 + len(section.table.rows)]]


def displayed(cell) -> str:  # type: ignore[no-untyped-def]  # any cell of the library's
    value, form = cell.value, cell.number_format
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}" + ("" if '"' not in form else form.split('"')[1])
    if isinstance(value, int | float):
        places = len(re.sub('".*"', "", form).partition(".")[2])
        return f"{value:.{places}f}".replace(".", ",") + (form.split('"')[1] if '"' in form else "")
    return "" if value is None else str(value)


class Tables(HTMLParser):
    """All tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Rows] = []
        self._open = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.tables[-1][-1][-1] += data


def in_html(content: bytes) -> list[Rows]:
    parser = Tables()
    parser.feed(content.decode())
    return parser.tables[1:]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_docx_has_every_cell(name: str) -> None:
    assert squeezed(in_docx(files(name)["docx"])) == squeezed(wanted(name))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_xlsx_shows_every_cell(name: str) -> None:
    assert squeezed(list(in_xlsx(files(name)["xlsx"], name))) == squeezed(wanted(name))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_html_has_every_cell(name: str) -> None:
    assert squeezed(in_html(files(name)["html"])) == squeezed(wanted(name))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_lights_and_their_reasons_are_on_the_first_page_of_all(name: str) -> None:
    layout, made = laid_out(SAMPLES[name]()), files(name)
    document = Document(BytesIO(made["docx"])).tables[0]
    title = load_workbook(BytesIO(made["xlsx"]))["Титул"]
    spoken = {str(cell.value) for row in title.iter_rows() for cell in row if cell.value is not None}
    parser = Tables()
    parser.feed(made["html"].decode())
    for n, (section, light) in enumerate(layout.lights, start=1):
        assert [cell.text for cell in document.rows[n].cells] == [
            section,
            f"{SIGNS[light.colour]} {text(light)}",
            light.why,
        ]
        assert parser.tables[0][n] == [section, f"{SIGNS[light.colour]} {text(light)}", light.why]
        assert light.why in spoken


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_numbers_are_typed_and_no_text_is_a_formula(name: str) -> None:
    book = load_workbook(BytesIO(files(name)["xlsx"]))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    risky = [cell for cell in cells if cell.data_type == "s" and str(cell.value).startswith(("=", "+", "-", "@"))]
    assert all(cell.quotePrefix for cell in risky)


def test_every_page_has_the_legend_and_the_limits() -> None:
    made = files("real")
    footer = Document(BytesIO(made["docx"])).sections[0].footer
    said = " ".join(paragraph.text for paragraph in footer.paragraphs)
    for means in (
        "отсутствие отклонений",
        "наличие критических отклонений",
        "прогнозные сведения",
        "опоздание более 30",
    ):
        assert means in said
    for page in load_workbook(BytesIO(made["xlsx"])).worksheets:
        assert page.oddFooter
        assert page.oddFooter.left
        assert "сведения не представлены" in str(page.oddFooter.left.text)
    assert "position: fixed" in made["html"].decode()


def test_heads_of_long_tables_are_repeated_and_rows_never_split() -> None:
    document = Document(BytesIO(files("real")["docx"]))
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr is not None
        assert rows[0].trPr.find(_T.replace("}t", "}tblHeader")) is not None
        assert all(row.trPr is not None and row.trPr.find(_T.replace("}t", "}cantSplit")) is not None for row in rows)


def test_nothing_of_a_hostile_word_is_run() -> None:
    page = files("hostile")["html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "\x00" not in page


def test_charts_are_the_same_each_time_and_have_an_svg() -> None:
    assert all_written(SAMPLES["real"](), ["html"])["html"] == files("real")["html"]
    assert files("real")["html"].count(b"<svg") == 4 + len(SAMPLES["real"]().lives)


def test_an_empty_passport_says_what_it_has_not() -> None:
    page = files("empty")["html"].decode()
    for said in ("Показателей в паспорте нет", "Финансирования в паспорте нет", "В плане паспорта пунктов нет"):
        assert said in page
    assert b"<svg" not in files("empty")["html"]


def test_a_file_is_named_by_its_period_and_passport() -> None:
    assert file_name(SAMPLES["real"](), "docx") == "Отчёт 2021-12 kemerovo-digital-education.docx"
