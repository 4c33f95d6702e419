"""The bot hears of people through the emulator as it would through Telegram: updates, one by one."""

import asyncio
import time

import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken

from tests.telegram.emulated.driving import a_bot, heard, under
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person


async def test_the_bot_learns_its_own_name(bot: Bot) -> None:
    assert (bot.id, bot.username) == (7_000_000_001, "vekha_test_bot")


async def test_a_wrong_token_is_refused(telegram: Emulator) -> None:
    with pytest.raises(InvalidToken, match="rejected by the server"):
        async with a_bot(telegram, "7000000001:AAAnotherTokenThatNobodyHasGivenOut"):
            pass
    assert [call.status for call in telegram.calls] == [401]


async def test_a_command_comes_with_its_entity_and_author(bot: Bot, anna: Person) -> None:
    anna.says("/item 2.1.2")
    (update,) = await heard(bot)
    assert update.message is not None
    assert update.message.parse_entities(["bot_command"]) == {update.message.entities[0]: "/item"}
    assert update.effective_user is not None
    assert (update.effective_user.id, update.effective_user.full_name) == (1001, "Анна Ковалёва")


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, anna: Person) -> None:
    anna.says("раз")
    first, again = await bot.get_updates(timeout=1), await bot.get_updates(timeout=1)
    assert [update.update_id for update in first] == [update.update_id for update in again]
    assert await bot.get_updates(offset=first[-1].update_id + 1) == ()


async def test_long_polling_wakes_at_once_and_idles_without_work(bot: Bot, anna: Person) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=10))
    worked = time.process_time()
    await asyncio.sleep(2)
    assert time.process_time() - worked < 0.5
    said = time.monotonic()
    anna.says("/my")
    assert len(await waiting) == 1
    assert time.monotonic() - said < 5  # half of the poll that it cuts short


async def test_a_poll_without_news_ends_at_its_timeout(bot: Bot) -> None:
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - started < 5


async def test_the_second_poller_ends_the_first(telegram: Emulator, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.to_thread(telegram.until, lambda: telegram.calls_of("getUpdates"))
    assert await bot.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await first


async def test_only_the_kinds_asked_for_are_told(bot: Bot, anna: Person) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    anna.says("не слышно")
    shown = await bot.send_message(anna.id, "?", reply_markup=under([("Да", "y")]))
    anna.presses(anna.last, "Да")
    (update,) = await heard(bot)
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == shown.message_id
