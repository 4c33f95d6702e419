"""Tables that go on over pages of a PDF."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.intake.blocks import Grid, Paragraph
from domain.intake.formats.pdf_file import pdf_blocks
from tests.intake.pdfs import XS, Draw, grids, level, pdf, rows_of, rules, table, texts, upright, write

HEADER = ("N п/п", "Наименование", "Срок")
LOW, HIGH = 700.0, 60.0


def test_each_page_gives_a_part_and_later_ones_are_broken(tmp_path: Path) -> None:
    pages = (table([HEADER, ("1", "а", "-")], top=LOW), table([("2", "б", "-")], top=HIGH))
    first, second = grids(pdf(tmp_path / "а.pdf", *pages))
    assert (first.broken, second.broken) == (False, True)
    assert list(second.texts()) == [("2", "б", "-")]


def test_a_repeated_header_is_left_in(tmp_path: Path) -> None:
    pages = (table([HEADER, ("1", "а", "-")], top=LOW), table([HEADER, ("2", "б", "-")], top=HIGH))
    assert rows_of(pdf(tmp_path / "а.pdf", *pages)) == [HEADER, ("1", "а", "-"), HEADER, ("2", "б", "-")]


@pytest.mark.parametrize("xs", [(50, 90, 130, 450), (50, 150, 300, 400)])
def test_a_table_of_other_columns_begins_anew(tmp_path: Path, xs: tuple[float, ...]) -> None:
    pages = (table([HEADER, ("1", "а", "-")], top=LOW), table([("А", "Б", "В")] * 2, xs=xs, top=HIGH))
    assert [grid.broken for grid in grids(pdf(tmp_path / "а.pdf", *pages))] == [False, False]


def test_a_part_that_lacks_a_rule_has_the_same_columns(tmp_path: Path) -> None:
    pages = (
        table([HEADER, ("1", "а", "-")], top=LOW),
        table([("2", "б"), ("3", "в")], xs=(50, 150, 450), top=HIGH),
        table([("Раздел второй",)], xs=(50, 450), top=HIGH),
    )
    parts = grids(pdf(tmp_path / "а.pdf", *pages))
    assert [grid.width for grid in parts] == [3, 3, 3]
    assert [(cell.text, cell.width) for cell in dict.fromkeys(parts[1].rows[0])] == [("2", 1), ("б", 2)]
    assert [cell.width for cell in dict.fromkeys(parts[2].rows[0])] == [3]


def test_margins_of_even_pages_may_differ(tmp_path: Path) -> None:
    shifted = tuple(x + 40 for x in XS)
    pages = (table([HEADER, ("1", "а", "-")], top=LOW), table([("2", "б", "-")], xs=shifted, top=HIGH))
    assert [(grid.width, grid.broken) for grid in grids(pdf(tmp_path / "а.pdf", *pages))] == [(3, False), (3, True)]


def open_below(canvas: Canvas) -> None:
    rules(canvas, XS, (700, 730))
    for x in XS:
        upright(canvas, x, 730, 780)
    texts(canvas, XS, (700, 730), [HEADER, ("1", "Разработка модулей", "-")])


def open_above(canvas: Canvas) -> None:
    for x in XS:
        upright(canvas, x, 60, 120)
    level(canvas, 90, XS[0], XS[-1])
    level(canvas, 120, XS[0], XS[-1])
    texts(canvas, XS, (60, 90), [("", "и их приёмка", ""), ("2", "б", "-")])


def header_over_open_row(canvas: Canvas) -> None:
    """The way reportlab splits a row: no rule under the header that is repeated."""
    rules(canvas, XS, (60, 150))
    level(canvas, 120, XS[0], XS[-1])
    texts(canvas, XS, (60, 90, 120), [HEADER, ("", "и их приёмка", ""), ("2", "б", "-")])


@pytest.mark.parametrize(("second", "repeated"), [(open_above, []), (header_over_open_row, [HEADER])])
def test_a_row_that_a_page_cuts_without_a_rule_is_a_row_of_either_part(
    tmp_path: Path, second: Draw, repeated: list[tuple[str, ...]]
) -> None:
    rows = rows_of(pdf(tmp_path / "а.pdf", open_below, second))
    assert rows == [HEADER, ("1", "Разработка модулей", "-"), *repeated, ("", "и их приёмка", ""), ("2", "б", "-")]


def test_a_header_of_two_rows_is_parted_from_the_row_below(tmp_path: Path) -> None:
    rows = [HEADER, ("", "модулей", "план")]

    def below(canvas: Canvas) -> None:
        rules(canvas, XS, (60, 90, 150))
        texts(canvas, XS, (60, 90, 120), [*rows, ("", "и приёмка", "")])

    path = pdf(tmp_path / "а.pdf", table([*rows, ("1", "Разработка", "-")], top=LOW), below)
    assert rows_of(path)[3:] == [*rows, ("", "и приёмка", "")]


@pytest.mark.parametrize(
    ("above", "below", "left", "right"),
    [
        ("Разработка моду-", "лей платформы", "Разработка модулей", "платформы"),
        ("Отчёт информационно-", "аналитический", "Отчёт информационно-аналитический", ""),
        ("до 28.02.", "2019 включительно", "до 28.02.2019", "включительно"),
        ("Разработка", "модулей", "Разработка", "модулей"),
    ],
)
def test_a_word_that_a_page_cuts_is_whole_where_it_begins(
    tmp_path: Path, above: str, below: str, left: str, right: str
) -> None:
    known = "Всё о модулей и про информационно-аналитический отчёт"
    pages = (table([HEADER, ("1", above, "-")], top=LOW), table([("", below, ""), ("2", "б", "-")], top=HIGH))
    path = pdf(tmp_path / "а.pdf", lambda canvas: write(canvas, 50, 100, known), *pages)
    first, second = grids(path)
    assert (first.rows[-1][1].text, second.rows[0][1].text) == (left, right)


def test_numbers_on_either_side_of_a_page_break_are_two(tmp_path: Path) -> None:
    pages = (table([HEADER, ("1.", "а", "31.12.2022")], top=LOW), table([("2.", "б", "31.12.2023")], top=HIGH))
    assert rows_of(pdf(tmp_path / "а.pdf", *pages))[1:] == [("1.", "а", "31.12.2022"), ("2.", "б", "31.12.2023")]


def test_a_footnote_does_not_part_a_table_and_comes_after_it(tmp_path: Path) -> None:
    def noted(canvas: Canvas) -> None:
        table([HEADER, ("1", "а", "-")], top=600)(canvas)
        write(canvas, 50, 690, "<*> При выделении средств\nиз федерального бюджета")

    def following(canvas: Canvas) -> None:
        table([("2", "б", "-")], top=HIGH)(canvas)
        write(canvas, 50, 200, "Конец паспорта")

    first, second, note, end = pdf_blocks(pdf(tmp_path / "а.pdf", noted, following))
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert second.broken
    assert (note, end) == (
        Paragraph("<*> При выделении средств из федерального бюджета"),
        Paragraph("Конец паспорта"),
    )


def test_a_heading_between_pages_ends_the_table(tmp_path: Path) -> None:
    def headed(canvas: Canvas) -> None:
        write(canvas, 50, 40, "5. Участники проекта")
        table([("2", "б", "-")] * 2, top=HIGH)(canvas)

    path = pdf(tmp_path / "а.pdf", table([HEADER, ("1", "а", "-")], top=LOW), headed)
    assert [grid.broken for grid in grids(path)] == [False, False]
