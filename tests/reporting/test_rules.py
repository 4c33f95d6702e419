"""Edges of the report's rules: periods, thresholds, lights, what is kept as JSON."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from config.reporting import Reports
from domain.passport import Indicator
from domain.reporting.facts import Entered, IndicatorFact, KnownFacts, Source
from domain.reporting.form import Colour, Light, Report
from domain.reporting.indicators import indicator_rows, percent_of
from domain.reporting.keeping import read, spelled
from domain.reporting.life import kinds_due
from domain.reporting.lights import of_section
from domain.reporting.periods import NotAPeriod, Period, PeriodKind, last_ended, period_from
from domain.reporting.thresholds import BadThresholds, Thresholds, thresholds_from
from tests.reporting.lived import formed, lived
from tests.scenarios.story import story

LIMITS = Thresholds()
GOOD, BAD, WORST = (Light(colour, "потому") for colour in (Colour.GREEN, Colour.YELLOW, Colour.RED))
NOTHING = Light(Colour.GREY, "нет")


@pytest.mark.parametrize(
    ("kind", "code", "first", "last"),
    [
        (PeriodKind.MONTH, "2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        (PeriodKind.MONTH, "2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        (PeriodKind.QUARTER, "2019-Q4", date(2019, 10, 1), date(2019, 12, 31)),
        (PeriodKind.YEAR, "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_is_read_and_spelled_alike(kind: PeriodKind, code: str, first: date, last: date) -> None:
    period = period_from(kind, code)
    assert (period.code, period.first, period.last) == (code, first, last)


@pytest.mark.parametrize("text", ["2019-13", "март", "2019", "0000-01", ""])
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotAPeriod, match="2019-03"):
        period_from(PeriodKind.MONTH, text)


def test_january_ends_the_year_and_its_quarter() -> None:
    assert kinds_due(date(2020, 1, 9)) == (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    assert kinds_due(date(2020, 2, 5)) == (PeriodKind.MONTH,)
    assert last_ended(PeriodKind.YEAR, date(2020, 1, 9)) == Period(PeriodKind.YEAR, 2019)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"indicator": {"blue": 1}}, "порога «indicator_blue» нет"),
        ({"indicator": {"green": "много"}}, "«indicator_green» равен «много»"),
        ({"late": {"red": 1.5}}, "целое число дней"),
        ({"budget": {"green": 50, "red": 70}}, "поменяйте их местами"),
        ({"green": 1}, "стоит вне раздела"),
        ({"section": {"red": True}}, "«section_red» равен «True»"),
    ],
)
def test_wrong_thresholds_are_named(given: dict[str, object], words: str) -> None:
    with pytest.raises(BadThresholds, match=words):
        thresholds_from(given)


def test_thresholds_are_told_in_the_report() -> None:
    told = " ".join(thresholds_from({"late": {"red": 21}, "indicator": {"red": 85.5}}).in_words)
    assert "более 21 дня" in told
    assert "менее 85,5 %" in told


@pytest.mark.parametrize(
    ("lights", "colour"),
    [
        ([GOOD] * 10, Colour.GREEN),
        ([GOOD] * 9 + [BAD], Colour.YELLOW),
        ([GOOD] * 9 + [WORST], Colour.RED),
        ([GOOD] * 10 + [WORST], Colour.YELLOW),
        ([NOTHING] * 3, Colour.GREY),
        ([GOOD] * 2 + [NOTHING] * 3, Colour.GREY),
        ([GOOD] * 3 + [NOTHING] * 2, Colour.GREEN),
        ([], Colour.GREY),
    ],
)
def test_a_section_is_red_from_a_tenth_on(lights: list[Light], colour: Colour) -> None:
    found = of_section([(f"пункт {n}", light) for n, light in enumerate(lights)], LIMITS, "пусто")
    assert found.colour is colour
    assert found.why


def test_less_is_better_where_the_plan_falls() -> None:
    falling = Indicator("1", "Доля ветхих зданий", base_value=Decimal(20), base_date=date(2018, 1, 1),
                        targets={2019: Decimal(10), 2020: Decimal(5)})  # fmt: skip
    made = Source("", "кто-то", datetime(2019, 12, 31))  # noqa: DTZ001  # only kept
    known = KnownFacts.by(date(2019, 12, 31), [Entered(IndicatorFact("1", 2019, 4, Decimal(8)), made)])
    (row,) = indicator_rows([falling], known, date(2019, 12, 31), LIMITS)
    assert (row.percent, row.light and row.light.colour) == (Decimal("125.0"), Colour.GREEN)
    assert percent_of(Decimal(0), Decimal(0), falls=False) is None


def test_a_forecast_is_hatched_and_gives_way_to_what_is_reached() -> None:
    one = Indicator("1", "Доля", base_value=Decimal(0), base_date=date(2018, 1, 1), targets={2019: Decimal(10)})
    made = Source("", "кто-то", datetime(2019, 3, 31))  # noqa: DTZ001  # only kept
    expected = Entered(IndicatorFact("1", 2019, None, Decimal(10), is_forecast=True), made)
    reached = Entered(IndicatorFact("1", 2019, 1, Decimal(3)), made)
    for entered, colour in (([expected], Colour.HATCHED), ([expected, reached], Colour.GREEN)):
        (row,) = indicator_rows([one], KnownFacts.by(date(2019, 3, 31), entered), date(2019, 3, 31), LIMITS)
        assert row.light
        assert row.light.colour is colour


def test_a_report_is_kept_without_any_loss() -> None:
    report = formed(lived(date(2019, 4, 3)), Period(PeriodKind.MONTH, 2019, 3))
    assert read(Report, spelled(report)) == report


def test_a_year_outside_the_plan_says_so() -> None:
    office = lived(date(2025, 1, 15))
    early = formed(office, Period(PeriodKind.YEAR, 2017))
    assert any("2017 год не входит в срок действия паспорта" in note for note in early.notes)
    assert early.lights.indicators.colour is early.lights.budget.colour is Colour.GREY


def test_an_agreement_past_its_date_says_that_it_waits_for_the_ministry() -> None:
    told = story("2", begins="2018-10-01 08:00").until("2019-03-20 10:00")
    report = Reports(told.office, Thresholds()).formed(told.passport, Period(PeriodKind.MONTH, 2019, 3))
    line = next(line for line in report.plan if line.number == "2.1.2")
    assert line.light == Light(Colour.YELLOW, "Срок истёк, просрочено на 20 дней, ждёт решения по заявке 2.1.1")
