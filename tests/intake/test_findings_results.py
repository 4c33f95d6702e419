"""Findings between section 3 and the plan: results and items are matched, and what does not meet is said."""

from dataclasses import replace
from datetime import date

import pytest

from domain.intake import examine
from domain.passport import Finding, PlanRow, Result
from domain.vocabulary import Severity
from tests.intake.test_findings import PASSPORT, POINT, RESULT, WORK

CODES = ("result_without_item", "item_without_result", "percent_differs", "due_differs")
STATIONS = "Не менее 20% школ, расположенных на территории области, обеспечены чистой водой"
PIPES = "Проложены сети водоснабжения в сельских поселениях"
MODEL = "В области внедрена модель учета воды"


def result(number: str, name: str, due: str | None, written: str = "") -> Result:
    return Result(number, name, date.fromisoformat(due) if due else None, written)


def item(number: str, title: str, finish: str | None) -> PlanRow:
    return replace(RESULT, number=number, title=title, finish=date.fromisoformat(finish) if finish else None)


def findings(results: list[Result], items: list[PlanRow]) -> list[Finding]:
    found = examine(replace(PASSPORT, results=tuple(results), plan=tuple(items)))
    return [finding for finding in found if finding.code in CODES]


def said(results: list[Result], items: list[PlanRow]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.number) for finding in findings(results, items)]


def test_results_and_items_of_the_same_names_and_dates_are_silent() -> None:
    names = ((STATIONS, "2019-12-31"), (PIPES, "2020-11-30"), (MODEL, "2020-12-31"))
    results = [result(f"1.{n}", name, due) for n, (name, due) in enumerate(names, 1)]
    items = [item(str(n), name, due) for n, (name, due) in enumerate(names, 1)]
    assert said(results, items) == []
    assert said(results, items[::-1]) == []


def test_a_result_that_the_plan_lacks_and_an_item_that_section_3_lacks_are_found() -> None:
    found = findings(
        [result("1.1", STATIONS, "2019-12-31"), result("1.2", PIPES, "2019-12-31")],
        [item("1", STATIONS, "2019-12-31"), item("2", MODEL, "2019-12-31")],
    )
    assert [(f.code, f.section, f.number, f.value) for f in found] == [
        ("result_without_item", "results", "1.2", PIPES), ("item_without_result", "plan", "2", MODEL),
    ]  # fmt: skip
    assert {finding.severity for finding in found} == {Severity.WARNING}


def test_names_in_other_word_forms_and_longer_ones_are_the_same_result() -> None:
    longer = "Не менее чем 20% школ области (в том числе малокомплектных), обеспечены чистой питьевой водой"
    assert said([result("1.1", STATIONS, "2019-12-31")], [item("1", longer, "2019-12-31")]) == []


def test_one_name_over_the_years_is_matched_by_its_dates() -> None:
    years = ("2019-12-31", "2020-12-31", "2021-12-31")
    results = [result(f"1.{n}", MODEL, due) for n, due in enumerate(years)]
    items = [item(str(n), MODEL, due) for n, due in enumerate(years)]
    assert said(results[1:], items[1:]) == []
    assert said(results, items[1:]) == [("result_without_item", "1.0")]
    assert said(results[1:], items) == [("item_without_result", "0")]


def test_a_result_without_a_date_takes_what_the_dated_ones_leave() -> None:
    results = [result("1.1", MODEL, None), result("1.2", MODEL, "2020-12-31")]
    assert said(results, [item("1", MODEL, "2019-12-31"), item("2", MODEL, "2020-12-31")]) == []


def test_two_towns_are_two_results() -> None:
    tomsk, asino = "Построена станция очистки в Томске", "Построена станция очистки в Асино"
    assert said([result("1.1", tomsk, "2020-12-31")], [item("1", asino, "2020-12-31")]) == [
        ("result_without_item", "1.1"), ("item_without_result", "1"),
    ]  # fmt: skip


def test_one_result_with_two_dates_is_a_warning_and_no_lost_result() -> None:
    (found,) = findings([result("1.1", PIPES, "2020-11-30")], [item("1", PIPES, "2020-12-31")])
    assert (found.code, found.section, found.number, found.field) == ("due_differs", "plan", "1", "finish")
    assert (found.value, found.suggestion, found.severity) == ("2020-12-31", "30.11.2020", Severity.WARNING)


@pytest.mark.parametrize("written", ["2020 год", "IV квартал 2020 года"])
def test_a_period_agrees_with_any_day_of_its_year(written: str) -> None:
    due = result("1.1", PIPES, "2020-12-31", written)
    assert said([due], [item("1", PIPES, "2020-11-30")]) == []
    assert said([due], [item("1", PIPES, "2021-11-30")]) == [("due_differs", "1")]


@pytest.mark.parametrize(
    ("title", "own"),
    [
        (STATIONS.replace("20%", "15%"), "15 %"),
        (STATIONS.replace("20%", "12,5 процентов"), "12,5 %"),
        (STATIONS.replace("20%", "12.5 %"), "12,5 %"),
    ],
)
def test_an_item_with_another_percentage_than_its_result_is_found(title: str, own: str) -> None:
    (found,) = findings([result("1.1", STATIONS, "2019-12-31")], [item("1", title, "2019-12-31")])
    assert (found.code, found.section, found.number, found.field) == ("percent_differs", "plan", "1", "title")
    assert (found.value, found.suggestion) == (own, "20 %")


def test_percentages_written_in_two_ways_or_on_one_side_only_are_silent() -> None:
    results = [result("1.1", STATIONS, "2019-12-31")]
    for title in (STATIONS.replace("20%", "20 процентов"), STATIONS.replace("Не менее 20% школ", "Школы")):
        assert said(results, [item("1", title, "2019-12-31")]) == []


def test_an_activity_with_another_percentage_of_the_same_thing_is_found() -> None:
    work = replace(WORK, title="Утверждение перечня школ (не менее 10% от общего числа школ)")
    items = [item("1", STATIONS, "2019-12-31"), replace(POINT, title="Вода подведена"), work]
    (found,) = findings([], items)
    assert (found.code, found.number, found.value, found.suggestion) == ("percent_differs", "1.1.1", "10 %", "20 %")
    assert "в пункте 1 - 20 %" in found.message


@pytest.mark.parametrize(
    "titles",
    [
        ["Освоено не менее 95% средств"],
        ["Вода подведена в 10% школ", "Вода подведена в 20% школ"],
        ["Вода подведена в школы"],
    ],
)
def test_percentages_of_other_things_and_steps_towards_the_result_are_silent(titles: list[str]) -> None:
    points = [replace(POINT, number=f"1.{n}", title=title) for n, title in enumerate(titles, 1)]
    assert findings([], [item("1", STATIONS, "2019-12-31"), *points]) == []


def test_a_plan_whose_results_stand_on_its_second_level_is_matched_there() -> None:
    points = [replace(POINT, number=f"1.{n}", title=name) for n, name in enumerate((PIPES, MODEL), 1)]
    results = [result("1.1", PIPES, "2019-12-30"), result("1.2", STATIONS, "2019-12-30")]
    assert said(results, [replace(RESULT, title="Вода: задача первая"), *points]) == [
        ("result_without_item", "1.2"), ("item_without_result", "1.2"),
    ]  # fmt: skip


def test_nothing_is_matched_where_a_section_is_lacking() -> None:
    assert said([], [item("1", PIPES, "2019-12-31")]) == []
    assert said([result("1.1", PIPES, "2019-12-31")], []) == []
