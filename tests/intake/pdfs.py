"""Draws PDFs for tests; places are counted from the upper left corner of a page."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from domain.intake.blocks import Grid
from domain.intake.formats.pdf_file import pdf_blocks
from tests.intake.documents.as_pdf import FONT

SIZE = 9
LEADING = 11
HEIGHT = 842
XS = (50, 150, 300, 450)

Draw = Callable[[Canvas], None]


def pdf(path: Path, *pages: Draw, **options: Any) -> Path:
    pdfmetrics.registerFont(TTFont("Cyrillic", str(FONT)))
    canvas = Canvas(str(path), pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Cyrillic", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def write(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Write lines; the first one has its baseline at `y`."""
    for n, line in enumerate(text.split("\n")):
        canvas.drawString(x, HEIGHT - y - n * LEADING, line)


def level(canvas: Canvas, y: float, x0: float, x1: float) -> None:
    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def upright(canvas: Canvas, x: float, y0: float, y1: float) -> None:
    canvas.line(x, HEIGHT - y0, x, HEIGHT - y1)


def rules(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x in xs:
        upright(canvas, x, ys[0], ys[-1])
    for y in ys:
        level(canvas, y, xs[0], xs[-1])


def texts(canvas: Canvas, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            write(canvas, x + 4, y + 12, text)


def table(rows: Sequence[Sequence[str]], *, xs: Sequence[float] = XS, top: float = 200, height: float = 30) -> Draw:
    """A page with a table whose rows are all equally high."""
    ys = [top + n * height for n in range(len(rows) + 1)]

    def draw(canvas: Canvas) -> None:
        rules(canvas, xs, ys)
        texts(canvas, xs, ys, rows)

    return draw


def over(*drawn: Draw) -> Draw:
    """One page with all of this."""

    def draw(canvas: Canvas) -> None:
        for one in drawn:
            one(canvas)

    return draw


def grids(path: Path) -> list[Grid]:
    return [block for block in pdf_blocks(path) if isinstance(block, Grid)]


def rows_of(path: Path) -> list[tuple[str, ...]]:
    return [row for grid in grids(path) for row in grid.texts()]
