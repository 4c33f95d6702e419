"""How the bot speaks: messages sent, edited and answered so that Telegram's refusal of one never stops the rest."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from telegram import InputFile, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from notifications.telegram.deeds import Deeds

if TYPE_CHECKING:
    from telegram import Document, ForceReply, InlineKeyboardMarkup, PhotoSize
    from telegram.ext import ExtBot

    Markup = InlineKeyboardMarkup | ForceReply | None
    Attached = Document | PhotoSize

log = logging.getLogger(__name__)

TOAST = 190
"""Telegram cuts an answer to a press at 200 characters."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class NoFiles(Exception):
    """This server gives no files."""


@dataclass(frozen=True)
class Mouth:
    """Speaks through one bot. Texts are HTML of at most 4,096 characters."""

    bot: "ExtBot[None]"
    deeds: Deeds = field(default_factory=Deeds)

    async def say(self, chat: int, text: str, markup: "Markup" = None, reply_to: int | None = None) -> int | None:
        """Send a message; gives its number, or None when the chat has refused it."""
        try:
            sent = await self.bot.send_message(
                chat, text, ParseMode.HTML, reply_markup=markup, link_preview_options=NO_PREVIEW,
                reply_to_message_id=reply_to, allow_sending_without_reply=True if reply_to else None,
            )  # fmt: skip
        except (Forbidden, BadRequest) as refusal:
            log.warning("a message to chat %s is refused: %s", chat, refusal)
            return None
        return sent.message_id

    async def edit(self, chat: int, message: int, text: str, markup: "InlineKeyboardMarkup | None" = None) -> bool:
        """Edit a message; whether it now shows the text."""
        try:
            await self.bot.edit_message_text(
                text, chat, message, parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=NO_PREVIEW
            )
        except BadRequest as refusal:
            return "not modified" in str(refusal)
        except Forbidden:
            return False
        return True

    async def bare(self, chat: int, message: int) -> None:
        """Take the buttons away."""
        try:
            await self.bot.edit_message_reply_markup(chat, message)
        except TelegramError as refusal:
            log.debug("buttons stay in chat %s: %s", chat, refusal)

    async def toast(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        """Answer a press; whether the person sees it."""
        try:
            return await self.bot.answer_callback_query(query, unescape(text)[:TOAST] or None, show_alert=alert)
        except TelegramError as refusal:
            log.debug("a press is answered too late: %s", refusal)
            return False

    async def hand(self, chat: int, name: str, content: bytes) -> bool:
        """Send a file; whether the server could."""
        try:
            await self.bot.send_document(chat, InputFile(BytesIO(content), filename=name))
        except TelegramError as refusal:
            log.warning("a file to chat %s is not sent: %s", chat, refusal)
            return False
        return True

    async def picture(self, chat: int, png: bytes, reply_to: int | None = None) -> bool:
        """Send a picture; whether the server could."""
        try:
            await self.bot.send_photo(
                chat, InputFile(BytesIO(png), filename="board.png"), reply_to_message_id=reply_to,
                allow_sending_without_reply=True if reply_to else None,
            )  # fmt: skip
        except TelegramError as refusal:
            log.warning("a picture to chat %s is not sent: %s", chat, refusal)
            return False
        return True

    async def album(self, chat: int, pngs: Sequence[bytes], reply_to: int | None = None) -> bool:
        """Send two to ten pictures together; whether the server could."""
        try:
            await self.bot.send_media_group(
                chat, [InputMediaPhoto(BytesIO(png), filename=f"{n}.png") for n, png in enumerate(pngs)],
                reply_to_message_id=reply_to, allow_sending_without_reply=True if reply_to else None,
            )  # fmt: skip
        except TelegramError as refusal:
            log.warning("pictures to chat %s are not sent: %s", chat, refusal)
            return False
        return True

    async def fetched(self, attached: "Attached") -> bytes:
        """The content of a file that somebody has sent. Raises NoFiles."""
        try:
            file = await self.bot.get_file(attached.file_id)
            return bytes(await file.download_as_bytearray())
        except TelegramError as refusal:
            log.warning("a file is not given: %s", refusal)
            raise NoFiles from None
