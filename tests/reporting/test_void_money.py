"""Conditional money: while its application lives it is planned, once refused it stands apart and in no total."""

from decimal import Decimal

from domain import use_cases
from domain.reporting.form import BudgetRow, Report
from domain.reporting.periods import Period, PeriodKind
from tests.reporting.lived import book, formed
from tests.scenarios.story import CURATOR, HEAD, PROOF, Story, story

APRIL = Period(PeriodKind.MONTH, 2020, 4)
CUBE = "1.3"
"""The funding line of result 11: centres of digital education."""


def lived() -> Story:
    told = story(begins="2019-07-01 08:00").until("2019-07-20 10:00")
    told.do(use_cases.report, "11.1.1", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "11.1.1", by=CURATOR)
    return told


def refused() -> Report:
    told = lived()
    told.do(use_cases.refuse, "11.1.1", by=CURATOR, reason="область не прошла отбор")
    return formed(told.until("2020-05-12 10:00").office, APRIL)


def row(report: Report, number: str) -> BudgetRow | None:
    return next((one for one in report.budget if one.number == number), None)


def test_money_of_a_living_application_is_planned_and_called_conditional() -> None:
    report = formed(lived().until("2020-05-12 10:00").office, APRIL)
    assert report.void_budget == ()
    found = row(report, f"{CUBE}.1")
    assert found
    assert (found.planned, found.is_conditional, found.is_void) == (Decimal("12.0"), True, False)


def test_money_of_a_refused_one_stands_apart() -> None:
    report = refused()
    assert {one.number for one in report.void_budget} == {CUBE, f"{CUBE}.1"}
    assert all(one.is_void and one.light is None for one in report.void_budget)
    assert row(report, f"{CUBE}.1") is None


def test_totals_have_no_void_money() -> None:
    report, year = refused(), 2020
    whole = next(line.amounts[year] for line in book().funding if not line.number)
    federal = next(line.amounts[year] for line in book().funding if not line.number and "федеральный" in line.source)
    totals = [one.planned for one in report.budget if not one.number]
    assert totals[:2] == [whole - Decimal("27.689"), federal - Decimal("12.0")]


def test_money_of_other_years_and_results_is_not_touched() -> None:
    report = refused()
    found = row(report, "1.2.1")
    assert found
    assert found.planned == Decimal("105.475")
