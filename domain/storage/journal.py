"""The append-only journal: each row's hash covers the row and the hash before it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from domain.errors import Sentence
from domain.ports import Entry
from domain.storage.rows import instant
from domain.storage.statements import fetch, write, write_in_order
from domain.storage.tables import JournalRow, MetaRow

JOURNAL = JournalRow.__table__  # type: ignore[attr-defined]
META = MetaRow.__table__  # type: ignore[attr-defined]
HEAD = "journal"
SEPARATOR = "\x1f"
GENESIS = "0" * 64

_spelled = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=dict).encode

_APPEND = insert(JOURNAL)
_READ_HEAD = select(META.c.value).where(META.c.name == HEAD)
_LOCK_HEAD = _READ_HEAD.with_for_update()
_MOVE_HEAD = update(META).where(META.c.name == HEAD).values(value=bindparam("head"))
FIELDS = (
    "seq",
    "at",
    "item_id",
    "passport",
    "number",
    "event",
    "actor",
    "before",
    "after",
    "rung",
    "version",
    "details",
)


_TOLD = tuple(JOURNAL.c[n] for n in ("at", "number", "event", "actor", "before", "after", "rung", "version", "details"))
_HISTORY = select(*_TOLD).where(JOURNAL.c.item_id == bindparam("item")).order_by(JOURNAL.c.seq)


@dataclass(frozen=True, slots=True)
class Happening:
    """A journal row as it is read: one thing that happened to an item, or to the passport (`number` is empty)."""

    at: datetime
    number: str
    event: str
    actor: str
    before: str
    state: str
    rung: int
    version: int
    details: Mapping[str, Any]

    @property
    def reason(self) -> str | None:
        return self.details.get("reason")


class BrokenJournal(Sentence):
    """A row has been changed, removed or put in: which one."""


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write the entries at the chain's end; the head row is the lock that keeps the chain one."""
    if entries:
        _chain(connection, map(_row, entries))


def append_event(
    connection: Connection, at: int, passport: str, event: str, by: str, details: Mapping[str, Any]
) -> None:
    """Write something that concerns no single item: an import, an absence."""
    _chain(connection, [(at, None, passport, "", event, by, "", "", 0, 0, _spelled(details))])


def _chain(connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    seq, digest = _head(connection)
    chained = []
    for seq, row in enumerate(rows, start=seq + 1):  # noqa: B020  # the last number is the new head
        digest = _digest(digest, (seq, *row))
        chained.append((seq, *row, digest))
    write_in_order(connection, _APPEND, (*FIELDS, "hash"), chained)
    write(connection, _MOVE_HEAD, [{"head": f"{seq} {digest}"}])


def _head(connection: Connection) -> tuple[int, str]:
    found = next((row[0] for row in fetch(connection, _LOCK_HEAD)), None)
    if found is None:
        connection.execute(insert(META).values(name=HEAD, value=f"0 {GENESIS}"))
    return _parsed(found)


def _parsed(head: str | None) -> tuple[int, str]:
    seq, _, digest = (head or f"0 {GENESIS}").partition(" ")
    return int(seq), digest


def _row(entry: Entry) -> tuple[Any, ...]:
    """The entry's fields after `seq`, in the order of FIELDS."""
    item = entry.after
    what = (item.id, item.passport, item.number, str(entry.event), entry.by)
    moved = (str(entry.before.state), str(item.state), item.rung, item.version)
    return (int(entry.at.timestamp()), *what, *moved, _spelled(entry.details))


def _digest(before: str, values: Iterable[Any]) -> str:
    """The unit separator cannot stand in a code, a number or JSON text, so that no two rows are spelled alike."""
    text = SEPARATOR.join([before, *map(str, values)])
    return hashlib.sha256(text.encode()).hexdigest()


def verify(connection: Connection) -> int:
    """Check the whole chain, in a reading transaction: one snapshot of it; returns the number of rows.

    Raises:
        BrokenJournal: the first row that does not fit, by its number.
    """
    digest, count = GENESIS, 0
    columns = [JOURNAL.c[name] for name in FIELDS]
    for row in connection.execute(select(*columns, JOURNAL.c.hash).order_by(JOURNAL.c.seq)).yield_per(1000):
        count += 1
        digest = _digest(digest, row[:-1])
        if row.seq != count or digest != row.hash:
            raise BrokenJournal(
                f"Журнал нарушен в записи {count} (пункт {row.number}): её изменили, убрали или вставили"
            )
    if (count, digest) != _parsed(connection.execute(_READ_HEAD).scalar()):
        raise BrokenJournal(f"Журнал обрывается на записи {count}: последние записи убраны")
    return count


def head(connection: Connection) -> str:
    """The number and hash of the last row; empty before the first. It changes with whatever is journaled."""
    return next((str(row[0]) for row in fetch(connection, _READ_HEAD)), "")


def history(connection: Connection, zone: ZoneInfo, item_id: int) -> Iterator[Happening]:
    """What happened to one item, oldest first."""
    for at, number, event, actor, before, after, rung, version, details in fetch(connection, _HISTORY, item=item_id):
        happened = instant(at, zone)
        assert happened is not None  # noqa: S101  # the column is not null
        yield Happening(happened, number, event, actor, before, after, rung, version, json.loads(details))


def histories(connection: Connection, zone: ZoneInfo, passport: str) -> dict[int, list[Happening]]:
    """What happened to every item of a passport, each oldest first."""
    found: dict[int, list[Happening]] = {}
    query = select(JOURNAL).where(JOURNAL.c.passport == passport, JOURNAL.c.item_id.is_not(None))
    rows = connection.execute(query.order_by(JOURNAL.c.seq)).all()
    for row, happening in zip(rows, _happenings(rows, zone), strict=True):
        found.setdefault(row.item_id, []).append(happening)
    return found


def latest(connection: Connection, zone: ZoneInfo, limit: int) -> Iterator[Happening]:
    """The newest rows of the journal, newest first."""
    return _happenings(connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq.desc()).limit(limit)), zone)


def moved_since(connection: Connection, seq: int) -> tuple[int, tuple[int, ...]]:
    """The number of the last row, and the items that have moved in the rows after `seq`; reminders move nothing."""
    last = _parsed(connection.execute(_READ_HEAD).scalar())[0]
    still = JOURNAL.c.event.in_(("spoken", "rescheduled"))
    query = select(JOURNAL.c.item_id).where(JOURNAL.c.seq > seq, JOURNAL.c.item_id.is_not(None), ~still)
    return last, tuple(connection.execute(query.distinct()).scalars())


def _happenings(rows: Iterable[Row[Any]], zone: ZoneInfo) -> Iterator[Happening]:
    for row in rows:
        at = instant(row.at, zone)
        assert at is not None  # noqa: S101  # the column is not null
        details = json.loads(row.details)
        yield Happening(at, row.number, row.event, row.actor, row.before, row.after, row.rung, row.version, details)
