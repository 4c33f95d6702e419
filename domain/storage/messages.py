"""The messages that stand on the screens: which letter, about which items, with which words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from domain.linking import SentMessage
from domain.storage.database import Database
from domain.storage.rows import instant
from domain.storage.statements import fetch, write
from domain.storage.telegram_tables import MessageItemRow, MessageRow
from domain.storage.upserts import put

MESSAGE = MessageRow.__table__  # type: ignore[attr-defined]
ABOUT = MessageItemRow.__table__  # type: ignore[attr-defined]
BOTH = (MESSAGE, ABOUT)
"""Locked in this order by all, lest two wait for each other."""

_TOGETHER = (MESSAGE.c.chat == ABOUT.c.chat) & (MESSAGE.c.message == ABOUT.c.message)
_KIND = select(MESSAGE.c.kind).where(MESSAGE.c.chat == bindparam("chat"), MESSAGE.c.message == bindparam("message"))
_LETTER = select(MESSAGE.c.letter_key).where(
    MESSAGE.c.chat == bindparam("chat"), MESSAGE.c.message == bindparam("message")
)
_OF_PLACE = (ABOUT.c.chat == bindparam("_chat")) & (ABOUT.c.message == bindparam("_message"))
_DROP_ITEMS = delete(ABOUT).where(_OF_PLACE)
_PUT_ITEM = insert(ABOUT)
_NEWEST_FIRST = select(MESSAGE).order_by(MESSAGE.c.at.desc(), MESSAGE.c.chat, MESSAGE.c.message.desc())


@dataclass(frozen=True)
class Messages:
    """Each call is a transaction of its own. `items` are ids, the subject first."""

    database: Database
    zone: ZoneInfo

    def remember(
        self,
        chat: int,
        message: int,
        letter_key: str,
        items: Sequence[int],
        kind: str,
        text: str,
        now: datetime,
    ) -> None:
        """Note a message that was sent; the same message anew replaces what was known of it."""
        place = {"chat": chat, "message": message}
        row = {"letter_key": letter_key, "kind": kind, "items": json.dumps(list(items)), "text": text}
        with self.database.writing() as connection:
            put(connection, MESSAGE, place | row | {"at": int(now.timestamp())})
            write(connection, _DROP_ITEMS, [{"_chat": chat, "_message": message}])
            if items:
                write(connection, _PUT_ITEM, [{"item_id": i} | place for i in dict.fromkeys(items)])

    def about(self, item_id: int) -> list[SentMessage]:
        """All that stands on screens about an item, newest first."""
        return self._read(_NEWEST_FIRST.join(ABOUT, _TOGETHER).where(ABOUT.c.item_id == item_id))

    def of(self, chat: int, message: int) -> SentMessage | None:
        return next(iter(self._read(select(MESSAGE).where(_is(MESSAGE, chat, message)))), None)

    def kind_of(self, chat: int, message: int) -> str | None:
        with self.database.reading() as connection:
            return next((row[0] for row in fetch(connection, _KIND, chat=chat, message=message)), None)

    def letter_of(self, chat: int, message: int) -> str:
        """The key of the letter that the message carries; empty for a card or a message that is not known."""
        with self.database.reading() as connection:
            return next((row[0] for row in fetch(connection, _LETTER, chat=chat, message=message)), "")

    def of_letter(self, letter_key: str, item_id: int, chat: int) -> SentMessage | None:
        """The message that carries this letter in that chat: after a crash it need not be sent again."""
        return next((m for m in self.about(item_id) if (m.letter_key, m.chat) == (letter_key, chat)), None)

    def edited(self, chat: int, message: int, text: str) -> None:
        with self.database.writing() as connection:
            connection.execute(update(MESSAGE).where(_is(MESSAGE, chat, message)).values(text=text))

    def forget(self, chat: int, message: int) -> None:
        """The message is gone from the screen, or can no longer be edited."""
        with self.database.writing() as connection:
            for table in BOTH:
                connection.execute(delete(table).where(_is(table, chat, message)))

    def _read(self, query: Any) -> list[SentMessage]:
        with self.database.reading() as connection:
            return [_message(row, self.zone) for row in connection.execute(query)]


def forget_chat(connection: Connection, chat: int) -> None:
    """Nothing more is edited in a chat whose people are no longer linked."""
    for table in BOTH:
        connection.execute(delete(table).where(table.c.chat == chat))


def _is(table: Any, chat: int, message: int) -> Any:
    return (table.c.chat == chat) & (table.c.message == message)


def _message(row: Row[Any], zone: ZoneInfo) -> SentMessage:
    at = instant(row.at, zone)
    assert at is not None  # noqa: S101  # the column is not null
    items = tuple(json.loads(row.items))
    return SentMessage(row.chat, row.message, row.letter_key, items, row.kind, row.text, at)
