"""Findings about indicators, results and numbering, and about columns that a document does not have."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.intake import Illegible, examine
from domain.passport import Finding, Indicator, Participant, Result
from domain.vocabulary import Severity
from tests.intake.test_findings import PASSPORT, POINT, RESULT, WORK, found

SHARE = Indicator("1", "Доля школ с чистой водой, процент", base_value=Decimal(10), base_date=date(2019, 1, 1))
STATION = Result("1.1", "Построена станция", date(2019, 12, 30), task="1. Вода")


def of(*values: str) -> dict[int, Decimal]:
    return {2019 + place: Decimal(value) for place, value in enumerate(values)}


def findings(section: str, *rows: Indicator | Result | Participant) -> list[Finding]:
    """The findings of one section; those that match it with the plan are left to others."""
    changes: dict[str, Any] = {"plan": (), section: rows}
    passport = replace(PASSPORT, **changes)
    return [finding for finding in examine(passport) if finding.section == section]


@pytest.mark.parametrize(
    ("name", "unit", "values", "year"),
    [
        ("Доля школ, процент", "", ("20", "30", "350"), "2021"),
        ("Доля школ", "%", ("20", "120"), "2020"),
        ("Охват детей", "процентов", ("20", "100.5"), "2020"),
        ("Удельный вес школ, (процент)", "", ("101",), "2019"),
    ],
)
def test_a_share_above_a_hundred_percent_is_an_error(name: str, unit: str, values: tuple[str, ...], year: str) -> None:
    (error,) = findings("indicators", replace(SHARE, name=name, unit=unit, targets=of(*values)))
    assert (error.code, error.severity, error.field) == ("percent_out_of_range", Severity.ERROR, year)


def test_a_base_value_is_a_percentage_too() -> None:
    (error,) = findings("indicators", replace(SHARE, base_value=Decimal("-5")))
    assert (error.code, error.field, error.value) == ("percent_out_of_range", "base_value", "-5")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Численность педагогов, прошедших обучение на 50 процентов, человек", ""),
        ("Численность педагогов", "тыс. чел."),
        ("Темп роста числа школ, процент", ""),
        ("Число школ к уровню 2018 года", "%"),
        ("Отношение зарплаты учителя к средней, процент", ""),
    ],
)
def test_what_may_exceed_a_hundred_is_silent(name: str, unit: str) -> None:
    assert findings("indicators", replace(SHARE, name=name, unit=unit, targets=of("120", "150"))) == []


def test_a_sub_row_is_of_the_kind_of_the_row_above_it() -> None:
    above = replace(SHARE, base_value=None, base_date=None)
    (error,) = findings("indicators", above, replace(SHARE, number="1.1", name="В городах", targets=of("101")))
    assert (error.code, error.number) == ("percent_out_of_range", "1.1")


@pytest.mark.parametrize(
    ("values", "field", "value"),
    [
        (("20", "15", "50", "65"), "2020", "15"),
        (("20", "70", "50", "65", "80"), "2021", "50"),
        (("9", "20", "30"), "2019", "9"),
        (("9", "8", "8.5", "7"), "2021", "8,5"),
        (("20", "15"), "2020", "15"),
    ],
)
def test_targets_that_turn_back_are_one_finding(values: tuple[str, ...], field: str, value: str) -> None:
    (turn,) = findings("indicators", replace(SHARE, targets=of(*values)))
    assert (turn.code, turn.severity) == ("target_not_monotonic", Severity.WARNING)
    assert (turn.field, turn.value) == (field, value)
    assert f"в {field} году" in turn.message


@pytest.mark.parametrize("values", [(), ("10", "10", "10"), ("9", "8", "5", "0"), ("10", "20", "20", "100"), ("50",)])
def test_targets_that_keep_their_course_are_silent(values: tuple[str, ...]) -> None:
    assert findings("indicators", replace(SHARE, targets=of(*values))) == []


def test_a_base_value_without_its_date_is_found_where_others_have_one() -> None:
    undated = replace(SHARE, number="2", base_date=None)
    (missing,) = findings("indicators", SHARE, undated)
    assert (missing.code, missing.number, missing.field) == ("missing_date", "2", "base_date")
    assert findings("indicators", SHARE, replace(undated, base_value=None)) == []
    assert findings("indicators", replace(undated, number="1"), undated) == []


def test_a_result_without_a_due_date_is_found_unless_none_has_one() -> None:
    undated = replace(STATION, number="1.2", due=None)
    (missing,) = findings("results", STATION, undated)
    assert (missing.code, missing.number, missing.field) == ("missing_date", "1.2", "due")
    assert findings("results", replace(undated, number="1.1"), undated) == []
    assert findings("results", STATION, replace(undated, due_written="ежегодно")) == []


def test_a_result_may_be_due_on_the_last_day_of_the_project_and_not_after_it() -> None:
    assert findings("results", replace(STATION, due=PASSPORT.ends)) == []
    (late,) = findings("results", replace(STATION, due=date(2021, 1, 1)))
    assert (late.code, late.field, late.value) == ("finish_after_project", "due", "2021-01-01")


def test_an_illegible_date_of_any_section_stands_there_once() -> None:
    passport = replace(PASSPORT, plan=(), results=(STATION, replace(STATION, number="1.2", due=None)),
                       indicators=(SHARE, replace(SHARE, number="2", base_date=None)))  # fmt: skip
    illegible = (Illegible("1.2", "due", "31.04.2020", "results"), Illegible("2", "base_date", "давно", "indicators"))
    dates = [finding for finding in examine(passport, illegible) if "date" in finding.code]
    assert [(each.code, each.section, each.suggestion) for each in dates] == [
        ("invalid_date", "indicators", None), ("invalid_date", "results", "30.04.2020"),
    ]  # fmt: skip


def test_a_cell_that_is_no_date_and_cannot_be_read_is_found() -> None:
    passport = replace(PASSPORT, indicators=(SHARE,))
    (torn,) = found(passport, "truncated_cell", (Illegible("1", "2019", "1O", "indicators"),))
    assert (torn.section, torn.number, torn.field, torn.value) == ("indicators", "1", "2019", "1O")


def test_a_name_that_is_cut_is_found_in_every_section() -> None:
    assert [f.code for f in findings("results", replace(STATION, name="Построена станция в"))] == ["truncated_cell"]
    assert [f.code for f in findings("indicators", replace(SHARE, name=""))] == ["truncated_cell"]


def test_numbers_that_repeat_or_skip_are_found_in_every_section() -> None:
    shares = [replace(SHARE, number=number) for number in ("1", "2", "2", "5")]
    assert [(f.code, f.number) for f in findings("indicators", *shares)] == [
        ("duplicate_number", "2"), ("numbering_gap", "5"),
    ]  # fmt: skip
    results = [replace(STATION, number=number) for number in ("1.1", "1.1", "1.3")]
    assert [(f.code, f.severity) for f in findings("results", *results)] == [
        ("duplicate_number", Severity.ERROR), ("numbering_gap", Severity.NOTE),
    ]  # fmt: skip


def test_numbering_may_begin_anew_or_go_on_under_a_heading() -> None:
    def under(heading: str, *numbers: str) -> list[Participant]:
        return [Participant(number, "Участник", "Школы", "", "Главы", heading=heading) for number in numbers]

    assert findings("participants", *under("А", "1", "2"), *under("Б", "1", "2"), *under("В", "7", "8")) == []
    skipped = findings("participants", *under("А", "1", "2"), *under("Б", "3", "5"))
    assert [(f.code, f.number) for f in skipped] == [("numbering_gap", "5")]
    assert findings("results", STATION, replace(STATION, task="2. Трубы")) == []


def test_numbers_that_are_no_digits_are_left_alone() -> None:
    odd = [replace(SHARE, number=number) for number in ("I", "1.а", "9" * 5000, "")]
    assert [f.code for f in findings("indicators", *odd)] == []


def test_a_long_gap_is_named_by_its_ends() -> None:
    (gap,) = findings("indicators", replace(SHARE, number="900"))
    assert "с 1 по 899" in gap.message


@pytest.mark.parametrize("lacking", ["document", "start", "level", "executors", "finish"])
def test_a_column_that_the_document_lacks_is_no_fault_of_its_rows(lacking: str) -> None:
    emptied: dict[str, Any] = {lacking: () if lacking == "executors" else "" if lacking == "document" else None}
    if lacking == "document":
        emptied["document_kind"] = None
    plan = tuple(replace(row, **emptied) for row in (RESULT, WORK, POINT))
    codes = [finding.code for finding in examine(replace(PASSPORT, plan=plan, lacking=frozenset({lacking})))]
    assert codes in ([], ["missing_provision"])


def test_findings_go_by_sections_and_then_by_the_documents_order() -> None:
    passport = replace(PASSPORT, head=None, results=(STATION,), indicators=(replace(SHARE, targets=of("101")),),
                       plan=(replace(RESULT, document=""), replace(WORK, title=""), POINT))  # fmt: skip
    sections = [finding.section for finding in examine(passport)]
    assert list(dict.fromkeys(sections)) == ["main", "indicators", "results", "plan"]
    assert [f.number for f in examine(passport) if f.section == "plan"] == ["1", "1", "1.1.1"]
