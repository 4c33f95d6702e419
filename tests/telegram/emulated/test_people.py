"""People press, forward, edit and talk in groups; the bot is told what Telegram would tell."""

import asyncio

import pytest
from telegram import Bot, BotCommand
from telegram.error import BadRequest, ChatMigrated

from tests.telegram.emulated.driving import heard, under
from tests.telegram.emulator import Emulator
from tests.telegram.people import Group, Person


async def test_a_press_names_who_pressed_what_and_is_answered_once(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Исполнено", "report:7:3")]))
    press = anna.presses(anna.last, "Исполнено")
    (update,) = await heard(bot)
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id, press.answered) == ("report:7:3", 1001, None)
    await query.answer("Записано", show_alert=True)
    assert (press.answer().text, press.answer().alert) == ("Записано", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()


async def test_a_late_answer_to_a_press_is_refused(telegram: Emulator, bot: Bot, anna: Person) -> None:
    telegram.world.query_lifetime = 0.05
    await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Да", "y")]))
    press = anna.presses(anna.last, "Да")
    await asyncio.sleep(0.1)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(press.id)


async def test_a_late_press_carries_the_data_that_was_seen(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Да", "v1")]))
    before = anna.last
    await bot.edit_message_reply_markup(anna.id, sent.message_id, reply_markup=under([("Да", "v2")]))
    anna.presses(before, "Да")
    anna.presses(before, "Да", late=True)
    assert [update.callback_query.data for update in await heard(bot) if update.callback_query] == ["v2", "v1"]


async def test_a_press_on_a_deleted_message_shows_no_content(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Да", "v1")]))
    before = anna.last
    await bot.delete_message(anna.id, sent.message_id)
    anna.presses(before, "Да")
    (update,) = await heard(bot)
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible


async def test_a_double_press_is_two_queries(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Да", "y")]))
    first, second = anna.double_presses(anna.last, "Да")
    updates = await heard(bot)
    assert [update.callback_query.id for update in updates if update.callback_query] == [first.id, second.id]


async def test_nobody_presses_what_is_not_there(bot: Bot, anna: Person, oleg: Person) -> None:
    await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Да", "y")]))
    with pytest.raises(AssertionError, match="no button «Нет»"):
        anna.presses(anna.last, "Нет")
    with pytest.raises(AssertionError, match="Олег Дронов is not in the chat"):
        oleg.presses(anna.last, "Да")


async def test_a_forwarded_message_keeps_its_origin_and_is_not_the_bots(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "2.1.2", reply_markup=under([("Да", "y")]))
    copied = anna.forwards(anna.last)
    (update,) = await heard(bot)
    assert update.message is not None
    assert update.message.forward_origin is not None
    assert anna.presses(copied, "Да").answered is None
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("изменено", anna.id, copied.id)


async def test_an_edited_message_of_a_person_is_told(bot: Bot, anna: Person) -> None:
    anna.edits(anna.says("протокол 3"), "протокол 4")
    _, update = await heard(bot)
    assert update.edited_message is not None
    assert update.edited_message.text == "протокол 4"


async def test_in_a_group_the_bot_hears_only_what_concerns_it(bot: Bot, anna: Person, committee: Group) -> None:
    await bot.send_message(committee.id, "Эскалация")
    for text in ("между собой", "/board", "/board@another_bot", "/board@vekha_test_bot", "@vekha_test_bot что?"):
        anna.says(text, to=committee)
    anna.says("беру", to=committee, reply_to=committee.last)
    texts = [update.message.text for update in await heard(bot) if update.message]
    assert texts == ["/board", "/board@vekha_test_bot", "@vekha_test_bot что?", "беру"]


async def test_members_and_administrators_are_told(bot: Bot, anna: Person, oleg: Person, committee: Group) -> None:
    chiefs = await bot.get_chat_administrators(committee.id)
    assert [chief.user.id for chief in chiefs] == [oleg.id]
    assert (await bot.get_chat_member(committee.id, anna.id)).status == "member"
    assert (await bot.get_chat(committee.id)).title == committee.title
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(committee.id, 5)


async def test_commands_are_registered_with_russian_descriptions(bot: Bot) -> None:
    assert await bot.set_my_commands([BotCommand("my", "Мои пункты")])
    assert [(command.command, command.description) for command in await bot.get_my_commands()] == [("my", "Мои пункты")]
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("мои", "Мои пункты")])


async def test_a_person_waits_until_the_screen_is_so(bot: Bot, anna: Person) -> None:
    waiting = asyncio.create_task(anna.sees(lambda screen: "Принято" in screen.words))
    await bot.send_message(anna.id, "Принято комитетом")
    assert (await waiting).last.text == "Принято комитетом"
    with pytest.raises(AssertionError, match="Принято комитетом"):
        anna.until(lambda screen: "Возвращено" in screen.words, seconds=0.1)


async def test_a_group_that_grows_into_a_supergroup_names_its_new_id(
    telegram: Emulator, bot: Bot, anna: Person
) -> None:
    small = telegram.group(-4242, "Коллегия", [anna])
    grown = small.becomes_supergroup(-1_000_000_004_242)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(small.id, "Сводка")
    assert moved.value.new_chat_id == grown.id
    await bot.send_message(grown.id, "Сводка")
    assert [(u.message.migrate_to_chat_id, u.message.migrate_from_chat_id) for u in await heard(bot) if u.message] == [
        (grown.id, None),
        (None, small.id),
    ]


async def test_a_bot_put_into_a_group_is_told_by_whom(bot: Bot, oleg: Person, committee: Group) -> None:
    committee.kicks_bot(oleg)
    committee.takes_bot(oleg)
    out, back = [update.my_chat_member for update in await heard(bot)]
    assert out is not None
    assert back is not None
    assert (out.new_chat_member.status, back.new_chat_member.status) == ("kicked", "member")
    assert back.from_user.id == oleg.id
    await bot.send_message(committee.id, "Снова здесь")
