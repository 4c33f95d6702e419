"""Texts, buttons, edits and deletions: python-telegram-bot's own Bot proves the answers and refusals."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from tests.telegram.emulated.driving import under
from tests.telegram.people import Person


async def test_html_becomes_text_and_entities(bot: Bot, anna: Person) -> None:
    html = '  Срок 🟥 <b>2.1.2</b> &lt;завтра&gt; <a href="https://vekha.example/i">показать</a>&nbsp;'
    message = await bot.send_message(anna.id, html, parse_mode="HTML")
    assert message.text == anna.last.text == "Срок 🟥 2.1.2 <завтра> показать&nbsp;"
    assert [message.parse_entity(entity) for entity in message.entities] == ["2.1.2", "показать"]
    assert message.text_html == html.strip().replace("&nbsp;", "&amp;nbsp;")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>срок", 'Can\'t find end tag corresponding to start tag "b"'),
        ("срок</b>", "Unexpected end tag at byte offset 8"),
        ("<b><i>срок</b></i>", 'Unmatched end tag at byte offset 14, expected "</i>", found "</b>"'),
        ("<p>срок</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("срок<br/>", 'Unsupported start tag "br/" at byte offset 8'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler"'),
    ],
)
async def test_invalid_html_is_refused_in_telegrams_words(bot: Bot, anna: Person, html: str, reason: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(anna.id, html, parse_mode="HTML")
    assert refused.value.message.lower().startswith(f"can't parse entities: {reason}".lower())
    assert not anna.screen


async def test_a_text_of_4096_passes_and_one_more_does_not(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "<b>" + "я" * 4096 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(anna.id, "я" * 4097)


async def test_an_empty_text_is_refused(bot: Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(anna.id, "<b> </b>", parse_mode="HTML")


async def test_button_data_of_64_bytes_passes_and_65_does_not(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "?", reply_markup=under([("Да", "я" * 32)]))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(anna.id, "?", reply_markup=under([("Да", "я" * 32 + "1")]))


async def test_an_edit_is_on_the_screen_and_the_same_edit_again_is_refused(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Ждёт отчёта", reply_markup=under([("Исполнено", "r")]))
    edited = await bot.edit_message_text("Принято", anna.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    assert (anna.last.text, anna.last.buttons, anna.last.edited, len(anna.screen)) == ("Принято", [], True, 1)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Принято", anna.id, sent.message_id)


async def test_buttons_alone_are_edited(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Ждёт", reply_markup=under([("Да", "y"), ("Нет", "n")]))
    await bot.edit_message_reply_markup(anna.id, sent.message_id, reply_markup=under([("Вернуть", "b")]))
    assert (anna.last.text, anna.last.buttons) == ("Ждёт", ["Вернуть"])


async def test_what_is_not_there_or_not_the_bots_is_not_edited(bot: Bot, anna: Person) -> None:
    own = anna.says("моё")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("его", anna.id, own.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("его", anna.id, 999)


async def test_a_deleted_message_leaves_the_screen(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "лишнее")
    assert await bot.delete_message(anna.id, sent.message_id)
    assert not anna.screen
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(anna.id, sent.message_id)


async def test_an_answer_names_the_message_it_answers(bot: Bot, anna: Person) -> None:
    asked = anna.says("/accept")
    answer = await bot.send_message(anna.id, "Пусто", reply_to_message_id=asked.id)
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "/accept"
