"""Letters of a PDF as a person sees them: pages turned and cropped, blanks, raised figures, bold letters."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.intake.blocks import Paragraph
from domain.intake.formats.pdf_file import pdf_blocks
from tests.intake.pdfs import Draw, over, pdf, rows_of, table, write

ROWS = [("N п/п", "Наименование", "Срок"), ("1", "Разработка модулей", "31.12.2022")]


def first_row(path: Path, cell: str) -> str:
    """The cell as it is read from a table."""
    return rows_of(pdf(path / "а.pdf", table([("1", cell, "-"), ("2", "б", "-")])))[0][1]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_page_may_be_shown_turned(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[angle])
        canvas.rotate(angle)
        table(ROWS, top=300)(canvas)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_may_be_drawn_turned(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*{90: (700, 0), 180: (595, 842), 270: (-100, 700)}[angle])
        canvas.rotate(angle)
        table(ROWS, top=300)(canvas)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


def test_what_is_cropped_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 30, "Обрезано")
        table(ROWS)(canvas)

    path = pdf(tmp_path / "а.pdf", draw, cropBox=(20, 20, 570, 780))
    assert all(block != Paragraph("Обрезано") for block in pdf_blocks(path))
    assert rows_of(path) == ROWS


def test_a_watermark_askew_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(ROWS)(canvas)
        canvas.translate(100, 500)
        canvas.rotate(45)
        canvas.drawString(0, 0, "ПРОЕКТ ПРОЕКТ ПРОЕКТ")

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


def test_every_blank_is_a_space_and_soft_hyphens_are_dropped(tmp_path: Path) -> None:
    assert first_row(tmp_path, "1\u00a0234,5  тыс. руб\u00adлей") == "1 234,5 тыс. рублей"


def test_words_set_apart_without_blanks_are_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table([("1", "", "-"), ("2", "б", "-")])(canvas)
        write(canvas, 154, 212, "Пахомова")
        write(canvas, 210, 212, "Е.А.")

    assert rows_of(pdf(tmp_path / "а.pdf", draw))[0][1] == "Пахомова Е.А."


def test_a_letter_and_its_accent_are_one(tmp_path: Path) -> None:
    assert first_row(tmp_path, "край") == "край"


def test_letters_drawn_twice_are_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(ROWS)(canvas)
        canvas.translate(0.3, 0)
        table(ROWS)(canvas)

    assert rows_of(pdf(tmp_path / "а.pdf", draw)) == ROWS


def raised(text: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFontSize(5)
        canvas.drawString(canvas.stringWidth("12,5", "Cyrillic", 9) + 154, 842 - 208, text)

    return draw


@pytest.mark.parametrize(("mark", "read"), [("1", "12,5¹"), ("<*>", "12,5<*>")])
def test_a_raised_mark_is_no_figure_of_the_number(tmp_path: Path, mark: str, read: str) -> None:
    page = over(table([("1", "12,5", "-"), ("2", "б", "-")]), raised(mark))
    assert rows_of(pdf(tmp_path / "а.pdf", page))[0][1] == read


def test_paragraphs_of_a_cell_stay_apart(tmp_path: Path) -> None:
    path = pdf(tmp_path / "а.pdf", table([("1", "Иванова А.Б.\n\nПетров В.Г.", "-"), ("2", "б", "-")], height=60))
    assert rows_of(path)[0][1] == "Иванова А.Б.\nПетров В.Г."
