"""Nobody accepts own work: the head's items go to his supervisor, bodies keep minutes, stand-ins do not cheat."""

import pytest

from domain import use_cases
from domain.lifecycle import Refused
from domain.vocabulary import State
from tests.scenarios.story import (
    ADMINISTRATOR,
    COMMITTEE,
    CURATOR,
    DEPUTY,
    HEAD,
    INSTITUTE,
    MINUTES,
    PROOF,
    Story,
    story,
)

OWN_WORK = "Собственную работу не принимают"


@pytest.fixture
def heads_own() -> Story:
    """The head leads 2.1.1 and controls it himself; he has reported it."""
    told = story("2").until("2018-10-29 10:00")
    told.do(use_cases.report, "2.1.1", by=HEAD, evidence=PROOF)
    return told


@pytest.fixture
def summer() -> Story:
    """3.1.1, led by the deputy with the institute and controlled by the head, is in work."""
    return story("3", begins="2018-12-20 08:00").until("2019-06-05 10:00")


def test_the_heads_own_item_goes_to_his_supervisor(heads_own: Story) -> None:
    assert set(heads_own.told("review_wanted", "2.1.1")) == {CURATOR}
    assert heads_own.do(use_cases.accept, "2.1.1", by=CURATOR).state is State.AWAITING_DECISION


def test_the_head_cannot_accept_his_own_item(heads_own: Story) -> None:
    with pytest.raises(Refused, match=OWN_WORK):
        heads_own.do(use_cases.accept, "2.1.1", by=HEAD)
    assert heads_own["2.1.1"].state is State.UNDER_REVIEW


def test_a_second_executor_cannot_accept_either(summer: Story) -> None:
    summer.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    with pytest.raises(Refused, match=OWN_WORK):
        summer.do(use_cases.accept, "3.1.1", by=INSTITUTE)


def test_what_the_deputy_reports_the_head_accepts(summer: Story) -> None:
    summer.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    assert set(summer.told("review_wanted", "3.1.1")) == {HEAD}
    assert summer.do(use_cases.accept, "3.1.1", by=HEAD).state is State.DONE


def test_an_executor_who_stands_in_for_his_supervisor_cannot_accept_own_work(heads_own: Story) -> None:
    heads_own.until("2019-01-10 10:00").away(CURATOR, HEAD)
    with pytest.raises(Refused, match=OWN_WORK):
        heads_own.do(use_cases.accept, "2.1.1", by=HEAD)


def test_a_stand_in_cannot_accept_what_he_reported(summer: Story) -> None:
    summer.away(DEPUTY, ADMINISTRATOR)
    summer.away(HEAD, ADMINISTRATOR)
    summer.do(use_cases.report, "3.1.1", by=ADMINISTRATOR, evidence=PROOF)
    with pytest.raises(Refused, match=f"{ADMINISTRATOR} не может принять исполнение"):
        summer.do(use_cases.accept, "3.1.1", by=ADMINISTRATOR)
    assert summer.do(use_cases.accept, "3.1.1", by=HEAD).state is State.DONE


def test_a_stand_in_accepts_what_another_reported(summer: Story) -> None:
    summer.away(HEAD, ADMINISTRATOR)
    summer.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    assert summer.do(use_cases.accept, "3.1.1", by=ADMINISTRATOR).state is State.DONE


def test_without_the_absence_the_same_person_is_a_stranger(summer: Story) -> None:
    summer.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    with pytest.raises(Refused, match=f"{ADMINISTRATOR} не может принять исполнение"):
        summer.do(use_cases.accept, "3.1.1", by=ADMINISTRATOR)


def test_a_committee_accepts_only_with_number_and_date_of_its_minutes() -> None:
    told = story("3", begins="2018-12-20 08:00").until("2019-12-20 10:00")
    told.do(use_cases.report, "3.1", by=HEAD, evidence=PROOF)
    with pytest.raises(Refused, match="укажите номер и дату протокола"):
        told.do(use_cases.accept, "3.1", by=COMMITTEE, reason="по решению", minutes="протокол")
    assert told.do(use_cases.accept, "3.1", by=COMMITTEE, reason="по решению", minutes=MINUTES).state is State.DONE


def test_a_control_point_is_not_accepted_while_something_beneath_is_open() -> None:
    told = story("3", begins="2018-12-20 08:00").until("2019-12-20 10:00")
    told.do(use_cases.report, "3.1", by=HEAD, evidence=PROOF)
    with pytest.raises(Refused, match=r"под ним не исполнено: 3\.1\.1, 3\.1\.2"):
        told.do(use_cases.accept, "3.1", by=COMMITTEE, minutes=MINUTES)
    assert told["3.1"].state is State.UNDER_REVIEW


def test_a_control_point_is_accepted_over_what_is_open_with_a_reason_that_the_journal_keeps() -> None:
    told = story("3", begins="2018-12-20 08:00").until("2019-12-20 10:00")
    told.do(use_cases.report, "3.1", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "3.1", by=COMMITTEE, minutes=MINUTES, reason="мониторинг продолжается")
    row = told.history("3.1")[-1]
    assert (row.reason, row.details["open_below"]) == ("мониторинг продолжается", ["3.1.1", "3.1.2"])


def test_a_control_point_is_accepted_without_a_reason_once_everything_beneath_is_closed() -> None:
    told = story("3", begins="2018-12-20 08:00").until("2019-12-20 10:00")
    for number in ("3.1.1", "3.1.2"):
        told.do(use_cases.report, number, by=DEPUTY, evidence=PROOF)
        told.do(use_cases.accept, number, by=HEAD)
    told.do(use_cases.report, "3.1", by=HEAD, evidence=PROOF)
    assert told.do(use_cases.accept, "3.1", by=COMMITTEE, minutes=MINUTES).state is State.DONE
