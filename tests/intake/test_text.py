"""A passport of another region, other levels and other layouts of the same kind of text."""

from datetime import date

import pytest

from domain.intake import NotAPassport, from_text
from domain.intake.outcome import Intake
from domain.vocabulary import ControlLevel, DocumentKind

# `·` is the blank at a line's end: it tells that the word is over.
HEAD = """
ПРАВИТЕЛЬСТВО АЛТАЙСКОГО КРАЯ·

РАСПОРЯЖЕНИЕ·
от 3 марта 2020 г. № 77-рп·

Паспорт регионального проекта "Чистая вода" Алтайского края·

1. Основные положения·

Срок начала и·
окончания проекта·

01.03.2020 -·
31.12.2022·

Куратор регионального·
проекта·

Вице-губернатор Чиж-Ёжиков Н.А.·
 Руководитель·
регионального проекта·

Ёлкин П.С., министр природы·

2. Цель и показатели·

N·
п/п·

Роль в проекте·
Фамилия·

1 2 3 4 5 6·

Организация·

1 Руководитель·
регионального·
проекта·

Ёлкин П.С. Министр·

Чиж-Ёжиков·
Н.А.·

20·

2 Участник·
регионального·
проекта·

А.Б.Зуев Начальник·
отдела водо
снабжения·

Ёлкин П.С. 50·

 ·
Приложение·
"""
PLAN_HEADER = """
ПЛАН·

№ п/п Наименование·
результата·

Уровень·
контроля·

1 2 3 4 5 6 7·
"""
NO_NUMERALS = PLAN_HEADER.replace("1 2 3 4 5 6 7·", "")
ROWS = """
100 Построены·
станции·

01.03.2020 30.12.2022 Ёлкин П.С. Отчет о·
строительстве·

Проектный·
совет (далее -·

ПС)·

100.1.1 Подготовка 02.03.2020 20.08.2020 Зуев А.Б. Заявка Руководитель·
национального·

проекта·
(далее - РНП)·

100.1.2 Проведение·
мониторинга (ПК)·
хода работ·

02.03.2020 20.12.2022 Зуев А. Б.·
Муниципальные·

органы·

Прика
з·

РНП·

100.1 Построено·
не менее·

- 20.12.2022 Ёлкин П.С. Отчет о·
строительстве·

ПС·



№ п/п Наименование·
результата·

1 2 3 4 5 6 7·

10 станций за·
2022 год и·



5 колодцев·
"""


def taken(text: str) -> Intake:
    return from_text(text.replace("·", " "), code="altai")


WHOLE = taken(HEAD + PLAN_HEADER + ROWS)
ITEMS = {row.number: row for row in WHOLE.passport.plan}


def test_main_provisions_of_another_region_are_read() -> None:
    passport = WHOLE.passport
    assert (passport.code, passport.title, passport.region) == ("altai", "Чистая вода", "Алтайский край")
    assert passport.order == "от 03.03.2020 N 77-рп"
    assert (passport.starts, passport.ends) == (date(2020, 3, 1), date(2022, 12, 31))


def test_officials_keep_their_positions_whichever_comes_first() -> None:
    assert WHOLE.passport.head == "Ёлкин П.С."
    assert WHOLE.passport.curator == "Чиж-Ёжиков Н.А."
    assert WHOLE.passport.administrator is None
    assert WHOLE.passport.positions == {
        "Чиж-Ёжиков Н.А.": "Вице-губернатор",
        "Ёлкин П.С.": "министр природы",
    }


def test_the_ladder_is_what_the_text_declares_and_the_deepest_items_stand_lowest() -> None:
    assert WHOLE.passport.levels == (
        ControlLevel("РНП", "Руководитель национального проекта"),
        ControlLevel("ПС", "Проектный совет"),
    )


def test_numbers_of_three_digits_and_cells_in_one_line_are_read() -> None:
    assert list(ITEMS) == ["100", "100.1.1", "100.1.2", "100.1"]
    item = ITEMS["100.1.1"]
    assert (item.title, item.document, item.level) == ("Подготовка", "Заявка", "РНП")
    assert (item.start, item.finish) == (date(2020, 3, 2), date(2020, 8, 20))


def test_a_broken_word_is_glued_over_lines() -> None:
    assert ITEMS["100.1.2"].document == "Приказ"
    assert WHOLE.passport.participants[1].position == "Начальник отдела водоснабжения"


def test_a_repeated_header_is_no_part_of_a_cell_and_a_number_on_a_new_page_is_no_row() -> None:
    assert ITEMS["100.1"].title == "Построено не менее 10 станций за 2022 год и 5 колодцев"


def test_executors_are_normalized_and_a_group_is_one_name() -> None:
    assert ITEMS["100.1.2"].executors == ("Зуев А.Б.", "Муниципальные органы")


def test_kinds_follow_the_document_and_monitoring_its_title() -> None:
    assert ITEMS["100.1.1"].document_kind is DocumentKind.APPLICATION
    assert ITEMS["100.1.2"].document_kind is DocumentKind.MONITORING
    assert ITEMS["100"].document_kind is DocumentKind.REPORT


def test_participants_stand_under_the_heading_before_them() -> None:
    first, second = WHOLE.passport.participants
    assert (first.name, first.supervisor, first.employment) == ("Ёлкин П.С.", "Чиж-Ёжиков Н.А.", 20)
    assert (second.name, second.heading) == ("Зуев А.Б.", "Организация")


def test_what_is_right_but_odd_stays_silent() -> None:
    assert [finding.code for finding in WHOLE.findings] == ["numbering_gap"]


def test_a_text_that_lost_its_trailing_blanks_is_still_read() -> None:
    stripped = "\n".join(line.rstrip(" ·") for line in (HEAD + PLAN_HEADER + ROWS).split("\n"))
    plan = from_text(stripped, code="altai").passport.plan
    assert [row.title for row in plan] == [row.title for row in WHOLE.passport.plan]


def test_a_legend_declares_levels_too() -> None:
    rows = ROWS.replace("(далее - РНП)·", "").replace("национального·\n\nпроекта·", "").replace("Руководитель", "РНП")
    legend = "РНП - руководитель национального проекта.\n\n"
    levels = taken(legend + HEAD + PLAN_HEADER + rows).passport.levels
    assert [(level.code, level.title) for level in levels][:1] == [("РНП", "Руководитель национального проекта")]


def test_a_header_without_numerals_ends_where_the_first_row_begins() -> None:
    passport = taken(HEAD + NO_NUMERALS + ROWS).passport
    assert [row.number for row in passport.plan] == list(ITEMS)


def test_a_row_that_fits_no_column_keeps_all_its_words_and_becomes_findings() -> None:
    taken_row = taken(HEAD + PLAN_HEADER + ROWS.replace("Зуев А.Б. Заявка Руководитель·", "а б в г·"))
    row = next(row for row in taken_row.passport.plan if row.number == "100.1.1")
    assert "а б в г" in f"{row.title} {row.document}"
    assert "missing_executor" in {finding.code for finding in taken_row.findings if finding.number == row.number}


def test_a_heading_before_the_first_item_is_no_item() -> None:
    passport = taken(HEAD + PLAN_HEADER + "\nЗадача: вода для всех·\n" + ROWS).passport
    assert [row.number for row in passport.plan] == list(ITEMS)


def test_a_long_row_of_groups_is_read_in_no_time() -> None:
    groups = "Региональной·\n" * 60 + "х1·"
    assert taken(HEAD + PLAN_HEADER + ROWS.replace("Муниципальные·", groups)).passport.plan


@pytest.mark.parametrize("text", ["просто письмо", HEAD, HEAD + PLAN_HEADER, HEAD + NO_NUMERALS])
def test_a_text_without_a_plan_is_refused(text: str) -> None:
    with pytest.raises(NotAPassport, match="нет плана мероприятий"):
        taken(text)
