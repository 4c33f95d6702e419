"""The outbox: letters wait here until a channel has taken them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, case, func, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.letters import Letter
from domain.sending import Fate, Message, Outcome, Waiting
from domain.storage.database import Database
from domain.storage.letter_rows import OUTBOX, letter_from, row_of
from domain.storage.proofs import AT_A_TIME, DELIVERY, noted, read_by, sent_since
from domain.storage.rows import instant, seconds
from domain.storage.statements import fetch, write

WAITING = OUTBOX.c.sent_at.is_(None) & OUTBOX.c.failed_at.is_(None)
_IS_DUE = OUTBOX.c.try_at.is_(None) | (OUTBOX.c.try_at <= bindparam("now"))
_FIRST = (func.min(OUTBOX.c.failures), func.min(OUTBOX.c.id))
_PEOPLE = (
    select(OUTBOX.c.recipient)
    .where(WAITING, _IS_DUE)
    .group_by(OUTBOX.c.recipient)
    .order_by(*_FIRST)
    .limit(bindparam("limit"))
)
_TROUBLED = (
    select(func.max(DELIVERY.c.at))
    .where(DELIVERY.c.letter_id == OUTBOX.c.id, DELIVERY.c.outcome == Outcome.DELAYED.value)
    .scalar_subquery()
)
_NEXT = select(func.min(OUTBOX.c.try_at)).where(WAITING)
_ANY_NEW = select(OUTBOX.c.at).where(WAITING, OUTBOX.c.try_at.is_(None)).order_by(OUTBOX.c.id).limit(1)


@dataclass(frozen=True)
class StoredLetters:
    """The `Letters` port inside one transaction."""

    connection: Connection

    def put(self, letters: Iterable[Letter]) -> None:
        rows = [row_of(letter) for letter in letters]
        if rows:
            write(self.connection, _put(self.connection.dialect.name), rows)


@cache
def _put(dialect_name: str) -> Any:
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    return dialect.insert(OUTBOX).on_conflict_do_nothing(index_elements=["key"])


@dataclass(frozen=True)
class Outbox:
    """The outbox as delivery sees it: each call is a transaction of its own."""

    database: Database
    zone: ZoneInfo

    def waiting(self, now: datetime, limit: int) -> list[Waiting]:
        """All that waits for whom something is due, for at most `limit` people, who has waited longest first."""
        with self.database.reading() as connection:
            people = [row[0] for row in fetch(connection, _PEOPLE, now=seconds(now), limit=limit)]
            place = {name: number for number, name in enumerate(people)}
            found = [self._waiting(row) for row in _theirs(connection, people)]
        return sorted(found, key=lambda one: (place[one.letter.recipient], one.failures, one.id))

    def _waiting(self, row: Row[Any]) -> Waiting:
        in_flight, _, parcel = (row.in_flight or "").partition(" ")
        return Waiting(
            row.id,
            letter_from(row, self.zone),
            row.failures,
            instant(row.try_at, self.zone),
            row.reason or "",
            in_flight,
            parcel,
            instant(row.troubled_since, self.zone),
        )

    def messages(self, recipients: Collection[str], since: datetime) -> list[Message]:
        """The messages that these people have got since then, once for each passport of their letters."""
        with self.database.reading() as connection:
            return [Message(*row) for row in sent_since(connection, recipients, since)]

    def record(self, fates: Sequence[Fate], at: datetime) -> None:
        """What became of letters, in this order and in one transaction."""
        if fates:
            with self.database.writing() as connection:
                for outcome, same in groupby(fates, key=attrgetter("outcome")):
                    _record(connection, outcome, list(same), at)

    def read(self, letter_key: str, channel: str, at: datetime) -> None:
        """The letter of that key, or all that left under it as one message, have been read there."""
        with self.database.writing() as connection:
            read_by(connection, letter_key, channel, at)

    def next_try_at(self) -> datetime | None:
        """When delivery has something to do next: in the past where a letter has not been looked at yet."""
        with self.database.reading() as connection:
            found = [*fetch(connection, _NEXT), *fetch(connection, _ANY_NEW)]
        times = [row[0] for row in found if row[0] is not None]
        return instant(min(times), self.zone) if times else None

    def retry(self, ids: Collection[int] | None = None) -> int:
        """Put the letters that failed for good, all or these, back into the queue; returns how many."""
        again = update(OUTBOX).where(OUTBOX.c.failed_at.is_not(None), OUTBOX.c.sent_at.is_(None))
        if ids is not None:
            again = again.where(OUTBOX.c.id.in_(ids))
        with self.database.writing() as connection:
            return connection.execute(again.values(failed_at=None, failures=0, try_at=None, reason=None)).rowcount

    def counts(self) -> dict[str, int]:
        """How many letters wait, were sent, have failed."""
        with self.database.reading() as connection:
            return {
                "waiting": _count(connection, WAITING),
                "sent": _count(connection, OUTBOX.c.sent_at.is_not(None)),
                "failed": _count(connection, OUTBOX.c.failed_at.is_not(None)),
            }

    def newest(self, limit: int) -> list[Row[Any]]:
        with self.database.reading() as connection:
            return list(connection.execute(select(OUTBOX).order_by(OUTBOX.c.id.desc()).limit(limit)))

    def dead(self, limit: int) -> list[Row[Any]]:
        """The letters that reached nobody and were given up, newest first."""
        given_up = select(OUTBOX).where(OUTBOX.c.failed_at.is_not(None), OUTBOX.c.sent_at.is_(None))
        with self.database.reading() as connection:
            return list(connection.execute(given_up.order_by(OUTBOX.c.id.desc()).limit(limit)))

    def all(self) -> list[Letter]:
        """Every letter ever put, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(OUTBOX).order_by(OUTBOX.c.id))
            return [letter_from(row, self.zone) for row in rows]


def _theirs(connection: Connection, people: list[str]) -> Iterator[Row[Any]]:
    """All that waits for these people, of whom there may be more than a statement has room for."""
    columns = (*OUTBOX.c, case((OUTBOX.c.failures > 0, _TROUBLED)).label("troubled_since"))
    for at in range(0, len(people), AT_A_TIME):
        some = OUTBOX.c.recipient.in_(people[at : at + AT_A_TIME])
        yield from connection.execute(select(*columns).where(WAITING, some))


_MINE = OUTBOX.c.id == bindparam("_id")
_STILL = case((bindparam("_unsure") == 1, OUTBOX.c.in_flight))
_TAKEN: dict[str, Any] = {"sent_at": bindparam("_at"), "channel": bindparam("_channel")}
_TAKEN |= {"reason": null(), "in_flight": null(), "try_at": null()}
_WAITS = {"try_at": bindparam("_until"), "reason": bindparam("_reason"), "in_flight": _STILL}
_CHANGES: dict[Outcome, dict[str, Any]] = {
    Outcome.SENT: _TAKEN,
    Outcome.REPEATED: _TAKEN,
    Outcome.MUTED: _TAKEN,
    Outcome.HANDED: {"in_flight": bindparam("_handed")},
    Outcome.HELD: {"try_at": bindparam("_until")},
    Outcome.POSTPONED: {"in_flight": _STILL},
    Outcome.DOWN: _WAITS,
    Outcome.DELAYED: _WAITS | {"failures": OUTBOX.c.failures + 1},
    Outcome.DEAD: {"failed_at": bindparam("_at"), "reason": bindparam("_reason"), "in_flight": null()},
}
_STATEMENTS = {outcome: update(OUTBOX).where(_MINE).values(changes) for outcome, changes in _CHANGES.items()}
_PROOF = frozenset(Outcome) - {Outcome.HANDED, Outcome.HELD, Outcome.POSTPONED, Outcome.DEAD}


def _record(connection: Connection, outcome: Outcome, fates: list[Fate], at: datetime) -> None:
    if outcome in _PROOF:
        noted(connection, fates, at)
    if outcome in _STATEMENTS:
        write(connection, _STATEMENTS[outcome], [_values(fate, at) for fate in fates])


def _values(fate: Fate, at: datetime) -> dict[str, Any]:
    return {
        "_id": fate.letter_id,
        "_at": seconds(at),
        "_channel": fate.channel,
        "_handed": f"{fate.channel} {fate.parcel}",
        "_until": seconds(fate.until),
        "_reason": fate.reason,
        "_unsure": int(fate.unsure),
    }


def _count(connection: Connection, condition: Any) -> int:
    return connection.execute(select(func.count()).select_from(OUTBOX).where(condition)).scalar_one()
