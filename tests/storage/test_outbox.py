"""Letters wait in the outbox until they are taken; wakes wait until their runs have been woken."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest

from config.rounds import DELIVERY
from domain import use_cases
from domain.letters import Letter, LetterKind
from domain.sending import Fate, Message, Outcome
from domain.storage.database import Database
from domain.storage.outbox_store import StoredLetters
from domain.storage.proofs import Standing
from notifications.console import ConsoleChannel
from tests.scenarios.story import CURATOR, HEAD, Story, moment, story

LETTER = Letter(
    LetterKind.REMINDER, HEAD, "kemerovo", (7, 8), "2019-02-14T09:00/before:14d", moment("2019-02-14 09:00"),
    {"left": "14d", "reason": "«кавычки», 100 %, :двоеточие"},
)  # fmt: skip
NOON = moment("2019-02-14 12:00")


def put(told: Story, *letters: Letter) -> None:
    with told.office.database.writing() as connection:
        StoredLetters(connection).put(letters)


def test_a_letter_comes_back_as_it_was_put(told: Story) -> None:
    put(told, LETTER)
    assert told.office.outbox.all() == [LETTER]


def test_a_letter_with_the_same_key_is_the_same_letter_even_in_one_batch(told: Story) -> None:
    put(told, LETTER, LETTER, replace(LETTER, facts={"left": "7d"}))
    put(told, LETTER)
    assert told.office.outbox.all() == [LETTER]


def test_another_recipient_occasion_kind_or_item_makes_another_letter(told: Story) -> None:
    others = (
        replace(LETTER, recipient=CURATOR),
        replace(LETTER, occasion="2019-02-21T09:00/before:7d"),
        replace(LETTER, kind=LetterKind.STARTED),
        replace(LETTER, items=(8,)),
    )
    put(told, LETTER, *others)
    assert told.office.outbox.all() == [LETTER, *others]


def waiting(told: Story, now: datetime = NOON, people: int = 10) -> list[int]:
    """The numbers of the letters that a round at `now` would look at."""
    return [one.id for one in told.office.outbox.waiting(now, people)]


def fate(told: Story, letter_id: int, outcome: Outcome, **known: Any) -> None:
    told.office.outbox.record([Fate(letter_id, HEAD, outcome, "mail", LETTER.key, **known)], NOON)


def test_a_letter_that_was_sent_is_not_put_again(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    fate(told, number, Outcome.SENT)
    put(told, LETTER)
    assert waiting(told) == []
    assert told.office.outbox.counts() == {"waiting": 0, "sent": 1, "failed": 0}


def test_letters_wait_oldest_first_and_those_that_failed_once_come_last(told: Story) -> None:
    put(told, *(replace(LETTER, occasion=f"2019-02-14T{hour}:00/x") for hour in ("09", "10", "11")))
    numbers = waiting(told)
    fate(told, numbers[0], Outcome.DELAYED, reason="timeout")
    assert waiting(told) == [*numbers[1:], numbers[0]]


def test_letters_to_as_many_people_as_asked_for_and_all_that_waits_for_them(told: Story) -> None:
    put(told, LETTER, replace(LETTER, recipient=CURATOR), replace(LETTER, occasion="2019-02-14T10:00/x"))
    first, second, third = waiting(told)
    assert waiting(told, people=1) == [first, second]
    fate(told, first, Outcome.HELD, until=NOON + timedelta(hours=1))
    assert waiting(told, people=1) == [third]
    assert waiting(told) == [third, first, second]


def test_what_is_held_comes_at_its_hour(told: Story) -> None:
    put(told, LETTER)
    assert told.office.outbox.next_try_at() == LETTER.at
    (number,) = waiting(told)
    fate(told, number, Outcome.HELD, until=NOON + timedelta(hours=1))
    assert waiting(told) == []
    assert told.office.outbox.next_try_at() == NOON + timedelta(hours=1)
    assert waiting(told, NOON + timedelta(hours=1)) == [number]


def test_a_letter_in_flight_is_known_with_its_message_until_its_fate_is(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    fate(told, number, Outcome.HANDED)
    (found,) = told.office.outbox.waiting(NOON, 1)
    assert (found.in_flight, found.parcel) == ("mail", LETTER.key)
    fate(told, number, Outcome.DOWN, reason="timeout", unsure=True)
    assert told.office.outbox.waiting(NOON, 1)[0].in_flight == "mail"
    fate(told, number, Outcome.DOWN, reason="timeout")
    assert told.office.outbox.waiting(NOON, 1)[0].in_flight == ""


def test_an_outage_is_proven_once_a_letter_and_channel(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    for _ in range(3):
        fate(told, number, Outcome.DOWN, reason="timeout", since=NOON - timedelta(hours=1))
    fate(told, number, Outcome.DOWN, reason="timeout", since=NOON + timedelta(seconds=1))
    found = told.office.proofs.of_letter(number)
    assert found is not None
    assert [proof.outcome for proof in found.proofs] == [Outcome.DOWN, Outcome.DOWN]


def test_since_when_a_letter_makes_trouble_is_kept_until_it_is_retried(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    fate(told, number, Outcome.DELAYED, reason="timeout", since=NOON)
    assert told.office.outbox.waiting(NOON, 1)[0].troubled_since == NOON
    fate(told, number, Outcome.DEAD, reason="timeout")
    assert told.office.outbox.retry() == 1
    assert told.office.outbox.waiting(NOON, 1)[0].troubled_since is None


def test_messages_are_told_once_however_many_letters_they_carried(told: Story) -> None:
    put(told, LETTER, replace(LETTER, occasion="2019-02-14T10:00/x"))
    for number in waiting(told):
        fate(told, number, Outcome.SENT, reference="7")
    message = Message(HEAD, LETTER.passport, LETTER.key)
    assert told.office.outbox.messages([HEAD], NOON) == [message]
    assert told.office.outbox.messages([HEAD], NOON + timedelta(seconds=1)) == []
    assert told.office.proofs.messages() == [(HEAD, NOON)]


def test_reading_makes_a_letter_read_and_a_stranger_key_reads_nothing(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    fate(told, number, Outcome.SENT)
    told.office.outbox.read("нет такого", "mail", NOON)
    assert told.office.proofs.of_person(HEAD, 5)[0].standing is Standing.SENT
    told.office.outbox.read(LETTER.key, "mail", NOON)
    assert told.office.proofs.newest(5)[0].standing is Standing.READ


def test_a_letter_given_up_waits_no_more_until_it_is_retried(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    fate(told, number, Outcome.DEAD, reason="blocked")
    assert (waiting(told), told.office.outbox.counts()["failed"]) == ([], 1)
    assert [row.reason for row in told.office.outbox.dead(5)] == ["blocked"]
    assert (told.office.outbox.retry([number + 1]), told.office.outbox.retry([number])) == (0, 1)
    assert waiting(told) == [number]


def test_retry_leaves_alone_what_was_sent(told: Story) -> None:
    put(told, LETTER)
    (number,) = waiting(told)
    fate(told, number, Outcome.SENT)
    assert told.office.outbox.retry() == 0
    assert told.office.outbox.counts()["sent"] == 1


def test_every_planted_item_asks_for_its_run(told: Story) -> None:
    assert sorted(told.office.records.wakes(100)) == sorted((item.id, 0) for item in told.items())


def test_a_wake_that_is_done_is_gone_and_the_others_stay(told: Story) -> None:
    first, *rest = told.office.records.wakes(100)
    told.office.records.woken([first])
    assert told.office.records.wakes(100) == rest


def test_a_wake_requested_anew_meanwhile_survives(told: Story) -> None:
    asked = told.office.records.wakes(100)
    told.do(use_cases.take, "2.1.1", by=HEAD)
    told.office.records.woken(asked)
    assert told.office.records.wakes(100) == [(told["2.1.1"].id, 1)]


def test_what_only_speaks_does_not_ask_for_its_run(told: Story) -> None:
    told.until("2018-10-15 12:00")
    told.office.records.woken(told.office.records.wakes(100))
    told.until("2018-10-16 12:00")
    assert told.said("2.1.1", since="2018-10-16 00:00")
    assert told.office.records.wakes(100) == []


def test_a_run_is_remembered_without_touching_the_version(told: Story) -> None:
    told.office.records.remember_run(told["2.1.1"].id, "a-run")
    assert (told["2.1.1"].flow_run_id, told["2.1.1"].version) == ("a-run", 0)
    told.do(use_cases.take, "2.1.1", by=HEAD)
    assert told["2.1.1"].flow_run_id == "a-run"


def test_a_fact_is_replaced_by_its_next_value(told: Story) -> None:
    assert told.office.records.fact("clock") is None
    for value in ("one", "two"):
        told.office.records.remember("clock", value)
    assert told.office.records.fact("clock") == "two"


def test_while_one_service_delivers_another_does_not(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    with first.turn(1) as mine, second.turn(1) as theirs, second.turn(2) as other:
        assert (mine, theirs, other) == (True, False, True)
    with second.turn(1) as mine_now:
        assert mine_now
    first.close()
    second.close()


def test_a_service_that_dies_while_it_delivers_gives_the_turn_back(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    with pytest.raises(KeyboardInterrupt), first.turn(1):
        raise KeyboardInterrupt
    with second.turn(1) as mine:
        assert mine
    first.close()
    second.close()


def test_nothing_is_sent_out_of_turn(postgres_url: str) -> None:
    told = story("2", url=postgres_url).until("2019-02-14 12:00")
    told.office.channels = [ConsoleChannel(StringIO())]
    rival = Database(postgres_url)
    with rival.turn(DELIVERY):
        assert told.office.delivered().sent == 0
    assert told.office.delivered().sent > 0
    rival.close()
    told.office.close()
