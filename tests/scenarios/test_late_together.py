"""Many things late, few letters: one a person when all is late on one day, one a person after an outage."""

from collections import Counter

import pytest

from domain.vocabulary import State
from tests.scenarios.story import COLLEGIUM, COMMITTEE, CURATOR, DEPUTY, HEAD, INSTITUTE, Story, story

LATE = ("3", "3.1", "3.1.1", "3.1.2")
DOWN_FROM, UP_AT = "2019-02-28 12:00", "2019-03-07 12:00"


@pytest.fixture
def silent_third() -> Story:
    """The result 3 with its control point and activities, all ending on 31.12.2019, nobody doing anything."""
    return story("3", begins="2018-12-20 08:00")


def agreement_due() -> Story:
    """The whole plan, 2.1.2 in work and due in the evening."""
    told = story().until("2018-12-20 11:00")
    told.granted("2.1.1")
    return told.until(DOWN_FROM)


@pytest.fixture
def outage() -> Story:
    """The service was down for a week and is up again."""
    return agreement_due().down_until(UP_AT)


def numbers(told: Story, items: tuple[int, ...]) -> tuple[str, ...]:
    known = {item.id: item.number for item in told.items()}
    return tuple(known[item] for item in items)


def test_all_late_on_one_day_gives_one_letter_a_person_naming_everything(silent_third: Story) -> None:
    silent_third.until("2019-12-31 23:59")
    assert {silent_third[number].state for number in LATE} == {State.OVERDUE}
    late = [letter for letter in silent_third.letters() if letter.kind == "deadline_missed"]
    assert {letter.recipient: numbers(silent_third, letter.items) for letter in late} == {
        CURATOR: ("3", "3.1"),
        HEAD: LATE,
        DEPUTY: ("3.1.1", "3.1.2"),
        INSTITUTE: ("3.1.1", "3.1.2"),
    }
    assert len(late) == 4


def test_climbing_together_they_are_one_message_to_each_level(silent_third: Story) -> None:
    silent_third.until("2020-01-10 23:59")
    climbed = [letter for letter in silent_third.letters(since="2020-01-01 00:00") if letter.kind == "escalation"]
    assert {letter.recipient: numbers(silent_third, letter.items) for letter in climbed} == {
        COLLEGIUM: ("3",),
        COMMITTEE: ("3.1",),
        HEAD: ("3.1.1", "3.1.2"),
    }
    assert {f"{letter.at:%d.%m.%Y}" for letter in climbed} == {"10.01.2020"}


def test_in_the_first_working_days_of_january_nothing_climbs(silent_third: Story) -> None:
    silent_third.until("2020-01-10 08:59")
    assert {silent_third[number].rung for number in LATE} == {1}


def test_after_a_week_down_each_person_gets_one_catch_up_letter(outage: Story) -> None:
    missed = outage.letters(since=DOWN_FROM)
    assert Counter(letter.recipient for letter in missed) == {HEAD: 1, CURATOR: 1, COMMITTEE: 1}
    assert {letter.kind.value for letter in missed} == {"catch_up"}


def test_after_a_week_down_nobody_is_skipped_who_would_have_been_told(outage: Story) -> None:
    lived = agreement_due().until(UP_AT)
    assert outage["2.1.2"].id == lived["2.1.2"].id
    told = {letter.recipient for letter in lived.letters(since=DOWN_FROM)}
    assert {letter.recipient for letter in outage.letters(since=DOWN_FROM)} == told == {HEAD, CURATOR, COMMITTEE}


def test_after_a_week_down_every_item_stands_where_it_would_have_stood(outage: Story) -> None:
    lived = agreement_due().until(UP_AT)
    assert outage.items() == lived.items()


def test_after_a_week_down_no_rung_is_skipped_and_stale_ones_are_journaled_so(outage: Story) -> None:
    rows = [row for row in outage.history("2.1.2") if row.event in {"deadline_passes", "climb"}]
    assert [(row.rung, f"{row.at:%d.%m %H:%M}", row.details.get("skipped", False)) for row in rows] == [
        (1, "28.02 18:00", True),
        (2, "04.03 09:00", True),
        (3, "06.03 09:00", False),
    ]


def test_the_climb_goes_on_from_where_the_outage_ended(outage: Story) -> None:
    outage.until("2019-03-11 23:59")
    assert outage.said("2.1.2", since="2019-03-08 00:00") == [("11.03.2019 09:00", "escalation", COLLEGIUM)]


def holidays() -> Story:
    """The whole plan, nobody doing anything; much of it ends with the year 2019."""
    return story().until("2019-12-20 12:00")


def pairs(told: Story) -> set[tuple[str, int]]:
    """Who has heard of what since then."""
    return {(letter.recipient, item) for letter in told.letters(since="2019-12-20 12:01") for item in letter.items}


def test_after_three_weeks_down_and_all_kinds_of_steps_missed_it_is_still_one_letter_a_person() -> None:
    down = holidays().down_until("2020-01-10 12:00")
    catch_up = [letter for letter in down.letters(since="2019-12-20 12:01") if letter.kind == "catch_up"]
    assert set(Counter(letter.recipient for letter in catch_up).values()) == {1}
    assert {HEAD, CURATOR, DEPUTY, INSTITUTE, COMMITTEE, COLLEGIUM} <= {letter.recipient for letter in catch_up}


def test_after_three_weeks_down_everybody_hears_of_every_item_that_he_would_have_heard_of() -> None:
    down, lived = holidays().down_until("2020-01-10 12:00"), holidays().until("2020-01-10 12:00")
    assert pairs(down) == pairs(lived)
    assert len(pairs(lived)) > 30


def test_an_hour_down_is_no_outage(silent_third: Story) -> None:
    silent_third.until("2019-12-31 17:30").down_until("2019-12-31 18:30")
    assert {letter.kind.value for letter in silent_third.letters(since="2019-12-31 17:30")} == {"deadline_missed"}


def test_a_second_tick_at_the_same_instant_says_nothing_new(outage: Story) -> None:
    before = (outage.letters(), outage.items())
    assert outage.office.tick() == 0
    assert (outage.letters(), outage.items()) == before
