"""Strangers: an unknown account is answered, and journaled, once an hour."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from domain.authority import SYSTEM
from domain.linking import STRANGER_IS_ANSWERED
from domain.storage import journal
from domain.storage.telegram_tables import StrangerRow
from domain.storage.upserts import put_new

STRANGER = StrangerRow.__table__  # type: ignore[attr-defined]


def noted(connection: Connection, user: int, now: datetime) -> bool:
    """Note the account; whether it may be answered now."""
    at = int(now.timestamp())
    ignored = _ignored_so_far(connection, user, at)
    if ignored is not None:
        journal.append_event(connection, at, "", "stranger", SYSTEM, {"account": user, "ignored": ignored})
    return ignored is not None


def _ignored_so_far(connection: Connection, user: int, at: int) -> int | None:
    """How many of the account's messages went unanswered before this one; None when it is unanswered too."""
    if put_new(connection, STRANGER, {"user_id": user, "answered_at": at, "ignored": 0}):
        return 0
    row = connection.execute(select(STRANGER).where(STRANGER.c.user_id == user).with_for_update()).one()
    waits = row.answered_at > at - STRANGER_IS_ANSWERED.total_seconds()
    changed = {"ignored": row.ignored + 1} if waits else {"answered_at": at, "ignored": 0}
    connection.execute(update(STRANGER).where(STRANGER.c.user_id == user).values(**changed))
    return None if waits else int(row.ignored)
