"""The console shows a whole letter as one block, in a pipe and on a terminal."""

import io
import re

import pytest

from notifications.console import ConsoleChannel
from notifications.delivery import ChannelDown, Proof
from notifications.render import Rendered, render
from tests.notifications.samples import AGREEMENT, HEAD, K, SampleView, letter, moment

REMINDER = letter(K.REMINDER, HEAD, [AGREEMENT], {"left": "3wd"}, "2019-02-23 21:00")
WORDS = render(REMINDER, SampleView(moment("2019-02-25 09:00")))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class BrokenPipe(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe", text[:10])


def shown(stream: io.StringIO) -> str:
    ConsoleChannel(stream).send(HEAD, WORDS, REMINDER)
    return stream.getvalue()


def test_in_a_pipe_a_letter_is_plain_text_behind_a_gutter() -> None:
    lines = shown(io.StringIO()).splitlines()
    position = "начальник департамента образования и науки Кемеровской области"
    assert lines[0] == f"25.02.2019 пн 09:00  Чепкасов А.В., {position}"
    assert lines[1].startswith("  Осталось 3 рабочих дня: 2.1.2 «Заключение")
    assert all(line.startswith("  │ ") for line in lines[2:-1])
    assert lines[-1] == ""


def test_the_whole_letter_is_there_without_its_empty_lines() -> None:
    text = shown(io.StringIO())
    assert all(line in text for line in WORDS.text.splitlines())
    assert "\n\n" not in text.rstrip("\n")


def test_on_a_terminal_the_letter_is_in_colour_and_no_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "90")
    text = shown(Terminal())
    bare = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert text != bare
    assert "ответственный исполнитель пункта 2.1.2." in bare
    assert max(map(len, bare.splitlines())) <= 90


def test_square_brackets_in_a_letter_are_not_markup() -> None:
    stream = Terminal()
    ConsoleChannel(stream).send(HEAD, Rendered("[bold]тема", "[red]текст\nпочему"), REMINDER)
    assert "[bold]тема" in stream.getvalue()
    assert "[red]текст" in stream.getvalue()


def test_each_letter_has_its_own_proof() -> None:
    channel = ConsoleChannel(io.StringIO())
    proofs = [channel.send(HEAD, WORDS, REMINDER) for _ in range(2)]
    assert proofs == [Proof("console", "1"), Proof("console", "2")]


def test_a_pipe_that_nobody_reads_is_a_channel_that_is_down() -> None:
    with pytest.raises(ChannelDown, match="Broken pipe"):
        ConsoleChannel(BrokenPipe()).send(HEAD, WORDS, REMINDER)


def test_a_closed_stream_is_a_channel_that_is_down() -> None:
    stream = io.StringIO()
    stream.close()
    with pytest.raises(ChannelDown):
        ConsoleChannel(stream).send(HEAD, WORDS, REMINDER)
