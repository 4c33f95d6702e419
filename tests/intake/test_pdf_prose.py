"""Prose of a PDF: paragraphs, what runs over the pages, and the text of a file without tables."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.intake.blocks import Grid, Paragraph
from domain.intake.formats.pdf_file import pdf_blocks, pdf_text
from tests.intake.pdfs import Draw, over, pdf, table, write

WIDE = "Настоящий паспорт определяет цели, показатели и результаты проекта, его участников и"


def prose(*pages: str, top: float = 200) -> list[Draw]:
    return [lambda canvas, text=text: write(canvas, 50, top, text) for text in pages]  # type: ignore[misc]


def paragraphs(path: Path, *pages: str) -> list[str]:
    blocks = pdf_blocks(pdf(path / "а.pdf", *prose(*pages)))
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, f"{WIDE}\nплан мероприятий.\nВторой абзац.") == [
        f"{WIDE} план мероприятий.",
        "Второй абзац.",
    ]


@pytest.mark.parametrize("begins", ["<*> При выделении средств", "1) по данным отчёта", "    С красной строки"])
def test_a_paragraph_begins_with_a_mark_or_an_indent(tmp_path: Path, begins: str) -> None:
    assert paragraphs(tmp_path, f"{WIDE}\n{begins}") == [WIDE, begins.strip()]


def test_lines_in_the_middle_are_joined_when_they_are_long(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n, line in enumerate([WIDE, "Наименование, которое занимает почти всю строку", "Проекта", "Далее"]):
            canvas.drawCentredString(250, 600 - n * 11, line)

    texts = [block.text for block in pdf_blocks(pdf(tmp_path / "а.pdf", draw)) if isinstance(block, Paragraph)]
    assert texts[-2:] == ["Проекта", "Далее"]


def test_a_paragraph_may_go_on_on_the_next_page(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, WIDE, "план мероприятий.") == [f"{WIDE} план мероприятий."]


def test_prose_and_tables_keep_their_order(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 150, "1. Основные положения")
        table([("а", "б", "в")] * 2)(canvas)
        write(canvas, 50, 300, "2. Показатели")

    before, grid, after = pdf_blocks(pdf(tmp_path / "а.pdf", draw))
    assert isinstance(grid, Grid)
    assert (before, after) == (Paragraph("1. Основные положения"), Paragraph("2. Показатели"))


def running(head: str, foot: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        number = canvas.getPageNumber()
        write(canvas, 50, 40, head.format(number))
        write(canvas, 50, 300, "абвгдежзик"[number] + ".")
        write(canvas, 280, 810, foot.format(number))

    return draw


@pytest.mark.parametrize(
    ("head", "foot", "count"),
    [
        ("Паспорт проекта", "{}", 4),
        ("Документ от 11.12.2018", "Страница {} из 4", 4),
        ("- {} -", "КонсультантПлюс", 2),
        ("", "{}", 1),
    ],
)
def test_what_runs_over_the_pages_is_left_out(tmp_path: Path, head: str, foot: str, count: int) -> None:
    blocks = pdf_blocks(pdf(tmp_path / "а.pdf", *[running(head, foot)] * count))
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["б.", "в.", "г.", "д."][:count]


def test_headings_at_the_top_of_far_pages_are_not_running(tmp_path: Path) -> None:
    pages = prose("Приложение 1", "а.", "б.", "в.", "г.", "д.", "Приложение 2", top=50)
    blocks = pdf_blocks(pdf(tmp_path / "а.pdf", *pages))
    assert [block.text for block in blocks if isinstance(block, Paragraph)][::6] == ["Приложение 1", "Приложение 2"]


def test_a_file_without_tables_is_text_with_its_blank_lines_and_pages(tmp_path: Path) -> None:
    path = pdf(tmp_path / "а.pdf", *prose("ПЛАН\n\nпервая строка\nвторая строка", "третья строка"))
    assert pdf_text(path) == "ПЛАН\n\nпервая строка\nвторая строка\n\fтретья строка"


def test_a_framed_text_is_text_and_a_blank_page_nothing(tmp_path: Path) -> None:
    framed = over(*prose("Утверждён"), table([("",)], xs=(40, 400), top=180))
    assert pdf_text(pdf(tmp_path / "а.pdf", framed, lambda canvas: write(canvas, 50, 50, " "))) == "Утверждён\n\f"


def test_columns_of_unruled_text_stand_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n, (left, right) in enumerate([("1", "Разработка"), ("1.1", "Приёмка")]):
            write(canvas, 50, 100 + n * 11, left)
            write(canvas, 120, 100 + n * 11, right)

    first, second = pdf_text(pdf(tmp_path / "а.pdf", draw)).split("\n")
    assert first.split("  ")[0] == "1"
    assert first.index("Разработка") == second.index("Приёмка")
