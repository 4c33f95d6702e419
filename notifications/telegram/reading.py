"""Updates as they come over the wire: a malformed one is passed over, and neither stops the poll nor comes again."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeGuard

from telegram import Update
from telegram.ext import ExtBot

if TYPE_CHECKING:
    from telegram import Bot, Document, PhotoSize

log = logging.getLogger(__name__)

Raw = Mapping[str, Any]


class ReadingBot(ExtBot[None]):
    """A bot that gives updates unread: the library's own poll fails on all of a batch when one is malformed."""

    async def raw_updates(self, offset: int, seconds: int, kinds: Sequence[str]) -> list[Raw]:
        """One poll, held open for so many seconds."""
        asked = {"offset": offset or None, "timeout": seconds, "allowed_updates": list(kinds)}
        told: Any = await self._post("getUpdates", asked, read_timeout=seconds + 5)
        return [raw for raw in told if isinstance(raw, dict)]


def read(raw: Raw, bot: "Bot") -> Update | None:
    """The update, or None for one that cannot be understood: whatever a stranger sent, it is no failure of ours."""
    try:
        update = Update.de_json(_completed(raw), bot)
        _checked(update)
    except Exception as failure:  # the library raises whatever a missing field happens to cause
        log.warning("update %.40r is malformed (%s)", raw.get("update_id"), type(failure).__name__)
        return None
    return update


def following(raws: Sequence[Raw], offset: int) -> int:
    """The offset that confirms these updates, malformed ones too."""
    numbers = (raw.get("update_id") for raw in raws)
    return max((number + 1 for number in numbers if _is_number(number)), default=offset)


def _completed(raw: Raw) -> dict[str, Any]:
    """With what the library insists on and the bot does not need; not every Bot API server sends it."""
    made = dict(raw)
    if isinstance(query := made.get("callback_query"), dict):
        made["callback_query"] = {"chat_instance": "", **_signed(query)}
        if isinstance(message := query.get("message"), dict):
            made["callback_query"]["message"] = _dated(message)
    if isinstance(message := made.get("message"), dict):
        made["message"] = _dated(message)
    return made


def _dated(message: dict[str, Any]) -> dict[str, Any]:
    made = {"date": int(time.time()), **_signed(message)}
    if isinstance(chat := made.get("chat"), dict) and isinstance(chat.get("id"), int):
        made["chat"] = {"type": "private" if chat["id"] > 0 else "group", **chat}
    return made


def _signed(said: dict[str, Any]) -> dict[str, Any]:
    who = said.get("from")
    return {**said, "from": {"is_bot": False, "first_name": "", **who}} if isinstance(who, dict) else said


def _checked(update: Update) -> None:
    """Raises TypeError: the library itself takes anything for an id or for a text."""
    if not all(map(_is_number, _numbers(update))):
        raise TypeError("an id is no number")
    if not all(words is None or isinstance(words, str) for words in _words(update)):
        raise TypeError("a text is no text")


def _numbers(update: Update) -> Iterator[object]:
    yield update.update_id
    yield from (one.id for one in (update.effective_user, update.effective_chat) if one)
    if message := update.effective_message:
        yield message.message_id
        yield message.migrate_to_chat_id or 0
        yield from (attached.file_size or 0 for attached in _attached(update))


def _words(update: Update) -> Iterator[object]:
    if query := update.callback_query:
        yield from (query.id, query.data)
    if message := update.message:
        yield from (message.text, message.caption, message.chat.title)
        yield from (getattr(attached, "file_name", None) for attached in _attached(update))
        yield from (attached.file_id for attached in _attached(update))


def _attached(update: Update) -> "list[Document | PhotoSize]":
    message = update.message
    return [*(message.photo if message else ()), *([message.document] if message and message.document else [])]


def _is_number(value: object) -> TypeGuard[int]:
    """A whole number that a database keeps; `True` is none."""
    return type(value) is int and abs(value) < 2**63 - 1
