"""What time alone does, and who is told: one letter to each, none skipped, however long nobody looked."""

from datetime import datetime
from typing import Any

import pytest

from domain.ladder import Step, audience, heard_at, top_rung
from domain.letters import Letter, LetterKind
from domain.passing import RESCHEDULED, SPOKEN, Passed, by_number, composed, pass_time, scheduled
from domain.plan import PlanItem
from domain.use_cases import tick
from domain.vocabulary import DocumentKind, Event, State
from tests.domain.samples import (
    COLLEGIUM,
    COMMITTEE,
    CURATOR,
    DEPUTY,
    HEAD,
    LADDER,
    LEAD,
    OTHER,
    PASSPORT,
    STAFF,
    item,
    moment,
    office,
    said,
    working,
)

DUE = moment("2019-02-28 18:00")
WAITING = LetterKind.REVIEW_WAITING


def passing(now: str, subject: PlanItem | None = None) -> Passed:
    return pass_time(subject or working(), moment(now), LADDER, STAFF)


def letters(now: str, *items: PlanItem) -> list[Letter]:
    return list(composed([passing(now, one) for one in items], moment(now)))


def steps(passed: Passed) -> list[tuple[str, object, object]]:
    """Each entry's event, step and whether it was skipped."""
    return [(str(e.event), e.details["step"], e.details.get("skipped", False)) for e in passed.entries]


def overdue(**known: Any) -> PlanItem:
    usual: dict[str, Any] = {"rung": 1, "climbed_at": DUE, "spoken_at": DUE}
    return item(state=State.OVERDUE, **(usual | known))


@pytest.mark.parametrize(("now", "event"), [("2019-02-14 08:59", None), ("2019-02-14 09:00", SPOKEN)])
def test_a_step_is_taken_at_its_instant_and_not_before(now: str, event: str | None) -> None:
    assert [entry.event for entry in passing(now).entries] == ([event] if event else [])


def test_where_nothing_is_due_nothing_changes() -> None:
    before = scheduled(working(), LADDER)
    found = passing("2019-02-14 08:59", before)
    assert (found.item, found.entries, found.told) == (before, (), ())
    assert letters("2019-02-14 08:59", before) == []


@pytest.mark.parametrize("state", [State.BLOCKED, State.DONE, State.WITHDRAWN])
def test_time_passes_by_what_waits_for_people_only(state: State) -> None:
    assert passing("2030-01-09 09:00", item(state=state)).entries == ()


def test_a_reminder_moves_nothing_but_the_next_wake() -> None:
    before = working()
    after = passing("2019-02-14 09:00", before).item
    assert said(after.next_wake_at or DUE) == "2019-02-21 09:00"
    assert after == before.but(spoken_at=moment("2019-02-14 09:00"), next_wake_at=after.next_wake_at)


@pytest.mark.parametrize("now", ["2019-02-14 09:00", "2019-02-20 12:00"])
def test_a_wake_that_a_changed_ladder_has_left_behind_is_set_anew(now: str) -> None:
    """Otherwise the timer would stay due, and a tick would never come to an end."""
    stale = working(next_wake_at=moment("2019-02-14 09:00")).but(spoken_at=moment("2019-02-14 09:00"))
    found = passing(now, stale)
    assert [(entry.event, entry.details) for entry in found.entries] == [(RESCHEDULED, {})]
    assert said(found.item.next_wake_at or DUE) == "2019-02-21 09:00"
    assert (found.item.version, letters(now, stale)) == (stale.version, [])


def test_a_wake_left_behind_by_a_closed_item_is_dropped() -> None:
    assert passing("2019-03-01 09:00", item(state=State.DONE, next_wake_at=DUE)).item.next_wake_at is None


def test_after_a_week_down_no_step_is_skipped_and_earlier_ones_are_journaled_so() -> None:
    found = passing("2019-03-07 12:00", working(spoken_at=moment("2019-02-27 09:00")))
    assert steps(found) == [
        (SPOKEN, "before:morning", True),
        ("deadline_passes", "deadline", True),
        ("climb", "rung:2", True),
        ("climb", "rung:3", False),
    ]
    assert [entry.after.rung for entry in found.entries] == [0, 1, 2, 3]
    assert found.entries[-1].details["told"] == [LEAD, DEPUTY, HEAD, COMMITTEE]


def test_steps_missed_stand_in_the_journal_at_their_own_instants() -> None:
    found = passing("2019-03-07 12:00", working(spoken_at=moment("2019-02-27 09:00")))
    assert [said(entry.at) for entry in found.entries] == [
        "2019-02-28 09:00",
        "2019-02-28 18:00",
        "2019-03-04 09:00",
        "2019-03-06 09:00",
    ]
    assert [entry.before for entry in found.entries[1:-1]] == [entry.after for entry in found.entries[:-2]]


def test_after_a_week_down_each_person_gets_one_letter_about_everything() -> None:
    late = [working(number, spoken_at=moment("2019-02-27 09:00")) for number in ("2.1.10", "2.1.9")]
    found = letters("2019-03-07 12:00", *late)
    assert [(letter.recipient, letter.kind) for letter in found] == [
        (name, LetterKind.CATCH_UP) for name in (LEAD, DEPUTY, HEAD, COMMITTEE)
    ]
    assert {letter.items for letter in found} == {(219, 2110)}
    assert {letter.occasion for letter in found} == {"2019-03-07T12:00/missed"}


@pytest.mark.parametrize(
    ("now", "kind"),
    [("2019-03-01 18:00", LetterKind.DEADLINE_MISSED), ("2019-03-01 18:01", LetterKind.CATCH_UP)],
)
def test_what_is_older_than_a_day_goes_into_the_catch_up_letter(now: str, kind: LetterKind) -> None:
    late = working(spoken_at=moment("2019-02-28 09:00"))
    assert [letter.kind for letter in letters(now, late)] == [kind, kind]


def test_an_old_step_makes_a_fresh_one_a_catch_up_too() -> None:
    found = passing("2019-02-28 18:00", working(spoken_at=moment("2019-02-14 09:00")))
    assert (found.stale, found.spoken and found.spoken.code) == (True, "deadline")
    assert found.told == (LEAD, DEPUTY)


def test_a_night_down_tells_the_last_step_to_all_who_would_have_heard() -> None:
    found = passing("2019-03-04 09:00", overdue(spoken_at=DUE))
    assert (found.stale, found.told) == (False, (HEAD,))


def three_late(**known: Any) -> list[PlanItem]:
    """An activity, its control point and its result, each controlled by a higher level, led by one person."""
    at = moment("2019-02-28 09:00")
    kind = DocumentKind.REPORT
    levels = {"2": COLLEGIUM, "2.1": COMMITTEE, "2.1.2": "РРП"}
    return [working(n, level=level, spoken_at=at, document_kind=kind, **known) for n, level in levels.items()]


def test_who_leads_an_activity_its_control_point_and_its_result_gets_one_letter() -> None:
    found = letters("2019-02-28 18:00", *three_late())
    assert [(letter.recipient, letter.kind) for letter in found] == [
        (LEAD, LetterKind.DEADLINE_MISSED),
        (DEPUTY, LetterKind.DEADLINE_MISSED),
    ]
    assert {letter.items for letter in found} == {(2, 21, 212)}


def test_escalations_of_one_morning_to_one_level_are_one_letter() -> None:
    point = overdue(rung=2, climbed_at=moment("2019-03-04 09:00"))
    result = overdue(number="2.1").but(id=21, level=COMMITTEE, climbed_at=moment("2019-03-04 09:00"))
    found = letters("2019-03-06 09:00", point, result)
    assert [(letter.recipient, letter.items, letter.facts["rung"]) for letter in found] == [(COMMITTEE, (21, 212), "3")]


def test_people_of_different_rungs_get_their_own_letters() -> None:
    monday = moment("2019-03-04 09:00")
    higher, lower = overdue(rung=3, climbed_at=monday), overdue(rung=2, climbed_at=monday, number="3.1.1", id=300)
    found = letters("2019-03-06 09:00", higher, lower)
    assert {(letter.recipient, letter.items) for letter in found} == {(COLLEGIUM, (212,)), (COMMITTEE, (300,))}


def test_a_reminder_says_how_long_is_left() -> None:
    (found,) = letters("2019-02-14 09:00", working())
    assert (found.kind, found.facts) == (LetterKind.REMINDER, {"left": "14d"})
    assert found.key == f"2019-02-14T09:00/before:14d|reminder|212|{LEAD}"


def test_an_escalation_says_the_rung_and_the_items_level() -> None:
    (found,) = letters("2019-03-04 09:00", overdue())
    assert (found.recipient, found.kind) == (HEAD, LetterKind.ESCALATION)
    assert (found.facts, found.occasion) == ({"rung": "2", "level": "РРП"}, "2019-03-04T09:00/climb")


def test_other_letters_need_no_figures() -> None:
    assert [letter.facts for letter in letters("2019-02-28 18:00", working(spoken_at=moment("2019-02-28 09:00")))] == [
        {},
        {},
    ]


def ticked(now: datetime, *items: PlanItem) -> tuple[int, list[str], list[str]]:
    house = office(*items)
    count = tick(now, {PASSPORT.code: list(items)}, {PASSPORT.code: house.desk})
    return (
        count,
        [entry.after.number for entry in house.plan.journal],
        [o.recipient for o in house.letters.kept.values()],
    )


def test_a_tick_deals_with_all_that_is_due_and_counts_it() -> None:
    late = three_late()
    assert ticked(DUE, *late) == (3, ["2", "2.1", "2.1.2"], [LEAD, DEPUTY])


def test_a_tick_with_nothing_due_does_nothing() -> None:
    assert ticked(DUE) == (0, [], [])


def test_a_tick_repeated_says_nothing_twice() -> None:
    house, late = office(*three_late()), three_late()
    for _ in range(2):
        tick(DUE, {PASSPORT.code: late}, {PASSPORT.code: house.desk})
        late = list(house.plan.kept.values())
    assert len(house.letters.kept) == 2
    assert len(house.plan.journal) == 3


def test_numbers_sort_as_people_count() -> None:
    numbers = ["10", "2.1.10", "2", "2.1", "2.1.9"]
    assert sorted(map(item, numbers), key=by_number) == list(map(item, ["2", "2.1", "2.1.9", "2.1.10", "10"]))


@pytest.mark.parametrize(
    ("rung", "heard"),
    [(0, (LEAD, DEPUTY)), (1, (LEAD, DEPUTY)), (2, (HEAD,)), (3, (COMMITTEE,)), (4, (COLLEGIUM,)), (9, (COLLEGIUM,))],
)
def test_each_rung_is_heard_by_its_own(rung: int, heard: tuple[str, ...]) -> None:
    assert heard_at(rung, item(), STAFF) == heard


def test_the_supervisor_is_the_second_rung_of_the_heads_own_items() -> None:
    assert [heard_at(rung, item(executors=(HEAD,)), STAFF) for rung in (1, 2, 3)] == [
        (HEAD, CURATOR),
        (CURATOR,),
        (COMMITTEE,),
    ]


def test_a_body_that_stands_in_for_a_lower_level_hears_once() -> None:
    own = item(executors=(HEAD, CURATOR))
    assert top_rung(own, STAFF) == 3
    assert [heard_at(rung, own, STAFF) for rung in (2, 3)] == [(COMMITTEE,), (COLLEGIUM,)]


@pytest.mark.parametrize(
    ("letter", "code", "heard"),
    [
        (LetterKind.STARTED, "start", (LEAD, OTHER)),
        (LetterKind.REMINDER, "before:7d", (LEAD, OTHER)),
        (LetterKind.HALF_TERM, "half_term", (LEAD, OTHER)),
        (LetterKind.PROGRESS_WANTED, "progress:2019-02", (LEAD, OTHER)),
        (LetterKind.NOT_TAKEN, "not_taken", (LEAD, OTHER, DEPUTY, HEAD)),
        (LetterKind.DEADLINE_MISSED, "deadline", (LEAD, OTHER, DEPUTY, HEAD)),
        (WAITING, "review:acceptor", (HEAD,)),
        (WAITING, "review:above", (HEAD, COMMITTEE)),
        (LetterKind.DECISION_WAITING, "decision", (LEAD, HEAD)),
    ],
)
def test_each_letter_has_its_audience(letter: LetterKind, code: str, heard: tuple[str, ...]) -> None:
    assert audience(Step(DUE, code, letter), item(executors=(LEAD, OTHER)), STAFF) == heard


@pytest.mark.parametrize(("rung", "repeats", "heard"), [(4, 0, (COLLEGIUM,)), (4, 1, (COLLEGIUM, LEAD))])
def test_a_repeat_at_the_top_is_heard_by_the_lead_too(rung: int, repeats: int, heard: tuple[str, ...]) -> None:
    step = Step(DUE, "rung:4", LetterKind.ESCALATION, Event.CLIMB)
    assert audience(step, overdue(rung=rung, repeats=repeats), STAFF) == heard


def test_at_the_top_nobody_is_above_the_acceptor() -> None:
    step = Step(DUE, "review:above", WAITING)
    assert audience(step, item(level=COLLEGIUM), STAFF) == (COLLEGIUM,)
