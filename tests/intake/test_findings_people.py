"""Findings about people: slips of a name are told from strangers, and one person from two."""

from dataclasses import replace
from typing import Any

import pytest

from domain.intake import Intake, examine, with_suggestions
from domain.passport import Finding, Participant, Passport
from domain.vocabulary import ControlLevel, Severity
from tests.intake.test_findings import PASSPORT, with_work

HEAD = Participant("3", "Руководитель регионального проекта", "Зуев А.Б.", "Начальник", "Ёж Я.Я.", 10)
PEOPLE = ("unknown_person", "person_mismatch", "missing_executor", "executor_controls_himself")


def about_people(passport: Passport) -> list[Finding]:
    return [finding for finding in examine(passport) if finding.code in PEOPLE]


def with_participants(*added: Participant, **changes: Any) -> Passport:
    return replace(PASSPORT, participants=(*PASSPORT.participants, *added), **changes)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Юдин Г.В.", "Юдин В.Г."), ("Юдн В.Г.", "Юдин В.Г."), ("Юдин В.Д.", "Юдин В.Г."), ("Кот М.Р.", None)],
)
def test_a_slip_of_a_known_name_is_a_mismatch_and_anybody_else_a_stranger(written: str, meant: str | None) -> None:
    (found,) = about_people(with_work(executors=(written,)))
    assert (found.code, found.suggestion) == ("person_mismatch" if meant else "unknown_person", meant)
    assert (found.section, found.field, found.value) == ("plan", "executors", written)
    assert found.severity is Severity.WARNING


def test_a_namesake_without_an_initial_in_common_is_another_person() -> None:
    (found,) = about_people(with_work(executors=("Юдин К.М.",)))
    assert (found.code, found.suggestion) == ("unknown_person", None)


@pytest.mark.parametrize("name", ["Еж Я.Я.", "Ёж Я.Я.", "Зуев А.Б.", "Руководители школ", "Муниципальные органы"])
def test_e_with_and_without_dots_officials_and_groups_are_known(name: str) -> None:
    passport = replace(with_work(executors=(name,)), levels=(ControlLevel("РРП", "Куратор"), ControlLevel("ПК", "ПК")))
    assert about_people(passport) == []


def test_whom_only_the_positions_or_a_level_name_is_known() -> None:
    passport = replace(with_work(executors=("Кот М.Р.",)), positions={"Кот М.Р.": "Администратор"})
    assert about_people(passport) == []


def test_nobody_is_a_stranger_where_no_people_are_listed() -> None:
    bare = replace(with_work(executors=("Кот М.Р.",)), participants=())
    groups = (Participant("1", "Участник", "Школы", "Руководители", "Главы"),)
    assert about_people(bare) == about_people(replace(bare, participants=groups)) == []


def test_an_official_whom_section_5_calls_otherwise_is_found() -> None:
    other = replace(HEAD, name="Юдин В.Г.")
    (found,) = about_people(with_participants(other))
    assert (found.code, found.section, found.field) == ("person_mismatch", "main", "head")
    assert (found.value, found.suggestion) == ("Зуев А.Б.", "Юдин В.Г.")


@pytest.mark.parametrize(
    "added",
    [
        HEAD,
        replace(HEAD, name="ЗУЕВ А.Б."),
        replace(HEAD, role="Заместитель руководителя регионального проекта", name="Юдин В.Г."),
        replace(HEAD, role="Куратор регионального проекта", name="Еж Я.Я."),
        replace(HEAD, role="Администратор регионального проекта", name="Юдин В.Г."),
        replace(HEAD, name="Руководители школ"),
    ],
)
def test_officials_who_agree_with_section_1_or_are_not_named_there_are_silent(added: Participant) -> None:
    assert about_people(with_participants(added)) == []


def test_one_of_two_heads_in_section_5_is_enough() -> None:
    assert about_people(with_participants(replace(HEAD, name="Юдин В.Г."), HEAD)) == []


def test_a_participant_spelled_otherwise_once_is_found_by_the_post() -> None:
    (found,) = about_people(with_participants(replace(PASSPORT.participants[0], number="3", name="Юдин Г.В.")))
    assert (found.section, found.number, found.suggestion) == ("participants", "3", "Юдин В.Г.")


def test_two_people_of_one_surname_and_a_person_in_two_roles_are_silent() -> None:
    wife = Participant("3", "Участник", "Юдина В.Г.", "Учитель", "Чиж Ю.Ю.")
    again = replace(PASSPORT.participants[0], number="4", role="Ответственный")
    assert about_people(with_participants(wife, again)) == []


def test_a_supervisor_spelled_otherwise_is_found_and_an_outsider_is_not() -> None:
    under = replace(HEAD, number="4", name="Кот М.Р.", position="Врач", role="Участник")
    (found,) = about_people(with_participants(replace(under, supervisor="Зуев Б.А.")))
    assert (found.section, found.field, found.suggestion) == ("participants", "supervisor", "Зуев А.Б.")
    assert about_people(with_participants(replace(under, supervisor="Гусь О.О."))) == []


def test_the_misspelled_name_of_a_supervisor_does_not_make_it_known() -> None:
    under = replace(HEAD, name="Кот М.Р.", role="Участник", supervisor="Юдин Г.В.")
    passport = replace(with_work(executors=("Юдин Г.В.",)), participants=(*PASSPORT.participants, under))
    assert [finding.section for finding in about_people(passport)] == ["participants", "plan"]


def test_only_mismatches_of_the_plan_are_taken_as_corrections() -> None:
    passport = replace(with_work(executors=("Юдин Г.В.",)), participants=(*PASSPORT.participants,
                       replace(HEAD, name="Юдин В.Г.")))  # fmt: skip
    mended = with_suggestions(Intake(passport, examine(passport))).passport
    assert mended.plan[1].executors == ("Юдин В.Г.",)
    assert (mended.head, len(mended.corrections)) == ("Зуев А.Б.", 1)


def test_a_controller_is_his_own_whatever_the_spelling() -> None:
    levels = (ControlLevel("РРП", "Руководитель", "Семёнов А.Б."), ControlLevel("ПК", "Комитет"))
    passport = replace(with_work(executors=("Семенов А.Б.",)), levels=levels)
    assert [finding.code for finding in about_people(passport)] == ["executor_controls_himself"]


@pytest.mark.parametrize(("employment", "wrong"), [(0, False), (100, False), (101, True), (-1, True), (None, False)])
def test_employment_is_a_percentage(employment: int | None, wrong: bool) -> None:
    found = [f for f in examine(with_participants(replace(HEAD, employment=employment))) if f.field == "employment"]
    assert [(f.code, f.severity, f.number) for f in found] == (
        [("percent_out_of_range", Severity.ERROR, "3")] if wrong else []
    )
