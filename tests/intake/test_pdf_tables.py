"""Ruled tables of a PDF, whatever their rules are drawn with."""

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from domain.intake.blocks import Paragraph
from domain.intake.formats.pdf_file import pdf_blocks
from tests.intake.pdfs import XS, Draw, grids, level, pdf, rows_of, rules, table, texts, upright, write

ROWS = [("N п/п", "Наименование", "Срок"), ("1", "Разработка модулей", "31.12.2022"), ("1.1", "Приёмка", "-")]
EVEN_ODD, NON_ZERO = 0, 1
YS = (200, 230, 260, 290)


def drawn(draw_rules: Draw) -> Draw:
    """The same table with other rules."""

    def draw(canvas: Canvas) -> None:
        draw_rules(canvas)
        texts(canvas, XS, YS, ROWS)

    return draw


def double(canvas: Canvas) -> None:
    rules(canvas, XS, YS)
    rules(canvas, [x + 2 for x in XS], [y + 2 for y in YS])


def dashed(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    rules(canvas, XS, YS)


def in_pieces(canvas: Canvas) -> None:
    for y in YS:
        for x in range(50, 450, 5):
            level(canvas, y, x, x + 2)
    for x in XS:
        for y in range(200, 290, 5):
            upright(canvas, x, y, y + 2)


def with_hairline_gaps(canvas: Canvas) -> None:
    for y, below in pairwise(YS):
        for x, right in pairwise(XS):
            rules(canvas, (x + 0.7, right - 0.7), (y + 0.7, below - 0.7))


def without_sides(canvas: Canvas) -> None:
    for y in YS:
        level(canvas, y, XS[0], XS[-1])
    for x in XS[1:-1]:
        upright(canvas, x, YS[0], YS[-1])


def as_thin_rectangles(canvas: Canvas) -> None:
    for y in YS:
        canvas.rect(XS[0], 842 - y, XS[-1] - XS[0], 0.6, stroke=0, fill=1)
    for x in XS:
        canvas.rect(x, 842 - YS[-1], 0.6, YS[-1] - YS[0], stroke=0, fill=1)


def as_filled_cells(canvas: Canvas) -> None:
    canvas.setFillColor(colors.lightgrey)
    for y in YS[:-1]:
        for x, right in pairwise(XS):
            canvas.rect(x, 842 - y - 29, right - x - 1, 29, stroke=0, fill=1)
    canvas.setFillColor(colors.black)


@pytest.mark.parametrize(
    "draw_rules",
    [double, dashed, in_pieces, with_hairline_gaps, without_sides, as_thin_rectangles, as_filled_cells],
)
def test_any_rules_make_a_table(tmp_path: Path, draw_rules: Draw) -> None:
    assert rows_of(pdf(tmp_path / "а.pdf", drawn(draw_rules))) == ROWS


def test_merged_cells_stand_in_every_place_that_they_cover(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rules(canvas, (50, 450), (200, 260))
        level(canvas, 230, 150, 450)
        upright(canvas, 150, 200, 260)
        upright(canvas, 300, 230, 260)
        texts(canvas, XS, (200, 230), [("N п/п", "Сроки", ""), ("", "Начало", "Окончание")])

    (grid,) = grids(pdf(tmp_path / "а.pdf", draw))
    (number, terms, same_terms), (same_number, start, finish) = grid.rows
    assert number is same_number
    assert terms is same_terms
    assert (number.height, number.width, terms.height, terms.width) == (2, 1, 1, 2)
    assert (start.text, finish.text, finish.row, finish.column) == ("Начало", "Окончание", 1, 2)


@pytest.mark.parametrize("angle", [90, 270, 180])
def test_turned_headings_are_read_as_words(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        table([("", "Наименование", "Срок"), ("РРП", "Разработка", "2022")], height=90)(canvas)
        canvas.translate(100, 842 - 245)
        canvas.rotate(angle)
        canvas.drawCentredString(0, 6, "Уровень")
        canvas.drawCentredString(0, -6, "контроля")

    assert rows_of(pdf(tmp_path / "а.pdf", draw))[0] == ("Уровень контроля", "Наименование", "Срок")


def test_an_underlined_or_a_marked_word_does_not_cut_its_cell(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.yellow)
        canvas.rect(158, 842 - 245, 90, 11, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        table(ROWS)(canvas)
        level(canvas, 244, 154, 245)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


def test_a_table_within_a_cell_stays_with_the_cell(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table([("1", "до\nпосле", "-"), ("2", "ещё", "-")], height=60)(canvas)
        rules(canvas, (200, 240, 280), (210, 230, 250))
        write(canvas, 205, 239, "а")

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == [("1", "до после а", "-"), ("2", "ещё", "-")]


def test_a_framed_text_is_prose(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rules(canvas, (50, 450), (100, 140))
        write(canvas, 60, 115, "Утверждён советом")

    assert pdf_blocks(pdf(tmp_path / "а.pdf", draw)) == (Paragraph("Утверждён советом"),)


def test_a_frame_around_the_page_does_not_swallow_its_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rules(canvas, (20, 575), (20, 820))
        table(ROWS)(canvas)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


def test_a_line_that_the_lowest_rule_strikes_through_belongs_to_the_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rules(canvas, XS, (200, 230, 257))
        texts(canvas, XS, (200, 230), [("1", "Приёмка", "-"), ("2", "Проверка", "2022")])
        write(canvas, 154, 260, "модулей")

    assert rows_of(pdf(tmp_path / "а.pdf", draw))[1] == ("2", "Проверка модулей", "2022")


def seen_through(canvas: Canvas, window: tuple[float, float, float, float], y: float, text: str) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(window[0], 842 - window[3], window[2] - window[0], window[3] - window[1])
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas, window[0] + 4, y, text)
    canvas.restoreState()


def test_text_that_has_outgrown_its_cell_stays_in_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table([("1", "", "-"), ("2", "Приёмка", "-")], height=24)(canvas)
        seen_through(canvas, (150, 200, 300, 224), 212, "Проверка\nмодулей\nплатформы")

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == [("1", "Проверка модулей платформы", "-"), ("2", "Приёмка", "-")]


def test_text_that_a_page_cuts_off_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(ROWS)(canvas)
        seen_through(canvas, (40, 100, 560, 780), 790, "Следующая страница")

    assert len(pdf_blocks(pdf(tmp_path / "а.pdf", draw))) == 1


@pytest.mark.parametrize("how", [EVEN_ODD, NON_ZERO])
def test_what_is_drawn_outside_of_its_window_rules_nothing(tmp_path: Path, how: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        window = canvas.beginPath()
        window.rect(40, 842 - 260, 420, 70)
        canvas.clipPath(window, stroke=0, fill=0, fillMode=how)
        rules(canvas, XS, (200, 230, 500))
        canvas.restoreState()
        texts(canvas, XS, (200, 230), [("1", "Приёмка", "-"), ("2", "Проверка", "2022")])
        write(canvas, 154, 300, "Примечание")

    grid, note = pdf_blocks(pdf(tmp_path / "а.pdf", draw))
    assert note == Paragraph("Примечание")
    assert grid != note


def test_white_rules_are_not_seen(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(ROWS)(canvas)
        canvas.setStrokeColor(colors.white)
        upright(canvas, 220, 200, 290)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


def test_round_shapes_and_crosses_are_no_tables(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.roundRect(300, 400, 200, 100, 20)
        level(canvas, 150, 50, 90)
        level(canvas, 152, 100, 140)
        upright(canvas, 70, 130, 170)
        write(canvas, 320, 400, "Печать")

    assert pdf_blocks(pdf(tmp_path / "а.pdf", draw)) == (Paragraph("Печать"),)


def test_a_table_is_seen_through_a_window_of_any_shape(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        window = canvas.beginPath()
        window.circle(200, 600, 30)
        canvas.clipPath(window, stroke=0, fill=0)
        table(ROWS)(canvas)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS
