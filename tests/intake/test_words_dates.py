"""Terms are read in all the forms that offices write, and what is no date is not guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.intake.words.dates import nearest_date, read_date, ru
from domain.intake.words.terms import NO_TERM, Term, read_term

PROJECT = (date(2019, 1, 1), date(2024, 12, 31))


def day(written: str) -> date:
    return date(*map(int, reversed(written.split("."))))


@pytest.mark.parametrize(
    "written",
    [
        "01.03.2019", "1.3.2019", "01.03.2019 г.", "01.03.2019г", "2019-03-01", "2019-03-01 00:00:00",
        "1 марта 2019 г.",
        "«01» марта 2019 г.", '"1" марта 2019 года', "до 1 марта 2019 года", "не позднее 01.03.2019",
        "к 1 марта 2019 г.",
        "в срок до 01.03.2019", "01.03.2019 <*>", "1 мар. 2019", "01. 03. 2019", "01/03/2019", "1-го марта 2019 г.",
        "ДО 1 МАРТА 2019 ГОДА", "1\u00a0марта 2019\u00a0г.", "до 01.03.2019 включительно", "01.03.2019.",
    ],
)  # fmt: skip
def test_a_day_is_a_day_however_it_is_written(written: str) -> None:
    term = read_term(written)
    assert term == Term(date(2019, 3, 1), date(2019, 3, 1), is_exact=True)
    assert term.words(written) == ""
    assert read_date(written) == date(2019, 3, 1)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("март 2019 г.", "01.03.2019", "31.03.2019"),
        ("в марте 2019 года", "01.03.2019", "31.03.2019"),
        ("февраль 2020", "01.02.2020", "29.02.2020"),
        ("I квартал 2020 года", "01.01.2020", "31.03.2020"),
        ("1 кв. 2020", "01.01.2020", "31.03.2020"),
        ("III кв. 2019 г.", "01.07.2019", "30.09.2019"),
        ("IV квартал 2019", "01.10.2019", "31.12.2019"),
        ("ІV кв.2019г.", "01.10.2019", "31.12.2019"),
        ("Ш квартал 2019 г.", "01.07.2019", "30.09.2019"),
        ("П кв. 2019", "01.04.2019", "30.06.2019"),
        ("lll квартал 2019", "01.07.2019", "30.09.2019"),
        ("во 2-м квартале 2021 года", "01.04.2021", "30.06.2021"),
        ("первый квартал 2020 года", "01.01.2020", "31.03.2020"),
        ("I полугодие 2020 г.", "01.01.2020", "30.06.2020"),
        ("2 полугодие 2020", "01.07.2020", "31.12.2020"),
        ("9 месяцев 2019 года", "01.01.2019", "30.09.2019"),
        ("2019 год", "01.01.2019", "31.12.2019"),
        ("2019 г.", "01.01.2019", "31.12.2019"),
        ("2019", "01.01.2019", "31.12.2019"),
        ("в течение 2019 года", "01.01.2019", "31.12.2019"),
        ("конец 2019 года", "31.12.2019", "31.12.2019"),
        ("до конца I квартала 2019 года", "31.03.2019", "31.03.2019"),
        ("01.03.2019, 01.09.2019", "01.03.2019", "01.09.2019"),
        ("март 2019 г.;\nсентябрь 2019 г.", "01.03.2019", "30.09.2019"),
    ],
)
def test_a_period_is_its_first_and_its_last_day_and_its_words_are_kept(written: str, first: str, last: str) -> None:
    term = read_term(written)
    assert term == Term(day(first), day(last))
    assert term.words(written) == " ".join(written.split())


@pytest.mark.parametrize(
    ("written", "first", "last", "is_exact"),
    [
        ("01.01.2019 - 31.12.2024", "01.01.2019", "31.12.2024", True),
        ("30.06.2019-30.12.2019", "30.06.2019", "30.12.2019", True),
        ("с 1 января 2019 г. по 31 декабря 2024 г.", "01.01.2019", "31.12.2024", True),
        ("1 - 31 марта 2019 г.", "01.03.2019", "31.03.2019", True),
        ("01.03 – 31.05.2019", "01.03.2019", "31.05.2019", True),
        ("декабрь 2019 г. - март 2020 г.", "01.12.2019", "31.03.2020", False),
        ("март-апрель 2019 г.", "01.03.2019", "30.04.2019", False),
        ("I - II кварталы 2019 г.", "01.01.2019", "30.06.2019", False),
        ("2019 - 2024 годы", "01.01.2019", "31.12.2024", False),
        ("2019-2024 гг.", "01.01.2019", "31.12.2024", False),
        ("с 2019 по 2024 год", "01.01.2019", "31.12.2024", False),
    ],
)
def test_a_range_tells_both_ends(written: str, first: str, last: str, is_exact: bool) -> None:
    term = read_term(written)
    assert term == Term(day(first), day(last), is_exact=is_exact, is_range=True)
    assert bool(term.words(written)) is not is_exact


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("ежегодно, до 1 марта", "01.03.2019", "01.03.2024"),
        ("ежегодно до 31.12", "31.12.2019", "31.12.2024"),
        ("ежегодно, не позднее 29 февраля", "28.02.2019", "29.02.2024"),
        ("ежегодно, в декабре", "31.12.2019", "31.12.2024"),
        ("ежегодно, до 1 марта 2020 - 2022 годов", "01.03.2020", "01.03.2022"),
        ("ежегодно", "01.01.2019", "31.12.2024"),
        ("ежеквартально", "01.01.2019", "31.12.2024"),
        ("постоянно", "01.01.2019", "31.12.2024"),
        ("в течение всего срока реализации проекта", "01.01.2019", "31.12.2024"),
    ],
)
def test_what_comes_every_year_is_bounded_by_the_project(written: str, first: str, last: str) -> None:
    assert read_term(written, PROJECT) == Term(day(first), day(last))


def test_the_last_day_of_the_year_that_is_not_after_the_projects_end_counts() -> None:
    ends = (date(2019, 1, 1), date(2024, 2, 29))
    assert read_term("ежегодно, до 1 марта", ends) == Term(date(2019, 3, 1), date(2023, 3, 1))


def test_what_comes_every_year_in_a_project_without_an_end_has_words_and_no_day() -> None:
    term = read_term("ежегодно, до 1 марта")
    assert term == Term(None, None)
    assert term.words("ежегодно, до 1 марта") == "ежегодно, до 1 марта"


@pytest.mark.parametrize("written", ["", " ", "-", "–", "—"])
def test_an_empty_cell_and_a_dash_are_no_term(written: str) -> None:
    assert read_term(written) is NO_TERM
    assert NO_TERM.words(written) == ""


@pytest.mark.parametrize(
    "written",
    [
        "31.04.2019", "29.02.2019", "45.13.2019", "28.02.024", "00.00.0000", "31.12.19", "31.12.20219",
        "V квартал 2020",
        "весна 2019", "15 марта", "по согласованию", "01.01.1019", "13 месяцев 2019 года", "0 кв. 2019", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_guessed(written: str) -> None:
    assert read_term(written, PROJECT) is None
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("28.02.024", "28.02.2024"), ("31.04.2019", "30.04.2019"), ("29.02.2019 г.", "28.02.2019"),
        ("31 апреля 2019 г.", "30.04.2019"), ("31.12.19", "31.12.2019"), ("З1.12.2О19", "31.12.2019"),
        ("31,12,2019", "31.12.2019"), ("2019.02.31", "28.02.2019"),
    ],
)  # fmt: skip
def test_the_nearest_date_is_suggested(written: str, meant: str) -> None:
    assert nearest_date(written) == day(meant)


@pytest.mark.parametrize("written", ["45.13.2019", "00.00.0000", "скоро", "31.12.20219", "01.02.2019 03.04.2019"])
def test_nothing_is_suggested_for_what_means_nothing(written: str) -> None:
    assert nearest_date(written) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_as_it_is_written(any_day: date) -> None:
    assert read_date(ru(any_day)) == read_date(any_day.isoformat()) == any_day
