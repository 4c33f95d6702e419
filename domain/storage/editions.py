"""The editions of passports: the one under control, those before it, and the plan brought from one to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, insert, select, update

from domain.amending import AMEND, Amendment
from domain.intake.yaml.format import write
from domain.passport import Passport
from domain.ports import Entry
from domain.storage import journal
from domain.storage.plan_store import StoredPlan
from domain.storage.rows import ITEM, instant
from domain.storage.statements import write as run
from domain.storage.tables import PassportEditionRow, PassportRow

PASSPORT = PassportRow.__table__  # type: ignore[attr-defined]
EDITION = PassportEditionRow.__table__  # type: ignore[attr-defined]

_MOVE = update(ITEM).where(ITEM.c.id == bindparam("_id")).values(position=bindparam("position"))


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition as it stands in the list; `number` 1 is the import."""

    number: int
    order: str
    at: datetime
    by: str


def content_locked(connection: Connection, code: str) -> str | None:
    """The passport's text; nobody else amends it until this transaction ends."""
    query = select(PASSPORT.c.content).where(PASSPORT.c.code == code).with_for_update()
    return connection.execute(query).scalar()


def editions(connection: Connection, code: str, zone: ZoneInfo) -> Iterator[KeptEdition]:
    """Oldest first."""
    for row in connection.execute(select(EDITION).where(EDITION.c.code == code).order_by(EDITION.c.edition)):
        at = instant(row.applied_at, zone)
        assert at is not None  # noqa: S101  # the column is not null
        yield KeptEdition(row.edition, row.order, at, row.applied_by)


def next_number(connection: Connection, code: str) -> int:
    highest = connection.execute(select(func.max(EDITION.c.edition)).where(EDITION.c.code == code)).scalar()
    return (highest or 0) + 1


def first_edition(connection: Connection, passport: Passport, by: str, now: datetime) -> None:
    """Put the passport in, for its import."""
    content = write(passport)
    row = {"code": passport.code, "title": passport.title, "content": content}
    connection.execute(insert(PASSPORT).values(imported_at=int(now.timestamp()), **row))
    _keep(connection, passport, content, 1, by, now)


def next_edition(connection: Connection, passport: Passport, number: int, by: str, now: datetime) -> None:
    """Put the passport in the place of the edition before it, which stays in the list."""
    content = write(passport)
    row = {"title": passport.title, "content": content}
    connection.execute(update(PASSPORT).where(PASSPORT.c.code == passport.code).values(**row))
    _keep(connection, passport, content, number, by, now)


def _keep(connection: Connection, passport: Passport, content: str, number: int, by: str, now: datetime) -> None:
    made = {"code": passport.code, "edition": number, "content": content, "order": passport.order}
    connection.execute(insert(EDITION).values(applied_at=int(now.timestamp()), applied_by=by, **made))


def amend(plan: StoredPlan, amendment: Amendment, by: str, now: datetime) -> None:
    """Bring the stored items to the new edition. Raises StaleItem."""
    connection = plan.connection
    plan.record([*(entry for one in amendment.passed for entry in one.entries), *amendment.entries])
    if amendment.added:
        plan.plant(amendment.added)
    arrived = [Entry(item, item, AMEND, by, now, {"changed": ["добавлен в план"]}) for item in amendment.added]
    journal.append(connection, arrived)
    _put_in_order(connection, plan.passport, amendment.order)


def _put_in_order(connection: Connection, passport: str, order: Sequence[int]) -> None:
    rows = connection.execute(select(ITEM.c.id, ITEM.c.position).where(ITEM.c.passport == passport))
    stand = {row.id: row.position for row in rows}
    moved = [{"position": n, "_id": id_} for n, id_ in enumerate(order) if stand.get(id_) != n]
    if moved:
        run(connection, _MOVE, moved)
