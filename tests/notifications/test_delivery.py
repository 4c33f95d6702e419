"""No letter is lost, one bad letter stops nobody, and nights are left in peace."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from domain.letters import Letter, LetterKind
from notifications.delivery import (
    MARK_EVERY,
    ChannelDown,
    Delivered,
    Proof,
    RecipientRefused,
    deliver,
)
from notifications.render import Rendered
from tests.notifications.samples import AGREEMENT, DEPUTY, HEAD, SampleView, letter, moment

NOON = "2019-02-25 12:00"


@dataclass
class FakeOutbox:
    """Letters by their numbers, and all that was told about them."""

    letters: dict[int, Letter]
    marks: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    failures: list[tuple[int, str, bool]] = field(default_factory=list)
    told_at: datetime | None = None

    def unsent(self, limit: int) -> list[tuple[int, Letter]]:
        return list(self.letters.items())[:limit]

    def sent(self, ids: Sequence[int], channel: str, at: datetime) -> None:
        self.marks.append((tuple(ids), channel))
        self.told_at = at

    def failed(self, letter_id: int, reason: str, at: datetime, final: bool) -> None:
        self.failures.append((letter_id, reason, final))
        self.told_at = at


@dataclass
class FakeChannel:
    """Takes every letter, or meets each with the same trouble."""

    name: str = "fake"
    trouble: BaseException | None = None
    taken: list[str] = field(default_factory=list)
    asked: int = 0
    last: tuple[str, str] | None = None

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        self.asked += 1
        self.last = (recipient, rendered.subject)
        if self.trouble:
            raise self.trouble
        self.taken.append(letter.occasion)
        return Proof(self.name)


def started(count: int, at: str = NOON) -> FakeOutbox:
    ready = letter(LetterKind.STARTED, HEAD, [AGREEMENT], {}, at)
    numbered = (Letter(ready.kind, HEAD, ready.passport, ready.items, str(n), ready.at) for n in range(count))
    return FakeOutbox(dict(enumerate(numbered)))


def delivered(outbox: FakeOutbox, *channels: FakeChannel, now: str = NOON, limit: int = 500) -> Delivered:
    return deliver(outbox, channels, SampleView(moment(now)), moment(now), limit)


def poisoned(count: int) -> FakeOutbox:
    outbox = started(count)
    outbox.letters[0] = letter(LetterKind.RETURNED, HEAD, [AGREEMENT], {"by": HEAD})
    return outbox


def test_letters_go_out_oldest_first_and_no_more_than_the_limit() -> None:
    outbox, channel = started(3), FakeChannel()
    assert delivered(outbox, channel, limit=2) == Delivered(sent=2)
    assert channel.taken == ["0", "1"]
    assert (outbox.marks, outbox.told_at) == ([((0, 1), "fake")], moment(NOON))


def test_a_channel_is_given_the_recipient_and_the_words() -> None:
    channel = FakeChannel()
    delivered(started(1), channel)
    assert channel.last is not None
    assert channel.last[0] == HEAD
    assert channel.last[1].startswith("Начинается работа: 2.1.2")


@pytest.mark.parametrize("now", ["2019-02-25 07:59", "2019-02-25 20:00", "2019-03-08 12:00", "2019-03-02 12:00"])
def test_nights_days_off_and_holidays_hold_letters_back(now: str) -> None:
    outbox, channel = started(2), FakeChannel()
    assert delivered(outbox, channel, now=now) == Delivered(held=2)
    assert (channel.asked, outbox.marks, outbox.failures) == (0, [], [])


@pytest.mark.parametrize("now", ["2019-02-25 08:00", "2019-02-25 19:59", "2024-12-28 12:00"])
def test_working_hours_and_a_working_saturday_let_letters_out(now: str) -> None:
    assert delivered(started(1), FakeChannel(), now=now) == Delivered(sent=1)


def test_one_who_sleeps_longer_does_not_hold_up_the_others() -> None:
    outbox, channel = started(2), FakeChannel()
    outbox.letters[1] = replace(outbox.letters[1], recipient=DEPUTY)
    view = SampleView(moment(NOON), sleeping=frozenset({HEAD}))
    assert deliver(outbox, [channel], view, moment(NOON)) == Delivered(sent=1, held=1)
    assert channel.last is not None
    assert channel.last[0] == DEPUTY


def test_a_refusal_goes_to_the_next_channel_at_once() -> None:
    outbox, spare = started(1), FakeChannel("spare")
    assert delivered(outbox, FakeChannel(trouble=RecipientRefused("blocked")), spare) == Delivered(sent=1)
    assert outbox.marks == [((0,), "spare")]


def test_a_letter_that_every_channel_refuses_is_given_up_aloud(caplog: pytest.LogCaptureFixture) -> None:
    outbox = started(1)
    assert delivered(outbox, FakeChannel(trouble=RecipientRefused("blocked"))) == Delivered(failed=1)
    assert outbox.failures == [(0, "RecipientRefused: fake: blocked", True)]
    assert caplog.records[0].levelno == logging.ERROR


def test_without_channels_a_letter_is_given_up() -> None:
    outbox = started(1)
    assert delivered(outbox) == Delivered(failed=1)
    assert outbox.failures == [(0, "RecipientRefused: no channel is set up", True)]


@pytest.mark.parametrize(
    ("put", "now", "expected"),
    [
        ("2019-02-25 11:46", NOON, Delivered(postponed=1)),
        ("2019-02-25 11:45", NOON, Delivered(sent=1)),
        ("2019-02-22 21:00", "2019-02-25 08:14", Delivered(postponed=1)),
        ("2019-02-22 21:00", "2019-02-25 08:15", Delivered(sent=1)),
    ],
)
def test_a_dead_channel_is_waited_for_a_quarter_of_an_hour_nights_not_counted(
    put: str, now: str, expected: Delivered
) -> None:
    dead = FakeChannel("dead", ChannelDown("timeout"))
    assert delivered(started(1, put), dead, FakeChannel("spare"), now=now) == expected


def test_a_dead_channel_is_asked_once_a_round_while_another_works() -> None:
    outbox, dead, spare = started(3, "2019-02-25 09:00"), FakeChannel("dead", ChannelDown("")), FakeChannel()
    assert delivered(outbox, dead, spare) == Delivered(sent=3)
    assert (dead.asked, spare.asked) == (1, 3)


def test_when_every_channel_is_dead_the_round_ends_and_the_rest_is_left_as_it_is() -> None:
    outbox, dead = started(3), FakeChannel(trouble=ChannelDown("timeout"))
    assert delivered(outbox, dead) == Delivered(postponed=3)
    assert outbox.failures == [(0, "ChannelDown: fake: timeout", False)]


def test_a_letter_refused_here_while_the_other_channel_is_dead_is_not_given_up() -> None:
    outbox = started(1, "2019-02-25 09:00")
    dead, blocked = (
        FakeChannel("dead", ChannelDown("timeout")),
        FakeChannel(trouble=RecipientRefused("blocked")),
    )
    assert delivered(outbox, dead, blocked) == Delivered(postponed=1)
    assert outbox.failures == [(0, "ChannelDown: dead: timeout; fake: blocked", False)]


def test_a_letter_that_cannot_be_written_is_given_up_and_the_others_go() -> None:
    outbox, channel = poisoned(3), FakeChannel()
    assert delivered(outbox, channel) == Delivered(sent=2, failed=1)
    assert channel.taken == ["1", "2"]
    number, reason, final = outbox.failures[0]
    assert (number, final) == (0, True)
    assert "reason" in reason


def test_a_letter_on_which_a_channel_stumbles_waits_and_is_not_lost() -> None:
    outbox = started(2)
    assert delivered(outbox, FakeChannel(trouble=RuntimeError("bug"))) == Delivered(postponed=2)
    assert outbox.failures == [(0, "RuntimeError: bug", False), (1, "RuntimeError: bug", False)]


def test_sent_letters_are_marked_in_small_batches() -> None:
    outbox = started(2 * MARK_EVERY + 1)
    delivered(outbox, FakeChannel())
    assert [len(ids) for ids, _ in outbox.marks] == [MARK_EVERY, MARK_EVERY, 1]


def test_what_was_sent_is_marked_even_when_the_round_is_broken_off() -> None:
    outbox, channel = started(2), FakeChannel(taken=StopAfterOne())
    with pytest.raises(KeyboardInterrupt):
        delivered(outbox, channel)
    assert outbox.marks == [((0,), "fake")]


class StopAfterOne(list[str]):
    """Ctrl-C comes while the second letter is being sent."""

    def append(self, occasion: str) -> None:
        if self:
            raise KeyboardInterrupt
        super().append(occasion)
