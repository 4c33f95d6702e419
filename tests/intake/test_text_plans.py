"""Plans in unruled text whose columns differ in names, order and number."""

import pytest

from domain.intake.tables import PLAN, Document
from domain.intake.text.flow import read_text
from domain.intake.text.layout import PASSPORT
from tests.intake.flowing import HEAD, flowed

LEVEL_FIRST = flowed(
    [
        ("№ п/п", "Уровень контроля", "Наименование мероприятия", "Срок реализации", "Исполнитель", "Статус"),
        ("1", "Куратор", "Построены новые станции очистки воды", "до 1 марта 2020 года", "Иванова А.Б.", "Исполнено"),
        ("1.1", "РНП", "Заключен контракт на работы", "I квартал 2020 года", "Петров В.Г., Сидорова Д.Е.", "В работе"),
        ("1.1.1", "РНП", "Разработана документация", "31.12.2019", "Петров В.Г.", "-"),
        (
            "1.1.2",
            "РНП",
            "Проведен конкурс",
            "ежегодно, до 1 марта",
            "Администрации муниципальных районов",
            "Не начато",
        ),
        ("2", "Куратор", "Создано 5 центров", "2021 год", "Иванова А.Б.", "-"),
    ],
    (8, 12, 20, 12, 16, 12),
)
PLAN_AND_FACT = flowed(
    [
        (
            "N", "Мероприятие", "Ответственный", "Плановая дата", "Фактическая дата", "Контроль",
            "Документ, подтверждающий исполнение", "Комментарий",
        ),
        (
            "1", "Построены новые станции очистки воды", "Иванова А.Б.", "31.12.2020", "15.12.2020", "ПС",
            "Отчет о строительстве", "Сроки соблюдены, замечаний нет",
        ),
        ("1.1", "Заключен контракт на работы", "Петров В.Г.", "01.02.2020", "-", "РНП", "Контракт", ""),
        (
            "1.1.1", "Разработана документация", "Петров В.Г.", "28.02.024", "", "РНП",
            "Проектная документация в двух экземплярах", "Ожидается",
        ),
    ],
    (6, 18, 14, 12, 12, 8, 16, 16),
)  # fmt: skip
WORDS = flowed(
    [
        (
            "№", "Наименование результата, контрольной точки", "Начало", "Окончание", "Вид документа",
            "Ответственный исполнитель", "Кто контролирует",
        ),
        ("1", "Построены новые станции очистки", "1 марта 2019 г.", "март 2020 г.", "Отчет", "Иванова А.Б.", "ПС"),
        ("1.1", "Заключен контракт", "III кв. 2019 г.", "IV квартал 2019 года", "Контракт", "Петров В.Г.", "РНП"),
        ("1.1.1", "Разработана документация", "-", "2019 год", "Акт", "Петров В.Г. Сидорова Д.Е.", "РНП"),
    ],
    (6, 18, 16, 22, 16, 28, 8),
)  # fmt: skip


def read(plan: str) -> Document:
    return read_text(HEAD + plan, PASSPORT)


def column(document: Document, name: str) -> list[str]:
    return [row[name] for row in document.tables[PLAN]]


def test_a_level_before_the_name_is_no_part_of_it() -> None:
    document = read(LEVEL_FIRST)
    assert column(document, "level") == ["Куратор", "РНП", "РНП", "РНП", "Куратор"]
    assert column(document, "title") == [
        "Построены новые станции очистки воды", "Заключен контракт на работы", "Разработана документация",
        "Проведен конкурс", "Создано 5 центров",
    ]  # fmt: skip


def test_one_column_of_dates_is_the_term_with_its_words() -> None:
    document = read(LEVEL_FIRST)
    assert column(document, "term") == [
        "до 1 марта 2020 года", "I квартал 2020 года", "31.12.2019", "ежегодно, до 1 марта", "2021 год",
    ]  # fmt: skip
    assert document.lacking[PLAN] == {"start", "document"}


def test_a_status_does_not_pollute_the_executors() -> None:
    assert column(read(LEVEL_FIRST), "executors") == [
        "Иванова А.Б.", "Петров В.Г., Сидорова Д.Е.", "Петров В.Г.", "Администрации муниципальных районов",
        "Иванова А.Б.",
    ]  # fmt: skip


def test_fact_dates_and_comments_are_read_and_thrown_away() -> None:
    document = read(PLAN_AND_FACT)
    assert column(document, "term") == ["31.12.2020", "01.02.2020", "28.02.024"]
    assert column(document, "document") == [
        "Отчет о строительстве", "Контракт", "Проектная документация в двух экземплярах",
    ]  # fmt: skip
    assert set(document.tables[PLAN][0].cells) == {"number", "title", "executors", "term", "level", "document"}


@pytest.mark.parametrize("plan", [LEVEL_FIRST, PLAN_AND_FACT, WORDS])
def test_a_plan_is_found_whatever_its_headings_are_called(plan: str) -> None:
    document = read(plan)
    assert column(document, "number")[:3] == ["1", "1.1", "1.1.1"]
    assert all(row["title"] and row["executors"] and row["level"] for row in document.tables[PLAN])


def test_dates_in_words_stand_side_by_side() -> None:
    document = read(WORDS)
    assert column(document, "start") == ["1 марта 2019 г.", "III кв. 2019 г.", "-"]
    assert column(document, "finish") == ["март 2020 г.", "IV квартал 2019 года", "2019 год"]
    assert column(document, "document") == ["Отчет", "Контракт", "Акт"]
    assert document.lacking[PLAN] == frozenset()


@pytest.mark.parametrize("plan", [LEVEL_FIRST, PLAN_AND_FACT, WORDS])
def test_line_ends_of_windows_and_lost_trailing_blanks_change_nothing(plan: str) -> None:
    tables = read(plan).tables
    assert read_text((HEAD + plan).replace("\n", "\r\n"), PASSPORT).tables == tables
    assert read_text("\n".join(line.rstrip() for line in (HEAD + plan).split("\n")), PASSPORT).tables == tables


def test_numerals_under_the_headings_are_no_row() -> None:
    header, rows = LEVEL_FIRST.split("1 Куратор", 1)
    assert read(f"{header}1 2 3 4 5 6 \n\n1 Куратор{rows}").tables == read(LEVEL_FIRST).tables


def test_a_heading_over_all_columns_is_no_part_of_the_row_before() -> None:
    spanned = LEVEL_FIRST.replace("2 Куратор", "Задача 2. Вода для всех \nгородов области \n\n2 Куратор")
    rows = read(spanned).tables[PLAN]
    assert [row.spans for row in rows if row.spans] == ["Задача 2. Вода для всех городов области"]
    assert [row for row in rows if row.spans is None] == list(read(LEVEL_FIRST).tables[PLAN])


def test_a_date_at_a_chunks_beginning_is_no_row() -> None:
    rows = [("N", "Мероприятие", "Срок", "Исполнитель"), ("1", "Построены станции", "5 мая 2019 г.", "Иванова А.Б.")]
    document = read(flowed(rows, (4, 12, 16, 16)))
    assert [dict(row.cells) for row in document.tables[PLAN]] == [
        {"number": "1", "title": "Построены станции", "term": "5 мая 2019 г.", "executors": "Иванова А.Б."}
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_plan_is_told_by_the_fullest_of_its_headers(order: int) -> None:
    rows = [("N", "Результат", "Срок", "Ответственный"), ("7", "Станции", "2020 год", "Иванова А.Б.")]
    plans = [flowed(rows, (4, 20, 20, 20)), WORDS][::order]
    assert column(read("\nПриложение \n\n".join(plans)), "number") == ["1", "1.1", "1.1.1"]


def test_words_before_the_first_row_are_no_row() -> None:
    header, rows = LEVEL_FIRST.split("1 Куратор", 1)
    assert read(f"{header}1 2 3 4 5 6 \n\nВода для всех \n\n1 Куратор{rows}").tables == read(LEVEL_FIRST).tables


def test_an_indented_text_is_read_as_if_it_were_not() -> None:
    text = HEAD + WORDS
    indented = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
    assert read_text(indented, PASSPORT).tables == read_text(text, PASSPORT).tables


def test_a_number_alone_above_its_row_begins_it() -> None:
    apart = WORDS.replace("1.1 Заключен", "1.1 \n\nЗаключен").replace("1.1.1 Разработана", "1.1.1 \nРазработана")
    assert read(apart).tables == read(WORDS).tables


def test_a_page_of_prose_after_a_number_sign_is_no_header() -> None:
    prose = "N \n" + "наименование срок исполнитель \n" * 200
    assert PLAN not in read(f"{prose}\n1 Работа \n\n").tables


def test_an_illegible_date_at_a_chunks_beginning_is_no_row() -> None:
    plan = WORDS.replace("III кв. 2019 г. IV квартал", "\n\n28.02.024 IV квартал")
    row = read(plan).tables[PLAN][1]
    assert (row["start"], row["finish"], row["document"]) == ("28.02.024", "IV квартал 2019 года", "Контракт")
