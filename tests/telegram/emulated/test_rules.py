"""The emulator's own rules at their edges: the limits by a clock in hand, and HTML as Telegram reads it."""

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.emulator_errors import Refusal
from tests.telegram.emulator_html import read_html, utf16
from tests.telegram.emulator_limits import Limits


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def refused(limits: Limits, chat: int) -> int:
    """The seconds to wait, 0 when the message is taken."""
    try:
        limits.take(chat)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    return 0


@pytest.mark.parametrize(("at", "wait"), [(0.99, 1), (1.0, 0)])
def test_the_31st_message_of_a_second_waits_for_the_next(at: float, wait: int) -> None:
    clock = Clock()
    limits = Limits(now=clock)
    assert [refused(limits, chat) for chat in range(1, 31)] == [0] * 30
    clock.seconds = at
    assert refused(limits, 31) == wait


@pytest.mark.parametrize(("at", "wait"), [(59.0, 1), (60.0, 0)])
def test_the_21st_message_of_a_minute_in_a_group_waits(at: float, wait: int) -> None:
    clock = Clock()
    limits = Limits(now=clock)
    for second in range(20):
        clock.seconds = float(second)
        assert refused(limits, -5) == 0
    assert refused(limits, -5) == 41
    clock.seconds = at
    assert refused(limits, -5) == wait


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    clock = Clock()
    limits = Limits(now=clock, burst=3)
    assert [refused(limits, 1) for _ in range(4)] == [0, 0, 0, 3]
    for second in range(3, 30):
        clock.seconds = float(second)
        assert refused(limits, 1) == 0


def test_edits_count_in_groups_only_when_asked() -> None:
    limits = Limits(now=Clock(), group=1)
    for _ in range(3):
        limits.take_edit(-5)
    limits.edits = True
    limits.take_edit(-5)
    with pytest.raises(Refusal, match="Too Many Requests: retry after 60"):
        limits.take_edit(-5)


def test_limits_that_are_off_refuse_nothing() -> None:
    limits = Limits(on=False, now=Clock())
    assert [refused(limits, -5) for _ in range(100)] == [0] * 100


@given(st.text(max_size=60))
def test_any_text_that_is_escaped_is_read_as_it_was(text: str) -> None:
    assert read_html(escape(text)) == (text.strip(), [])


@given(st.text(max_size=30).filter(str.strip), st.sampled_from(["b", "i", "u", "s", "code", "blockquote"]))
def test_what_a_tag_holds_is_where_its_entity_points(text: str, tag: str) -> None:
    read, (entity,) = read_html(f"📌 <{tag}>{escape(text)}</{tag}>.")
    start = entity["offset"] * 2
    assert read.encode("utf-16-le")[start : start + entity["length"] * 2].decode("utf-16-le") == text
    assert utf16(read) == 4 + utf16(text)


@given(st.text("<>/ab =\"'&", max_size=30))
def test_any_html_is_read_or_refused(html: str) -> None:
    with suppress(Refusal):
        text, entities = read_html(html)
        assert all(entity["offset"] + entity["length"] <= utf16(text) for entity in entities)
