"""Blocks are cut into sections: several tables in a grid, one table in several grids, prose between them."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.intake.blocks import Block, Cell, Grid, Paragraph, grid_of
from domain.intake.recognition.document import recognized
from domain.intake.tables import PARTICIPANTS, PLAN, RESULTS, Document
from tests.intake.grids import LEFT, UP, merged, rows_of

PLAN_HEADER = ["№", "Мероприятие", "Окончание", "Исполнитель", "Контроль"]
RESULTS_HEADER = ["№", "Наименование результата", "Срок", "Характеристика результата", ""]
PEOPLE_HEADER = ["№", "Роль в проекте", "Фамилия, инициалы", "Должность", ""]
ROW = ["1", "А", "2019", "Б", "ПК"]
WORDS = [*PLAN_HEADER, *RESULTS_HEADER, *PEOPLE_HEADER, *ROW, "1.1.", "Начало", "2020", "Источник", "<*> А", "Цель: А"]


def of(*blocks: Block | str) -> Document:
    return recognized(tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks))


def test_one_grid_may_hold_several_sections_under_spanning_titles() -> None:
    grid = grid_of(
        [
            ["3. Результаты регионального проекта", "", "", "", ""],
            RESULTS_HEADER,
            ["1.1", "Школа", "2019", "Описание", ""],
            ["", "", "", "", ""],
            ["5. Участники регионального проекта", "", "", "", ""],
            PEOPLE_HEADER,
            ["Создание центра", "", "", "", ""],
            ["1", "Участник", "Зуев А.Б.", "Начальник", ""],
            ["План мероприятий", "", "", "", ""],
            PLAN_HEADER,
            ROW,
        ]
    )
    document = of(grid)
    assert {table: len(rows) for table, rows in document.tables.items()} == {RESULTS: 1, PARTICIPANTS: 2, PLAN: 1}
    assert document.captions[PLAN].startswith("План мероприятий")


def test_a_table_broken_by_a_paragraph_or_over_sheets_is_one_table() -> None:
    second = grid_of([["2", "В", "2020", "Г", "РРП"]])
    third = grid_of([PLAN_HEADER, ["3", "Д", "2021", "Е", "РРП"]])
    rows = rows_of(PLAN, grid_of([PLAN_HEADER, ROW]), "Продолжение таблицы", second, "План на 2021 год", third)
    assert [row["number"] for row in rows if not isinstance(row, str)] == ["1", "2", "3"]


def test_a_grid_of_another_kind_does_not_go_on_with_the_table() -> None:
    signatures = grid_of([["1", "Зуев А.Б.", "", "", ""]])
    assert len(rows_of(PLAN, grid_of([PLAN_HEADER, ROW]), "Лист согласования", signatures)) == 1


def test_a_page_with_fewer_places_keeps_the_order_of_columns() -> None:
    page = merged(
        [
            ["№", "Мероприятие", LEFT, "Окончание", "Исполнитель", "Контроль"],
            ["1", "А", LEFT, "2019", "Б", "ПК"],
        ]
    )
    rest = grid_of([["2", "В", "2020", "Г", "РРП"]], broken=True)
    assert rows_of(PLAN, page, rest)[1] == {
        "number": "2",
        "title": "В",
        "finish": "2020",
        "executors": "Г",
        "level": "РРП",
    }


def test_provisions_are_labels_and_values_whatever_their_columns() -> None:
    grid = merged(
        [
            ["Краткое наимено- вание регионального проекта", "«Школа»", "Куратор проекта", "Озерова М.И."],
            ["Срок реализации проекта", "начало", "01.01.2019", LEFT],
            [UP, "окончание", "31.12.2024", LEFT],
        ]
    )
    assert of("1. Основные положения", grid).prose["main"].split("\n")[1:] == [
        "Краткое наименование регионального проекта",
        "«Школа»",
        "Куратор регионального проекта",
        "Озерова М.И.",
        "Срок начала и окончания проекта",
        "начало",
        "01.01.2019",
        "окончание",
        "31.12.2024",
    ]


def test_provisions_may_have_their_values_below() -> None:
    grid = grid_of([["Куратор проекта", "Руководитель проекта"], ["Озерова М.И.", "Ладогин А.П."]])
    assert of(grid).prose["main"].split("\n") == [
        "Куратор регионального проекта",
        "Озерова М.И.",
        "Руководитель регионального проекта",
        "Ладогин А.П.",
    ]


def test_provisions_may_be_paragraphs() -> None:
    prose = of("от 01.02.2019 N 5", "Руководитель регионального проекта: министр Ладогин А.П.", "Иное").prose
    assert prose["head"] == "от 01.02.2019 N 5"
    assert prose["main"].startswith("Руководитель регионального проекта\nминистр Ладогин А.П.")


def test_the_goal_is_told_apart_from_the_provisions() -> None:
    document = of("1. Основные положения", "2. Цель и показатели регионального проекта", "Цель: открыть школы")
    assert document.prose["goal"] == "Цель: открыть школы"


def test_the_head_is_all_before_the_provisions_and_the_text_is_all() -> None:
    grid = grid_of([["Куратор проекта", "Озерова М.И."]])
    document = of(
        "РАСПОРЯЖЕНИЕ", "от 01.02.2019 N 5", "consultantplus://offline", grid, grid_of([["РНП", "руководитель"]])
    )
    assert document.prose["head"] == "РАСПОРЯЖЕНИЕ\nот 01.02.2019 N 5"
    assert document.text.split("\n") == [
        "РАСПОРЯЖЕНИЕ",
        "от 01.02.2019 N 5",
        "Куратор проекта Озерова М.И.",
        "РНП - руководитель",
    ]


def test_what_is_no_passport_gives_no_tables() -> None:
    assert of("Счёт", grid_of([["Товар", "Цена"], ["Мел", "10"]]), grid_of([])).tables == {}


@given(st.lists(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6), max_size=4), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_grids_are_recognized_without_a_fault(grids: list[list[list[str]]], broken: bool) -> None:
    cells = [
        tuple(tuple(Cell(text, y, x) for x, text in enumerate(row)) for y, row in enumerate(rows)) for rows in grids
    ]
    assert of(*(Grid(rows, broken=broken) for rows in cells)).text is not None


def test_a_hundred_thousand_rows_take_seconds_of_the_processor() -> None:
    rows = [[str(n % 9000), f"Открыть школу {n}", "01.01.2020", "Зуев А.Б.", "ПК"] for n in range(100_000)]
    begin = process_time()
    assert len(of(grid_of([PLAN_HEADER, *rows])).tables[PLAN]) == 100_000
    assert process_time() - begin < 20


def test_a_hundred_thousand_rows_without_numbers_take_seconds_of_the_processor() -> None:
    rows = [["", f"и ещё школу {n}", "", "", ""] for n in range(100_000)]
    begin = process_time()
    assert len(of(grid_of([PLAN_HEADER, ROW, *rows])).tables[PLAN]) == 1
    assert process_time() - begin < 20
