"""Leases: of several services on one database one does what only one may, until it stops renewing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from domain.storage.database import Database
from domain.storage.telegram_tables import LeaseRow
from domain.storage.upserts import put_new

LEASE = LeaseRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Leases:
    """`now` is the real time of the services, not a demo clock's."""

    database: Database

    def take(self, name: str, holder: str, now: datetime, seconds: int = 30) -> bool:
        """Take the lease or renew one's own; whether it is the holder's for so many seconds from now."""
        at = int(now.timestamp())
        free = (LEASE.c.name == name) & ((LEASE.c.holder == holder) | (LEASE.c.until <= at))
        row: dict[str, Any] = {"holder": holder, "until": at + seconds}
        with self.database.writing() as connection:
            taken = connection.execute(update(LEASE).where(free).values(**row)).rowcount == 1
            return taken or put_new(connection, LEASE, {"name": name, **row})

    def give_up(self, name: str, holder: str) -> None:
        """A clean stop: the next service need not wait the lease out."""
        with self.database.writing() as connection:
            connection.execute(delete(LEASE).where(LEASE.c.name == name, LEASE.c.holder == holder))
