"""Letters wait in the outbox until they are taken; wakes wait until their runs have been woken."""

from dataclasses import replace
from io import StringIO

import pytest

from config.wiring import DELIVERY
from domain import use_cases
from domain.letters import Letter, LetterKind
from domain.storage.database import Database
from domain.storage.outbox_store import StoredLetters
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


def test_a_letter_that_was_sent_is_not_put_again(told: Story) -> None:
    put(told, LETTER)
    ((number, _),) = told.office.outbox.unsent(10)
    told.office.outbox.sent([number], "console", NOON)
    put(told, LETTER)
    assert told.office.outbox.unsent(10) == []
    assert told.office.outbox.counts() == {"waiting": 0, "sent": 1, "failed": 0}


def test_letters_wait_oldest_first_and_those_that_failed_once_come_last(told: Story) -> None:
    for hour in ("09", "10", "11"):
        put(told, replace(LETTER, occasion=f"2019-02-14T{hour}:00/x"))
    numbers = [number for number, _ in told.office.outbox.unsent(10)]
    told.office.outbox.failed(numbers[0], "timeout", NOON, final=False)
    assert [number for number, _ in told.office.outbox.unsent(2)] == numbers[1:]
    assert [number for number, _ in told.office.outbox.unsent(10)] == [*numbers[1:], numbers[0]]


def test_a_letter_given_up_waits_no_more_until_it_is_retried(told: Story) -> None:
    put(told, LETTER)
    ((number, _),) = told.office.outbox.unsent(10)
    told.office.outbox.failed(number, "blocked", NOON, final=True)
    assert (told.office.outbox.unsent(10), told.office.outbox.counts()["failed"]) == ([], 1)
    assert told.office.outbox.retry() == 1
    assert told.office.outbox.unsent(10) == [(number, LETTER)]


def test_retry_leaves_alone_what_was_sent(told: Story) -> None:
    put(told, LETTER)
    ((number, _),) = told.office.outbox.unsent(10)
    told.office.outbox.sent([number], "console", NOON)
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
