"""Money, targets, results, participants and provisions are compared row by row, wherever the rows stand now."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.intake.editions import compare, sentence
from domain.passport import FundingLine, Indicator, Participant, Passport, Result
from domain.vocabulary import ControlLevel
from tests.domain.samples import DEPUTY, HEAD, LEVELS, OTHER, PASSPORT, PEOPLE

INDICATOR = Indicator("3", "Доля школ с интернетом", unit="процент", targets={2019: Decimal(65), 2020: Decimal(70)})
RESULT = Result("1.1", "Открыт центр", date(2019, 12, 31), characteristic="1 центр")
FEDERAL, REGIONAL = "федеральный бюджет", "бюджет субъекта"
FUNDING = (
    FundingLine("1", "Создание центров"),
    FundingLine("1.1", FEDERAL, {2019: Decimal("12.5")}, Decimal("12.5")),
    FundingLine("1.2", REGIONAL, {2019: Decimal("0.5")}, Decimal("0.5")),
    FundingLine("2", "Связь в школах"),
    FundingLine("2.1", FEDERAL, {2019: Decimal("30")}, Decimal("30")),
    FundingLine("", "Всего по проекту", {2019: Decimal("43")}, Decimal("43")),
)
FIRST = replace(PASSPORT, indicators=(INDICATOR,), results=(RESULT,), funding=FUNDING)


def said(**otherwise: Any) -> list[str]:
    return [sentence(change) for change in compare(FIRST, replace(FIRST, **otherwise)).changes]


def funding(*lines: FundingLine) -> Passport:
    return replace(FIRST, funding=lines)


def test_money_is_told_by_year_with_its_source_and_block() -> None:
    more = replace(FUNDING[1], amounts={2019: Decimal(14), 2020: Decimal(2)}, total=Decimal(16))
    place = "Финансирование, строка 1.1 «федеральный бюджет · Создание центров»"
    assert said(funding=(FUNDING[0], more, *FUNDING[2:])) == [
        f"{place}: объём на 2019 год — было 12,5 млн руб., стало 14 млн руб.",
        f"{place}: объём на 2020 год — установлено 2 млн руб.",
        f"{place}: всего — было 12,5 млн руб., стало 16 млн руб.",
    ]


def test_money_that_became_conditional_is_a_change() -> None:
    doubtful = replace(FUNDING[1], conditional=frozenset({2019, None}))
    assert said(funding=(FUNDING[0], doubtful, *FUNDING[2:]))[0].endswith(
        "годы с условным финансированием — установлено 2019, total"
    )


def test_a_block_put_in_before_others_renumbers_their_sources_and_changes_no_money() -> None:
    block = (FundingLine("1", "Новый блок"), FundingLine("1.1", FEDERAL, {2019: Decimal(1)}, Decimal(1)))
    moved = [replace(one, number=f"{int(one.number[0]) + 1}{one.number[1:]}" if one.number else "") for one in FUNDING]
    found = compare(FIRST, funding(*block, *moved)).changes
    assert [(change.number, change.now) for change in found if change.field == "row"] == [
        ("1", "Новый блок"), ("1.1", "федеральный бюджет · Новый блок"),
    ]  # fmt: skip
    assert {change.field for change in found} == {"row", "number"}


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ({"targets": {2019: Decimal(65), 2020: Decimal(75)}}, "значение на 2020 год — было 70, стало 75"),
        ({"targets": {2019: Decimal(65)}}, "значение на 2020 год — исключено (было 70)"),
        ({"unit": "единица"}, "единица измерения — было процент, стало единица"),
        ({"base_date": date(2018, 1, 1)}, "дата базового значения — установлено 01.01.2018"),
    ],
)
def test_a_target_is_told_with_its_year(otherwise: dict[str, Any], words: str) -> None:
    found = said(indicators=(replace(INDICATOR, **otherwise),))
    assert found == [f"Показатель 3 «Доля школ с интернетом»: {words}"]


def test_an_indicator_in_other_words_under_its_number_is_the_same_one() -> None:
    assert said(indicators=(replace(INDICATOR, name="Доля школ, подключённых к сети, с интернетом"),)) == [
        "Показатель 3 «Доля школ, подключённых к сети, с интернетом»: наименование — было Доля школ с интернетом, "
        "стало Доля школ, подключённых к сети, с интернетом"
    ]


def test_equal_numbers_written_with_other_zeros_are_no_change() -> None:
    assert said(indicators=(replace(INDICATOR, targets={2019: Decimal("65.0"), 2020: Decimal(70)}),)) == []


def test_a_result_put_off_and_one_put_in() -> None:
    later, new = replace(RESULT, due=date(2020, 3, 31)), Result("1.2", "Построена школа", date(2021, 12, 31))
    assert said(results=(later, new)) == [
        "Результат 1.1 «Открыт центр»: срок — было 31.12.2019, стало 31.03.2020",
        "Результат 1.2: добавлено — «Построена школа»",
    ]


def test_a_participant_who_left_one_who_came_and_one_with_another_post() -> None:
    lead, deputy, *others = PEOPLE
    came = Participant("6", "Участник", "Зимина Т.П.", "Специалист", DEPUTY)
    left = [person for person in others if person.name != OTHER]
    promoted = replace(deputy, position="Первый заместитель")
    assert said(participants=(lead, promoted, *left, came)) == [
        f"Участник {OTHER} · Участник: исключён",
        f"Участник {DEPUTY} · Участник: должность — было Заместитель начальника департамента, стало Первый заместитель",
        "Участник Зимина Т.П. · Участник: добавлен",
    ]


def test_participants_counted_anew_are_the_same_people() -> None:
    assert said(participants=tuple(replace(one, number=f"{n}") for n, one in enumerate(PEOPLE, 10))) == []


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ({"ends": date(2030, 12, 31)}, "Окончание проекта — было 31.12.2024, стало 31.12.2030"),
        ({"head": DEPUTY}, f"Руководитель проекта — было {HEAD}, стало {DEPUTY}"),
        ({"goal": "Доступность"}, "Цель проекта — установлено Доступность"),
        ({"levels": (*LEVELS[:2], ControlLevel("АРП", "Администрация"))},
         f"Уровни контроля — было РРП ({HEAD}), ПК, Коллегия, стало РРП ({HEAD}), ПК, АРП"),
    ],
)  # fmt: skip
def test_provisions_are_told_by_name(otherwise: dict[str, Any], words: str) -> None:
    assert said(**otherwise) == [words]
