"""A passport is amended in the middle of its years: the plan goes on, and nothing that has been is forgotten."""

from datetime import date

import pytest

from config.people import Behaviour, People
from domain import use_cases
from domain.vocabulary import State
from flows.board import percent_done
from tests.scenarios.amended import ORDER, second_edition
from tests.scenarios.story import COMMITTEE, CURATOR, HEAD, PROOF, Story, moment, story

AMENDED = "2019-05-20 12:00"


@pytest.fixture
def told() -> Story:
    """2.1.1 is granted, 2.1.2 accepted late, 6.1.1 overdue for months; then the edition."""
    begun = story().until("2018-12-20 11:00")
    begun.granted("2.1.1")
    begun.until("2019-03-04 12:00").do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    begun.do(use_cases.accept, "2.1.2", by=CURATOR)
    return begun.until(AMENDED)


def amend(told: Story) -> Story:
    old = told.office.passport()
    told.passport = second_edition(old)
    told.office.amend(old, told.passport, by="Гаврилюк Ю.В.")
    return told


def test_history_stands_and_goes_on_under_the_new_number(told: Story) -> None:
    before = told.history("6.1.1")
    amend(told)
    assert told.history("7.1.1")[: len(before)] == before
    assert told.events("7.1.1")[-1] == "amend"


def test_what_was_done_stays_done_and_in_time_or_late_as_it_was(told: Story) -> None:
    before = told["2.1.2"]
    assert amend(told)["2.1.2"] == before


def test_an_overdue_item_that_was_only_renumbered_stays_overdue_on_its_rung(told: Story) -> None:
    before = told["6.1.1"]
    after = amend(told)["7.1.1"]
    assert (after.state, after.rung, after.due_at) == (before.state, before.rung, before.due_at)
    assert after.state is State.OVERDUE
    assert told.until("2019-06-30 12:00")["7.1.1"].repeats > before.repeats


def test_a_deadline_put_off_reminds_anew_and_its_original_finish_stays(told: Story) -> None:
    amend(told).until("2020-04-30 12:00")
    assert told["5.1"].original_finish == date(2019, 12, 31)
    reminders = [at for at, kind, _ in told.said("5.1", since="2020-01-01 00:00") if kind == "reminder"]
    assert reminders[0] == "28.02.2020 09:00"
    missed = [at for at, kind, _ in told.said("5.1") if kind == "deadline_missed"]
    assert set(missed) == {"31.03.2020 18:00"}


def test_what_left_the_plan_is_silent_from_then_on(told: Story) -> None:
    amend(told).until("2021-12-31 12:00")
    left = next(item for item in told.items() if item.number == "7-искл")
    assert left.state is State.WITHDRAWN
    later = [letter for letter in told.letters(since="2019-05-20 12:01") if left.id in letter.items]
    assert later == []


def test_what_came_in_lives_like_any_other(told: Story) -> None:
    amend(told).until("2021-01-31 12:00")
    assert told.events("3")[:2] == ["amend", "start_comes"]
    assert told["3"].state is State.OVERDUE


def test_a_letter_of_the_edition_comes_to_each_person_once_and_to_the_committee(told: Story) -> None:
    amend(told)
    letters = [letter for letter in told.letters(since=AMENDED) if letter.kind == "amended"]
    assert len({letter.recipient for letter in letters}) == len(letters)
    assert {HEAD, CURATOR, COMMITTEE} <= {letter.recipient for letter in letters}
    assert "Коллегия" not in {letter.recipient for letter in letters}


def test_letters_of_the_edition_can_be_written(told: Story) -> None:
    from config.view import OfficeView
    from notifications.render import render

    amend(told)
    view = OfficeView(told.office, told.clock.now())
    texts = [render(one, view) for one in told.letters(since=AMENDED) if one.kind == "amended"]
    assert all(f"Распоряжением {ORDER}".replace(" N ", " № ") in text.text for text in texts)
    assert max(len(text.text) for text in texts) < 7000


def test_lived_to_the_end_by_people_everything_is_closed_and_the_journal_verifies() -> None:
    told = story(begins="2018-10-01 08:00")
    lived(told, "2019-05-20 12:00", seed=1)
    amend(told)
    lived(told, "2025-06-30 12:00", seed=2)
    states = {item.number: item.state for item in told.items()}
    left = {number for number, state in states.items() if state is State.WITHDRAWN}
    assert left == {"7-искл", "7.1-искл", "7.1.1-искл"}
    assert {state for number, state in states.items() if number not in left} == {State.DONE}
    assert percent_done(told.items()) == 100
    assert told.office.verify_journal() > 400


def lived(told: Story, until: str, seed: int) -> None:
    """Everybody does his work until then; the clock goes from one thing to the next."""
    from random import Random

    people = People(told.office, told.passport, Behaviour.PUNCTUAL, Random(seed))
    people.plan()
    told.office.people = people
    while (due := told.office.next_due()) and due <= moment(until):
        told.clock.present = max(due, told.clock.present)
        told.office.tick()
    told.clock.present = moment(until)
    told.office.people = None
