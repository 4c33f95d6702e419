"""The agreement 2.1.2 and a head who says nothing: from the first reminder to the Collegium, and back."""

import pytest

from domain import use_cases
from domain.lifecycle import Refused
from domain.vocabulary import State
from tests.scenarios.story import COLLEGIUM, COMMITTEE, CURATOR, HEAD, PROOF, Story, story

# fmt: off
CLIMB = [
    # 2.1.2 is due on Thursday 28.02.2019; 08.03 is a holiday
    ("01.01.2019 09:00", "started",         HEAD),
    ("11.01.2019 09:00", "not_taken",       HEAD),
    ("11.01.2019 09:00", "not_taken",       CURATOR),
    ("29.01.2019 09:00", "reminder",        HEAD),
    ("14.02.2019 09:00", "reminder",        HEAD),
    ("21.02.2019 09:00", "reminder",        HEAD),
    ("25.02.2019 09:00", "reminder",        HEAD),
    ("27.02.2019 09:00", "reminder",        HEAD),
    ("28.02.2019 09:00", "reminder",        HEAD),
    ("28.02.2019 18:00", "deadline_missed", HEAD),
    ("28.02.2019 18:00", "deadline_missed", CURATOR),
    ("04.03.2019 09:00", "escalation",      CURATOR),
    ("06.03.2019 09:00", "escalation",      COMMITTEE),
    ("11.03.2019 09:00", "escalation",      COLLEGIUM),
]
AT_THE_TOP = [
    ("18.03.2019 09:00", "escalation",      COLLEGIUM),
    ("18.03.2019 09:00", "escalation",      HEAD),
    ("25.03.2019 09:00", "escalation",      COLLEGIUM),
    ("25.03.2019 09:00", "escalation",      HEAD),
]
RUNGS = {
    # the last minute before each rung, and the rung itself
    "2019-02-28 17:59": 0, "2019-02-28 18:00": 1,
    "2019-03-04 08:59": 1, "2019-03-04 09:00": 2,
    "2019-03-06 08:59": 2, "2019-03-06 09:00": 3,
    "2019-03-11 08:59": 3, "2019-03-11 09:00": 4,
    "2019-12-31 23:59": 4,
}
# fmt: on


@pytest.fixture
def granted() -> Story:
    """The whole plan; the application 2.1.1 was granted before Christmas."""
    told = story().until("2018-12-20 11:00")
    told.granted("2.1.1")
    return told


@pytest.fixture
def reported(granted: Story) -> Story:
    """2.1.2 has come to the Collegium, and then the head reports."""
    granted.until("2019-03-12 10:00").do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    return granted


def test_a_silent_executor_is_reminded_and_then_the_item_climbs_to_the_collegium(granted: Story) -> None:
    granted.until("2019-03-11 23:59")
    assert granted.said("2.1.2", since="2018-12-21 00:00") == CLIMB


def test_each_rung_comes_at_its_minute_and_none_is_skipped(granted: Story) -> None:
    assert {at: granted.until(at)["2.1.2"].rung for at in RUNGS} == RUNGS


def test_reminders_say_how_much_is_left(granted: Story) -> None:
    granted.until("2019-02-28 12:00")
    reminders = [letter.facts["left"] for letter in granted.letters("2.1.2") if letter.kind == "reminder"]
    assert reminders == ["30d", "14d", "7d", "3wd", "1wd", "morning"]


def test_at_the_top_the_collegium_and_the_lead_hear_again_every_five_working_days(granted: Story) -> None:
    granted.until("2019-03-25 23:59")
    assert granted.said("2.1.2", since="2019-03-12 00:00") == AT_THE_TOP


def test_at_the_top_the_fifth_repeat_comes_after_ten_working_days(granted: Story) -> None:
    granted.until("2019-05-01 00:00")
    days = sorted({at[:5] for at, *_ in granted.said("2.1.2", since="2019-03-25 00:00")}, key=lambda d: d[3:] + d[:2])
    assert days == ["25.03", "01.04", "08.04", "22.04"]


def test_a_report_stops_the_climb_and_asks_the_heads_supervisor_to_review(reported: Story) -> None:
    reported.until("2019-03-14 23:59")
    assert reported["2.1.2"].state is State.UNDER_REVIEW
    assert reported.said("2.1.2", since="2019-03-12 00:00") == [("12.03.2019 10:00", "review_wanted", CURATOR)]


def test_a_review_that_waits_reminds_the_acceptor_and_then_the_level_above(reported: Story) -> None:
    reported.until("2019-03-19 23:59")
    assert reported.said("2.1.2", since="2019-03-13 00:00") == [
        ("15.03.2019 09:00", "review_waiting", CURATOR),
        ("19.03.2019 09:00", "review_waiting", CURATOR),
        ("19.03.2019 09:00", "review_waiting", COMMITTEE),
    ]


def test_a_returned_report_needs_a_reason(reported: Story) -> None:
    with pytest.raises(Refused, match="укажите причину"):
        reported.do(use_cases.return_, "2.1.2", by=CURATOR, reason=" ")
    assert reported["2.1.2"].state is State.UNDER_REVIEW


def test_a_returned_report_goes_back_to_the_executor_who_is_late_again_with_the_rung_he_had(reported: Story) -> None:
    reported.do(use_cases.return_, "2.1.2", by=CURATOR, reason="нет номера соглашения")
    assert reported.told("returned", "2.1.2")[HEAD].facts["reason"] == "нет номера соглашения"
    reported.until("2019-03-12 18:00")
    assert (reported["2.1.2"].state, reported["2.1.2"].rung) == (State.OVERDUE, 4)


def test_reported_again_and_accepted_the_item_falls_silent_for_good(reported: Story) -> None:
    reported.do(use_cases.return_, "2.1.2", by=CURATOR, reason="нет номера соглашения")
    reported.until("2019-03-13 10:00").do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    reported.until("2019-03-13 15:00").do(use_cases.accept, "2.1.2", by=CURATOR)
    reported.until("2020-01-31 00:00")
    assert reported.said("2.1.2", since="2019-03-13 15:00") == [("13.03.2019 15:00", "accepted", HEAD)]
    item = reported["2.1.2"]
    assert (item.state, item.next_wake_at, item.days_late(item.closed_at.date())) == (State.DONE, None, 13)  # type: ignore[union-attr]


def test_the_journal_tells_the_whole_life_in_order(reported: Story) -> None:
    reported.do(use_cases.return_, "2.1.2", by=CURATOR, reason="нет номера соглашения")
    reported.until("2019-03-13 10:00").do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    reported.do(use_cases.accept, "2.1.2", by=CURATOR)
    spoken = ["spoken"] * 7
    climb = ["deadline_passes", "climb", "climb", "climb"]
    again = ["report", "return", "deadline_passes", "report", "accept"]
    assert reported.events("2.1.2") == ["unblock", "start_comes", *spoken, *climb, *again]
