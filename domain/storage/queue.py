"""The outbox as an operator asks of it: which letters, how many wait, since when."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, func, or_, select, true

from domain.storage.database import Database
from domain.storage.letter_rows import OUTBOX
from domain.storage.proofs import LetterStanding, Proofs
from domain.storage.rows import instant, seconds

IS_WAITING = OUTBOX.c.sent_at.is_(None) & OUTBOX.c.failed_at.is_(None)
IS_DEAD = OUTBOX.c.failed_at.is_not(None) & OUTBOX.c.sent_at.is_(None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: all by default. `items` are ids, any of them."""

    waiting: bool = False
    failed: bool = False
    person: str | None = None
    items: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Letters on their way: `due` may go now, the oldest of them since `oldest`; `held` wait for their hour."""

    due: int
    held: int
    dead: int
    oldest: datetime | None


def letters(proofs: Proofs, wanted: Wanted, limit: int) -> list[LetterStanding]:
    """The newest of them, newest first."""
    return proofs.chosen(_condition(wanted), limit)


def queue_of(database: Database, now: datetime, zone: ZoneInfo) -> Queue:
    is_due = IS_WAITING & or_(OUTBOX.c.try_at.is_(None), OUTBOX.c.try_at <= seconds(now))
    oldest = func.min(func.coalesce(OUTBOX.c.try_at, OUTBOX.c.at))
    with database.reading() as connection:
        due, since = connection.execute(select(func.count(), oldest).where(is_due)).one()
        waiting = connection.execute(select(func.count()).where(IS_WAITING)).scalar_one()
        dead = connection.execute(select(func.count()).where(IS_DEAD)).scalar_one()
    return Queue(due, waiting - due, dead, instant(since, zone))


def _condition(wanted: Wanted) -> ColumnElement[bool]:
    known: list[ColumnElement[bool]] = [true()]
    if wanted.waiting or wanted.failed:
        known.append(or_(IS_WAITING if wanted.waiting else false(), IS_DEAD if wanted.failed else false()))
    if wanted.person is not None:
        known.append(OUTBOX.c.recipient == wanted.person)
    if wanted.items is not None:
        known.append(or_(false(), *map(_is_about, sorted(wanted.items))))
    return reduce(and_, known)


def _is_about(item: int) -> ColumnElement[bool]:
    """The ids are kept as JSON writes them: `[7, 15]`."""
    forms = (f"[{item}]", f"[{item}, %", f"%, {item}, %", f"%, {item}]")
    return or_(*(OUTBOX.c["items"].like(form) for form in forms))
