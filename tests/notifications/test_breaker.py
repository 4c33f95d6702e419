"""A channel that is down is left alone for a growing while and tried with one letter."""

from datetime import timedelta

from notifications.breaker import LONGEST_PAUSE, OPENS_AFTER, Breaker, Circuit
from notifications.delivery import ChannelDown, Delivered
from tests.notifications.rounds import NOON, BatchFake, FakeChannel, Post, asking
from tests.notifications.samples import DEPUTY, moment

AT = moment(NOON)
SECOND = timedelta(seconds=1)


def opened() -> Breaker:
    breaker = Breaker()
    for _ in range(OPENS_AFTER):
        breaker.fell(AT)
    return breaker


def test_it_opens_after_three_failures_in_a_row() -> None:
    breaker = Breaker()
    breaker.fell(AT)
    breaker.fell(AT)
    breaker.went()
    breaker.fell(AT)
    assert breaker.circuit(AT) is Circuit.CLOSED
    breaker.fell(AT)
    breaker.fell(AT)
    assert (breaker.circuit(AT), breaker.since) == (Circuit.OPEN, AT)


def test_its_pause_is_half_a_minute_at_first_and_grows_to_ten() -> None:
    breaker, pauses = opened(), []
    for _ in range(7):
        assert breaker.until is not None
        pauses.append((breaker.until - AT).total_seconds())
        breaker.fell(AT)
    assert pauses == [30, 60, 120, 240, 480, 600, 600]
    assert breaker.until == AT + LONGEST_PAUSE


def test_after_the_pause_it_is_half_open_and_one_success_closes_it() -> None:
    breaker = opened()
    assert breaker.circuit(AT + 29 * SECOND) is Circuit.OPEN
    assert breaker.circuit(AT + 30 * SECOND) is Circuit.HALF_OPEN
    breaker.went()
    assert (breaker.circuit(AT), breaker.since) == (Circuit.CLOSED, None)


def many(count: int) -> Post:
    return Post(*(letter for n in range(count) for letter in asking(1, to=f"Иванов {n}")))


def test_while_it_is_open_the_channel_is_not_asked_and_the_letters_cost_nothing() -> None:
    post, dead = many(5), FakeChannel(trouble=ChannelDown("timeout"))
    for second in range(20):
        post.round(dead, now=AT + second * SECOND)
    assert dead.asked == OPENS_AFTER
    assert post.outbox.waiting(AT + 20 * SECOND, 500) == []


def test_one_letter_tries_the_channel_and_the_others_follow_it() -> None:
    post, channel = many(5), BatchFake(trouble=ChannelDown("timeout"))
    for _ in range(OPENS_AFTER):
        post.round(channel)
    channel.trouble, channel.batches = None, []
    assert post.round(channel, now=AT + 30 * SECOND) == Delivered(sent=5)
    assert channel.batches == [1, 4]


def test_a_probe_that_fails_keeps_the_others_waiting() -> None:
    post, channel = many(5), BatchFake(trouble=ChannelDown("timeout"))
    for _ in range(OPENS_AFTER):
        post.round(channel)
    channel.batches = []
    assert post.round(channel, now=AT + 30 * SECOND) == Delivered(postponed=5)
    assert (channel.batches, post.outbox.next_try_at()) == ([1], AT + 90 * SECOND)


def test_letters_leave_by_the_next_channel_as_soon_as_their_patience_is_over() -> None:
    post, dead, spare = Post(*asking(1)), FakeChannel("dead", ChannelDown("timeout")), FakeChannel("spare")
    now = AT
    while not spare.taken:
        post.round(dead, spare, now=now)
        now = max(post.outbox.next_try_at() or now, now + SECOND)
    assert AT + timedelta(minutes=15) <= now <= AT + timedelta(minutes=15, seconds=2)


def test_an_outage_is_on_record_once_a_letter() -> None:
    post, dead = Post(*asking(1)), FakeChannel("dead", ChannelDown("timeout"))
    now = AT
    for _ in range(10):
        post.round(dead, now=now)
        now = max(post.outbox.next_try_at() or now, now + SECOND)
    post.round(FakeChannel("dead"), now=now)
    assert post.outcomes() == [("down", "dead"), ("sent", "dead")]


def test_somebody_elses_mailbox_says_nothing_against_the_channel() -> None:
    post, channel = Post(*asking(1), *asking(1, to=DEPUTY)), FakeChannel()
    channel.troubles = [ChannelDown(""), None]
    post.round(channel)
    post.round(channel)
    assert post.breakers.of("fake").failures == 0
