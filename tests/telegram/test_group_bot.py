"""In the committee's group: who took the delay is on the screen at once, the board is one command away."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from domain.letters import LetterKind
from tests.scenarios.story import COMMITTEE, DEPUTY, INSTITUTE
from tests.telegram.post import Post, opened_post


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    with opened_post(tmp_path, "2", "3", begins="2020-01-15 13:00") as opened:
        bot = opened.telegram.window()
        await bot.start()
        yield opened
        await bot.stop()


async def test_a_member_takes_a_delay_and_the_group_reads_who(post: Post) -> None:
    deputy = post.person(DEPUTY)
    group = post.group(deputy, secretary=INSTITUTE)
    for number in ("2.1", "3.1"):
        post.put(LetterKind.ESCALATION, COMMITTEE, number)
    await asyncio.to_thread(post.all_sent)
    press = deputy.presses(group.last, "Беру на контроль 2.1")
    await group.sees(lambda screen: f"взято на контроль до 21.01.2020 — {DEPUTY}" in screen.words)
    assert "Беру на контроль 2.1" not in group.screen[0].buttons
    assert "2.1" in (await asyncio.to_thread(press.answer)).text


async def test_the_board_shows_the_body_its_own_items(post: Post) -> None:
    deputy = post.person(DEPUTY)
    group = post.group(deputy, secretary=INSTITUTE)
    deputy.says("/board", to=group)
    screen = await group.sees(lambda seen: bool(seen) and bool(seen.last.file_id))
    assert Image.open(BytesIO(post.emulator.contents(screen.last))).width == 1080


async def test_where_pictures_cannot_be_sent_the_board_is_in_words(post: Post) -> None:
    post.emulator.minimal()
    deputy = post.person(DEPUTY)
    group = post.group(deputy, secretary=INSTITUTE)
    deputy.says("/board", to=group)
    screen = await group.sees(lambda seen: "Светофор плана" in seen.words)
    assert "🔴 2.1 " in screen.last.text


async def test_a_stranger_in_the_group_gets_no_board(post: Post) -> None:
    stranger = post.emulator.person(77, "Прохожий")
    group = post.group(stranger, secretary=INSTITUTE)
    stranger.says("/board", to=group)
    await asyncio.to_thread(post.emulator.until, post.emulator.is_idle)
    assert "Светофор" not in group.screen.words
