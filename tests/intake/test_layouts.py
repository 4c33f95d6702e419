"""Layouts of other regions that were once read wrong: each test is the smallest of them."""

from domain.intake.blocks import Block, Paragraph, grid_of
from domain.intake.recognition.document import recognized
from domain.intake.tables import FUNDING, INDICATORS, PLAN, RESULTS, Document
from tests.intake.grids import LEFT, merged, rows_of

PLAN_GRID = grid_of(
    [
        ["№", "Мероприятие", "Окончание", "Исполнитель", "Уровень контроля"],
        ["1", "Школа", "31.12.2025", "Юдин В.Г.", "куратор"],
    ]
)
FUNDING_HEADER = ["№", "Источник финансирования", "2025", "Всего"]


def of(*blocks: Block | str) -> Document:
    return recognized(tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks))


def test_years_may_be_written_with_the_word() -> None:
    header = ["№", "Наименование показателя", "Базовое значение", "2025 год", "2026 г."]
    (row,) = rows_of(INDICATORS, grid_of([header, ["1", "Доля школ", "10", "20", "30"]]))
    assert row == {"number": "1", "name": "Доля школ", "base_value": "10", "2025": "20", "2026": "30"}


def test_two_provisions_in_a_row_are_not_the_header_of_a_table() -> None:
    provisions = merged(
        [
            [
                "Краткое наименование регионального проекта",
                "Вода",
                "Срок начала и окончания проекта",
                "2019 - 2024 годы",
            ],
            ["Куратор регионального проекта", "Министр Зуев А.Б.", LEFT, LEFT],
        ]
    )
    document = of("1. Основные положения", provisions, PLAN_GRID)
    assert list(document.tables) == [PLAN]
    assert "Куратор регионального проекта\nМинистр Зуев А.Б." in document.prose["main"]


def test_a_value_of_provisions_that_is_a_term_heads_nothing() -> None:
    row = ["Название проекта", "Вода", "Срок выполнения", "01.01.2019 - 31.12.2024"]
    assert list(of("1. Основные положения", grid_of([row, row]), PLAN_GRID).tables) == [PLAN]


def test_a_heading_beside_its_number_does_not_go_on_from_the_number_above() -> None:
    rows = [
        ["№", "Наименование результата", "Срок", "Характеристика результата"],
        ["1.2.", "Открыта школа", "31.12.2025", ""],
        ["2", "Развитие спорта", LEFT, LEFT],
        ["2.1.", "Открыт стадион", "31.12.2025", ""],
    ]
    assert [row if isinstance(row, str) else row["number"] for row in rows_of(RESULTS, merged(rows))] == [
        "1.2", "Развитие спорта", "2.1",
    ]  # fmt: skip


def test_a_legend_below_the_plan_says_nothing_new_of_the_provisions() -> None:
    provisions = grid_of([["Куратор регионального проекта", "Министр Зуев А.Б."]])
    legend = grid_of([["Обозначение", "Расшифровка"], ["куратор", "Куратор регионального проекта"]])
    document = of("1. Основные положения", provisions, PLAN_GRID, legend)
    assert document.prose["main"].count("Куратор") == 1
    assert "куратор - Куратор регионального проекта" in document.text


def test_the_name_of_the_next_sheet_is_no_provision() -> None:
    document = of(grid_of([["Связь с государственными программами", "Программа «Вода»"]]), "Показатели", PLAN_GRID)
    assert document.prose["main"].endswith("Программа «Вода»")


def test_a_source_that_gives_nothing_is_a_row_without_amounts() -> None:
    rows = [["", "Итого", "5", "5"], ["", "МБ", "5", "5"], ["", "внебюджет", "", ""], ["1", "Школа", "5", "5"]]
    found = [row for row in rows_of(FUNDING, grid_of([FUNDING_HEADER, *rows])) if not isinstance(row, str)]
    assert [row["source"] for row in found] == ["Итого", "МБ", "внебюджет", "Школа"]
