"""A sheet of an official letter: A4, 14 points, margins of GOST R 7.0.97, places to fill in marked."""

from collections.abc import Sequence
from typing import Any

from notifications.reports.cells import clean

FONT, SIZE = "Times New Roman", 13
BLANK = "________"


class Paper:
    """What is put on it is cleaned of what XML cannot hold."""

    def __init__(self) -> None:
        from docx import Document
        from docx.shared import Cm, Pt

        self.document: Any = Document()
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(1.5), Cm(2), Cm(2)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(SIZE)
        normal.paragraph_format.space_after = Pt(6)
        self.document.core_properties.author = "Веха"

    def title(self, *lines: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        for line in lines:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(clean(line)).bold = True

    def heading(self, words: str) -> None:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(10), True
        paragraph.add_run(clean(words)).bold = True

    def line(self, words: str) -> None:
        self.document.add_paragraph(clean(words))

    def right(self, words: str, *, is_blank: bool = False) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._mark(paragraph.add_run(clean(words)), is_blank=is_blank)

    def blank(self, what: str) -> None:
        """A place to fill in, marked so that it is not left behind."""
        self._mark(self.document.add_paragraph().add_run(f"[{clean(what)}]"), is_blank=True)

    def _mark(self, run: Any, *, is_blank: bool) -> None:
        from docx.enum.text import WD_COLOR_INDEX

        if is_blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> None:
        """`shares` of the page's width; the head is repeated on each page."""
        from docx.oxml import OxmlElement
        from docx.shared import Cm, Pt

        made = self.document.add_table(0, len(head))
        made.style, made.autofit = "Table Grid", False
        widths = [Cm(16.5 * share / sum(shares)) for share in shares]
        for n, row in enumerate((head, *rows)):
            cells = made.add_row().cells
            for cell, said, width in zip(cells, row, widths, strict=True):
                cell.width = width
                run = cell.paragraphs[0].add_run(clean(said))
                run.bold, run.font.size = n == 0, Pt(10.5)
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()

    def signature(self, position: str, name: str) -> None:
        self.line(f"{position}   {BLANK}{BLANK}   {name}")
