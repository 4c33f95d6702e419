"""Text of `pdftotext -layout`: columns are told by the blanks between them, page by page."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.intake import Intake, read
from domain.intake.blocks import Block, Cell, Grid, Paragraph
from domain.intake.text.ruled import ruled_blocks

LAYOUTS = Path(__file__).parent / "layouts"
"""`narrow` and `wide` are one document on an upright and on a lying page, by LibreOffice and poppler."""

SMALL = """
5. Участники

N      Роль в проекте   Фамилия,       Непосредственный
п/п                     инициалы       руководитель
1      Руководитель     Ёлкин П.С.     Чиж-Ёжиков Н.А.
       регионального
       проекта
Общие организационные мероприятия по региональному проекту
2      Участник         Зуев А.Б.      Ёлкин П.С.
3      Администратор    Лосев Я.К.     Ёлкин П.С.

Приложение к паспорту проекта
"""


@pytest.fixture(params=["narrow", "wide"])
def intake(request: pytest.FixtureRequest) -> Intake:
    return read(LAYOUTS / f"{request.param}.txt")


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = ruled_blocks(text)
    assert blocks is not None
    return blocks


def _grids(text: str) -> list[Grid]:
    return [block for block in _blocks(text) if isinstance(block, Grid)]


def _rows(text: str) -> list[tuple[str, ...]]:
    return list(_grids(text)[0].texts())


def test_prose_and_a_table_are_told_apart() -> None:
    first, grid, last = _blocks(SMALL)
    assert (first, last) == (Paragraph("5. Участники"), Paragraph("Приложение к паспорту проекта"))
    assert isinstance(grid, Grid)
    assert grid.header == 1


def test_lines_of_a_header_and_of_a_row_are_put_together() -> None:
    rows = _rows(SMALL)
    assert rows[0] == ("N п/п", "Роль в проекте", "Фамилия, инициалы", "Непосредственный руководитель")
    assert rows[1] == ("1", "Руководитель регионального проекта", "Ёлкин П.С.", "Чиж-Ёжиков Н.А.")


def test_a_line_over_all_the_columns_is_a_heading_inside_the_table() -> None:
    heading = _grids(SMALL)[0].rows[2]
    assert set(heading) == {Cell("Общие организационные мероприятия по региональному проекту", 2, 0, 1, 4)}


def test_a_grid_after_a_page_break_is_broken_and_keeps_its_repeated_header() -> None:
    header = (
        "N      Роль в проекте   Фамилия,       Непосредственный\nп/п                     инициалы       руководитель\n"
    )
    cut = SMALL.replace("3      Адм", f"\f{header}       и член группы\n3      Адм")
    first, second = _grids(cut)
    assert (first.broken, second.broken, second.header) == (False, True, 1)
    assert [row[1] for row in second.texts()] == ["Роль в проекте", "и член группы", "Администратор"]


def test_a_page_number_is_no_row() -> None:
    grids = _grids(SMALL.replace("3      Адм", "\n\n                    7\n\f3      Адм"))
    assert [[row[0] for row in grid.texts()][-1] for grid in grids] == ["2", "3"]


def test_text_without_columns_is_left_to_the_reader_of_flow_text() -> None:
    assert ruled_blocks("Первая строка\nвторая строка\n\nГубернатор                С.Е.Цивилев\n") is None


def test_prose_set_flush_has_no_columns() -> None:
    flush = (
        "В  соответствии с  Указом Президента  Российской Федерации\n"
        "от 07.05.2018  N 204 о  национальных целях  и задачах развития\n"
        "Российской  Федерации на период до  2024 года утвердить проект\n"
    )
    assert ruled_blocks(flush * 5) is None


def test_the_provisions_are_read_by_their_labels(intake: Intake) -> None:
    passport = intake.passport
    assert (passport.order, passport.region) == ("от 03.03.2020 N 77-рп", "Алтайский край")
    assert (passport.starts, passport.ends) == (date(2020, 3, 1), date(2022, 12, 31))
    assert (passport.curator, passport.head) == ("Чиж-Ёжиков Н.А.", "Ёлкин П.С.")


def test_an_indicator_cut_by_a_page_break_is_whole(intake: Intake) -> None:
    first, second = intake.passport.indicators
    assert first.name.endswith("водой из систем централизованного водоснабжения, процентов")
    assert (second.base_value, second.base_date) == (Decimal("95.0"), date(2018, 12, 31))
    assert second.targets == {2020: Decimal("95.1"), 2021: Decimal("95.3"), 2022: Decimal(96)}


def test_amounts_one_blank_from_their_source_are_in_their_own_columns(intake: Intake) -> None:
    line = intake.passport.funding[1]
    assert (line.number, line.source) == ("1.1", "Федеральный бюджет")
    assert line.amounts == {2020: Decimal("1012.0"), 2021: Decimal("12.5"), 2022: Decimal("0.0")}
    assert line.conditional == {2020, 2021, None}


def test_totals_without_a_number_are_rows(intake: Intake) -> None:
    totals = [line.source for line in intake.passport.funding if not line.number]
    assert totals == ["Всего по региональному проекту, в том числе:", "Федеральный бюджет"]


def test_a_plan_over_many_pages_loses_no_row_and_no_date(intake: Intake) -> None:
    plan = intake.passport.plan
    assert [row.number for row in plan] == [f"{n}{tail}" for n in range(1, 9) for tail in ("", ".1")]
    assert {row.finish for row in plan} == {date(2022, 12, 31), date(2021, 6, 1)}
    assert {row.level for row in plan} == {"РРП", "ПК"}
    assert intake.illegible == ()


def test_people_cut_by_page_breaks_are_whole(intake: Intake) -> None:
    led = {row.executors for row in intake.passport.plan}
    assert led == {("Ёлкин П.С.",), ("Лосев-Зимин Я.К.", "Руководители муниципальных образований")}


def test_rows_that_stray_from_their_columns_stay_in_them() -> None:
    grids = _grids((LAYOUTS / "participants.txt").read_text())
    numbers = [row[0] for grid in grids for row in grid.texts() if row[0].isdecimal()]
    assert numbers == [str(n) for n in (*range(1, 18), *range(12, 21))]
    assert {grid.width for grid in grids} == {6}


def test_headings_between_participants_are_cells_over_their_table() -> None:
    grids = _grids((LAYOUTS / "participants.txt").read_text())
    over = [row[0].text for grid in grids for row in grid.rows if row[0].width == grid.width]
    assert over[0] == "Общие и организационные мероприятия по проекту"
    assert over[1].endswith("целевой модели цифровой образовательной среды")
