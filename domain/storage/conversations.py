"""Conversations: where somebody has got to in a chat, so that a restart in the middle of a step loses nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from domain.storage.database import Database
from domain.storage.telegram_tables import ConversationRow
from domain.storage.upserts import put

CONVERSATION = ConversationRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Conversations:
    """One conversation a person and chat; `state` is what JSON can hold."""

    database: Database

    def saved(self, chat: int, user: int, state: Mapping[str, Any], now: datetime) -> None:
        row = {"chat": chat, "user_id": user, "state": json.dumps(state, ensure_ascii=True)}
        with self.database.writing() as connection:
            put(connection, CONVERSATION, row | {"saved_at": int(now.timestamp())})

    def of(self, chat: int, user: int) -> dict[str, Any] | None:
        with self.database.reading() as connection:
            text = connection.execute(select(CONVERSATION.c.state).where(_is(chat, user))).scalar()
        return dict(json.loads(text)) if text else None

    def ended(self, chat: int, user: int) -> None:
        with self.database.writing() as connection:
            connection.execute(delete(CONVERSATION).where(_is(chat, user)))


def forget_conversations(connection: Connection, user: int) -> None:
    """Whoever is no longer linked has nothing to go on with."""
    connection.execute(delete(CONVERSATION).where(CONVERSATION.c.user_id == user))


def _is(chat: int, user: int) -> Any:
    return (CONVERSATION.c.chat == chat) & (CONVERSATION.c.user_id == user)
