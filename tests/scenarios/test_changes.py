"""What people change along the way: more time, other hands, a delay taken upon oneself."""

from datetime import date

import pytest

from domain import use_cases
from domain.lifecycle import Refused
from domain.ports import UnknownItem
from domain.vocabulary import State
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, PROOF, Story, moment, story

REASON = "подписание перенесено"
APRIL = date(2019, 4, 30)


@pytest.fixture
def told() -> Story:
    """2.1.2 is late since 28.02.2019 18:00; the clock stands at the rung of 04.03.2019."""
    begun = story("2").until("2018-12-20 11:00")
    begun.granted("2.1.1")
    return begun.until("2019-03-04 12:00")


def test_an_extension_moves_the_deadline_and_keeps_the_original_finish(told: Story) -> None:
    told.do(use_cases.extend, "2.1.2", by=CURATOR, finish=APRIL, reason=REASON)
    item = told["2.1.2"]
    assert (item.finish, item.original_finish) == (APRIL, date(2019, 2, 28))
    assert (item.state, item.rung, item.due_at) == (State.IN_PROGRESS, 0, moment("2019-04-30 18:00"))


def test_after_an_extension_the_reminders_and_the_climb_start_anew(told: Story) -> None:
    told.do(use_cases.extend, "2.1.2", by=CURATOR, finish=APRIL, reason=REASON)
    told.until("2019-05-07 23:59")
    assert [at for at, kind, _ in told.said("2.1.2", since="2019-03-05 00:00") if kind == "reminder"] == [
        "29.03.2019 09:00", "16.04.2019 09:00", "23.04.2019 09:00", "25.04.2019 09:00", "29.04.2019 09:00",
        "30.04.2019 09:00",
    ]  # fmt: skip
    late = [row for row in told.said("2.1.2", since="2019-04-30 12:00") if row[1] != "reminder"]
    assert late == [
        ("30.04.2019 18:00", "deadline_missed", HEAD),
        ("30.04.2019 18:00", "deadline_missed", CURATOR),
        ("07.05.2019 09:00", "escalation", CURATOR),
    ]


def test_a_second_extension_keeps_the_first_finish_of_all(told: Story) -> None:
    for finish in (APRIL, date(2019, 6, 28)):
        told.do(use_cases.extend, "2.1.2", by=CURATOR, finish=finish, reason=REASON)
    assert told["2.1.2"].original_finish == date(2019, 2, 28)


def test_an_executor_cannot_give_himself_more_time_but_may_ask(told: Story) -> None:
    with pytest.raises(Refused, match=f"{HEAD} не может продлить срок"):
        told.do(use_cases.extend, "2.1.2", by=HEAD, finish=APRIL, reason=REASON)
    told.do(use_cases.ask, "2.1.2", by=HEAD, finish=APRIL, reason=REASON)
    assert (told["2.1.2"].asked_finish, told["2.1.2"].finish) == (APRIL, date(2019, 2, 28))
    assert set(told.told("extension_asked", "2.1.2")) == {CURATOR}


def test_a_denied_extension_leaves_the_item_as_late_as_it_was(told: Story) -> None:
    told.do(use_cases.ask, "2.1.2", by=HEAD, finish=APRIL, reason=REASON)
    told.do(use_cases.deny, "2.1.2", by=CURATOR, reason="причина не подтверждена")
    item = told["2.1.2"]
    assert (item.state, item.rung, item.asked_finish, item.finish) == (State.OVERDUE, 2, None, date(2019, 2, 28))


@pytest.mark.parametrize("finish", [date(2019, 2, 28), date(2019, 3, 3)])
def test_a_new_finish_that_is_no_later_or_already_past_is_refused(told: Story, finish: date) -> None:
    with pytest.raises(Refused, match="новый срок"):
        told.do(use_cases.extend, "2.1.2", by=CURATOR, finish=finish, reason=REASON)
    assert told["2.1.2"].finish == date(2019, 2, 28)


def test_after_a_reassignment_the_new_lead_hears_and_the_old_one_only_as_controller(told: Story) -> None:
    told.do(use_cases.reassign, "2.1.2", by=CURATOR, executors=(DEPUTY,), reason="отпуск")
    assert set(told.told("reassigned", "2.1.2")) == {HEAD, DEPUTY}
    told.until("2019-03-20 23:59")
    escalations = [(at[:5], to) for at, kind, to in told.said("2.1.2", "2019-03-05 00:00") if kind == "escalation"]
    assert escalations == [("06.03", "ПК"), ("11.03", "Коллегия"), ("18.03", "Коллегия"), ("18.03", DEPUTY)]


def test_after_a_reassignment_the_head_no_longer_reports_and_may_accept(told: Story) -> None:
    told.do(use_cases.reassign, "2.1.2", by=CURATOR, executors=(DEPUTY,), reason="отпуск")
    with pytest.raises(Refused, match=f"{HEAD} не может представить отчёт"):
        told.do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    told.do(use_cases.report, "2.1.2", by=DEPUTY, evidence=PROOF)
    assert told.do(use_cases.accept, "2.1.2", by=HEAD).state is State.DONE


def test_a_stranger_to_the_passport_is_not_appointed(told: Story) -> None:
    with pytest.raises(Refused, match=r"в паспорте нет участника Иванов И\.И\."):
        told.do(use_cases.reassign, "2.1.2", by=CURATOR, executors=("Иванов И.И.",), reason="отпуск")
    assert told["2.1.2"].executors == (HEAD,)


def test_an_acknowledgement_pauses_the_climb_for_two_working_days(told: Story) -> None:
    told.until("2019-03-05 12:00").do(use_cases.acknowledge, "2.1.2", by=CURATOR)
    assert told["2.1.2"].paused_until == date(2019, 3, 11)
    assert told.until("2019-03-11 08:59")["2.1.2"].rung == 2
    assert told.until("2019-03-11 09:00")["2.1.2"].rung == 3


def test_acknowledged_on_the_morning_of_a_climb_the_next_one_still_comes_two_working_days_later(told: Story) -> None:
    assert told.until("2019-03-06 09:00")["2.1.2"].rung == 3
    told.do(use_cases.acknowledge, "2.1.2", by="ПК")
    assert told.until("2019-03-13 08:59")["2.1.2"].rung == 3
    assert told.until("2019-03-13 09:00")["2.1.2"].rung == 4


def test_a_pause_cannot_be_made_longer_by_pressing_again(told: Story) -> None:
    told.until("2019-03-05 12:00").do(use_cases.acknowledge, "2.1.2", by=CURATOR)
    with pytest.raises(Refused, match=r"приостановлен до 11\.03\.2019"):
        told.do(use_cases.acknowledge, "2.1.2", by="ПК")


def test_what_is_due_by_the_clock_comes_before_a_persons_event_in_the_journal(told: Story) -> None:
    told.clock.present = moment("2019-03-06 12:00")
    told.do(use_cases.note, "2.1.2", by=HEAD, text="соглашение на подписи")
    assert told.events("2.1.2")[-2:] == ["climb", "note"]


def test_an_item_that_is_not_in_the_plan_is_refused_by_name(told: Story) -> None:
    with pytest.raises(UnknownItem, match=r"В плане нет пункта 2\.1\.9"):
        told.do(use_cases.take, "2.1.9", by=HEAD)
