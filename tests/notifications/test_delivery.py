"""No letter is lost, one bad letter stops nobody, and nights are left in peace."""

import logging
from dataclasses import replace
from io import StringIO

import pytest

from domain.letters import Letter, LetterKind
from notifications.console import ConsoleChannel
from notifications.delivery import ChannelDown, Delivered, Proof, RecipientDelayed, RecipientRefused
from notifications.dispatch import PORTION
from notifications.errands import REPEAT
from notifications.render import Rendered
from tests.notifications.rounds import NOON, BatchFake, FakeChannel, Post, asking, of_clock, unwritable
from tests.notifications.samples import AGREEMENT, DEPUTY, HEAD, moment


def test_letters_go_out_oldest_first() -> None:
    post, channel = Post(*asking(3)), FakeChannel()
    assert post.round(channel) == Delivered(sent=3)
    assert channel.occasions == [letter.occasion for letter in asking(3)]
    assert post.outcomes(3) == [("sent", "fake")]


def test_a_round_is_for_no_more_people_than_the_limit_whoever_has_waited_longest_first() -> None:
    post, channel = Post(*asking(1, to=DEPUTY), *asking(1)), FakeChannel()
    assert post.round(channel, limit=1) == Delivered(sent=1)
    assert channel.taken[0].recipient == DEPUTY


def test_a_channel_is_given_the_words() -> None:
    channel = FakeChannel()
    Post(*of_clock(LetterKind.STARTED, at=NOON)).round(channel)
    assert channel.rendered[0].subject.startswith("Начинается работа: 2.1.2")


@pytest.mark.parametrize("now", ["2019-02-25 07:59", "2019-02-25 20:00", "2019-03-08 12:00", "2019-03-02 12:00"])
def test_nights_days_off_and_holidays_hold_letters_back(now: str) -> None:
    post, channel = Post(*asking(2)), FakeChannel()
    assert post.round(channel, now=now) == Delivered(held=2)
    assert (channel.asked, post.stands()) == (0, ("held", ""))


def test_what_is_held_costs_the_next_round_nothing() -> None:
    post = Post(*asking(2))
    post.round(FakeChannel(), now="2019-02-25 21:00")
    assert post.outbox.waiting(moment("2019-02-25 21:01"), 500) == []
    assert post.outbox.next_try_at() == moment("2019-02-26 08:00")


@pytest.mark.parametrize("now", ["2019-02-25 08:00", "2019-02-25 19:59", "2024-12-28 12:00"])
def test_working_hours_and_a_working_saturday_let_letters_out(now: str) -> None:
    assert Post(*asking(1)).round(FakeChannel(), now=now) == Delivered(sent=1)


def test_one_who_sleeps_longer_does_not_hold_up_the_others() -> None:
    post, channel = Post(*asking(1), *asking(1, to=DEPUTY)), FakeChannel()
    post.view = replace(post.view, sleeping=frozenset({HEAD}))
    assert post.round(channel) == Delivered(sent=1, held=1)
    assert channel.taken[0].recipient == DEPUTY


def test_a_refusal_goes_to_the_next_channel_at_once() -> None:
    post = Post(*asking(1))
    assert post.round(FakeChannel(trouble=RecipientRefused("blocked")), FakeChannel("spare")) == Delivered(sent=1)
    assert post.outcomes() == [("refused", "fake"), ("sent", "spare")]


def test_each_person_is_written_to_by_the_channels_of_his_choice() -> None:
    post, telegram, mail = Post(*asking(1), *asking(1, to=DEPUTY)), FakeChannel("telegram"), FakeChannel("mail")
    post.view = replace(post.view, orders={DEPUTY: ("mail", "telegram")})
    assert post.round(telegram, mail) == Delivered(sent=2)
    assert [(c.name, c.taken[0].recipient) for c in (telegram, mail)] == [("telegram", HEAD), ("mail", DEPUTY)]


def test_a_letter_that_every_channel_refuses_is_given_up_aloud(caplog: pytest.LogCaptureFixture) -> None:
    post = Post(*asking(1))
    assert post.round(FakeChannel(trouble=RecipientRefused("blocked"))) == Delivered(failed=1)
    assert post.stands() == ("failed", "RecipientRefused: fake: blocked")
    assert [record.levelno for record in caplog.records if "given up" in record.message] == [logging.ERROR]


def test_without_channels_a_letter_is_given_up() -> None:
    post = Post(*asking(1))
    assert post.round() == Delivered(failed=1)
    assert post.stands() == ("failed", "RecipientRefused: no channel is set up")


@pytest.mark.parametrize(
    ("put", "now", "expected"),
    [
        ("2019-02-25 11:46", NOON, Delivered(postponed=1)),
        ("2019-02-25 11:45", NOON, Delivered(sent=1)),
        ("2019-02-22 21:00", "2019-02-25 08:14", Delivered(postponed=1)),
        ("2019-02-22 21:00", "2019-02-25 08:15", Delivered(sent=1)),
    ],
)
@pytest.mark.parametrize("trouble", [ChannelDown("timeout"), RecipientDelayed("ящик занят")])
def test_a_channel_that_does_not_work_is_waited_for_a_quarter_of_an_hour_nights_not_counted(
    trouble: Exception, put: str, now: str, expected: Delivered
) -> None:
    assert Post(*asking(1, put)).round(FakeChannel("dead", trouble), FakeChannel("spare"), now=now) == expected


def test_a_dead_channel_is_asked_once_a_round_while_another_works() -> None:
    post = Post(*asking(3, "2019-02-25 09:30"))
    dead, spare = FakeChannel("dead", ChannelDown("")), FakeChannel()
    assert post.round(dead, spare) == Delivered(sent=3)
    assert (dead.asked, spare.asked) == (1, 3)


def test_when_every_channel_is_dead_all_letters_wait_and_none_has_failed() -> None:
    post, dead = Post(*asking(3)), FakeChannel(trouble=ChannelDown("timeout"))
    assert post.round(dead) == Delivered(postponed=3)
    assert (dead.asked, post.stands(3)) == (1, ("queued", "ChannelDown: fake: timeout"))
    assert post.outbox.waiting(moment(NOON), 10)[0].failures == 0


def test_a_letter_refused_here_while_the_other_channel_is_dead_is_not_given_up() -> None:
    post = Post(*asking(1, "2019-02-25 09:30"))
    dead, blocked = FakeChannel("dead", ChannelDown("timeout")), FakeChannel(trouble=RecipientRefused("blocked"))
    assert post.round(dead, blocked) == Delivered(postponed=1)
    assert post.stands() == ("queued", "ChannelDown: dead: timeout; fake: blocked")


def test_the_console_is_no_substitute_for_a_channel_that_is_down_even_where_another_refuses() -> None:
    post, paper = Post(*asking(1, "2019-02-25 09:30")), StringIO()
    dead, blocked = FakeChannel("dead", ChannelDown("timeout")), FakeChannel(trouble=RecipientRefused("blocked"))
    assert post.round(dead, blocked, ConsoleChannel(paper)) == Delivered(postponed=1)
    assert not paper.getvalue()


def test_a_letter_that_cannot_be_written_is_given_up_and_the_others_go() -> None:
    post, channel = Post(unwritable(), *asking(2)), FakeChannel()
    assert post.round(channel) == Delivered(sent=2, failed=1)
    standing, reason = post.stands(1)
    assert standing == "failed"
    assert "reason" in reason


def test_a_letter_on_which_a_channel_stumbles_waits_and_is_not_lost() -> None:
    post = Post(*asking(2))
    assert post.round(FakeChannel(trouble=RuntimeError("bug"))) == Delivered(postponed=2)
    assert [one.failures for one in post.outbox.waiting(moment("2019-02-25 12:02"), 10)] == [1, 1]


def test_after_stumbling_nobody_knows_whether_the_letter_went_and_the_next_one_says_so() -> None:
    post, channel = Post(*asking(1)), FakeChannel(troubles=[RuntimeError("bug")])
    post.round(channel)
    assert post.round(channel, now="2019-02-25 12:02") == Delivered(sent=1)
    assert channel.rendered[0].text.startswith(REPEAT)
    assert post.outcomes() == [("delayed", "fake"), ("repeated", "fake")]


def test_pauses_grow_between_tries_of_a_letter_that_makes_trouble() -> None:
    post, channel, now = Post(*asking(1)), FakeChannel(trouble=RecipientDelayed("занят")), moment(NOON)
    pauses = []
    for _ in range(5):
        post.round(channel, now=now)
        then = post.outbox.next_try_at()
        assert then is not None
        pauses.append((then - now).total_seconds() / 60)
        now = then
    for pause, expected in zip(pauses, (1, 2, 4, 8, 16), strict=True):
        assert 0.78 * expected <= pause <= 1.21 * expected


def test_a_letter_that_makes_trouble_for_three_days_is_given_up_and_may_be_tried_anew() -> None:
    post, channel = Post(*asking(1)), FakeChannel(trouble=RecipientDelayed("ящик полон"))
    for day in ("25", "26", "27"):
        assert post.round(channel, now=f"2019-02-{day} 12:00") == Delivered(postponed=1)
    assert post.round(channel, now="2019-02-28 12:00") == Delivered(failed=1)
    assert post.outbox.retry([2]) == 0
    assert post.outbox.retry([1]) == 1
    assert post.round(channel, now="2019-02-28 12:01") == Delivered(postponed=1)


def test_a_channel_that_is_down_for_a_month_kills_no_letter() -> None:
    post, dead = Post(*asking(1)), FakeChannel(trouble=ChannelDown("timeout"))
    for day in range(1, 30):
        post.round(dead, now=f"2019-03-{day:02} 12:00")
    assert post.outbox.counts() == {"waiting": 1, "sent": 0, "failed": 0}


def test_letters_in_flight_are_no_more_than_a_portion() -> None:
    in_flight: list[int] = []

    class Counting(BatchFake):
        def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
            with post.outbox.database.reading() as connection:
                marked = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE in_flight IS NOT NULL")
                in_flight.append(marked.scalar_one())
            return super().send(recipient, rendered, letter)

    post = Post(*(letter for n in range(45) for letter in asking(1, to=f"Иванов {n}")))
    channel = Counting()
    assert post.round(channel) == Delivered(sent=45)
    assert (channel.batches, max(in_flight)) == ([20, 20, 5], PORTION)


def test_what_was_sent_is_marked_even_when_the_round_is_broken_off() -> None:
    post, channel = Post(*asking(2)), FakeChannel(troubles=[None, KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        post.round(channel)
    assert [post.stands(1)[0], post.stands(2)[0]] == [
        "delivered" if channel.name == "telegram" else "sent",
        "in_flight",
    ]


def test_a_letter_in_flight_when_the_service_died_is_sent_again_and_says_so() -> None:
    post, channel = Post(*asking(2)), FakeChannel()
    post.crash("fake", 1)
    assert post.round(channel) == Delivered(sent=2)
    assert [rendered.note for rendered in channel.rendered] == [REPEAT, ""]
    assert (post.outcomes(1), post.outcomes(2)) == ([("repeated", "fake")], [("sent", "fake")])


def test_a_channel_that_knows_the_letter_went_repeats_nothing() -> None:
    class Knowing(FakeChannel):
        def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
            return replace(super().send(recipient, rendered, letter), known=True)

    post = Post(*asking(1))
    post.crash("fake", 1)
    assert post.round(Knowing()) == Delivered(sent=1)
    assert post.outcomes() == [("sent", "fake")]


def test_a_repeat_stays_one_through_an_outage_and_a_night() -> None:
    post, channel = Post(*asking(1)), FakeChannel(troubles=[ChannelDown("")])
    post.crash("fake", 1)
    post.round(channel)
    post.round(channel, now="2019-02-25 21:00")
    post.round(channel, now="2019-02-26 08:00")
    assert [rendered.note for rendered in channel.rendered] == [REPEAT]


def test_a_message_of_several_letters_is_repeated_as_the_same_message() -> None:
    post, channel = Post(*of_clock(LetterKind.STARTED, LetterKind.REMINDER)), FakeChannel()
    channel.troubles = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        post.round(channel, now="2019-02-25 09:00")
    post.put(*of_clock(LetterKind.HALF_TERM))
    assert post.round(channel, now="2019-02-25 09:01") == Delivered(sent=3)
    repeat, other = channel.taken
    assert (repeat.kind, repeat.occasion, other.kind) == ("digest", "2019-02-25T09:00/morning", "half_term")


def test_news_are_not_sent_to_whoever_wants_none_and_that_is_on_record() -> None:
    post, channel = Post(*asking(1, kind=LetterKind.ACCEPTED), *asking(1)), FakeChannel()
    post.view = replace(post.view, busy=frozenset({HEAD}))
    assert post.round(channel) == Delivered(sent=1, muted=1)
    assert (post.stands(1)[0], post.outcomes(1)) == ("muted", [("muted", "")])
    assert channel.taken[0].kind is LetterKind.REVIEW_WANTED


def test_reading_a_message_is_on_record_for_each_letter_that_it_carried() -> None:
    post, channel = Post(*of_clock(LetterKind.STARTED, LetterKind.REMINDER), *asking(1)), FakeChannel("telegram")
    post.round(channel, now="2019-02-25 12:00")
    digest = next(letter for letter in channel.taken if letter.kind is LetterKind.DIGEST)
    for _ in range(2):
        post.outbox.read(digest.key, "telegram", moment("2019-02-25 12:05"))
    assert [post.stands(n)[0] for n in (1, 2, 3)] == ["read", "read", "delivered"]
    assert post.outcomes(1) == [("sent", "telegram"), ("read", "telegram")]
    assert post.proofs.counts(moment(NOON)) == {"telegram": {"sent": 3, "read": 2}}
    assert [one.id for one in post.proofs.of_item(AGREEMENT.id)] == [1, 2, 3]
