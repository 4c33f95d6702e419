"""Whatever Telegram answers, no letter is lost and nobody is flooded afterwards."""

import itertools
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.letters import Letter, LetterKind
from tests.scenarios.story import COMMITTEE, DEPUTY, INSTITUTE
from tests.telegram.post import Post, opened_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened_post(tmp_path, "3") as opened:
        yield opened


def started(post: Post, to: str, count: int = 1) -> None:
    letters = [post.put(LetterKind.STARTED, to, "3.1.2", occasion=f"{number:04}") for number in range(count)]
    assert len({letter.key for letter in letters}) == count


@pytest.mark.parametrize("code", [500, 502, 504, 401, 404])
def test_a_letter_waits_for_a_telegram_that_answers_with_an_error(post: Post, code: int) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.fail("sendMessage", code=code, times=2)
    started(post, DEPUTY)
    assert post.round() == 1
    post.all_sent()
    assert len(deputy.screen) == 1
    assert DEPUTY not in post.paper.getvalue()


def test_a_cut_connection_loses_nothing(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.cut("sendMessage")
    started(post, DEPUTY)
    post.all_sent()
    assert len(deputy.screen) == 1


def test_a_hanging_telegram_is_left_alone_after_a_moment(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.hang("sendMessage", seconds=2)
    started(post, DEPUTY, 3)
    post.round()
    assert len(post.emulator.calls_of("sendMessage")) == 1
    post.all_sent()
    assert len(deputy.screen) == 3


def test_a_dead_network_is_knocked_at_ever_more_rarely(post: Post) -> None:
    post.person(DEPUTY)
    post.emulator.cut("sendMessage", times=1000)
    started(post, DEPUTY, 5)
    post.until(lambda: len(post.emulator.calls_of("sendMessage")) == 3, 4)
    for _ in range(20):
        post.round()
    assert len(post.emulator.calls_of("sendMessage")) == 3
    assert post.story.office.outbox.counts()["waiting"] == 5


def test_a_long_outage_does_not_send_the_letters_of_linked_people_to_the_console(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.fail("sendMessage", code=503, times=2)
    started(post, DEPUTY)
    post.round()
    post.story.clock.present = post.story.clock.present.replace(hour=16)
    post.all_sent()
    assert len(deputy.screen) == 1
    assert not post.paper.getvalue()


def test_too_many_requests_are_waited_out_as_long_as_asked(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.fail("sendMessage", code=429, retry_after=1, times=1)
    started(post, DEPUTY, 2)
    post.all_sent()
    asked = [call.at for call in post.emulator.calls_of("sendMessage")]
    assert len(asked) == 3
    assert asked[1] - asked[0] >= 1.0
    assert len(deputy.screen) == 2


def test_one_chat_that_must_wait_does_not_delay_another(post: Post) -> None:
    deputy, institute = post.person(DEPUTY), post.person(INSTITUTE)
    post.emulator.fail("sendMessage", code=429, retry_after=60, chat=deputy.id)
    started(post, DEPUTY)
    started(post, INSTITUTE)
    post.until(lambda: institute.screen)
    assert post.round() == 1


def test_a_blocked_bot_leaves_the_letter_to_the_next_channel(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.block(deputy)
    started(post, DEPUTY)
    post.all_sent()
    assert DEPUTY in post.paper.getvalue()


def test_a_chat_that_is_gone_leaves_the_letter_to_the_next_channel(post: Post) -> None:
    post.person(DEPUTY)
    post.emulator.fail("sendMessage", code=400, description="Bad Request: chat not found")
    started(post, DEPUTY)
    post.all_sent()
    assert DEPUTY in post.paper.getvalue()


def test_markup_that_telegram_cannot_read_goes_as_plain_text(post: Post) -> None:
    deputy = post.person(DEPUTY)
    post.emulator.fail("sendMessage", code=400, description="Bad Request: can't parse entities: no end tag")
    started(post, DEPUTY)
    post.all_sent()
    assert "3.1.2" in deputy.last.text
    assert "<b>" not in deputy.last.text


def test_a_backlog_leaves_within_telegrams_limits(post: Post) -> None:
    group = post.group(secretary=INSTITUTE)
    started(post, COMMITTEE, 3)
    started(post, DEPUTY, 2)
    deputy = post.person(DEPUTY)
    post.all_sent(15)
    assert (len(group.screen), len(deputy.screen)) == (3, 2)
    assert post.emulator.limits.refused == 0
    sent = post.emulator.sent_at(group.id)
    assert min(later - sooner for sooner, later in itertools.pairwise(sent)) > 0.9


def test_a_groups_backlog_does_not_delay_a_person(post: Post) -> None:
    post.group(secretary=INSTITUTE)
    deputy = post.person(DEPUTY)
    code, items, now = post.story.passport.code, (post.story["3.1.2"].id,), post.story.clock.now()
    many = [Letter(LetterKind.STARTED, COMMITTEE, code, items, f"{n:04}", now) for n in range(1000)]
    post.put_all(many)
    started(post, DEPUTY)
    post.round()
    post.round()
    assert len(deputy.screen) == 1


def test_the_token_is_never_written_down(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    post.person(DEPUTY)
    post.emulator.cut("sendMessage")
    post.emulator.fail("sendMessage", code=401)
    started(post, DEPUTY)
    post.all_sent()
    with post.story.office.database.reading() as connection:
        reasons = connection.exec_driver_sql("SELECT reason FROM outbox").scalars().all()
    assert post.emulator.token not in f"{caplog.text}{reasons}{post.telegram.channel!r}"
