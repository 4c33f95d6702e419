"""Who may do what: nobody accepts own work, somebody always accepts it, stand-ins answer for the absent."""

from dataclasses import replace
from datetime import date

import pytest

from domain.authority import (
    SYSTEM,
    Staff,
    controller,
    higher,
    name_of,
    next_body,
    roles,
    spoken_to,
    supervisors,
)
from domain.guards import Facts
from domain.lifecycle import Refused
from domain.passport import Participant, is_person
from domain.plan import PlanItem
from domain.vocabulary import ControlLevel, Event, Role, State
from tests.domain.samples import (
    COLLEGIUM,
    COMMITTEE,
    CURATOR,
    DEPUTY,
    HEAD,
    LEAD,
    LEVELS,
    OTHER,
    PASSPORT,
    PEOPLE,
    SCHOOLS,
    STAFF,
    STRANGER,
    away,
    item,
    moment,
    move,
)

TODAY = date(2019, 2, 20)
NOW = moment("2019-02-20 10:00")
OWN = item(executors=(HEAD,))
"""An item that the head leads and himself controls."""


def held(person: str, subject: PlanItem, staff: Staff = STAFF, today: date = TODAY) -> set[Role]:
    return set(roles(person, subject, staff, today))


def reported(subject: PlanItem, by: str) -> PlanItem:
    return subject.but(state=State.UNDER_REVIEW, reported_by=by, reported_at=NOW)


@pytest.mark.parametrize(
    ("person", "role"),
    [
        (SYSTEM, Role.SYSTEM),
        (LEAD, Role.EXECUTOR),
        (DEPUTY, Role.SUPERVISOR),
        (HEAD, Role.CONTROLLER),
        (COMMITTEE, Role.HIGHER),
        (COLLEGIUM, Role.HIGHER),
        (CURATOR, Role.STRANGER),
        (STRANGER, Role.STRANGER),
    ],
)
def test_everybody_is_something_to_an_item(person: str, role: Role) -> None:
    assert held(person, item()) == {role}


def test_one_person_may_be_two_things() -> None:
    assert held(HEAD, item(executors=(DEPUTY,))) == {Role.CONTROLLER, Role.SUPERVISOR}


def test_any_executor_may_report_but_only_the_supervisor_of_the_lead_counts() -> None:
    pair = item(executors=(OTHER, LEAD))
    assert held(LEAD, pair) == {Role.EXECUTOR}
    assert held(DEPUTY, pair) == {Role.STRANGER}


@pytest.mark.parametrize(("level", "by"), [("РРП", HEAD), (COMMITTEE, COMMITTEE), (COLLEGIUM, COLLEGIUM)])
def test_an_item_is_accepted_by_its_control_level(level: str, by: str) -> None:
    assert controller(item(level=level), STAFF) == by


def test_the_supervisor_accepts_where_the_executor_is_the_controller() -> None:
    assert controller(OWN, STAFF) == CURATOR
    assert held(CURATOR, OWN) == {Role.CONTROLLER, Role.SUPERVISOR}
    assert held(HEAD, OWN) == {Role.EXECUTOR}


def test_a_controller_among_the_later_executors_does_not_accept_either() -> None:
    assert controller(item(executors=(LEAD, HEAD)), STAFF) == CURATOR


def test_the_next_body_accepts_where_the_supervisor_is_an_executor_too() -> None:
    both = item(executors=(HEAD, CURATOR))
    assert controller(both, STAFF) == COMMITTEE
    assert next_body(both, STAFF) == COMMITTEE


def test_the_next_body_accepts_where_there_is_no_supervisor() -> None:
    assert controller(OWN, replace(STAFF, supervisors={}, curator=None)) == COMMITTEE


def test_the_last_level_is_named_where_nobody_is_left() -> None:
    alone = replace(STAFF, levels=LEVELS[:1], supervisors={}, curator=None)
    assert next_body(OWN, alone) == "РРП"
    assert HEAD not in higher(OWN, alone)
    deputy_above = replace(alone, levels=(LEVELS[0], ControlLevel("К", "Куратор", DEPUTY)))
    assert next_body(item(executors=(HEAD, DEPUTY)), deputy_above) == DEPUTY


@pytest.mark.parametrize("executor", [HEAD, LEAD])
def test_nobody_accepts_own_work(executor: str) -> None:
    with pytest.raises(Refused, match="Собственную работу не принимают"):
        move(reported(item(executors=(executor,)), executor), Event.ACCEPT, executor, NOW)


@pytest.mark.parametrize("by", [HEAD, CURATOR])
def test_an_executor_never_decides_on_more_time(by: str) -> None:
    finish = date(2019, 4, 30)
    facts = Facts(finish=finish, due_at=moment("2019-04-30 18:00"), reason="перенос")
    working = OWN.but(state=State.IN_PROGRESS)
    if by == CURATOR:
        assert move(working, Event.EXTEND, by, NOW, facts).after.finish == finish
    else:
        with pytest.raises(Refused):
            move(working, Event.EXTEND, by, NOW, facts)


@pytest.mark.parametrize(
    ("level", "above"), [("РРП", (COMMITTEE, COLLEGIUM)), (COMMITTEE, (COLLEGIUM,)), (COLLEGIUM, ())]
)
def test_higher_is_everybody_above_the_items_own_level(level: str, above: tuple[str, ...]) -> None:
    assert higher(item(level=level), STAFF) == above


def test_an_executor_is_not_above_himself() -> None:
    levels = (LEVELS[1], LEVELS[0], LEVELS[2])
    assert higher(OWN.but(level=COMMITTEE), replace(STAFF, levels=levels)) == (COLLEGIUM,)


@pytest.mark.parametrize(
    ("today", "answers"),
    [
        (date(2019, 2, 18), False),
        (date(2019, 2, 19), True),
        (date(2019, 2, 28), True),
        (date(2019, 3, 1), False),
    ],
)
def test_a_stand_in_answers_from_the_first_day_of_absence_to_the_last(today: date, answers: bool) -> None:
    staff = away(LEAD, OTHER, date(2019, 2, 19), date(2019, 2, 28))
    assert held(OTHER, item(), staff, today) == {Role.EXECUTOR if answers else Role.STRANGER}
    assert staff.stand_in(LEAD, today) == (OTHER if answers else LEAD)
    assert staff.stand_in(DEPUTY, today) == DEPUTY


def test_an_absent_executor_may_still_report() -> None:
    assert held(LEAD, item(), away(LEAD, OTHER, TODAY, TODAY)) == {Role.EXECUTOR}


def test_a_stand_in_of_the_controller_accepts() -> None:
    staff = away(HEAD, OTHER, TODAY, TODAY)
    assert move(reported(item(), LEAD), Event.ACCEPT, OTHER, NOW, staff=staff).after.state is State.DONE


def test_a_stand_in_does_not_accept_what_he_reported() -> None:
    staff = away(HEAD, OTHER, TODAY, TODAY)
    with pytest.raises(Refused, match="это вправе контролирующий"):
        move(reported(item(), OTHER), Event.ACCEPT, OTHER, NOW, staff=staff)


def test_the_controller_who_reported_in_an_absence_does_not_accept() -> None:
    staff = away(LEAD, HEAD, TODAY, TODAY)
    mine = move(item(state=State.IN_PROGRESS), Event.TAKE, HEAD, NOW, staff=staff).after
    assert held(HEAD, mine, staff) == {Role.EXECUTOR, Role.CONTROLLER}
    assert held(HEAD, reported(mine, HEAD), staff) == {Role.EXECUTOR}


def test_an_executor_who_stands_in_for_the_controller_does_not_accept() -> None:
    staff = away(HEAD, LEAD, TODAY, TODAY)
    with pytest.raises(Refused, match="Собственную работу не принимают"):
        move(reported(item(executors=(DEPUTY, LEAD)), DEPUTY), Event.ACCEPT, LEAD, NOW, staff=staff)


def test_an_executor_who_stands_in_for_a_higher_level_decides_nothing_either() -> None:
    staff = away(CURATOR, LEAD, TODAY, TODAY)
    staff = replace(staff, levels=(LEVELS[0], ControlLevel("К", "Куратор", CURATOR)))
    assert held(LEAD, item(), staff) == {Role.EXECUTOR}
    assert held(LEAD, item(executors=(DEPUTY,)), staff) == {Role.HIGHER}


@pytest.mark.parametrize(
    ("executors", "heard"),
    [
        ((LEAD,), (LEAD,)),
        ((LEAD, OTHER), (LEAD, OTHER)),
        ((LEAD, SCHOOLS), (LEAD,)),
        ((SCHOOLS, LEAD), (LEAD,)),
        ((SCHOOLS,), (SCHOOLS,)),
    ],
)
def test_a_group_is_spoken_to_through_the_lead(executors: tuple[str, ...], heard: tuple[str, ...]) -> None:
    assert spoken_to(item(executors=executors)) == heard


@pytest.mark.parametrize(
    ("executors", "above"),
    [
        ((LEAD,), (DEPUTY,)),
        ((LEAD, OTHER), (DEPUTY, HEAD)),
        ((OTHER, DEPUTY), (HEAD,)),
        ((LEAD, DEPUTY), (HEAD,)),
        ((HEAD,), (CURATOR,)),
        ((CURATOR,), ()),
        ((SCHOOLS,), ()),
    ],
)
def test_supervisors_are_named_once_and_are_no_executors(executors: tuple[str, ...], above: tuple[str, ...]) -> None:
    assert supervisors(item(executors=executors), STAFF) == above


@pytest.mark.parametrize(("written", "found"), [(None, CURATOR), ("", CURATOR), (OTHER, OTHER), ("Губернатор", None)])
def test_the_curator_is_over_the_head_when_section_5_is_silent(written: str | None, found: str | None) -> None:
    staff = replace(STAFF, supervisors={} if written is None else {HEAD: written})
    assert staff.supervisor(HEAD) == found


def test_a_group_is_nobodys_supervisor() -> None:
    people = (*PEOPLE, Participant("6", "Участник", STRANGER, "Директор", SCHOOLS))
    assert Staff.of(replace(PASSPORT, participants=people)).supervisor(STRANGER) is None
    assert STAFF.supervisor(STRANGER) is None


@pytest.mark.parametrize(
    ("name", "known"),
    [(LEAD, True), (CURATOR, True), (COMMITTEE, True), ("РРП", True), (STRANGER, False), (SCHOOLS, False)],
)
def test_the_staff_knows_participants_leaders_and_levels(name: str, known: bool) -> None:
    assert STAFF.knows(name) is known


def test_positions_of_section_5_go_before_those_of_the_order() -> None:
    assert STAFF.positions[HEAD] == "Начальник департамента"
    assert STAFF.positions[CURATOR] == "Заместитель Губернатора"


@pytest.mark.parametrize(("code", "name", "body"), [("РРП", HEAD, False), (COMMITTEE, COMMITTEE, True)])
def test_a_level_is_written_to_by_its_holder_or_its_own_name(code: str, name: str, body: bool) -> None:
    level = STAFF.level(code)
    assert (name_of(level), level.is_body) == (name, body)


@pytest.mark.parametrize(
    ("name", "person"),
    [(HEAD, True), ("Чиж-Ёжиков Н.А.", True), (SCHOOLS, False), ("Чепкасов А.", False), ("ПК", False)],
)
def test_a_person_is_told_from_a_group(name: str, person: bool) -> None:
    assert is_person(name) is person
