"""The conditions of the lifecycle, one by one: met, and not met by a hair."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain import guards, use_cases
from domain.guards import Facts, Guard
from domain.lifecycle import Refused
from domain.plan import Evidence, PlanItem
from domain.vocabulary import DocumentKind, State
from tests.domain.samples import (
    APPLICATION,
    BLOCKED,
    CALENDAR,
    COMMITTEE,
    DEPUTY,
    HEAD,
    LEAD,
    OTHER,
    STRANGER,
    act,
    item,
    moment,
    office,
    reported,
    told,
    working,
)

NOW = moment("2019-02-28 18:00")
TODAY = moment("2019-02-20 10:00")
APRIL = date(2019, 4, 30)
WHY = Facts(reason="подписание перенесено")
MORE = replace(WHY, finish=APRIL, due_at=CALENDAR.due_at(APRIL))
OTHERS = replace(WHY, executors=(OTHER,))
SIGNED = Evidence(number="073-1", dated=date(2019, 2, 20))
FILE, LINK = Evidence(file="1.pdf"), Evidence(link="https://example.org/1")
K = DocumentKind


def check(guard: Guard, facts: Facts = guards.NOTHING, subject: PlanItem | None = None, now: str = "") -> str | None:
    return guard(subject or item(), facts, moment(now) if now else NOW)


def test_where_there_is_no_condition_nothing_is_wanted() -> None:
    assert check(guards.always) is None


@pytest.mark.parametrize(("now", "met"), [("2018-12-31 23:59", False), ("2019-01-01 00:00", True)])
def test_work_starts_on_its_first_day(now: str, met: bool) -> None:
    assert check(guards.start_has_come, now=now) == (None if met else "срок начала ещё не наступил")


@pytest.mark.parametrize(("now", "met"), [("2019-02-28 17:59", False), ("2019-02-28 18:00", True)])
def test_a_deadline_passes_at_the_end_of_its_working_day(now: str, met: bool) -> None:
    assert check(guards.past_due, now=now) == (None if met else "срок исполнения ещё не истёк")


@pytest.mark.parametrize("state", [*State, None])
def test_an_agreement_opens_when_its_application_is_granted(state: State | None) -> None:
    refusal = None if state is State.DONE else "заявка, которой он ждёт, ещё не одобрена"
    assert check(guards.predecessor_granted, Facts(predecessor=state)) == refusal


@pytest.mark.parametrize("state", [*State, None])
def test_an_agreement_falls_with_its_application(state: State | None) -> None:
    refusal = None if state in {State.DECLINED, State.WITHDRAWN} else "заявка, которой он ждёт, не отклонена"
    assert check(guards.predecessor_fell, Facts(predecessor=state)) == refusal


def test_work_is_taken_once() -> None:
    assert check(guards.not_taken) is None
    assert check(guards.not_taken, subject=item(taken_at=NOW)) == "он уже взят в работу"


@pytest.mark.parametrize(("text", "met"), [("идёт", True), ("  ", False), ("", False), (None, False)])
def test_a_note_says_something(text: str | None, met: bool) -> None:
    assert check(guards.note_given, Facts(text=text)) == (None if met else "напишите, как идёт исполнение")


@pytest.mark.parametrize(("reason", "met"), [("отпуск", True), ("  ", False), ("", False), (None, False)])
def test_a_reason_says_something(reason: str | None, met: bool) -> None:
    assert check(guards.reason_given, Facts(reason=reason)) == (None if met else "укажите причину")


@pytest.mark.parametrize(
    ("finish", "now", "refusal"),
    [
        (date(2019, 3, 1), "2019-02-28 18:00", None),
        (date(2019, 2, 28), "2019-02-01 18:00", "новый срок должен быть позже нынешнего (28.02.2019)"),
        (date(2019, 3, 1), "2019-03-01 17:59", None),
        (date(2019, 3, 1), "2019-03-01 18:00", "новый срок уже прошёл"),
        (None, "2019-02-28 18:00", "укажите новый срок"),
    ],
)
def test_more_time_is_later_and_still_ahead(finish: date | None, now: str, refusal: str | None) -> None:
    facts = replace(WHY, finish=finish, due_at=CALENDAR.due_at(finish) if finish else None)
    assert check(guards.later_date, facts, now=now) == refusal
    assert check(guards.later_date_and_reason, facts, now=now) == refusal


def test_more_time_is_not_had_without_a_reason() -> None:
    assert check(guards.later_date_and_reason, MORE) is None
    assert check(guards.later_date_and_reason, replace(MORE, reason=None)) == "укажите причину"


def test_only_what_was_asked_is_denied_and_with_a_reason() -> None:
    asked = item(asked_finish=APRIL)
    assert check(guards.answer_is_due, WHY, asked) is None
    assert check(guards.answer_is_due, Facts(), asked) == "укажите причину"
    assert check(guards.answer_is_due, WHY) == "о продлении срока никто не просил"


def test_an_acknowledgement_has_an_end() -> None:
    assert check(guards.acknowledgement_ends, Facts(until=APRIL)) is None
    assert check(guards.acknowledgement_ends) == "не указано, до какого дня просрочка на контроле"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"executors": ()}, "назовите новых исполнителей"),
        ({"unknown": ("Иванов И.И.", "Петров П.П.")}, "в паспорте нет участника Иванов И.И., Петров П.П."),
        ({"executors": (LEAD,)}, "эти исполнители уже назначены"),
        ({"executors": (LEAD, OTHER)}, None),
        ({"reason": " "}, "укажите причину"),
    ],
)
def test_new_executors_are_named_known_and_new(changes: dict[str, Any], refusal: str | None) -> None:
    assert check(guards.executors_named, replace(OTHERS, **changes)) == refusal


@pytest.mark.parametrize(("reason", "met"), [("часть работ перенесена", True), (" ", False), (None, False)])
def test_what_is_open_beneath_wants_a_reason(reason: str | None, met: bool) -> None:
    found = check(guards.may_be_accepted, Facts(open_below=("2.1.1", "2.1.2"), reason=reason))
    assert (found is None) is met
    assert met or str(found).startswith("под ним не исполнено: 2.1.1, 2.1.2;")


def test_with_nothing_open_beneath_no_reason_is_wanted() -> None:
    assert check(guards.may_be_accepted) is None


@pytest.mark.parametrize(
    ("minutes", "met"),
    [
        ("№ 5 от 20.12.2019", True),
        ("протокол № 5 от 20.12.2019", True),
        ("Протокол №5/1-пк от 20.12.2019", True),
        ("N 5 от 20.12.2019", True),
        ("5 от 20.12.2019", True),
        ("№ 5", False),
        ("№ 5 от 20.12.19", False),
        ("от 20.12.2019", False),
        ("", False),
        (None, False),
    ],
)
def test_a_body_decides_by_minutes_with_number_and_date(minutes: str | None, met: bool) -> None:
    found = check(guards.may_be_accepted, Facts(body=True, minutes=minutes))
    assert (found is None) is met
    assert met or "укажите номер и дату протокола" in str(found)


def test_a_person_accepts_without_minutes() -> None:
    assert check(guards.may_be_accepted, Facts(body=False)) is None


@pytest.mark.parametrize("state", [*State, None])
def test_an_agreement_reopens_only_under_a_granted_application(state: State | None) -> None:
    refusal = None if state is State.DONE else "сначала должна быть одобрена заявка 2.1.1"
    agreement = item(predecessor="2.1.1")
    assert check(guards.may_reopen, replace(WHY, predecessor=state), agreement) == refusal


def test_what_waits_for_nothing_reopens_with_a_reason() -> None:
    assert check(guards.may_reopen, WHY) is None
    assert check(guards.may_reopen) == "укажите причину"


@pytest.mark.parametrize(
    ("kind", "enough", "wanted"),
    [
        (K.APPLICATION, (FILE,), "файл поданной заявки"),
        (K.AGREEMENT, (SIGNED,), "номер и дата соглашения"),
        (K.MONITORING, (FILE, LINK), "файл или ссылка на итоги мониторинга"),
        (K.REPORT, (FILE,), "файл отчёта"),
        (K.ACT, (SIGNED, LINK), "номер и дата акта или ссылка на него"),
        (K.SCHEDULE, (SIGNED, LINK), "номер и дата графика или ссылка на него"),
    ],
)
def test_each_kind_of_document_is_proved_in_its_own_way(kind: K, enough: tuple[Evidence, ...], wanted: str) -> None:
    for evidence in (FILE, SIGNED, LINK):
        found = check(guards.has_required_evidence, Facts(evidence=evidence), item(document_kind=kind))
        assert found == (None if evidence in enough else f"к отчёту нужны {wanted}")


@pytest.mark.parametrize("kind", DocumentKind)
@pytest.mark.parametrize("evidence", [None, Evidence(), Evidence(file="", number="", link="", dated=APRIL)])
def test_nothing_proves_nothing(kind: DocumentKind, evidence: Evidence | None) -> None:
    assert check(guards.has_required_evidence, Facts(evidence=evidence), item(document_kind=kind))


@pytest.mark.parametrize("evidence", [Evidence(number="073-1"), Evidence(dated=APRIL)])
def test_half_of_number_and_date_is_not_enough(evidence: Evidence) -> None:
    assert check(guards.has_required_evidence, Facts(evidence=evidence))


@pytest.mark.parametrize("minutes", [None, "№ 5 от 20.02.2019"])
def test_a_committee_is_asked_for_its_minutes(minutes: str | None) -> None:
    house = office(reported(level=COMMITTEE))
    with nullcontext() if minutes else pytest.raises(Refused, match="номер и дату протокола"):
        act(house, use_cases.accept, COMMITTEE, TODAY, minutes=minutes)
    assert house["2.1.2"].state is (State.DONE if minutes else State.UNDER_REVIEW)


@pytest.mark.parametrize(
    ("below", "reason", "accepted"),
    [
        (State.IN_PROGRESS, None, False),
        (State.IN_PROGRESS, "перенесено", True),
        (State.WITHDRAWN, None, True),
    ],
)
def test_a_control_point_waits_for_what_is_under_it(below: State, reason: str | None, accepted: bool) -> None:
    house = office(reported(number="2.1"), working(state=below))
    with nullcontext() if accepted else pytest.raises(Refused, match=r"под ним не исполнено: 2\.1\.2"):
        act(house, use_cases.accept, HEAD, TODAY, number="2.1", reason=reason)
    assert house["2.1"].state is (State.DONE if accepted else State.UNDER_REVIEW)


def test_what_was_open_beneath_is_kept_in_the_journal() -> None:
    house = office(reported(number="2.1"), working())
    act(house, use_cases.accept, HEAD, TODAY, number="2.1", reason="перенесено")
    assert house.plan.journal[-1].details == {"reason": "перенесено", "open_below": ["2.1.2"]}


@pytest.mark.parametrize(("executors", "why"), [((STRANGER,), "в паспорте нет участника"), ((), "назовите новых")])
def test_work_is_given_only_to_known_people(executors: tuple[str, ...], why: str) -> None:
    with pytest.raises(Refused, match=why):
        act(office(working()), use_cases.reassign, DEPUTY, TODAY, executors=executors, reason="отпуск")


@pytest.mark.parametrize(("application", "reopened"), [(State.DONE, True), (State.DECLINED, False)])
def test_a_withdrawn_agreement_looks_at_its_application(application: State, reopened: bool) -> None:
    house = office(APPLICATION.but(state=application), BLOCKED.but(state=State.WITHDRAWN))
    with nullcontext() if reopened else pytest.raises(Refused, match=r"одобрена заявка 2\.1\.1"):
        act(house, use_cases.reopen, HEAD, TODAY, reason="решение суда")
    assert house["2.1.2"].state is (State.IN_PROGRESS if reopened else State.WITHDRAWN)


def test_what_waited_for_nothing_is_reopened_and_told() -> None:
    house = office(reported(state=State.DONE))
    assert act(house, use_cases.reopen, HEAD, TODAY, reason="решение суда").state is State.IN_PROGRESS
    assert told(house) == {"reopened": [LEAD]}
