"""The agreement 2.1.2 waits for the application 2.1.1: silent while it is undecided, fallen with it when it falls."""

import pytest

from domain import use_cases
from domain.lifecycle import Refused
from domain.vocabulary import State
from tests.scenarios.story import COMMITTEE, CURATOR, HEAD, PROOF, Story, story

REASON = "область не прошла отбор"


@pytest.fixture
def planted() -> Story:
    return story("2")


@pytest.fixture
def undecided(planted: Story) -> Story:
    """2.1.1 is filed and accepted; the ministry has not answered."""
    planted.until("2018-10-29 10:00").do(use_cases.report, "2.1.1", by=HEAD, evidence=PROOF)
    planted.do(use_cases.accept, "2.1.1", by=CURATOR)
    return planted


def test_an_agreement_is_silent_while_its_application_is_not_even_filed(planted: Story) -> None:
    planted.until("2019-03-31 00:00")
    assert planted.said("2.1.2") == []
    assert (planted["2.1.2"].state, planted["2.1.1"].state) == (State.BLOCKED, State.OVERDUE)


def test_an_agreement_is_silent_while_the_ministry_has_not_answered(undecided: Story) -> None:
    undecided.until("2019-03-31 00:00")
    assert undecided.said("2.1.2") == []
    assert (undecided["2.1.2"].state, undecided["2.1.1"].state) == (State.BLOCKED, State.AWAITING_DECISION)


def test_an_undecided_application_asks_its_lead_and_controller_every_ten_working_days(undecided: Story) -> None:
    undecided.until("2018-11-28 00:00")
    assert undecided.said("2.1.1", since="2018-10-30 00:00") == [
        ("13.11.2018 09:00", "decision_waiting", HEAD),
        ("13.11.2018 09:00", "decision_waiting", CURATOR),
        ("27.11.2018 09:00", "decision_waiting", HEAD),
        ("27.11.2018 09:00", "decision_waiting", CURATOR),
    ]


def test_nobody_can_report_or_take_a_blocked_agreement(undecided: Story) -> None:
    for act in (use_cases.take, lambda *a, **k: use_cases.report(*a, evidence=PROOF, **k)):
        with pytest.raises(Refused, match="его состояние «ждёт предшественника»"):
            undecided.do(act, "2.1.2", by=HEAD)
    assert undecided["2.1.2"].version == 0


def test_a_refused_application_takes_its_agreement_with_it_and_the_committee_is_told(undecided: Story) -> None:
    undecided.until("2018-11-20 12:00").do(use_cases.refuse, "2.1.1", by=CURATOR, reason=REASON)
    assert (undecided["2.1.1"].state, undecided["2.1.2"].state) == (State.DECLINED, State.WITHDRAWN)
    for kind, about in (("refused", "2.1.1"), ("cascaded", "2.1.2")):
        told = undecided.told(kind, about)
        assert set(told) == {HEAD, COMMITTEE}
        assert {letter.facts["reason"] for letter in told.values()} == {REASON}


def test_a_withdrawn_application_takes_its_agreement_with_it_the_same_way(planted: Story) -> None:
    planted.until("2018-10-20 12:00").do(use_cases.withdraw, "2.1.1", by=COMMITTEE, reason=REASON)
    assert (planted["2.1.1"].state, planted["2.1.2"].state) == (State.WITHDRAWN, State.WITHDRAWN)
    told = planted.told("cascaded", "2.1.2")
    assert set(told) == {HEAD, COMMITTEE}
    assert {letter.facts["reason"] for letter in told.values()} == {REASON}


def test_the_cascade_is_written_into_the_journal_of_the_agreement(undecided: Story) -> None:
    undecided.do(use_cases.refuse, "2.1.1", by=CURATOR, reason=REASON)
    (row,) = undecided.history("2.1.2")
    assert (row.event, row.actor, row.before, row.state) == ("cascade", "Веха", "blocked", "withdrawn")
    assert row.reason == REASON


def test_a_fallen_pair_never_speaks_again(undecided: Story) -> None:
    undecided.until("2018-11-20 12:00").do(use_cases.refuse, "2.1.1", by=CURATOR, reason=REASON)
    undecided.until("2020-12-31 00:00")
    assert undecided.said("2.1.1", since="2018-11-20 12:01") == []
    assert undecided.said("2.1.2", since="2018-11-20 12:01") == []


def test_an_agreement_cannot_be_reopened_before_its_application_is_granted(undecided: Story) -> None:
    undecided.do(use_cases.refuse, "2.1.1", by=CURATOR, reason=REASON)
    with pytest.raises(Refused, match=r"сначала должна быть одобрена заявка 2\.1\.1"):
        undecided.do(use_cases.reopen, "2.1.2", by=CURATOR, reason="решение обжаловано")


def test_granted_before_its_start_the_agreement_waits_for_the_start(undecided: Story) -> None:
    undecided.until("2018-12-20 12:00").do(use_cases.grant, "2.1.1", by=CURATOR)
    assert undecided.until("2019-01-01 08:59")["2.1.2"].state is State.PLANNED
    assert undecided.until("2019-01-01 09:00")["2.1.2"].state is State.IN_PROGRESS


def test_granted_after_its_deadline_the_agreement_is_overdue_at_once_and_says_so_once(undecided: Story) -> None:
    undecided.until("2019-03-15 12:00").do(use_cases.grant, "2.1.1", by=CURATOR)
    undecided.until("2019-03-15 12:00")
    assert undecided["2.1.2"].state is State.OVERDUE
    assert undecided.said("2.1.2") == [
        ("15.03.2019 12:00", "deadline_missed", HEAD),
        ("15.03.2019 12:00", "deadline_missed", CURATOR),
    ]


def test_a_late_application_names_itself_and_not_the_agreement_that_waits(planted: Story) -> None:
    planted.until("2018-11-10 00:00")
    waiting = planted["2.1.2"].id
    late = [letter for letter in planted.letters("2.1.1") if letter.kind in {"deadline_missed", "escalation"}]
    assert len(late) == 5
    assert all(waiting not in letter.items for letter in late)
