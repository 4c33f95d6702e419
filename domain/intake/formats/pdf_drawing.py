"""Draws the pages of a PDF onto sheets of letters and rules, through pdfminer and within its bounds."""

from collections.abc import Iterator, Sequence
from math import hypot, inf
from typing import Any, BinaryIO, cast

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, int_value, resolve1
from pdfminer.utils import MATRIX_IDENTITY, Matrix, PathSegment, apply_matrix_pt, apply_matrix_rect

from domain.intake.formats.pdf_clipping import Interpreter
from domain.intake.formats.pdf_guard import Budget, Damaged, Fonts, Guarded, Overweight, Parser, Stream
from domain.intake.formats.pdf_pages import (
    THICK,
    Fill,
    Letter,
    Point,
    Rule,
    Sheet,
    filled,
    framed,
    is_rectangle,
    is_white,
    middle,
    scale_of,
    stroked,
    turn_of,
)

LETTERS = 100_000
SHAPES = 50_000
"""What one page may hold; a page of a plan in small print has 10,000 letters and 300 rules."""


class TooManyPages(Exception):
    """The file is a book, not a passport."""


class Drawing:
    """An opened PDF: the number of its pages and their sheets, drawn one at a time.

    Raises what pdfminer raises, and `Overweight`, `Damaged`, `TooManyPages`.
    """

    def __init__(self, file: BinaryIO, *, most: int) -> None:
        self._budget = Budget()
        self._document = Guarded(Parser(file, self._budget), self._budget)
        self._pages = list(self._listed(most))
        promised = int_value(dict_value(self._document.catalog.get("Pages")).get("Count"))
        if not self._pages or promised > len(self._pages):
            raise Damaged

    def _listed(self, most: int) -> Iterator[PDFPage]:
        for number, page in enumerate(PDFPage.create_pages(self._document), 1):
            if number > most:
                raise TooManyPages
            yield page

    def __len__(self) -> int:
        return len(self._pages)

    def sheets(self) -> Iterator[Sheet]:
        fonts = Fonts()
        for page in self._pages:
            pen = Pen(fonts, self._budget)
            Interpreter(fonts, pen).process_page(page)
            yield pen.sheet.upright()
            for content in page.contents:
                cast(Stream, resolve1(content)).forget()


EVERYWHERE = Fill(-inf, -inf, inf, inf)
LARGEST_CELL = 0.5
"""Text hidden by a window as large as this share of the page is cut off; a smaller one is the window of a cell."""

HEM = 3.0
"""Rules stand on the edge of the window through which a table is drawn."""


class Pen(PDFTextDevice):
    """Takes down where pdfminer puts letters, lines and images."""

    def __init__(self, fonts: Fonts, budget: Budget) -> None:
        super().__init__(fonts)
        self.budget = budget
        self.sheet = Sheet(0, 0)
        self.window = EVERYWHERE
        self._corner: Point = (0.0, 0.0)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        left, bottom, right, top = apply_matrix_rect(ctm, _seen(page))
        self._corner = (left, top)
        self.sheet = Sheet(right - left, top - bottom)

    def _placed(self, matrix: Matrix, point: Point) -> Point:
        x, y = apply_matrix_pt(matrix, point)
        return x - self._corner[0], self._corner[1] - y

    def render_char(  # type: ignore[no-untyped-def]
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, *_
    ) -> float:
        width = font.char_width(cid) * fontsize * scaling
        text = self._meaning(font, cid)
        begin, end = self._placed(matrix, (0, rise)), self._placed(matrix, (width, rise))
        turn = turn_of(begin, self._placed(matrix, (width or fontsize, rise)))
        if text and turn is not None:
            size = abs(fontsize) * hypot(matrix[2], matrix[3])
            self._write(Letter(text, begin, end, size, turn, middle(begin, end, size, turn)))
        return width

    def _meaning(self, font: PDFFont, cid: int) -> str:
        try:
            return font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            self.sheet.unknown += 1
            return ""

    def _write(self, letter: Letter) -> None:
        """Take down a letter that is seen, or that has outgrown the window of its cell."""
        page = Fill(0, 0, self.sheet.width, self.sheet.height)
        window = page.within(self.window)
        place = window.nearest(letter.place)
        if place == letter.place or (window.area < page.area * LARGEST_CELL and page.nearest(place) == place):
            self.sheet.letters.append(letter._replace(place=place))
            _bound(self.sheet.letters, LETTERS)

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        del evenodd
        matrix = self.ctm or MATRIX_IDENTITY
        is_thick = (graphicstate.linewidth or 0) * scale_of(matrix) > THICK
        for points, is_polygon in _polygons(path):
            placed = [self._placed(matrix, point) for point in points]
            if stroke and not is_thick and not is_white(graphicstate.scolor):
                self._add(stroked(placed))
            elif fill and is_polygon and not is_white(graphicstate.ncolor):
                self._add(filled(placed))

    def see_through(self, path: Sequence[PathSegment]) -> None:
        """Narrow the window to a rectangle; other shapes do not matter to tables."""
        shapes = [
            [self._placed(self.ctm or MATRIX_IDENTITY, point) for point in points] for points, _ in _polygons(path)
        ]
        if len(shapes) == 1 and is_rectangle(shapes[0]):
            self.window = self.window.within(Fill(*framed(shapes[0])))

    def _add(self, shapes: Iterator[Rule | Fill]) -> None:
        for shape in shapes:
            if isinstance(shape, Rule):
                self.sheet.rules.extend(shape.within(self.window, HEM))
            else:
                self.sheet.fills.append(shape.within(self.window))
        _bound(self.sheet.rules, SHAPES)
        _bound(self.sheet.fills, SHAPES)

    def render_image(self, name: str, stream: PDFStream) -> None:
        del name, stream
        a, b, c, d, _, _ = self.ctm or MATRIX_IDENTITY
        self.sheet.pictured += abs(a * d - b * c)


def _bound(shapes: Sequence[object], most: int) -> None:
    if len(shapes) > most:
        raise Overweight


def _seen(page: PDFPage) -> tuple[float, float, float, float]:
    """The part of a page that is shown: its crop box within its media box."""
    crop, media = _sorted(page.cropbox), _sorted(page.mediabox)
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _sorted(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _polygons(path: Sequence[PathSegment]) -> Iterator[tuple[list[Point], bool]]:
    """Chains of points joined by straight lines; whether the chain is a whole shape without curves."""
    points: list[Point] = []
    is_polygon = True
    for segment in path:
        operator, *operands = map(str, segment)
        if operator == "h":
            points.extend(points[:1])
            continue
        if operator != "l":
            if len(points) > 1:
                yield points, is_polygon and operator == "m"
            points, is_polygon = [], operator == "m"
        points.append((float(operands[-2]), float(operands[-1])))
    if len(points) > 1:
        yield points, is_polygon
