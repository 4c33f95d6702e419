"""Russian titles, dates and counts read as a clerk would write them."""

from datetime import date

import pytest

from domain.vocabulary import DocumentKind, Event, Rank, Role, State
from notifications import words
from tests.notifications.samples import CALENDAR, moment

DUE = moment("2019-02-28 18:00")


@pytest.mark.parametrize(
    ("titles", "codes"),
    [
        (words.STATES, State),
        (words.EVENTS, Event),
        (words.RANKS, Rank),
        (words.KINDS, DocumentKind),
        (words.EVIDENCE, DocumentKind),
        (words.ROLES, Role),
    ],
)
def test_every_code_has_a_title(titles: dict[str, str], codes: type[State]) -> None:
    assert list(titles) == list(codes)
    assert all(titles.values())


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 рабочих дней"),
        (1, "1 рабочий день"),
        (2, "2 рабочих дня"),
        (4, "4 рабочих дня"),
        (5, "5 рабочих дней"),
        (11, "11 рабочих дней"),
        (12, "12 рабочих дней"),
        (21, "21 рабочий день"),
        (22, "22 рабочих дня"),
        (111, "111 рабочих дней"),
        (112, "112 рабочих дней"),
        (121, "121 рабочий день"),
    ],
)
def test_a_count_takes_the_form_that_its_last_digits_ask_for(count: int, text: str) -> None:
    assert words.workdays(count) == text


def test_a_date_is_written_in_figures_in_words_and_with_its_weekday() -> None:
    day = date(2019, 2, 28)
    assert words.date_ru(day) == "28.02.2019"
    assert words.date_in_words(day) == "28 февраля 2019 г."
    assert words.weekday_ru(day) == "четверг"
    assert words.day_ru(day) == "28.02.2019 (четверг)"


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2019-02-25 09:00", "осталось 3 рабочих дня"),
        ("2019-02-27 23:59", "остался 1 рабочий день"),
        ("2019-02-28 00:00", "срок истекает сегодня"),
        ("2019-02-28 17:59", "срок истекает сегодня"),
        ("2019-02-28 18:00", "срок истёк сегодня"),
        ("2019-03-01 09:00", "просрочено на 1 день"),
        ("2019-03-02 09:00", "просрочено на 2 дня"),
        ("2019-03-21 09:00", "просрочено на 21 день"),
    ],
)
def test_a_deadline_is_counted_in_working_days_before_and_calendar_days_after(now: str, text: str) -> None:
    assert words.workdays_left(DUE, moment(now), CALENDAR) == text


def test_before_a_deadline_on_a_day_off_no_working_days_may_be_left() -> None:
    sunday = moment("2019-03-03 18:00")
    assert words.workdays_left(sunday, moment("2019-03-01 19:00"), CALENDAR) == "рабочих дней не осталось"


def test_a_late_execution_says_how_late() -> None:
    assert words.done_words(0) == "Исполнен в срок"
    assert words.done_words(1) == "Исполнен с опозданием на 1 день"


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (22, "Заключение соглашения"),
        (21, "Заключение соглашения"),
        (20, "Заключение…"),
        (11, "Заключение…"),
        (10, "Заключени…"),
    ],
)
def test_a_title_is_cut_at_the_end_of_a_word(width: int, text: str) -> None:
    assert words.shortened("Заключение соглашения", width) == text


def test_a_cut_leaves_no_comma_or_quotation_mark_before_the_ellipsis() -> None:
    assert words.shortened('Создан центр, "IT-куб" открыт', 20) == "Создан центр…"


def test_quotation_marks_of_a_title_are_not_doubled() -> None:
    assert words.quoted('"Цифровая среда"') == words.quoted("Цифровая среда") == "«Цифровая среда»"
    assert words.quoted('Создан центр "IT-куб"') == '«Создан центр "IT-куб"»'


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert words.sentence("нет\n подписи") == words.sentence("нет подписи.") == "нет подписи."


def test_inside_a_sentence_an_abbreviation_keeps_its_capitals() -> None:
    assert words.inside("Начальник департамента") == "начальник департамента"
    assert words.inside("РРП") == "РРП"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('Создан центр "IT-куб" при школе', "Создан центр «IT-куб» при школе"),
        ('"Точка" и "Кванториум"', "«Точка» и «Кванториум»"),
        ("Экран 15,6", "Экран 15,6"),
        ('Экран 15,6"', 'Экран 15,6"'),
    ],
)
def test_pairs_of_straight_quotation_marks_become_russian_ones(typed: str, text: str) -> None:
    assert words.typeset(typed) == text


def test_a_title_in_quotation_marks_has_other_ones_inside() -> None:
    assert words.within("Создан центр «IT-куб»") == "Создан центр „IT-куб“"


@pytest.mark.parametrize("width", range(12, 40))
def test_a_cut_closes_the_quotation_marks_that_it_went_through(width: int) -> None:
    cut = words.shortened("Создан центр «Точка роста при школе» и сад", width)
    assert len(cut) <= width
    assert cut.count("«") == cut.count("»")


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2019, 2, 22), "Решение ожидается до 26.02.2019 (вторник): осталось 2 рабочих дня."),
        (date(2019, 2, 26), "Решение ожидается сегодня, 26.02.2019 (вторник)."),
        (date(2019, 2, 27), "Решение ожидалось до 26.02.2019 (вторник)."),
    ],
)
def test_a_decision_is_expected_by_a_day(today: date, text: str) -> None:
    assert words.answer(date(2019, 2, 26), today, CALENDAR) == text
