"""`passport check --json` lists what DESIGN section 12 says, in plain JSON values."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.intake import Intake, as_json
from domain.passport import Finding, FundingLine, Indicator, Participant, Passport, PlanRow, Result
from domain.vocabulary import ControlLevel, Rank, Severity

ROW = PlanRow("2.1", Rank.CONTROL_POINT, "Внедрено", None, date(2019, 12, 31), ("Зуев А.Б.",), "Отчет", None, "ПК")
PASSPORT = Passport(
    *("x", "Вода", "", "", date(2019, 1, 1), None, "Зуев А.Б.", None, None),
    levels=(ControlLevel("ПК", "Проектный комитет"),),
    participants=(Participant("1", "Руководитель", "Зуев А.Б.", "Министр", "Юдин В.Г.", 50, "Общие"),),
    plan=(ROW,),
    indicators=(
        Indicator("1", "Доля", "Основной", "процент", Decimal("50.0"), date(2018, 1, 1), {2019: Decimal("65.5")}),
        Indicator("2", "Число"),
    ),
    results=(Result("1.1", "Создано", date(2019, 5, 1), "май", "подробно", "Задача"), Result("1.2", "Открыто", None)),
    funding=(
        FundingLine(
            "1.1", "Бюджет", {2019: Decimal("27.689"), 2020: Decimal("3.0")}, Decimal("30.689"),
            frozenset({None, 2020, 2019}),
        ),
    ),
    lacking=frozenset({"start", "document"}),
)  # fmt: skip
FINDING = Finding("missing_date", Severity.ERROR, "results", "1.2", "due", None, "Результат 1.2: не указан срок")


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(as_json(Intake(PASSPORT, (FINDING,)))))
    return plain


def test_the_sections_are_those_of_the_design_in_its_order(listed: dict[str, Any]) -> None:
    assert " ".join(listed) == "passport counts items indicators results funding participants findings"


def test_an_indicator_has_numbers_by_year(listed: dict[str, Any]) -> None:
    assert listed["indicators"] == [
        {
            "number": "1", "name": "Доля", "kind": "Основной", "base_value": 50, "base_date": "2018-01-01",
            "targets": {"2019": 65.5},
        },
        {"number": "2", "name": "Число", "kind": "", "base_value": None, "base_date": None, "targets": {}},
    ]  # fmt: skip


def test_a_result_has_its_number_name_and_due_date(listed: dict[str, Any]) -> None:
    assert listed["results"] == [
        {"number": "1.1", "name": "Создано", "due": "2019-05-01"},
        {"number": "1.2", "name": "Открыто", "due": None},
    ]


def test_a_whole_amount_is_a_whole_number_and_conditions_name_years_and_the_total(listed: dict[str, Any]) -> None:
    assert listed["funding"] == [
        {
            "number": "1.1", "source": "Бюджет", "amounts": {"2019": 27.689, "2020": 3}, "total": 30.689,
            "conditional": ["2019", "2020", "total"],
        }
    ]  # fmt: skip
    assert isinstance(listed["funding"][0]["amounts"]["2020"], int)


def test_an_item_a_participant_and_a_finding_have_the_keys_of_the_design(listed: dict[str, Any]) -> None:
    assert " ".join(listed["items"][0]) == (
        "number rank parent title start finish executors document document_kind level"
    )
    assert " ".join(listed["participants"][0]) == "number role name position supervisor employment heading"
    assert " ".join(listed["findings"][0]) == "code severity section number field value message suggestion"
    assert (listed["items"][0]["parent"], listed["items"][0]["finish"]) == ("2", "2019-12-31")


def test_everything_is_counted(listed: dict[str, Any]) -> None:
    assert listed["counts"] == {
        "items": 1, "results": 0, "control_points": 1, "activities": 0, "levels": {"ПК": 1}, "without_level": 0,
        "indicators": 2, "section_results": 2, "funding": 1, "participants": 1,
        "findings": {"error": 1, "warning": 0, "note": 0},
    }  # fmt: skip


def test_the_passport_itself_is_told_in_full(listed: dict[str, Any]) -> None:
    told = listed["passport"]
    assert (told["starts"], told["ends"], told["lacking"]) == ("2019-01-01", None, ["document", "start"])
    assert told["levels"] == [{"code": "ПК", "title": "Проектный комитет", "holder": None}]
