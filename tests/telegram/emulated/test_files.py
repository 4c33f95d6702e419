"""Files both ways, byte for byte, and what Telegram refuses of them."""

import pytest
from telegram import Bot, InputMediaDocument
from telegram.error import BadRequest

from tests.telegram.emulated.driving import PNG, heard, under
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person


async def test_a_persons_file_is_downloaded_byte_for_byte(bot: Bot, anna: Person) -> None:
    content = bytes(range(256)) * 4 + b"\r\n--x--\r\n"
    anna.sends_file("Отчёт №1.docx", content, caption="вот")
    (update,) = await heard(bot)
    assert update.message is not None
    assert update.message.document is not None
    assert (update.message.document.file_name, update.message.caption) == ("Отчёт №1.docx", "вот")
    assert await (await update.message.document.get_file()).download_as_bytearray() == content


async def test_a_persons_photo_comes_in_several_sizes(bot: Bot, anna: Person) -> None:
    anna.sends_photo(PNG)
    (update,) = await heard(bot)
    assert update.message is not None
    assert [(size.width, size.height) for size in update.message.photo] == [(80, 60), (320, 240), (640, 480)]
    assert await (await update.message.photo[-1].get_file()).download_as_bytearray() == PNG


async def test_a_file_over_20_megabytes_is_not_given_out(bot: Bot, anna: Person) -> None:
    anna.sends_file("big.zip", b"x", size=20 * 1024 * 1024 + 1)
    (update,) = await heard(bot)
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()


async def test_the_bots_document_and_photo_arrive(telegram: Emulator, bot: Bot, anna: Person) -> None:
    await bot.send_document(anna.id, b"a\r\n\r\nb", caption="<i>акт</i>", parse_mode="HTML", filename='акт "2".pdf')
    assert (anna.last.file_name, anna.last.text, telegram.contents(anna.last)) == ('акт "2".pdf', "акт", b"a\r\n\r\nb")
    photo = await bot.send_photo(anna.id, PNG, caption="Доска", reply_markup=under([("Обновить", "b")]))
    assert (photo.photo[-1].width, anna.last.buttons, telegram.contents(anna.last)) == (640, ["Обновить"], PNG)
    again = await bot.send_photo(anna.id, photo.photo[-1].file_id)
    assert again.photo[-1].width == 640


async def test_a_photo_must_be_a_picture_and_a_caption_short(bot: Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(anna.id, b"not a picture")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(anna.id, PNG, caption="я" * 1025)


async def test_caption_and_media_are_edited(telegram: Emulator, bot: Bot, anna: Person) -> None:
    sent = await bot.send_photo(anna.id, PNG, caption="Доска на утро")
    await bot.edit_message_caption(anna.id, sent.message_id, caption="Доска на вечер")
    assert anna.last.text == "Доска на вечер"
    await bot.edit_message_media(InputMediaDocument(b"%PDF", filename="доска.pdf"), anna.id, sent.message_id)
    assert (anna.last.file_name, anna.last.text, telegram.contents(anna.last)) == ("доска.pdf", "", b"%PDF")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("текст", anna.id, sent.message_id)
