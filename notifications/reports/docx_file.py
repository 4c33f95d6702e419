"""The report as DOCX: A4 across, the legend of the colours at the foot of every page, heads repeated."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from domain.reporting.form import Colour, Light
from notifications.reports.cells import Cell, text
from notifications.reports.layout import Column, Layout, Section, Table
from notifications.reports_words import LIGHTS

FONT = "Times New Roman"
WIDTH_CM, MARGIN_CM, TALLEST_CM = 29.7, 1.5, 13.0
"""The page, and the tallest chart that stands on one page with its heading."""
FILLS = {
    Colour.GREEN: "C6E5D3", Colour.YELLOW: "FBE9A0", Colour.RED: "F4B9AE", Colour.GREY: "DDE1E5",
    Colour.HATCHED: "D5EBDF",
}  # fmt: skip
SIGNS = {Colour.GREEN: "●", Colour.YELLOW: "▲", Colour.RED: "■", Colour.GREY: "○", Colour.HATCHED: "▨"}
"""Told apart by shape as well as by colour."""
INKS = {
    Colour.GREEN: "1B7F5C", Colour.YELLOW: "8A6500", Colour.RED: "B03A2E", Colour.GREY: "5F6B76",
    Colour.HATCHED: "1B7F5C",
}  # fmt: skip


def write(layout: Layout) -> bytes:
    from docx import Document

    document = Document()
    _page(document, layout)
    _head(document, layout)
    for section in layout.sections:
        _section(document, section, layout)
    _signature(document, layout)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Any, layout: Layout) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(WIDTH_CM), Cm(21)
    page.left_margin = page.right_margin = Cm(MARGIN_CM)
    page.top_margin, page.bottom_margin, page.footer_distance = Cm(1.3), Cm(2.6), Cm(0.7)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.element.rPr.rFonts.set(_w("eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(3)
    document.core_properties.title, document.core_properties.author = layout.title[:250], "Веха"
    _footer(page.footer, layout)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _footer(footer: Any, layout: Layout) -> None:
    from docx.shared import Pt, RGBColor

    line = footer.paragraphs[0]
    for n, (colour, means) in enumerate(LIGHTS.items()):
        sign = line.add_run(f"{'   ' if n else ''}{SIGNS[colour]} ")
        sign.font.size, sign.font.color.rgb = Pt(9), RGBColor.from_string(INKS[colour])
        line.add_run(means).font.size = Pt(8)
    line.add_run("        Страница ").font.size = Pt(8)
    _number(line, "PAGE")
    line.add_run(" из ").font.size = Pt(8)
    _number(line, "NUMPAGES")
    limits = footer.add_paragraph(" ".join(layout.footer))
    limits.paragraph_format.space_after = Pt(0)
    for run in limits.runs:
        run.font.size = Pt(7)


def _number(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, said in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(_w("fldCharType"), kind)
        else:
            part.text = said
        run._r.append(part)


def _head(document: Any, layout: Layout) -> None:
    from docx.shared import Pt

    title = document.add_paragraph()
    run = title.add_run(layout.title)
    run.bold, run.font.size = True, Pt(15)
    for line in layout.lines:
        document.add_paragraph(line)
    rows = tuple((name, light, light.why) for name, light in layout.lights)
    _table(document, Table((Column("Раздел", 22), Column("Светофор", 26), Column("Почему", 52)), rows, frozenset({0})))


def _section(document: Any, section: Section, layout: Layout) -> None:
    from docx.shared import Pt

    head = document.add_paragraph()
    head.paragraph_format.space_before, head.paragraph_format.keep_with_next = Pt(12), True
    run = head.add_run(section.title)
    run.bold, run.font.size = True, Pt(12)
    for said in (section.empty, *section.notes):
        if said:
            document.add_paragraph(said).paragraph_format.keep_with_next = not section.empty
    _charts(document, section, layout)
    if section.table:
        _table(document, section.table)


def _charts(document: Any, section: Section, layout: Layout) -> None:
    """Small charts stand two in a row."""
    from docx.shared import Cm

    paragraph = None
    for name in section.charts:
        picture = layout.charts.png(name)
        if picture is None:
            continue
        is_small = name.startswith("indicator:")
        if paragraph is None or not is_small:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.widow_control = False  # a row of charts may stand alone
        shape = paragraph.add_run().add_picture(BytesIO(picture), width=Cm(12 if is_small else 22))
        if shape.height > (tallest := Cm(TALLEST_CM)):
            shape.width, shape.height = int(shape.width * tallest / shape.height), tallest


def _table(document: Any, table: Table) -> None:
    """Columns of set widths; the head is repeated on each page, a row is never split."""
    from docx.shared import Cm

    made = document.add_table(1 + len(table.rows), len(table.columns))
    made.style, made.autofit = "Table Grid", False
    margins = _element("tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(side, w="45", type="dxa"))
    made._tblPr.append(margins)
    whole = sum(column.width for column in table.columns)
    widths = [Cm((WIDTH_CM - 2 * MARGIN_CM) * column.width / whole) for column in table.columns]
    grid = made._tbl.tblGrid.gridCol_lst
    for column, width in zip(grid, widths, strict=True):
        column.w = width
    rows = made._tbl.tr_lst
    _row(rows[0], [column.head for column in table.columns], table.columns, widths, is_strong=True, is_head=True)
    for n, (row, cells) in enumerate(zip(rows[1:], table.rows, strict=True)):
        _row(row, cells, table.columns, widths, is_strong=n in table.strong)


def _row(
    row: Any, cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int],
    *, is_strong: bool = False, is_head: bool = False,
) -> None:  # fmt: skip
    """Filled through the elements themselves: the library's own cells take ten times as long."""
    properties = row.get_or_add_trPr()
    properties.append(_element("cantSplit"))
    if is_head:
        properties.append(_element("tblHeader"))
    for cell, given, column, width in zip(row.tc_lst, cells, columns, widths, strict=True):
        cell.width = width
        _fill(cell, "E8EDF2" if is_head else FILLS[given.colour] if isinstance(given, Light) else "")
        _write(cell.p_lst[0], _said(given), is_strong=is_strong, is_right=column.is_number and not is_head)


def _said(cell: Cell) -> str:
    return f"{SIGNS[cell.colour]} {text(cell)}" if isinstance(cell, Light) else text(cell)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(_w(key), value)
    return made


def _fill(cell: Any, colour: str) -> None:
    if colour:
        cell.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=colour))


def _write(paragraph: Any, words: str, *, is_strong: bool, is_right: bool) -> None:
    properties = paragraph.get_or_add_pPr()
    properties.append(_element("spacing", after="0"))
    if is_right:
        properties.append(_element("jc", val="right"))
    run = paragraph.add_r()
    looks = run.get_or_add_rPr()
    if is_strong:
        looks.append(_element("b"))
    looks.append(_element("sz", val="15"))
    run.text = words


def _signature(document: Any, layout: Layout) -> None:
    from docx.shared import Pt

    line = document.add_paragraph(f"Руководитель регионального проекта  ______________  {layout.report.head}")
    line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(18), True
    document.add_paragraph("«____» ______________ 20___ г.")
