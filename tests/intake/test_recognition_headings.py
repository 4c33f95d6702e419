"""Columns are found by their headings, not by their place."""

import pytest

from domain.intake.blocks import Paragraph, grid_of
from domain.intake.recognition.document import recognized
from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS
from tests.intake.grids import LEFT, UP, merged, rows_of

PLAIN = ["№ п/п", "Мероприятие", "Начало", "Окончание", "Исполнитель", "Документ", "Контроль"]
ROW = ["1.1", "Открыть школу", "01.01.2019", "31.12.2019", "Зуев А.Б.", "Отчёт", "ПК"]
CELLS = {
    "number": "1.1",
    "title": "Открыть школу",
    "start": "01.01.2019",
    "finish": "31.12.2019",
    "executors": "Зуев А.Б.",
    "document": "Отчёт",
    "level": "ПК",
}


def test_columns_may_stand_in_any_order() -> None:
    assert rows_of(PLAN, grid_of([PLAIN[::-1], ROW[::-1]])) == [CELLS]


@pytest.mark.parametrize(
    ("column", "heading"),
    [
        ("number", "N\nп/п"),
        ("number", "Шифр"),
        ("number", "Номер"),
        ("title", "Наименование результата, мероприятия, контрольной точки"),
        ("title", "НАИМЕНОВАНИЕ"),
        ("start", "Дата начала"),
        ("finish", "Срок исполнения"),
        ("finish", "Плановый срок"),
        ("finish", "Дата окончания (план)"),
        ("executors", "Ответствен- ный исполнитель"),
        ("executors", "Ф.И.О. исполнителя"),
        ("executors", "Ответственный"),
        ("document", "Вид документа и характеристика результата"),
        ("document", "Подтверждающий документ"),
        ("level", "Уровень контроля"),
        ("level", "Кто контролирует"),
        ("level", "Уровень"),
        ("level", "Ответственный за контроль"),
    ],
)
def test_a_heading_is_known_by_its_stem(column: str, heading: str) -> None:
    headings = [heading if name == column else plain for name, plain in zip(CELLS, PLAIN, strict=True)]
    assert rows_of(PLAN, grid_of([headings, ROW])) == [CELLS]


def test_facts_icons_and_comments_are_no_columns_of_the_plan() -> None:
    header = ["Статус", *PLAIN, "Фактическая дата", "Комментарий"]
    assert rows_of(PLAN, grid_of([header, ["●", *ROW, "05.05.2019", "срок 01.01.2020"]])) == [CELLS]


def test_plan_and_fact_under_one_term_are_told_apart() -> None:
    grid = merged(
        [
            ["№", "Мероприятие", "Срок", LEFT, "Исполнитель", "Уровень контроля"],
            [UP, UP, "Факт", "План", UP, UP],
            ["1", "Открыть школу", "05.05.2019", "31.12.2019", "Зуев А.Б.", "ПК"],
        ]
    )
    assert rows_of(PLAN, grid)[0]["term"] == "31.12.2019"  # type: ignore[index]


def test_a_header_of_three_rows_without_merged_cells_is_spread_over_its_columns() -> None:
    grid = grid_of(
        [
            ["№", "Мероприятие", "Сроки", "", "", "", "Исполнитель"],
            ["", "", "План", "", "Факт", "", ""],
            ["", "", "Начало", "Окончание", "Начало", "Окончание", ""],
            ["1", "2", "3", "4", "5", "6", "7"],
            ["1.1", "Открыть школу", "01.01.2019", "31.12.2019", "02.02.2019", "", "Зуев А.Б."],
        ]
    )
    kept = ("number", "title", "start", "finish", "executors")
    assert rows_of(PLAN, grid) == [{name: CELLS[name] for name in kept}]


def test_a_column_of_terms_is_not_a_column_of_finishes() -> None:
    grid = grid_of(
        [["N", "Мероприятие", "Срок исполнения", "Исполнитель"], ["1", "А", "01.01.2019 - 31.12.2024", "Зуев А.Б."]]
    )
    document = recognized((grid,))
    assert document.tables[PLAN][0]["term"] == "01.01.2019 - 31.12.2024"
    assert document.lacking[PLAN] == {"document", "level"}


def test_columns_that_a_plan_does_not_have_are_told() -> None:
    document = recognized((grid_of([["Мероприятие", "Срок исполнения", "Исполнитель"], ["1.1 А", "2019", "Б"]]),))
    assert document.lacking[PLAN] == {"number", "start", "document", "level"}


def test_indicators_have_a_base_value_a_date_and_years() -> None:
    grid = grid_of(
        [
            ["№", "Показатель", "Тип показателя", "Единица измерения (по ОКЕИ)", "Базовое значение", "", "Период", ""],
            ["", "", "", "", "Значение", "Дата", "2019 год", "2020 г."],
            ["1", "Доля школ", "Основной", "процент", "10", "01.01.2018", "20", "30"],
        ]
    )
    expected = {"number": "1", "name": "Доля школ", "kind": "Основной", "unit": "процент", "base_value": "10"}
    assert rows_of(INDICATORS, grid) == [{**expected, "base_date": "01.01.2018", "2019": "20", "2020": "30"}]


def test_funding_may_name_the_result_and_the_source_apart() -> None:
    grid = grid_of(
        [["N", "Источник финансирования", "2019", "Всего", "Результат"], ["1.1", "Областной бюджет", "1", "1", "Школы"]]
    )
    assert rows_of(FUNDING, grid) == [
        {"number": "1.1", "source": "Областной бюджет", "2019": "1", "total": "1", "result": "Школы"}
    ]


def test_participants_are_known_by_their_role() -> None:
    header = ["№", "Фамилия, инициалы", "Роль в проекте", "Непосредственный руководитель", "Должность", "Занятость, %"]
    row = ["1", "Зуев А.Б.", "Участник", "Ёлкин П.С.", "Начальник", "50"]
    names = ("number", "name", "role", "supervisor", "position", "employment")
    assert rows_of(PARTICIPANTS, grid_of([header, row])) == [dict(zip(names, row, strict=True))]


def test_results_are_not_taken_for_a_plan() -> None:
    grid = grid_of([["N", "Наименование результата", "Срок", "Характеристика результата"], ["1.1", "А", "2019", "Б"]])
    assert rows_of(RESULTS, grid) == [{"number": "1.1", "name": "А", "due": "2019", "characteristic": "Б"}]
    assert rows_of(PLAN, grid) == []


def test_the_unit_of_money_stands_in_the_caption() -> None:
    grid = grid_of([["Источник", "Объем по годам (тыс. рублей)", ""], ["", "2019", "2020"], ["А", "1", "2"]])
    document = recognized((Paragraph("4. Финансовое обеспечение"), Paragraph("(тыс. рублей)"), grid))
    assert document.captions[FUNDING].startswith("4. Финансовое обеспечение\n(тыс. рублей)\nИсточник")


@pytest.mark.parametrize(
    "header",
    [
        ["№", "Дата", "Содержание изменения", "Ответственный"],
        ["Должность", "Ф.И.О.", "Подпись", "Дата"],
        ["№", "Риск", "Мероприятие по снижению", "Срок", "Ответственный"],
    ],
)
def test_a_change_sheet_signatures_and_risks_are_no_table(header: list[str]) -> None:
    document = recognized((grid_of([header, ["1", "01.02.2020", "А", "Б", "В"][: len(header)]]),))
    assert document.tables == {}


def test_a_row_of_roles_is_no_header() -> None:
    header = ["Роль в проекте", "Фамилия, инициалы", "Должность"]
    rows = [["Участник регионального проекта", "Зуев А.Б.", f"Руководитель отдела {word}"] for word in ("леса", "вод")]
    assert len(rows_of(PARTICIPANTS, grid_of([header, *rows]))) == 2
