"""The tables. Instants are seconds since the epoch, lists and facts JSON text; what a tick writes is narrow."""

from datetime import date

from sqlalchemy import BigInteger, Column, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite clusters a table by its key only when that is spelled INTEGER."""


def _id() -> Column[int]:
    return Column(ID, primary_key=True, autoincrement=False)


def _instant(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=primary_key, nullable=nullable, autoincrement=False)


class PassportRow(SQLModel, table=True):
    """A passport as it was read; `content` is Vekha's own YAML."""

    __tablename__ = "passport"
    code: str = Field(primary_key=True)
    title: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    imported_at: int = Field(sa_column=_instant())


class PassportEditionRow(SQLModel, table=True):
    """Every edition that has been under control, the present one too; the first is the import's."""

    __tablename__ = "passport_edition"
    code: str = Field(primary_key=True)
    edition: int = Field(primary_key=True)
    content: str = Field(sa_column=Column(Text, nullable=False))
    order: str
    applied_at: int = Field(sa_column=_instant())
    applied_by: str


class ItemRow(SQLModel, table=True):
    """What an item is. Its id begins with the day of its deadline, so that neighbours in time are neighbours here."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("passport", "number"),)
    id: int = Field(sa_column=_id())
    passport: str
    number: str
    position: int
    rank: str
    title: str
    document: str
    document_kind: str
    level: str
    executors: str = Field(sa_column=Column(Text, nullable=False))
    start: date | None = None
    finish: date
    original_finish: date
    opens_on: date
    due_at: int = Field(sa_column=_instant())
    top: int
    predecessor: str | None = None


class StandingRow(SQLModel, table=True):
    """Where an item stands now: the narrow half, clustered by the same id, that ticks and people write."""

    __tablename__ = "standing"
    item_id: int = Field(sa_column=_id())
    state: str
    rung: int = 0
    repeats: int = 0
    version: int = 0
    entered_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    spoken_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    taken_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    climbed_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    paused_until: date | None = None
    reported_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    reported_by: str | None = None
    closed_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    asked_finish: date | None = None
    next_wake_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    flow_run_id: str | None = None


class TimerRow(SQLModel, table=True):
    """When an item wakes next; clustered by the instant, so that what is due is one short scan."""

    __tablename__ = "timer"
    __table_args__ = {"sqlite_with_rowid": False}
    wake_at: int = Field(sa_column=_instant(primary_key=True))
    item_id: int = Field(sa_column=_id())


class JournalRow(SQLModel, table=True):
    """What happened, append-only; `hash` chains each row to all before it."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_item", "item_id", "seq"),)
    seq: int = Field(sa_column=_id())
    at: int = Field(sa_column=_instant())
    item_id: int | None = Field(default=None, sa_column=_instant(nullable=True))
    passport: str
    number: str
    event: str
    actor: str
    before: str
    after: str
    rung: int
    version: int
    details: str = Field(sa_column=Column(Text, nullable=False))
    hash: str


class OutboxRow(SQLModel, table=True):
    """A letter on its way; `key` makes a repeat harmless.

    Until `try_at` it is held back; `in_flight` names the channel it was handed to before the outcome is known.
    """

    __tablename__ = "outbox"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    recipient: str
    passport: str
    items: str = Field(sa_column=Column(Text, nullable=False))
    occasion: str
    at: int = Field(sa_column=_instant())
    facts: str = Field(sa_column=Column(Text, nullable=False))
    sent_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    channel: str | None = None
    failures: int = 0
    reason: str | None = None
    failed_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    try_at: int | None = Field(default=None, sa_column=_instant(nullable=True))
    in_flight: str | None = None


class WakeRow(SQLModel, table=True):
    """An item whose flow run must be woken, since what it shows has changed."""

    __tablename__ = "wake"
    item_id: int = Field(sa_column=_id())
    version: int
    requested_at: int = Field(sa_column=_instant())


class AbsenceRow(SQLModel, table=True):
    __tablename__ = "absence"
    id: int | None = Field(default=None, primary_key=True)
    passport: str = Field(index=True)
    person: str
    stand_in: str
    since: date
    until: date


class MetaRow(SQLModel, table=True):
    """Single values: the journal's head, the demo clock's anchor."""

    __tablename__ = "meta"
    name: str = Field(primary_key=True)
    value: str


_OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]
_WAITS = _OUTBOX.c.sent_at.is_(None) & _OUTBOX.c.failed_at.is_(None)
Index("ix_outbox_waiting", _OUTBOX.c.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("ix_outbox_due", _OUTBOX.c.try_at, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("ix_outbox_recipient", _OUTBOX.c.recipient, _OUTBOX.c.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
