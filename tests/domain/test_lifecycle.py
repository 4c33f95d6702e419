"""The lifecycle table, whole: each state, event and role against what the rules of control say."""

from dataclasses import FrozenInstanceError, replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from domain.authority import SYSTEM
from domain.guards import Facts
from domain.lifecycle import TABLE, Refused, allowed, as_mermaid
from domain.plan import PlanItem
from domain.titles import EVENTS, KINDS, RANKS, ROLES, STATES
from domain.vocabulary import DocumentKind, Event, Rank, Role, State
from tests.domain.samples import (
    CALENDAR,
    COMMITTEE,
    DEPUTY,
    HEAD,
    LEAD,
    OTHER,
    PROOF,
    STAFF,
    STRANGER,
    item,
    moment,
    move,
)

RULES = """
planned           start_comes      in_progress   system
planned           take             in_progress   executor
planned           extend           planned       controller higher
planned           reassign         planned       controller higher supervisor
planned           withdraw         withdrawn     controller higher
blocked           unblock          planned       system
blocked           cascade          withdrawn     system
blocked           extend           blocked       controller higher
blocked           reassign         blocked       controller higher supervisor
blocked           withdraw         withdrawn     controller higher
in_progress       take             in_progress   executor
in_progress       note             in_progress   executor
in_progress       report           under_review  executor
in_progress       deadline_passes  overdue       system
in_progress       ask              in_progress   executor
in_progress       extend           in_progress   controller higher
in_progress       deny             in_progress   controller higher
in_progress       reassign         in_progress   controller higher supervisor
in_progress       withdraw         withdrawn     controller higher
overdue           note             overdue       executor
overdue           report           under_review  executor
overdue           climb            overdue       system
overdue           ask              overdue       executor
overdue           extend           in_progress   controller higher
overdue           deny             overdue       controller higher
overdue           acknowledge      overdue       controller higher
overdue           reassign         overdue       controller higher supervisor
overdue           withdraw         withdrawn     controller higher
under_review      accept           done          controller
under_review      return           in_progress   controller
under_review      withdraw         withdrawn     controller higher
awaiting_decision grant            done          controller higher
awaiting_decision refuse           declined      controller higher
awaiting_decision withdraw         withdrawn     controller higher
done              reopen           in_progress   controller higher
declined          reopen           in_progress   controller higher
withdrawn         reopen           in_progress   controller higher
"""
"""State, event, target, who may; written by hand and apart from the table that it judges."""

EXPECTED = {(s, e): (target, set(by)) for s, e, target, *by in map(str.split, RULES.strip().splitlines())}
PERSONS = {
    Role.SYSTEM: SYSTEM,
    Role.EXECUTOR: LEAD,
    Role.SUPERVISOR: DEPUTY,
    Role.CONTROLLER: HEAD,
    Role.HIGHER: COMMITTEE,
    Role.STRANGER: STRANGER,
}
NOW = moment("2019-03-04 10:00")
LATER = date(2019, 4, 30)
GENEROUS = Facts(
    reason="так решено",
    evidence=PROOF,
    minutes="№ 5 от 04.03.2019",
    finish=LATER,
    due_at=CALENDAR.due_at(LATER),
    until=date(2019, 3, 6),
    executors=(OTHER,),
    predecessor=State.DONE,
    top=4,
    text="идёт подписание",
)


def standing(state: State, **known: Any) -> PlanItem:
    """An item in that state as it would stand there on the fourth of March, its deadline past."""
    usual: dict[str, Any] = {"rung": int(state is State.OVERDUE), "entered_at": NOW, "asked_finish": LATER}
    if state is State.UNDER_REVIEW:
        usual |= {"reported_by": LEAD, "reported_at": NOW}
    return item(state=state, **(usual | known))


def facts_for(event: Event) -> Facts:
    return replace(GENEROUS, predecessor=State.DECLINED) if event is Event.CASCADE else GENEROUS


@pytest.mark.parametrize(("state", "event", "role"), list(product(State, Event, Role)))
def test_every_state_event_and_role_is_as_the_rules_say(state: State, event: Event, role: Role) -> None:
    before = standing(state)
    target, by = EXPECTED.get((state, event), (None, set()))
    if role in by:
        after = move(before, event, PERSONS[role], NOW, facts_for(event)).after
        assert (after.state, after.version) == (target, before.version + 1)
        return
    with pytest.raises(Refused, match=r"^Пункт 2\.1\.2: .*[а-яё]"):
        move(before, event, PERSONS[role], NOW, facts_for(event))
    assert before == standing(state)


def test_the_table_holds_no_rule_beyond_those_expected() -> None:
    assert {(state.value, event.value) for state, event in TABLE} == set(EXPECTED)


@pytest.mark.parametrize("target", [state for state in State if state not in {State.PLANNED, State.BLOCKED}])
@pytest.mark.parametrize("begin", [State.PLANNED, State.BLOCKED])
def test_every_state_is_reached_from_the_beginning(begin: State, target: State) -> None:
    reached = {begin}
    for _ in State:
        reached |= {
            found for (s, _), r in TABLE.items() if s in reached for found in (r.target, r.application) if found
        }
    assert target in reached


def test_what_the_table_lacks_is_refused_by_the_state() -> None:
    with pytest.raises(Refused, match="нельзя взять в работу — его состояние «исполнен»"):
        move(standing(State.DONE), Event.TAKE, LEAD, NOW)


def test_a_wrong_role_is_refused_by_those_who_may() -> None:
    with pytest.raises(Refused, match=r"Барков В\.А\. не может вернуть на доработку — это вправе контролирующий\.$"):
        move(standing(State.UNDER_REVIEW), Event.RETURN, OTHER, NOW, GENEROUS)


def test_all_who_may_are_named() -> None:
    with pytest.raises(Refused, match="это вправе контролирующий или вышестоящий уровень контроля"):
        move(standing(State.OVERDUE), Event.EXTEND, LEAD, NOW, GENEROUS)


def test_an_executor_who_accepts_is_told_that_own_work_is_not_accepted() -> None:
    with pytest.raises(Refused, match="Собственную работу не принимают"):
        move(standing(State.UNDER_REVIEW), Event.ACCEPT, LEAD, NOW, GENEROUS)


def test_a_guard_that_is_not_met_is_refused_by_its_reason() -> None:
    with pytest.raises(Refused, match=r"^Пункт 2\.1\.2: укажите причину$"):
        move(standing(State.UNDER_REVIEW), Event.RETURN, HEAD, NOW)


@pytest.mark.parametrize("kind", DocumentKind)
def test_only_an_accepted_application_waits_for_the_ministry(kind: DocumentKind) -> None:
    after = move(standing(State.UNDER_REVIEW, document_kind=kind), Event.ACCEPT, HEAD, NOW, GENEROUS).after
    waits = kind is DocumentKind.APPLICATION
    assert after.state is (State.AWAITING_DECISION if waits else State.DONE)
    assert after.closed_at == (None if waits else NOW)


def test_a_move_tells_what_happened() -> None:
    before = standing(State.PLANNED)
    found = move(before, Event.TAKE, LEAD, NOW)
    assert (found.before, found.event, found.by, found.at) == (before, Event.TAKE, LEAD, NOW)
    assert found.after.spoken_at == NOW


def test_an_item_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        item().state = State.DONE  # type: ignore[misc]


def test_otherwise_is_the_same_value_as_a_replacement() -> None:
    assert item().but(rung=2, repeats=1) == replace(item(), rung=2, repeats=1)
    assert item().but() == item()


def test_the_state_is_entered_when_it_changes_and_not_by_a_note() -> None:
    before = standing(State.IN_PROGRESS, entered_at=moment("2019-01-09 09:00"))
    noted = move(before, Event.NOTE, LEAD, NOW, GENEROUS).after
    reported = move(before, Event.REPORT, LEAD, NOW, GENEROUS).after
    assert (noted.entered_at, reported.entered_at) == (before.entered_at, NOW)


def test_a_report_names_its_author_and_a_return_forgets_him() -> None:
    reported = move(standing(State.IN_PROGRESS), Event.REPORT, LEAD, NOW, GENEROUS).after
    assert (reported.reported_by, reported.reported_at, reported.taken_at) == (LEAD, NOW, NOW)
    returned = move(reported, Event.RETURN, HEAD, NOW, GENEROUS).after
    assert (returned.reported_by, returned.reported_at, returned.taken_at) == (None, None, NOW)


def test_a_report_keeps_the_day_on_which_the_work_was_taken() -> None:
    taken = standing(State.IN_PROGRESS, taken_at=moment("2019-01-10 10:00"))
    assert move(taken, Event.REPORT, LEAD, NOW, GENEROUS).after.taken_at == taken.taken_at


def test_an_extension_brings_the_item_down_and_keeps_the_first_deadline() -> None:
    late = standing(State.OVERDUE, climbed_at=NOW, paused_until=LATER, repeats=2)
    after = move(late, Event.EXTEND, HEAD, NOW, GENEROUS).after
    assert (after.rung, after.repeats, after.climbed_at, after.paused_until, after.asked_finish) == (0, 0, *(None,) * 3)
    assert (after.finish, after.due_at) == (LATER, CALENDAR.due_at(LATER))
    assert after.original_finish == date(2019, 2, 28)


def test_more_time_is_asked_for_and_denied() -> None:
    asked = move(standing(State.IN_PROGRESS, asked_finish=None), Event.ASK, LEAD, NOW, GENEROUS).after
    assert (asked.asked_finish, asked.finish) == (LATER, date(2019, 2, 28))
    assert move(asked, Event.DENY, HEAD, NOW, GENEROUS).after.asked_finish is None


def test_other_executors_have_not_taken_the_work_yet() -> None:
    taken = standing(State.IN_PROGRESS, taken_at=NOW)
    after = move(taken, Event.REASSIGN, DEPUTY, NOW, replace(GENEROUS, top=3)).after
    assert (after.executors, after.taken_at, after.top) == ((OTHER,), None, 3)


def test_reopening_begins_the_climb_anew() -> None:
    closed = standing(State.DONE, rung=3, repeats=1, climbed_at=NOW, closed_at=NOW, reported_by=LEAD, reported_at=NOW)
    after = move(closed, Event.REOPEN, HEAD, NOW, GENEROUS).after
    assert (after.rung, after.repeats, after.climbed_at) == (0, 0, None)
    assert (after.closed_at, after.reported_by, after.reported_at) == (None, None, None)


def test_an_item_late_again_after_a_return_keeps_its_rung() -> None:
    returned = standing(State.IN_PROGRESS, rung=3)
    assert move(returned, Event.DEADLINE_PASSES, SYSTEM, NOW).after.rung == 3
    assert move(returned.but(rung=0), Event.DEADLINE_PASSES, SYSTEM, NOW).after.rung == 1


def test_at_the_top_a_climb_is_a_repeat() -> None:
    below = move(standing(State.OVERDUE, rung=3, paused_until=LATER), Event.CLIMB, SYSTEM, NOW).after
    assert (below.rung, below.repeats, below.climbed_at, below.paused_until) == (4, 0, NOW, None)
    assert (again := move(below, Event.CLIMB, SYSTEM, NOW).after).rung == 4
    assert again.repeats == 1


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_a_person_may_try_what_his_role_allows_and_the_clock_has_no_buttons(state: State, role: Role) -> None:
    found = allowed(standing(state), PERSONS[role], STAFF, NOW, CALENDAR)
    wanted = {event for (s, event), (_, by) in EXPECTED.items() if s == state and role in by}
    assert set(found) == (set() if role is Role.SYSTEM else wanted)


def test_the_diagram_draws_each_rule_once() -> None:
    lines = [line.strip() for line in as_mermaid().splitlines()]
    rules = [f"{state} --> {target}: {event}" for (state, event), (target, _) in EXPECTED.items()]
    begin = ["stateDiagram-v2", "[*] --> planned", "[*] --> blocked"]
    assert sorted(lines) == sorted([*begin, *rules, "under_review --> awaiting_decision: accept (заявка)"])
    assert lines[0] == "stateDiagram-v2"


def test_every_word_has_a_russian_title() -> None:
    titles = (STATES, State), (EVENTS, Event), (RANKS, Rank), (KINDS, DocumentKind), (ROLES, Role)
    for titled, words in titles:
        assert set(titled) == set(words)
    assert [state for state in State if state.is_closed] == [State.DONE, State.DECLINED, State.WITHDRAWN]
