"""Text of one cell a line, as office suites save tables: an empty or a merged-over cell is a blank line."""

from time import process_time

import pytest

from domain.intake.blocks import Grid
from domain.intake.reading import from_text
from domain.intake.text.celled import celled_blocks

PLAN = """1. Основные положения
Куратор регионального проекта
Министр Зуев А.Б.
ПЛАН МЕРОПРИЯТИЙ
№ п/п
Наименование мероприятия
Сроки реализации
Ответственный исполнитель
Вид документа
Уровень контроля


Начало
Окончание



1
2
3
4
5
6
7
"""
LEGEND = "\nОбозначение\nРасшифровка\nкуратор\nКуратор регионального проекта\n"


def rows_of(text: str) -> list[tuple[str, ...]]:
    """The rows of the only table, its header among them."""
    (grid,) = (block for block in celled_blocks(text) or () if isinstance(block, Grid))
    return list(grid.texts())


def test_a_plan_of_one_cell_a_line_is_read_whole() -> None:
    first = "1.\nОткрыта школа\n-\n31.12.2025\nЗуев А.Б.\nЮдин В.Г.\nУправление образования\nОтчет\nкуратор\n"
    second = "1.1.\nРемонт школы\n01.03.2025\nдо 1 июля 2025 года\n\nАкт\nкуратор\n"
    passport = from_text(PLAN + first + second + LEGEND, code="x").passport
    assert [(row.number, row.executors, row.document, row.level) for row in passport.plan] == [
        ("1", ("Зуев А.Б.", "Юдин В.Г.", "Управление образования"), "Отчет", "куратор"),
        ("1.1", (), "Акт", "куратор"),
    ]
    assert [(level.code, level.holder) for level in passport.levels] == [("куратор", "Зуев А.Б.")]


def test_years_and_base_values_stand_under_their_headings() -> None:
    header = "№\nПоказатель\nБазовое значение\nПериод, год\n\n\nЗначение\nДата\n2025\n2026\n"
    rows = rows_of(f"{header}1\nДоля школ, процент\n10\n01.01.2025\n20\n30\n1.1\nв селах\n\n\n5\n7\n")
    assert rows[:2] == [
        ("№", "Показатель", "Базовое значение", "", "Период, год", ""),
        ("", "", "Значение", "Дата", "2025", "2026"),
    ]
    assert rows[2:] == [
        ("1", "Доля школ, процент", "10", "01.01.2025", "20", "30"),
        ("1.1", "в селах", "", "", "5", "7"),
    ]


@pytest.mark.parametrize("number", ["\n", ""])
def test_a_total_without_a_number_may_open_the_table_or_be_merged(number: str) -> None:
    rows = rows_of(f"№\nИсточник\nОбъем\nВсего\n\n\n2025\n2026\n\n\nИтого\n3,0\n4,0\n7,0\n{number}ФБ\n3,0\n4,0\n7,0\n")
    assert rows[2:] == [("", "Итого", "3,0", "4,0", "7,0"), ("", "ФБ", "3,0", "4,0", "7,0")]


def test_a_heading_between_rows_belongs_to_neither() -> None:
    rows = rows_of(
        "№\nРезультат\nСрок\n1. Школы\n1.1\nОткрыта школа\n31.12.2025\n2. Сады\n2.1\nОткрыт сад\n30.12.2025\n"
    )
    assert [row[0] for row in rows] == ["№", "1. Школы", "1.1", "2. Сады", "2.1"]


def test_text_without_such_tables_is_left_to_other_readers() -> None:
    assert celled_blocks("1. Основные положения\n\n№ п/п Мероприятие Срок\n\n1 Школа 31.12.2025\n") is None


def test_hostile_cells_take_no_more_than_a_few_seconds() -> None:
    begun = process_time()
    celled_blocks("№\n" + "А\n" * 23 + "\n".join(map(str, range(1, 25))) + "\n" + ("1\n" + "слово\n" * 30) * 300)
    assert process_time() - begun < 10
