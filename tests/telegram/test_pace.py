"""Telegram's limits are kept before it must say so, and its own word is law."""

from dataclasses import dataclass

import pytest

from notifications.telegram.outage import LONGEST_PAUSE, Outage
from notifications.telegram.pace import ALL, BESIDE_LETTERS, GROUP, Pace


@dataclass
class Hands:
    """A clock moved by hand, in seconds."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


def test_a_second_has_room_for_so_many_messages_and_no_more(hands: Hands) -> None:
    pace = Pace(hands)
    for chat in range(1, ALL):
        pace.wrote(chat)
    assert pace.wait_for_all() == 0
    pace.wrote(ALL)
    assert pace.wait_for_all() == 1.0
    hands.at += 1.0
    assert pace.wait_for_all() == 0


def test_edits_leave_room_for_letters(hands: Hands) -> None:
    pace = Pace(hands)
    for _ in range(BESIDE_LETTERS):
        pace.edited()
    assert pace.wait_for_all(BESIDE_LETTERS) > 0
    assert pace.wait_for_all() == 0


def test_a_chat_gets_one_message_a_second(hands: Hands) -> None:
    pace = Pace(hands)
    pace.wrote(7)
    assert (pace.wait_for(7), pace.wait_for(8)) == (1.0, 0.0)


@pytest.mark.parametrize(("chat", "wait"), [(-7, 60.0 - GROUP), (7, 0.0)])
def test_a_minute_of_a_group_is_counted_too(hands: Hands, chat: int, wait: float) -> None:
    pace = Pace(hands)
    for _ in range(GROUP):
        pace.wrote(chat)
        hands.at += 1.0
    assert pace.wait_for(chat) == wait


def test_a_chat_that_must_wait_closes_itself_and_a_second_one_closes_all(hands: Hands) -> None:
    pace = Pace(hands)
    pace.hold(7, 30)
    assert (pace.wait_for(7), pace.wait_for_all()) == (30.0, 0.0)
    pace.hold(8, 20)
    assert pace.wait_for_all() == 20.0


def test_attempts_grow_rarer_until_one_succeeds(hands: Hands) -> None:
    outage = Outage(hands)
    pauses = []
    for _ in range(8):
        outage.goes_on()
        pauses.append(outage.left())
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    outage.is_over()
    assert outage.left() == 0
