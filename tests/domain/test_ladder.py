"""When an item speaks and who hears it: reminders, the climb, its pauses, reviews, each instant by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any

import pytest

from domain.foresight import foreseen
from domain.guards import Facts
from domain.ladder import Ladder, Step, top_rung
from domain.letters import LetterKind
from domain.passing import stepped
from domain.plan import PlanItem
from domain.rungs import Span
from domain.vocabulary import DocumentKind, Event, State
from domain.workdays import DAY
from tests.domain.samples import (
    CALENDAR,
    COLLEGIUM,
    COMMITTEE,
    DEPUTY,
    HEAD,
    LADDER,
    LEAD,
    RULES,
    STAFF,
    item,
    moment,
    move,
    said,
)

DUE = moment("2019-02-28 18:00")


def life(subject: PlanItem, ladder: Ladder = LADDER) -> Iterator[tuple[Step, PlanItem]]:
    """Step after step, with nobody doing anything."""
    while step := ladder.next_step(subject):
        subject = stepped(subject, step, ladder, STAFF)
        yield step, subject


def spoken(subject: PlanItem, count: int, ladder: Ladder = LADDER) -> list[str]:
    return [f"{said(step.at)} {step.code}" for step, _ in islice(life(subject, ladder), count)]


def overdue(**known: Any) -> PlanItem:
    usual: dict[str, Any] = {"rung": 1, "climbed_at": DUE, "spoken_at": DUE}
    return item(state=State.OVERDUE, **(usual | known))


def coded(subject: PlanItem, code: str, ladder: Ladder = LADDER) -> list[str]:
    return [said(step.at) for step in ladder.term(subject) if step.code.startswith(code)]


def test_the_whole_life_of_a_silent_agreement_is_as_the_calendar_of_2019_says() -> None:
    assert spoken(item(), 20) == [
        "2019-01-01 09:00 start",
        "2019-01-11 09:00 not_taken",
        "2019-01-29 09:00 before:30d",
        "2019-02-14 09:00 before:14d",
        "2019-02-21 09:00 before:7d",
        "2019-02-25 09:00 before:3wd",
        "2019-02-27 09:00 before:1wd",
        "2019-02-28 09:00 before:morning",
        "2019-02-28 18:00 deadline",
        "2019-03-04 09:00 rung:2",
        "2019-03-06 09:00 rung:3",
        "2019-03-11 09:00 rung:4",  # 8 March is a holiday
        "2019-03-18 09:00 rung:4.1",
        "2019-03-25 09:00 rung:4.2",
        "2019-04-01 09:00 rung:4.3",
        "2019-04-08 09:00 rung:4.4",
        "2019-04-22 09:00 rung:4.5",
        "2019-05-13 09:00 rung:4.6",  # the holidays of May
        "2019-05-27 09:00 rung:4.7",
        "2019-06-10 09:00 rung:4.8",
    ]


def test_the_foresight_tells_the_same_life_to_its_audience() -> None:
    told = [(step.code, heard) for step, _, heard in foreseen(item(), LADDER, STAFF)]
    assert told[:3] == [("start", (LEAD,)), ("not_taken", (LEAD, DEPUTY)), ("before:30d", (LEAD,))]
    assert told[8:13] == [
        ("deadline", (LEAD, DEPUTY)),
        ("rung:2", (HEAD,)),
        ("rung:3", (COMMITTEE,)),
        ("rung:4", (COLLEGIUM,)),
        ("rung:4.1", (COLLEGIUM, LEAD)),
    ]
    assert told[-1][0] == "rung:4.6"


@pytest.mark.parametrize("state", [State.BLOCKED, State.PLANNED])
def test_a_blocked_item_is_foreseen_as_if_its_application_were_granted(state: State) -> None:
    first = next(foreseen(item(state=state, spoken_at=DUE), LADDER, STAFF))
    assert (first[0].code, said(first[0].at)) == ("start", "2019-01-01 09:00")


def test_what_is_closed_has_nothing_to_foresee() -> None:
    assert not list(foreseen(item(state=State.DONE), LADDER, STAFF))


def test_what_has_no_end_is_foreseen_for_two_hundred_steps() -> None:
    assert len(list(foreseen(item(state=State.UNDER_REVIEW), LADDER, STAFF))) == 200


@pytest.mark.parametrize("state", [State.BLOCKED, State.DONE, State.DECLINED, State.WITHDRAWN])
def test_what_waits_for_people_only_says_nothing(state: State) -> None:
    assert LADDER.next_step(item(state=state)) is None


def test_an_item_put_under_control_late_starts_now_and_not_in_the_past() -> None:
    step = LADDER.next_step(item(spoken_at=moment("2019-02-20 10:00")))
    assert step
    assert (said(step.at), step.event) == ("2019-02-20 10:00", Event.START_COMES)


@pytest.mark.parametrize(
    ("spoken_at", "next_step"),
    [("2019-02-21 08:59", "2019-02-21 09:00 before:7d"), ("2019-02-21 09:00", "2019-02-25 09:00 before:3wd")],
)
def test_what_has_been_said_is_not_said_again(spoken_at: str, next_step: str) -> None:
    assert spoken(item(state=State.IN_PROGRESS, spoken_at=moment(spoken_at)), 1) == [next_step]


@pytest.mark.parametrize(("taken", "asked"), [(None, ["2019-01-11 09:00"]), (moment("2019-01-10 10:00"), [])])
def test_only_work_not_taken_is_asked_after(taken: datetime | None, asked: list[str]) -> None:
    assert coded(item(taken_at=taken), "not_taken") == asked


@pytest.mark.parametrize(
    ("start", "checked"),
    [
        (date(2018, 12, 31), []),  # 59 days
        (date(2018, 12, 30), ["2019-01-29 09:00"]),  # 60 days
    ],
)
def test_half_of_the_term_is_checked_from_sixty_days(start: date, checked: list[str]) -> None:
    assert coded(item(start=start, taken_at=DUE), "half_term", Ladder(replace(RULES, remind=()), CALENDAR)) == checked


def test_half_of_the_term_on_a_day_off_is_checked_before_it() -> None:
    found = item(start=date(2019, 1, 9), finish=date(2019, 3, 26))  # half falls on Saturday, 16 February
    assert coded(found, "half_term") == ["2019-02-15 09:00"]


def test_of_two_steps_at_one_instant_the_weightier_is_kept() -> None:
    """Half of the term and the reminder of 30 days meet on 29 January."""
    meeting = item(start=date(2018, 12, 30))
    at = [step.code for step in LADDER.term(meeting) if said(step.at) == "2019-01-29 09:00"]
    assert at == ["before:30d"]


@pytest.mark.parametrize(
    ("finish", "kept"),
    [
        (date(2019, 2, 28), ["before:3d", "before:1wd"]),
        (date(2019, 3, 4), ["before:1wd"]),  # a Monday: three days and one working day before are one Friday
    ],
)
def test_of_two_reminders_at_one_instant_the_nearer_is_kept(finish: date, kept: list[str]) -> None:
    ladder = Ladder(replace(RULES, remind=(Span(3, "d"), Span(1, "wd"))), CALENDAR)
    assert [step.code for step in ladder.term(item(start=date(2019, 2, 1), finish=finish, taken_at=DUE))] == kept


@pytest.mark.parametrize("start", [date(2019, 1, 1), date(2019, 2, 13), date(2019, 2, 14), date(2019, 2, 28)])
def test_nothing_is_said_on_or_before_the_opening_day_nor_after_the_deadline(start: date) -> None:
    steps = LADDER.term(item(start=start))
    assert all(CALENDAR.morning(start) < step.at < DUE for step in steps)
    assert len({step.at for step in steps}) == len(steps)
    assert ("before:14d" in {step.code for step in steps}) is (start < date(2019, 2, 14))


def test_a_monitoring_is_asked_after_in_each_first_working_morning_of_a_month() -> None:
    watching = item(document_kind=DocumentKind.MONITORING, start=date(2019, 1, 15), finish=date(2019, 6, 28))
    assert coded(watching, "progress") == [
        "2019-02-01 09:00",
        "2019-03-01 09:00",
        "2019-04-01 09:00",
        "2019-05-06 09:00",
        "2019-06-03 09:00",
    ]


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind is not DocumentKind.MONITORING])
def test_nothing_else_is_asked_after_monthly(kind: DocumentKind) -> None:
    assert coded(item(document_kind=kind, finish=date(2019, 6, 28)), "progress") == []


def test_the_year_ends_within_a_monitoring() -> None:
    watching = item(document_kind=DocumentKind.MONITORING, start=date(2019, 12, 2), finish=date(2020, 2, 3))
    assert [step.code for step in LADDER.term(watching) if "progress" in step.code] == ["progress:2020-01"]


@pytest.mark.parametrize(
    ("level", "climb"),
    [
        ("РРП", ["2019-03-04 09:00 rung:2", "2019-03-06 09:00 rung:3", "2019-03-11 09:00 rung:4"]),
        (COMMITTEE, ["2019-03-04 09:00 rung:2", "2019-03-06 09:00 rung:3", "2019-03-14 09:00 rung:3.1"]),
        (COLLEGIUM, ["2019-03-04 09:00 rung:2", "2019-03-12 09:00 rung:2.1", "2019-03-19 09:00 rung:2.2"]),
    ],
)
def test_the_climb_has_as_many_rungs_as_there_are_levels(level: str, climb: list[str]) -> None:
    late = overdue(level=level)
    assert spoken(late.but(top=top_rung(late, STAFF)), 3) == climb


def test_a_rung_never_grows_by_more_than_one() -> None:
    rungs = [after.rung for _, after in islice(life(overdue()), 8)]
    assert rungs == [2, 3, 4, 4, 4, 4, 4, 4]


@pytest.mark.parametrize(
    ("acknowledged", "next_climb"),
    [
        ("2019-03-01 10:00", "2019-03-05 09:00"),
        ("2019-02-28 18:30", "2019-03-04 09:00"),
    ],
)
def test_an_acknowledgement_pauses_the_climb_for_two_working_days(acknowledged: str, next_climb: str) -> None:
    now = moment(acknowledged)
    until = CALENDAR.add(now.date(), RULES.acknowledged.count)
    paused = move(overdue(), Event.ACKNOWLEDGE, HEAD, now, Facts(until=until)).after
    assert spoken(paused, 1) == [f"{next_climb} rung:2"]


def test_after_a_pause_the_climb_goes_on_as_usual() -> None:
    paused = overdue(paused_until=date(2019, 3, 7))
    assert spoken(paused, 2) == ["2019-03-07 09:00 rung:2", "2019-03-12 09:00 rung:3"]


def test_after_a_change_of_executors_the_levels_above_are_not_kept_waiting() -> None:
    """The new executors have a level more above them than those at whose top it had already repeated."""
    raised = overdue(rung=3, repeats=5, top=4)
    assert spoken(raised, 1) == ["2019-03-04 09:00 rung:4"]


def test_a_review_reminds_the_acceptor_and_then_the_level_above() -> None:
    reported = item(state=State.UNDER_REVIEW, reported_at=DUE, spoken_at=DUE)
    assert spoken(reported, 4) == [
        "2019-03-05 09:00 review:acceptor",
        "2019-03-07 09:00 review:above",
        "2019-03-15 09:00 review:above",
        "2019-03-22 09:00 review:above",
    ]


def test_a_review_and_a_decision_count_from_the_deadline_when_nothing_else_is_known() -> None:
    assert spoken(item(state=State.UNDER_REVIEW), 1) == ["2019-03-05 09:00 review:acceptor"]
    assert spoken(item(state=State.AWAITING_DECISION), 1) == ["2019-03-15 09:00 decision"]


def test_an_undecided_application_reminds_every_ten_working_days() -> None:
    waiting = item(state=State.AWAITING_DECISION, entered_at=DUE, spoken_at=DUE)
    assert spoken(waiting, 2) == ["2019-03-15 09:00 decision", "2019-03-29 09:00 decision"]


@pytest.mark.parametrize(("hours", "stale"), [(24, False), (25, True)])
def test_what_is_older_than_a_day_is_stale(hours: int, stale: bool) -> None:
    step = Step(DUE, "deadline", LetterKind.DEADLINE_MISSED)
    assert LADDER.is_stale(step, DUE + DAY * hours / 24) is stale
