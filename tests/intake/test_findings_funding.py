"""Findings about money: every sum that does not agree is found, and what is right but odd stays silent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.intake import examine
from domain.intake.examination.sources import Source, source_of
from domain.passport import Finding, FundingLine, Passport, PlanRow, Result
from domain.vocabulary import DocumentKind, Rank, Severity
from tests.intake.test_findings import PASSPORT

WHOLE = "Всего по региональному проекту, в том числе"
CONSOLIDATED = "Консолидированный бюджет Томской области, в том числе"
TRANSFERS = "Межбюджетные трансферты бюджетам муниципальных образований"


def line(number: str, source: str, *amounts: str, total: str | None = None, result: str = "") -> FundingLine:
    """A funding row of 2019 and the years after it."""
    by_year = {2019 + place: Decimal(amount.replace(",", ".")) for place, amount in enumerate(amounts)}
    return FundingLine(number, source, by_year, Decimal(total.replace(",", ".")) if total else None, result=result)


RIGHT = (
    line("1", "Вода: задача без сумм"),
    line("1.1", "Построены станции", "12,5", "10,5", total="23,0"),
    line("1.1.1", "Федеральный бюджет (в том числе межбюджетные трансферты)", "2,0", "0,0", total="2,0"),
    line("1.1.2", CONSOLIDATED, "10,0", "10,5", total="20,5"),
    line("1.1.2.1", "Областной бюджет", "6,0", "6,5", total="12,5"),
    line("1.1.2.2", TRANSFERS, "1,0", "1,0", total="2,0"),
    line("1.1.2.3", "Бюджеты муниципальных образований", "3,0", "3,0", total="6,0"),
    line("1.1.3", "Внебюджетные источники", "0,5", "0,0", total="0,5"),
    line("1.2", "Обучены операторы", "0,0", "4,0", total="4,0"),
    line("1.2.1", "Федеральный бюджет (в том числе межбюджетные трансферты)", "0,0", "4,0", total="4,0"),
    line("", WHOLE, "12,5", "14,5", total="27,0"),
    line("", "федеральный бюджет (в том числе межбюджетные трансферты)", "2,0", "4,0", total="6,0"),
    line("", "консолидированный бюджет Томской области, в том числе", "10,0", "10,5", total="20,5"),
    line("", "областной бюджет", "6,0", "6,5", total="12,5"),
    line("", TRANSFERS.lower(), "1,0", "1,0", total="2,0"),
    line("", "бюджеты муниципальных образований", "3,0", "3,0", total="6,0"),
    line("", "внебюджетные источники", "0,5", "0,0", total="0,5"),
)


def findings(*lines: FundingLine) -> list[Finding]:
    return [each for each in examine(replace(PASSPORT, funding=lines)) if each.section == "funding"]


def with_amount(place: int, year: int | None, amount: str) -> Sequence[FundingLine]:
    """The right table with one amount replaced."""
    was, now = RIGHT[place], Decimal(amount.replace(",", "."))
    wrong = replace(was, total=now) if year is None else replace(was, amounts={**was.amounts, year: now})
    return [*RIGHT[:place], wrong, *RIGHT[place + 1 :]]


def test_a_table_that_agrees_is_silent() -> None:
    assert findings(*RIGHT) == []


CELLS = [(place, year) for place, each in enumerate(RIGHT) for year in (*each.amounts, None) if each.amounts]


@pytest.mark.parametrize(("place", "year"), CELLS)
def test_any_one_wrong_amount_is_found_and_named_in_every_sum_that_it_spoils(place: int, year: int | None) -> None:
    found = findings(*with_amount(place, year, "99,125"))
    assert {(each.code, each.severity) for each in found} == {("sum_mismatch", Severity.ERROR)}
    own = [each for each in found if each.value == "99,125"]
    others = [each for each in found if each.value != "99,125"]
    name = RIGHT[place].number or RIGHT[place].source
    assert all(name in each.message for each in [*own, *others])
    assert len({(each.message, each.field) for each in found}) == len(found)


def test_a_wrong_year_shows_in_its_row_its_column_and_the_totals() -> None:
    found = findings(*with_amount(4, 2019, "7,5"))
    assert [(each.number, each.field, each.value, each.suggestion) for each in found] == [
        ("1.1.2", "2019", "10,0", "11,5"), ("1.1.2.1", "total", "12,5", "14,0"), (None, "2019", "6,0", "7,5"),
    ]  # fmt: skip
    assert all("вероятно, ошибка в строке 1.1.2.1 (за 2019 год)" in each.message for each in found)
    assert "а сумма строк 1.1.2.1, 1.1.2.2, 1.1.2.3 равна 11,5, разница 1,5 млн руб." in found[0].message


def test_a_wrong_total_of_the_project_is_one_finding() -> None:
    (found,) = findings(*with_amount(10, None, "28,0"))
    assert (found.number, found.value, found.suggestion) == (None, "28,0", "27,0")


def test_a_row_without_anything_above_it_is_added_up_by_years() -> None:
    (found,) = findings(line("1.1", "Построены станции", "114,347", "2,0", total="117,0"))
    assert (found.severity, found.suggestion) == (Severity.ERROR, "116,347")
    assert "в графе «Всего» указано 117,0, а сумма по годам равна 116,347, разница 0,653 млн руб." in found.message


def test_a_column_is_added_up_by_its_rows() -> None:
    (found,) = findings(line("1", "Всё", "7,0"), line("1.1", "Станции", "2,0"), line("1.2", "Трубы", "4,0"))
    assert (found.number, found.field, found.value, found.suggestion) == ("1", "2019", "7,0", "6,0")
    assert "за 2019 год указано 7,0, а сумма строк 1.1, 1.2 равна 6,0" in found.message


def test_two_wrong_amounts_of_a_row_are_both_named() -> None:
    wrong = replace(RIGHT[4], amounts={2019: Decimal("7.0"), 2020: Decimal("8.0")})
    messages = " ".join(each.message for each in findings(*RIGHT[:4], wrong, *RIGHT[5:]))
    assert "1.1.2.1 (за 2019 год)" in messages
    assert "1.1.2.1 (за 2020 год)" in messages


def test_a_difference_that_rounding_makes_is_only_a_note() -> None:
    (found,) = findings(line("1.1", "Станции", "33,3", "33,3", "33,3", total="100"))
    assert (found.code, found.severity) == ("sum_mismatch", Severity.NOTE)
    assert "округление" in found.message


def test_transfers_may_be_counted_inside_the_regional_budget() -> None:
    inside = [line("1", CONSOLIDATED, "9,0"), line("1.1", "Областной бюджет", "6,0"), line("1.2", TRANSFERS, "1,0"),
              line("1.3", "Местные бюджеты", "3,0")]  # fmt: skip
    assert findings(*inside) == []
    assert findings(replace(inside[0], amounts={2019: Decimal("10.0")}), *inside[1:]) == []
    (found,) = findings(replace(inside[0], amounts={2019: Decimal("11.0")}), *inside[1:])
    assert (found.code, found.suggestion) == ("sum_mismatch", "10,0")


def test_absent_amounts_and_totals_are_no_mismatch() -> None:
    assert findings(line("1.1", "Станции", "1,0", "2,0"), line("1.2", "Трубы", total="5,0")) == []
    assert findings(line("1", "Станции", "5,0"), line("1.1", "Федеральный бюджет"), line("1.2", "Местный бюджет")) == []


def test_sources_without_numbers_belong_to_the_result_above_them() -> None:
    rows = [
        line("1.1", "Станции", "10,0"), line("", "федеральный бюджет", "4,0"),
        line("", "в том числе межбюджетные трансферты бюджету области", "3,0"),
        line("", "консолидированный бюджет, в т.ч.:", "6,0"), line("", "краевой бюджет", "5,0"),
        line("", "местные бюджеты", "1,0"), line("1.2", "Трубы", "2,0"), line("", "федеральный бюджет", "2,0"),
        line("", "ИТОГО:", "12,0"), line("", "федеральный бюджет", "6,0"), line("", "краевой бюджет", "5,0"),
        line("", "местные бюджеты", "1,0"),
    ]  # fmt: skip
    assert findings(*rows) == []
    result, total = findings(rows[0], line("", "федеральный бюджет", "9,0"), *rows[2:])
    assert (result.number, result.value, result.suggestion) == ("1.1", "10,0", "15,0")
    assert (total.number, total.value, total.suggestion) == (None, "6,0", "11,0")
    assert "ошибка в строке «федеральный бюджет»" in result.message


def test_sources_may_stand_in_a_column_beside_their_result() -> None:
    def of(result: str, *amounts: str) -> list[FundingLine]:
        sources = ("Всего", "федеральный бюджет", "бюджет субъекта РФ")
        return [line("1.1", source, amount, result=result) for source, amount in zip(sources, amounts, strict=True)]

    table = [*of("Станции", "5,0", "2,0", "3,0"), *of("Трубы", "4,0", "1,0", "3,0")]
    total = of("Итого по проекту", "9,0", "3,0", "6,0")
    assert findings(*table, *(replace(each, number="") for each in total)) == []
    (found,) = findings(*of("Станции", "5,0", "2,0", "4,0"))
    assert (found.value, found.suggestion) == ("5,0", "6,0")


def test_a_total_may_open_the_table() -> None:
    assert findings(*RIGHT[10:], *RIGHT[:10]) == []


def test_a_table_of_sources_alone_is_added_up_to_its_total() -> None:
    rows = [line("", "федеральный бюджет", "4,0"), line("", CONSOLIDATED, "6,0"), line("", "областной бюджет", "5,0"),
            line("", "местные бюджеты", "1,0")]  # fmt: skip
    assert findings(*rows, line("", "ИТОГО", "10,0")) == findings(line("", "ВСЕГО", "10,0"), *rows) == []
    for table in ((*rows, line("", "ИТОГО", "11,0")), (line("", "ВСЕГО", "11,0"), *rows)):
        assert [(each.value, each.suggestion) for each in findings(*table)] == [("11,0", "10,0")]


def test_a_row_all_beside_a_result_with_its_own_sum_is_not_added_twice() -> None:
    rows = [line("1.1", "Станции", "5,0"), line("", "Всего", "5,0"), line("", "местный бюджет", "5,0"),
            line("1.2", "Трубы", "1,0"), line("", "местный бюджет", "1,0")]  # fmt: skip
    assert findings(*rows) == []


def test_disagreements_of_which_no_cell_is_the_cause_are_told_one_by_one() -> None:
    wrong = [line("1.1", "Станции", "1,0", total="2,0"), line("1.2", "Трубы", "3,0", total="4,0")]
    found = findings(*wrong)
    assert [(each.number, each.suggestion) for each in found] == [("1.1", "1,0"), ("1.2", "3,0")]
    assert all(each.message.endswith("исправьте одно из значений") for each in found)


def test_a_result_whose_sum_stands_in_a_row_of_its_own_is_added_up() -> None:
    rows = [line("1.1", "Станции"), line("", "Всего", "5,0"), line("", "федеральный бюджет", "2,0"),
            line("", "местный бюджет", "3,0"), line("1.2", "Трубы"), line("", "Всего", "1,0"),
            line("", "местный бюджет", "1,0"), line("", "Всего по проекту", "6,0")]  # fmt: skip
    assert findings(*rows) == []
    (found,) = findings(*rows[:3], line("", "местный бюджет", "2,0"), *rows[4:])
    assert (found.value, found.suggestion) == ("5,0", "4,0")


def test_equal_numbers_of_funding_are_found_unless_a_merged_cell_gives_them() -> None:
    twice = [line("1.1", "Станции"), line("1.1", "Трубы")]
    assert [(each.code, each.severity) for each in findings(*twice)] == [("duplicate_number", Severity.ERROR)]
    assert findings(*(replace(each, result="Вода") for each in twice)) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Всего, в том числе:", Source.WHOLE),
        ("Федеральный бюджет (в том числе межбюджетные трансферты бюджету области)", Source.FEDERAL),
        ("средства федерального бюджета", Source.FEDERAL),
        ("Бюджеты государственных внебюджетных фондов Российской Федерации", Source.FUNDS),
        ("- консолидированный бюджет субъекта", Source.CONSOLIDATED),
        ("Областной бюджет", Source.REGIONAL),
        ("бюджет Республики Алтай", Source.REGIONAL),
        ("свод бюджетов муниципальных образований", Source.MUNICIPAL),
        ("местные бюджеты", Source.MUNICIPAL),
        ("внебюджетные средства", Source.OUTSIDE),
        ("в том числе межбюджетные трансферты", Source.PART),
        ("в том числе: областной бюджет", Source.REGIONAL),
        ("Созданы центры за счет федерального бюджета", None),
    ],
)
def test_sources_are_told_by_how_they_begin(name: str, source: Source | None) -> None:
    assert source_of(name) is source


def test_a_year_without_money_in_which_the_result_is_due_is_a_note() -> None:
    due = Result("1.8", 'Созданы станции чистой воды "Ключ", не менее 2', date(2019, 12, 31))
    item = PlanRow(
        "1", Rank.RESULT, due.name, None, due.due, ("Юдин В.Г.",), "Отчет", DocumentKind.REPORT, "ПК"
    )  # fmt: skip
    money = (line("1.1", 'Созданы станции чистой воды "Ключ"', "0,0", "3,0"),)
    by_result: Passport = replace(PASSPORT, results=(due,), funding=money, plan=())
    by_item = replace(PASSPORT, funding=money, plan=(item,))
    for passport in (by_result, by_item):
        (found,) = [each for each in examine(passport) if each.code == "unfunded_year"]
        assert (found.number, found.field, found.value, found.severity) == ("1.1", "2019", "0,0", Severity.NOTE)


def test_a_year_without_money_is_silent_when_nothing_is_due_in_it_or_nothing_is_funded_at_all() -> None:
    later = Result("1.8", "Созданы станции чистой воды", date(2020, 12, 31))
    for amounts in (("0,0", "3,0"), ("0,0", "0,0")):
        passport = replace(PASSPORT, results=(later,), funding=(line("1", later.name, *amounts),))
        assert "unfunded_year" not in [each.code for each in examine(passport)]
