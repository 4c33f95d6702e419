"""Text of `pdftotext -layout` whose lines leave no blank ones between tables, rows and cut numbers."""

from domain.intake.blocks import Grid
from domain.intake.recognition.numbers import is_numerals
from domain.intake.recognition.provisions import label_of
from domain.intake.text.ruled import ruled_blocks
from domain.intake.words.dates import read_date

TWO_TABLES = """
3. Результаты

N п/п   Наименование результата            Срок          Характеристика
1       2                                  3             4
1       Открыты школы в сельских           31.12.2024    Работают 10 школ
        поселениях
2       Открыт стадион                     31.12.2025    Работает круглый год

                         4. Финансовое обеспечение
№ п/п   Источники финансирования      2024     2025     Всего
1       2                             3        4        5
1       Федеральный бюджет            10,0     5,0      15,0
2       Областной бюджет              1,0      2,0      3,0
"""


def _grids(text: str) -> list[list[tuple[str, ...]]]:
    return [list(block.texts()) for block in ruled_blocks(text) or () if isinstance(block, Grid)]


def test_the_header_of_another_table_ends_the_one_above() -> None:
    results, funding = _grids(TWO_TABLES)
    assert results[-1] == ("2", "Открыт стадион", "31.12.2025", "Работает круглый год")
    assert funding[-1] == ("2", "Областной бюджет", "1,0", "2,0", "3,0")


def test_a_task_under_the_header_spans_the_table() -> None:
    text = TWO_TABLES.replace(
        "3             4\n",
        "3             4\n1. Развитие образования и спорта в сельских поселениях области и ее городах\nи районах\n",
    )
    rows = _grids(text)[0]
    assert set(rows[2]) == {"1. Развитие образования и спорта в сельских поселениях области и ее городах и районах"}
    assert rows[3][0] == "1"


def test_a_number_cut_after_a_dot_goes_on_where_numbers_have_no_dots_at_their_end() -> None:
    lines = [
        "№      Мероприятие                   Начало      Окончание    Исполнитель",
        "1      Открыта школа в селе          10.01.20    31.12.20     Зуев А.Б.",
        "                                     24          24",
        "1.1.   Подготовка помещений          01.10.20    31.10.20     Юдин В.Г.",
        "1      новой школы                   24          24",
        "1.2    Набор учителей                01.11.20    30.11.20     Юдин В.Г.",
        "                                     24          24",
    ]
    (rows,) = _grids("\n".join(lines))
    assert [row[:4] for row in rows[1:]] == [
        ("1", "Открыта школа в селе", "10.01.2024", "31.12.2024"),
        ("1.1.1", "Подготовка помещений новой школы", "01.10.2024", "31.10.2024"),
        ("1.2", "Набор учителей", "01.11.2024", "30.11.2024"),
    ]


def test_two_days_and_the_dash_between_them_are_one_column() -> None:
    row = "{}.     Открыта школа в городе     01.0{}.2024 - 31.12.2024   Зуев А.Б."
    lines = ["№      Мероприятие             Сроки реализации          Исполнитель"]
    (rows,) = _grids("\n".join([*lines, *(row.format(n, n) for n in range(1, 8))]))
    assert rows[1] == ("1.", "Открыта школа в городе", "01.01.2024 - 31.12.2024", "Зуев А.Б.")


def test_words_of_a_heading_may_slip_into_the_row_of_numerals() -> None:
    assert is_numerals(["1", "2", "3", "4", "5", "результата 6", "7"])
    assert not is_numerals(["1", "2 школы", "3 сада"])


def test_a_label_with_its_value_on_the_line_is_not_the_label_alone() -> None:
    assert label_of("Срок начала и окончания проекта") == "Срок начала и окончания проекта"
    assert label_of("Срок начала и окончания проекта 01.01.2021") is None
    assert label_of("Связь с государственными программами Государственная программа области «Школы»") is None


def test_a_narrow_column_may_leave_no_blank_before_a_day() -> None:
    day = read_date("с1 марта 2025 г.")
    assert day is not None
    assert day.isoformat() == "2025-03-01"
