"""Every finding has its case, and beside it the right thing that must stay silent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.intake import Illegible, Intake, examine, with_suggestions
from domain.intake.examination.cells import is_torn_from
from domain.intake.words.dates import nearest_date, read_date
from domain.intake.words.names import nearest, people, person_and_position
from domain.passport import Finding, Participant, Passport, PlanRow
from domain.vocabulary import ControlLevel, DocumentKind, Rank, Severity

REPORT = "Информационно-аналитический отчет"
RESULT = PlanRow(
    "1", Rank.RESULT, "Создано", date(2019, 2, 1), date(2019, 12, 30), ("Зуев А.Б.",), REPORT, DocumentKind.REPORT, "ПК"
)
POINT = replace(RESULT, number="1.1", rank=Rank.CONTROL_POINT, start=None)
WORK = replace(RESULT, number="1.1.1", rank=Rank.ACTIVITY, executors=("Юдин В.Г.", "Руководители школ"), level="РРП")
PASSPORT = Passport(
    code="x",
    title="Вода",
    region="",
    order="",
    starts=date(2019, 1, 1),
    ends=date(2020, 12, 31),
    head="Зуев А.Б.",
    curator="Ёж Я.Я.",
    administrator=None,
    levels=(ControlLevel("РРП", "Руководитель регионального проекта", "Зуев А.Б."), ControlLevel("ПК", "Комитет")),
    participants=(
        Participant("1", "Участник", "Юдин В.Г.", "Врач", "Чиж Ю.Ю."),
        Participant("2", "Участник", "Юдин В.Г.", "Врач", "Чиж Ю.Ю."),
        Participant("1", "Участник", "Юдин В.Г.", "Врач", "Чиж Ю.Ю.", heading="Нумерация заново"),
    ),
    plan=(RESULT, WORK, POINT),
)


def found(passport: Passport, code: str, illegible: tuple[Illegible, ...] = ()) -> list[Finding]:
    return [finding for finding in examine(passport, illegible) if finding.code == code]


def with_work(**changes: Any) -> Passport:
    return replace(PASSPORT, plan=(RESULT, replace(WORK, **changes), POINT))


def test_a_right_passport_has_no_findings() -> None:
    assert examine(PASSPORT) == ()


@pytest.mark.parametrize(
    ("changes", "code", "severity", "suggestion"),
    [
        ({"start": None}, "missing_date", "error", None),
        ({"finish": None}, "missing_date", "error", None),
        ({"start": date(2019, 12, 31)}, "start_after_finish", "error", None),
        ({"start": date(2018, 12, 31)}, "starts_before_project", "note", None),
        ({"start": date(2019, 1, 31)}, "start_before_parent", "warning", None),
        ({"finish": date(2021, 1, 11)}, "finish_after_project", "warning", None),
        ({"finish": date(2019, 12, 31)}, "finish_after_parent", "warning", None),
        ({"finish": date(2019, 6, 16)}, "day_off_deadline", "note", "14.06.2019"),
        ({"number": "1.2.1"}, "orphan_parent", "error", None),
        ({"number": "1.1"}, "duplicate_number", "error", None),
        ({"number": "1.1.3"}, "numbering_gap", "note", None),
        ({"level": None}, "missing_level", "error", "РРП"),
        ({"level": "РПП"}, "unknown_level", "error", "РРП"),
        ({"executors": ()}, "missing_executor", "error", None),
        ({"executors": ("Юдин Г.В.",)}, "person_mismatch", "warning", "Юдин В.Г."),
        ({"executors": ("Кот М.Р.",)}, "unknown_person", "warning", None),
        ({"executors": ("Зуев А.Б.",)}, "executor_controls_himself", "note", None),
        ({"document": "", "document_kind": None}, "missing_document", "error", None),
        ({"document": "Нечто", "document_kind": None}, "missing_document", "warning", None),
        ({"title": ""}, "truncated_cell", "warning", None),
        ({"title": "Внедрение модели в"}, "truncated_cell", "warning", None),
    ],
)
def test_a_fault_of_an_item_is_found(changes: Any, code: str, severity: str, suggestion: str | None) -> None:
    passport = with_work(**changes)
    if changes.get("level", 0) is None:
        passport = replace(passport, plan=(*passport.plan, replace(WORK, number="1.1.2")))
    finding = found(passport, code)[0]
    assert finding.severity == severity
    if suggestion != "РРП":
        assert finding.suggestion == suggestion
    assert finding.section == "plan"
    assert str(finding.number) in finding.message


@pytest.mark.parametrize(
    "changes",
    [
        {"executors": ("Чиж Ю.Ю.",)},
        {"executors": ("Ёж Я.Я.",)},
        {"executors": ("Руководители школ",)},
        {"finish": date(2019, 2, 28)},
        {"title": 'Создание ГОУДПО (ПК) С "Институт"'},
        {"document": "Отчет"},
    ],
)
def test_what_is_right_but_odd_stays_silent(changes: Any) -> None:
    assert examine(with_work(**changes)) == ()


def test_a_level_is_suggested_by_rank_when_nothing_is_near() -> None:
    other = replace(WORK, number="1.1.2")
    passport = replace(PASSPORT, plan=(RESULT, replace(WORK, level=None), other, POINT))
    assert found(passport, "missing_level")[0].suggestion == "РРП"
    assert found(replace(passport, levels=()), "missing_level")[0].suggestion is None


def test_an_illegible_date_is_one_finding_not_two() -> None:
    passport = with_work(finish=None)
    illegible = (Illegible("1.1.1", "finish", "скоро"),)
    assert [f.code for f in examine(passport, illegible)] == ["invalid_date"]
    assert with_suggestions(Intake(passport, examine(passport, illegible), illegible)).passport == passport


@pytest.mark.parametrize(("written", "silent"), [("ежегодно, до 1 марта", True), ("до 1 марта 2020 года", False)])
def test_what_comes_every_year_needs_no_start(written: str, silent: bool) -> None:
    passport = with_work(start=None, finish_written=written)
    assert (found(passport, "missing_date") == []) is silent


def test_main_provisions_that_are_missing_are_found() -> None:
    bare = replace(PASSPORT, title="", head=None, starts=None, ends=None, levels=())
    assert len(found(bare, "missing_provision")) == 5
    late = replace(PASSPORT, starts=date(2022, 1, 1))
    assert found(late, "start_after_finish")[0].section == "main"


def test_a_participants_number_that_comes_twice_under_one_numbering_is_found() -> None:
    twice = replace(PASSPORT, participants=(*PASSPORT.participants, replace(PASSPORT.participants[0], number="2"),
                                            replace(PASSPORT.participants[0], number="2")))  # fmt: skip
    assert [(f.number, f.severity) for f in found(twice, "duplicate_number")] == [("2", Severity.NOTE)]


def test_suggestions_reach_the_first_wrong_row_of_a_repeated_number() -> None:
    wrong = replace(WORK, executors=("Юдин Г.В.", "Юдин В.Г."))
    passport = replace(PASSPORT, plan=(RESULT, WORK, wrong, replace(WORK, start=None), POINT))
    illegible = (Illegible("1.1.1", "start", "30.02.2019"),)
    mended = with_suggestions(Intake(passport, examine(passport, illegible), illegible)).passport
    assert mended.plan[2].executors == ("Юдин В.Г.",)
    assert mended.plan[3].start == date(2019, 2, 28)


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("Информационно-й отчет", True),
        ("Информационно-аналит", True),
        ("нно-аналитический отчет", True),
        ("Информационно-аналитический", False),
        ("Информационно-аналитический отче", False),
        ("Отчет", False),
        ("", False),
    ],
)
def test_a_torn_document_is_told_from_another_one(text: str, torn: bool) -> None:
    assert is_torn_from(text, REPORT) is torn


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("28.02.024", date(2024, 2, 28)),
        ("31.04.2020", date(2020, 4, 30)),
        ("30.02.2019", date(2019, 2, 28)),
        ("45.02.2019", None),
        ("31.15.2019", None),
        ("март", None),
    ],
)
def test_a_wrong_date_is_guessed_only_when_it_can_be(written: str, meant: date | None) -> None:
    assert read_date(written) is None
    assert nearest_date(written) == meant


def test_a_leap_day_is_a_date_and_so_are_words() -> None:
    assert read_date("29.02.2020") == date(2020, 2, 29)
    assert read_date("11 декабря 2018 г.") == date(2018, 12, 11)


def test_names_are_parted_from_groups_and_positions() -> None:
    assert people("Руководители школ, Зуев А.Б; Юдин В.Г.") == ("Руководители школ", "Зуев А.Б.", "Юдин В.Г.")
    assert person_and_position("нет данных") == (None, "нет данных")


def test_a_slip_of_the_pen_is_near_but_a_stranger_is_not() -> None:
    assert nearest("Юдн В.Г.", ["Юдин В.Г.", "Зуев А.Б."]) == "Юдин В.Г."
    assert nearest("Кот М.Р.", ["Юдин В.Г.", "Зуев А.Б."]) is None
    assert nearest("Юдин В.Д.", ["Юдин В.Г.", "Юдин А.Б."]) == "Юдин В.Г."
