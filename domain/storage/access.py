"""Who may come to the desk: a number for each person that makes all older links and sessions void."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select, update

from domain.storage.database import Database
from domain.storage.delivery_tables import AccessRow
from domain.storage.statements import fetch
from domain.storage.upserts import put_new

ACCESS = AccessRow.__table__  # type: ignore[attr-defined]
FRESH_AFTER = timedelta(minutes=5)
_OF = select(ACCESS.c.generation).where(ACCESS.c.person == bindparam("person"))


@dataclass(frozen=True)
class Access:
    """Each call is a transaction of its own; whoever is not here yet is of generation 0."""

    database: Database

    def generation(self, person: str) -> int:
        with self.database.reading() as connection:
            return next((row[0] for row in fetch(connection, _OF, person=person)), 0)

    def revoke(self, person: str, now: datetime) -> int:
        """Make all links and sessions of the person void; gives the new generation."""
        raised = update(ACCESS).where(ACCESS.c.person == person).values(
            generation=ACCESS.c.generation + 1, changed_at=int(now.timestamp())
        )  # fmt: skip
        with self.database.writing() as connection:
            _begin(connection, person, now)
            return int(connection.execute(raised.returning(ACCESS.c.generation)).scalar_one())

    def may_ask_fresh(self, person: str, now: datetime) -> bool:
        """Whether a fresh link may be sent now: once in five minutes, however many ask at once; to ask is to use it."""
        rested = or_(ACCESS.c.fresh_at.is_(None), ACCESS.c.fresh_at <= int((now - FRESH_AFTER).timestamp()))
        asked = update(ACCESS).where(ACCESS.c.person == person, rested).values(fresh_at=int(now.timestamp()))
        with self.database.writing() as connection:
            _begin(connection, person, now)
            return connection.execute(asked).rowcount == 1


def _begin(connection: Connection, person: str, now: datetime) -> None:
    put_new(connection, ACCESS, {"person": person, "generation": 0, "changed_at": int(now.timestamp())})
