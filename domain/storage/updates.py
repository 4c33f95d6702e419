"""Updates of Telegram that have been handled: one that comes again after a crash is not handled twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from domain.storage.database import Database
from domain.storage.statements import fetch
from domain.storage.telegram_tables import UpdateRow
from domain.storage.upserts import put_new

UPDATE = UpdateRow.__table__  # type: ignore[attr-defined]
_KNOWN = select(UPDATE.c.update_id).where(UPDATE.c.update_id.between(bindparam("first"), bindparam("last")))
KEPT = timedelta(days=2)
"""Telegram itself keeps an update for a day."""
EVERY = 100
"""At so many updates those that cannot come again are forgotten."""


@dataclass(frozen=True)
class Updates:
    """There is no offset to keep: after a week of silence Telegram's ids begin anew, perhaps lower."""

    database: Database

    def seen(self, update_id: int) -> bool:
        """Whether this update has been handled; asking marks nothing."""
        with self.database.reading() as connection:
            return bool(fetch(connection, _KNOWN, first=update_id, last=update_id))

    def seen_of(self, update_ids: Collection[int]) -> set[int]:
        """Those of them that have been handled."""
        with self.database.reading() as connection:
            rows = fetch(connection, _KNOWN, first=min(update_ids), last=max(update_ids))
        return {row[0] for row in rows}.intersection(update_ids)

    def handled(self, update_id: int, now: datetime) -> bool:
        """Mark the update as handled; whether this was the first to do so.

        Marked before the work, an update that a crash cuts short is lost; marked after, it may be done twice.
        """
        return self.all_handled((update_id,), now) > 0

    def all_handled(self, update_ids: Collection[int], now: datetime) -> int:
        """Mark them in one transaction; how many were not marked yet."""
        at = int(now.timestamp())
        with self.database.writing() as connection:
            if any(update_id % EVERY == 0 for update_id in update_ids):
                connection.execute(delete(UPDATE).where(UPDATE.c.at < int((now - KEPT).timestamp())))
            return sum(put_new(connection, UPDATE, {"update_id": known, "at": at}) for known in update_ids)
