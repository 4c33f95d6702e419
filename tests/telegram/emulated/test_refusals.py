"""Refusals, limits and faults reach python-telegram-bot as its own errors."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.telegram.emulated.driving import PNG, a_bot, heard, under
from tests.telegram.emulator import Emulator
from tests.telegram.people import Group, Person


async def test_the_bot_may_not_write_to_strangers_or_first(telegram: Emulator, bot: Bot) -> None:
    vera = telegram.person(1003, "Вера Самойлова", started=False)
    with pytest.raises(Forbidden, match="bot can't initiate conversation"):
        await bot.send_message(vera.id, "Здравствуйте")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(77, "Здравствуйте")
    vera.says("/start")
    await bot.send_message(vera.id, "Здравствуйте")


async def test_a_bot_that_is_blocked_gets_403_until_it_is_let_in(telegram: Emulator, bot: Bot, anna: Person) -> None:
    telegram.block(anna)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "Напоминание")
    (update,) = await heard(bot)
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    anna.unblocks_bot()
    await bot.send_message(anna.id, "Напоминание")


async def test_a_bot_that_is_put_out_of_a_group_gets_403(bot: Bot, oleg: Person, committee: Group) -> None:
    committee.kicks_bot(oleg)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(committee.id, "Сводка")


async def test_more_than_a_burst_in_a_chat_is_429(telegram: Emulator, bot: Bot, anna: Person, oleg: Person) -> None:
    telegram.limits.on = True
    for number in range(5):
        await bot.send_message(anna.id, str(number))
    with pytest.raises(RetryAfter):
        await bot.send_message(anna.id, "5")
    await bot.send_message(oleg.id, "другому можно")
    assert (telegram.sent(anna.id), telegram.sent(oleg.id), telegram.limits.refused) == (5, 1, 1)


async def test_a_group_takes_20_a_minute_on_a_fast_clock_too(telegram: Emulator, bot: Bot, committee: Group) -> None:
    telegram.limits.on, telegram.limits.speed, telegram.limits.burst = True, 60, 100
    for number in range(20):
        await bot.send_message(committee.id, str(number))
    with pytest.raises(RetryAfter):
        await bot.send_message(committee.id, "20")
    await asyncio.sleep(1.1)
    await bot.send_message(committee.id, "20")


async def test_thirty_a_second_in_all(telegram: Emulator, bot: Bot) -> None:
    crowd = [telegram.person(2000 + number, "Участник") for number in range(40)]
    telegram.limits.on = True
    sent = await asyncio.gather(*(bot.send_message(one.id, "!") for one in crowd), return_exceptions=True)
    assert sum(isinstance(answer, RetryAfter) for answer in sent) == 10
    assert len(telegram.sent_at()) == 30


async def test_a_planned_429_names_its_seconds(telegram: Emulator, bot: Bot, anna: Person) -> None:
    telegram.fail("sendMessage", code=429, retry_after=7, times=1)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(anna.id, "раз")
    assert refused.value._retry_after == timedelta(seconds=7)
    await bot.send_message(anna.id, "раз")
    assert [call.status for call in telegram.calls_of("sendMessage")] == [429, 200]


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_planned_5xx_is_a_network_error(telegram: Emulator, bot: Bot, anna: Person, code: int) -> None:
    telegram.fail("sendMessage", code=code)
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "раз")
    assert not anna.screen


@pytest.mark.parametrize("done", [False, True])
async def test_a_cut_connection_loses_the_call_or_only_its_answer(
    telegram: Emulator, bot: Bot, anna: Person, done: bool
) -> None:
    telegram.cut("sendMessage", done=done)
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "раз")
    assert len(anna.screen) == done


@pytest.mark.parametrize("done", [False, True])
async def test_a_call_that_hangs_past_its_client_is_not_done_unless_asked(
    telegram: Emulator, anna: Person, done: bool
) -> None:
    telegram.hang("sendMessage", 1.2, done=done)
    async with a_bot(telegram, read_timeout=0.6) as hasty:
        with pytest.raises(TimedOut):
            await hasty.send_message(anna.id, "раз")
        await asyncio.sleep(1)
        assert len(anna.screen) == done


async def test_the_poorest_emulator_knows_no_photos(telegram: Emulator, bot: Bot, anna: Person) -> None:
    telegram.minimal()
    with pytest.raises(InvalidToken):
        await bot.send_photo(anna.id, PNG)
    await bot.send_message(anna.id, "текст есть")
    assert anna.last.text == "текст есть"


async def test_a_revoked_token_is_refused(telegram: Emulator, bot: Bot, anna: Person) -> None:
    telegram.revoke()
    with pytest.raises(InvalidToken):
        await bot.send_message(anna.id, "раз")


async def test_fifty_people_are_answered_at_once(telegram: Emulator, bot: Bot) -> None:
    crowd = [telegram.person(3000 + number, "Участник") for number in range(50)]
    await asyncio.gather(*(bot.send_message(one.id, "?", reply_markup=under([("Да", "y")])) for one in crowd))
    presses = [one.presses(one.last, "Да") for one in crowd]
    queries = [update.callback_query for update in await heard(bot) if update.callback_query]
    await asyncio.gather(*(query.answer("да") for query in queries))
    assert [press.answer().text for press in presses] == ["да"] * 50
