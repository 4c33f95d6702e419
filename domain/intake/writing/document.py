"""A passport as a Word document: its sections in their order, headings repeated on every page."""

from io import BytesIO
from typing import TYPE_CHECKING

from domain.intake.writing.areas import areas, unmerged
from domain.intake.writing.sections import FOOTNOTE, Section, corrections, head, legend, provisions, said, sections
from domain.passport import Passport

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import Table, _Cell

PAGE = (297, 210)
MARGIN = 15
"""Millimetres: A4 on its side."""
FONT, SIZE = "Times New Roman", 10
TITLE_SIZE, TITLE_DROP = 16, 130
"""Points."""


def document(passport: Passport) -> bytes:
    """The file's bytes (.docx)."""
    from docx import Document

    made = Document()
    _set_up(made)
    _title(made, passport)
    made.add_heading("1. Основные положения", 2)
    _provisions(made, passport)
    for section in sections(passport):
        _section(made, section, passport)
    _legend(made, passport)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: "Docx") -> None:
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Mm, Pt

    page = made.sections[0]
    page.orientation = WD_ORIENTATION.LANDSCAPE
    page.page_width, page.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    made.styles["Normal"].font.name = FONT
    made.styles["Normal"].font.size = Pt(SIZE)


def _title(made: "Docx", passport: Passport) -> None:
    """A page of its own."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.shared import Pt

    for n, text in enumerate(head(passport)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(12 if n else TITLE_DROP)
        paragraph.add_run(_printable(text)).font.size = Pt(TITLE_SIZE)
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _provisions(made: "Docx", passport: Passport) -> None:
    rows = list(provisions(passport))
    table = _table(made, len(rows), (60, 180))
    for cells, texts in zip(_cells(table), rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = _printable(text)


def _section(made: "Docx", section: Section, passport: Passport) -> None:
    made.add_heading(section.title, 2)
    if section.sheet == "Показатели" and passport.goal:
        made.add_paragraph(_printable(f"Цель: {passport.goal}"))
    table = _table(made, section.height + len(section.rows), tuple(column.width for column in section.columns))
    _header(table, section)
    places = _cells(table)
    for cells, row in zip(places[section.height :], section.rows, strict=True):
        if isinstance(row, str):
            cells[0].merge(cells[-1]).text = _printable(row)
        else:
            for cell, value in zip(cells, section.values(row), strict=True):
                cell.text = _printable(said(value))
    if section.sheet == "Финансирование" and any(line.conditional for line in passport.funding):
        made.add_paragraph(FOOTNOTE)


def _header(table: "Table", section: Section) -> None:
    from docx.oxml import OxmlElement

    storeys = [column.storeys for column in section.columns]
    places = _cells(table)
    for y, x, text in unmerged(storeys):
        places[y][x].paragraphs[0].add_run(text).bold = True
    for y, x, height, width in areas(storeys):
        places[y][x].merge(places[y + height - 1][x + width - 1])
    for row in table.rows[: section.height]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _table(made: "Docx", rows: int, widths: tuple[int, ...]) -> "Table":
    """A ruled table over the width of the page; `widths` are shares."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table: Table = made.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm((PAGE[0] - 2 * MARGIN) * width / sum(widths))
    return table


def _cells(table: "Table") -> list[list["_Cell"]]:
    """All the cells by row, found once: the library looks for each anew."""
    width = len(table.columns)
    return [table._cells[begin : begin + width] for begin in range(0, len(table._cells), width)]


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _legend(made: "Docx", passport: Passport) -> None:
    """After the plan, as `РРП - Руководитель регионального проекта`; then what was corrected."""
    if passport.levels:
        made.add_heading("Уровни контроля", 2)
    for code, title in legend(passport):
        made.add_paragraph(f"{code} - {title}")
    if passport.corrections:
        made.add_heading("Исправления, принятые администратором", 2)
    for where, what in corrections(passport):
        made.add_paragraph(_printable(f"{where}: {what}"))
