"""The outbox: letters wait here until a channel has taken them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.letters import Letter, LetterKind
from domain.storage.database import Database
from domain.storage.rows import instant
from domain.storage.statements import write
from domain.storage.tables import OutboxRow

OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]
PORTION = 20
"""Letters to one recipient that go before other people's later ones."""
WAITING = OUTBOX.c.sent_at.is_(None) & OUTBOX.c.failed_at.is_(None)


@dataclass(frozen=True)
class StoredLetters:
    """The `Letters` port inside one transaction."""

    connection: Connection

    def put(self, letters: Iterable[Letter]) -> None:
        rows = [_row(letter) for letter in letters]
        if rows:
            write(self.connection, _put(self.connection.dialect.name), rows)


@cache
def _put(dialect_name: str) -> Any:
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    return dialect.insert(OUTBOX).on_conflict_do_nothing(index_elements=["key"])


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "key": letter.key,
        "kind": letter.kind.value,
        "recipient": letter.recipient,
        "passport": letter.passport,
        "items": json.dumps(letter.items),
        "occasion": letter.occasion,
        "at": int(letter.at.timestamp()),
        "facts": json.dumps(letter.facts, ensure_ascii=False),
        "failures": 0,
    }


@dataclass(frozen=True)
class Outbox:
    """The outbox as delivery sees it: each call is a transaction of its own."""

    database: Database
    zone: ZoneInfo

    def unsent(self, limit: int) -> list[tuple[int, Letter]]:
        """The oldest first; of a recipient's backlog only a portion comes before what others wait for."""
        query = select(OUTBOX).where(WAITING).order_by(OUTBOX.c.failures, _portion(), OUTBOX.c.id).limit(limit)
        with self.database.reading() as connection:
            return [(row.id, letter_from(row, self.zone)) for row in connection.execute(query)]

    def sent(self, ids: Sequence[int], channel: str, at: datetime) -> None:
        statement = update(OUTBOX).where(OUTBOX.c.id == bindparam("_id"))
        done = statement.values(sent_at=int(at.timestamp()), channel=channel, reason=None)
        if ids:
            with self.database.writing() as connection:
                connection.execute(done, [{"_id": id_} for id_ in ids])

    def failed(self, letter_id: int, reason: str, at: datetime, final: bool) -> None:
        changes: dict[str, Any] = {"reason": reason, "failures": OUTBOX.c.failures + 1}
        if final:
            changes["failed_at"] = int(at.timestamp())
        with self.database.writing() as connection:
            connection.execute(update(OUTBOX).where(OUTBOX.c.id == letter_id).values(**changes))

    def retry(self) -> int:
        """Put the letters that failed for good back into the queue; returns how many."""
        again = update(OUTBOX).where(OUTBOX.c.failed_at.is_not(None), OUTBOX.c.sent_at.is_(None))
        with self.database.writing() as connection:
            return connection.execute(again.values(failed_at=None)).rowcount

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

    def all(self) -> list[Letter]:
        """Every letter ever put, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(OUTBOX).order_by(OUTBOX.c.id))
            return [letter_from(row, self.zone) for row in rows]


def _portion() -> Any:
    place = func.row_number().over(partition_by=OUTBOX.c.recipient, order_by=(OUTBOX.c.failures, OUTBOX.c.id))
    return (place - 1) // PORTION


def _count(connection: Connection, condition: Any) -> int:
    return connection.execute(select(func.count()).select_from(OUTBOX).where(condition)).scalar_one()


def letter_from(row: Row[Any], zone: ZoneInfo) -> Letter:
    at = instant(row.at, zone)
    assert at is not None  # noqa: S101  # the column is not null
    items, facts = tuple(json.loads(row.items)), json.loads(row.facts)
    return Letter(LetterKind(row.kind), row.recipient, row.passport, items, row.occasion, at, facts)
