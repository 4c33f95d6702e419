"""Few messages, nothing lost: mornings, busy days, outages."""

import pytest

from domain.letters import LetterKind
from notifications.delivery import ChannelDown, Delivered
from tests.notifications.rounds import FakeChannel, Post, asking, of_clock, unwritable
from tests.notifications.samples import DEPUTY, HEAD, moment

MORNING = (LetterKind.STARTED, LetterKind.REMINDER, LetterKind.ESCALATION)
COMMITTEE = "ПК"


def kinds(channel: FakeChannel) -> list[str]:
    return [
        f"{letter.occasion.rpartition('/')[2]}" if letter.kind == "digest" else letter.kind for letter in channel.taken
    ]


def test_the_clocks_letters_of_a_morning_are_one_message() -> None:
    post, channel = Post(*of_clock(*MORNING)), FakeChannel()
    assert post.round(channel, now="2019-02-25 09:00") == Delivered(sent=3)
    assert kinds(channel) == ["morning"]
    assert [post.outcomes(n) for n in (1, 2, 3)] == [[("sent", "fake")]] * 3


def test_one_letter_of_the_clocks_leaves_as_itself() -> None:
    channel = FakeChannel()
    Post(*of_clock(LetterKind.STARTED)).round(channel, now="2019-02-25 09:00")
    assert kinds(channel) == ["started"]


def test_each_person_has_a_message_of_his_own() -> None:
    channel = FakeChannel()
    Post(*of_clock(*MORNING), *of_clock(*MORNING, to=DEPUTY)).round(channel, now="2019-02-25 09:00")
    assert [letter.recipient for letter in channel.taken] == [HEAD, DEPUTY]


def test_a_deadline_that_passes_in_the_evening_is_no_letter_of_the_morning() -> None:
    channel = FakeChannel()
    Post(*of_clock(LetterKind.DEADLINE_MISSED, LetterKind.ESCALATION, at="2019-02-25 18:00")).round(
        channel, now="2019-02-25 18:00"
    )
    assert len(channel.taken) == 2


def test_after_three_messages_at_once_the_rest_of_the_day_is_one_message_at_five_past_six() -> None:
    post, channel = Post(*asking(6)), FakeChannel()
    assert post.round(channel) == Delivered(sent=3, held=3)
    assert post.outbox.next_try_at() == moment("2019-02-25 18:05")
    assert post.round(channel, now="2019-02-25 18:05") == Delivered(sent=3)
    assert kinds(channel)[3:] == ["day"]


def test_what_comes_in_portions_is_counted_by_the_day() -> None:
    post, channel = Post(), FakeChannel()
    for letter in asking(5):
        post.put(letter)
        post.round(channel)
    assert (len(channel.taken), post.outbox.counts()["waiting"]) == (3, 2)


def test_after_five_past_six_the_rest_comes_with_the_next_mornings_message() -> None:
    post, channel = Post(*asking(5, "2019-02-25 18:10")), FakeChannel()
    assert post.round(channel, now="2019-02-25 18:10") == Delivered(sent=3, held=2)
    assert post.round(channel, now="2019-02-26 08:59") == Delivered()
    post.put(*of_clock(LetterKind.REMINDER, at="2019-02-26 09:00"))
    assert post.round(channel, now="2019-02-26 09:00") == Delivered(sent=3)
    assert kinds(channel)[3:] == ["morning"]


def test_a_day_has_five_messages_at_most_over_all_channels() -> None:
    post, telegram, mail = Post(*of_clock(*MORNING)), FakeChannel("telegram"), FakeChannel("mail")
    post.round(telegram, now="2019-02-25 09:00")
    post.put(*asking(5))
    post.round(mail)
    post.round(telegram, now="2019-02-25 18:05")
    post.put(*asking(2, "2019-02-25 18:30"))
    assert post.round(mail, now="2019-02-25 18:30") == Delivered(held=2)
    assert len(telegram.taken) + len(mail.taken) == 5
    assert post.round(mail, now="2019-02-26 09:00") == Delivered(sent=2)


def test_letters_of_a_night_leave_together_when_it_ends() -> None:
    post, channel = Post(*asking(4, "2019-02-25 21:00")), FakeChannel()
    assert post.round(channel, now="2019-02-25 21:00") == Delivered(held=4)
    assert post.round(channel, now="2019-02-26 08:00") == Delivered(sent=4)
    assert kinds(channel) == ["morning"]


@pytest.mark.parametrize(("back", "message"), [("2019-02-26 11:59", "morning"), ("2019-02-26 12:01", "after_outage")])
def test_what_an_outage_held_up_for_more_than_a_working_day_leaves_as_one_message(back: str, message: str) -> None:
    post, channel = Post(*asking(6)), FakeChannel(trouble=ChannelDown("нет сети"))
    for _ in range(3):
        post.round(channel)
    post.put(*of_clock(*MORNING, at="2019-02-26 09:00"))
    channel.trouble = None
    post.round(channel, now=back)
    assert message in kinds(channel)
    if message == "after_outage":
        assert (kinds(channel), post.outbox.counts()["waiting"]) == (["after_outage"], 0)


def test_a_service_that_was_stopped_over_a_weekend_alone_sends_no_outage_message() -> None:
    post, channel = Post(*asking(1, "2019-02-22 12:00"), *asking(1, "2019-02-25 11:00")), FakeChannel()
    post.round(channel, now="2019-02-25 11:59")
    assert kinds(channel) == ["review_wanted", "review_wanted"]


def test_a_service_that_was_stopped_for_a_week_sends_one_message_to_each() -> None:
    post, channel = Post(*asking(9, "2019-02-18 12:00"), *asking(2, to=DEPUTY, at="2019-02-19 12:00")), FakeChannel()
    assert post.round(channel) == Delivered(sent=11)
    assert [(letter.recipient, kind) for letter, kind in zip(channel.taken, kinds(channel), strict=True)] == [
        (HEAD, "after_outage"),
        (DEPUTY, "after_outage"),
    ]


def test_a_bad_letter_spoils_no_message_of_several() -> None:
    post, channel = Post(*of_clock(*MORNING)), FakeChannel()
    bad = unwritable("2019-02-22 21:00")
    post.put(bad, *asking(2, "2019-02-22 21:00"))
    post.round(channel, now="2019-02-22 21:00")
    assert post.round(channel, now="2019-02-25 09:00") == Delivered(sent=5, failed=1)
    assert kinds(channel) == ["morning"]


def test_a_letter_on_which_the_channel_stumbles_is_tried_alone_afterwards() -> None:
    post, channel = Post(*of_clock(*MORNING)), FakeChannel(troubles=[RuntimeError("bug"), RuntimeError("bug")])
    assert post.round(channel, now="2019-02-25 09:00") == Delivered(postponed=3)
    assert post.round(channel, now="2019-02-25 09:02") == Delivered(sent=2, postponed=1)


def test_a_bodys_letters_are_gathered_like_a_persons() -> None:
    channel = FakeChannel()
    post = Post(*of_clock(LetterKind.ESCALATION, LetterKind.REVIEW_WAITING, to=COMMITTEE))
    post.round(channel, now="2019-02-25 09:00")
    assert [(letter.recipient, letter.kind) for letter in channel.taken] == [(COMMITTEE, "digest")]
