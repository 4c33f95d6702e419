"""Writes the parts of a document as a ruled PDF: rows cut by pages, running lines, upright headings."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib import get_data_path
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from tests.intake.documents.forms import Part, Table

FONT = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
"""It comes with a library, so that no machine lacks it."""
WIDTHS = {
    "number": 45, "title": 170, "name": 170, "source": 190, "executors": 120, "document": 165, "level": 40,
    "characteristic": 200, "label": 200, "value": 300, "role": 110, "position": 110, "supervisor": 95,
}  # fmt: skip
TURNED = frozenset({"level", "employment", "kind"})


class Upright(Flowable):
    """A heading that is read from the bottom up."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 9, pdfmetrics.stringWidth(self.text, "Cyrillic", 8) + 4

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont("Cyrillic", 8)
        self.canv.drawString(2, -8, self.text)


def write(parts: Sequence[Part], path: Path, *, font_size: int = 8) -> None:
    pdfmetrics.registerFont(TTFont("Cyrillic", str(FONT)))
    style = ParagraphStyle("cell", fontName="Cyrillic", fontSize=font_size, leading=font_size + 2)
    flowables: list[Flowable] = []
    for part in parts:
        flowables += [Paragraph(part, style)] if isinstance(part, str) else [_table(part, style)]
        flowables.append(Spacer(1, 8))
    page = SimpleDocTemplate(str(path), pagesize=landscape(A4), topMargin=50, bottomMargin=50)
    page.build(flowables, onFirstPage=_running, onLaterPages=_running)


def _running(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.setFont("Cyrillic", 7)
    canvas.drawString(60, 565, "Паспорт регионального проекта")
    canvas.drawRightString(780, 25, f"Страница {page.page}")


def _table(part: Table, style: ParagraphStyle) -> LongTable:
    headings = part.headings()
    rows: list[list[Flowable | str]] = [
        [
            Upright(text) if key in TURNED else Paragraph(text, style)
            for text, (_, key) in zip(row, part.columns, strict=True)
        ]
        for row in headings
    ]
    spans = [(left, top, right, bottom) for top, left, bottom, right in part.areas()]
    for line in part.rows:
        if "spans" in line:
            spans.append((0, len(rows), len(part.columns) - 1, len(rows)))
        cells = [line["spans"], *[""] * (len(part.columns) - 1)] if "spans" in line else part.cells(line)
        rows.append([Paragraph(text.replace("<*>", "&lt;*&gt;"), style) for text in cells])
    commands = [("SPAN", (x, y), (right, bottom)) for x, y, right, bottom in spans]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    widths = [WIDTHS.get(key.rstrip("0123456789"), 62) for _, key in part.columns]
    return LongTable(
        rows,
        colWidths=widths,
        repeatRows=len(headings),
        splitInRow=1,
        style=[grid, ("VALIGN", (0, 0), (-1, -1), "TOP"), *commands],
    )
