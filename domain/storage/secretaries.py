"""Secretaries of bodies inside one transaction: appointed by the administrator, or known as a Telegram group's."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, union

from domain.storage import journal
from domain.storage.delivery_tables import SecretaryRow
from domain.storage.statements import fetch
from domain.storage.telegram_tables import GroupRow
from domain.storage.upserts import put

SECRETARY = SecretaryRow.__table__  # type: ignore[attr-defined]
GROUP = GroupRow.__table__  # type: ignore[attr-defined]

_COLUMNS = tuple(SECRETARY.c[name] for name in ("passport", "level", "person"))
_APPOINTED = select(*_COLUMNS)
_OF_GROUPS = select(GROUP.c.passport, GROUP.c.level, GROUP.c.secretary)
_BODIES = union(
    select(SECRETARY.c.passport, SECRETARY.c.level).where(SECRETARY.c.person == bindparam("person")),
    select(GROUP.c.passport, GROUP.c.level).where(GROUP.c.secretary == bindparam("person")),
)
Body = tuple[str, str]
"""A passport's code and a level's."""


def secretaries(connection: Connection) -> Mapping[Body, str]:
    """Who reads a body's letters: the one appointed, else whoever has linked its group."""
    found = {(passport, level): person for passport, level, person in fetch(connection, _OF_GROUPS)}
    return found | appointed(connection)


def appointed(connection: Connection) -> dict[Body, str]:
    return {(passport, level): person for passport, level, person in fetch(connection, _APPOINTED)}


def bodies_of(connection: Connection, person: str) -> list[Body]:
    """Whose decisions the person records, appointed or as a group's secretary."""
    return sorted((passport, level) for passport, level in fetch(connection, _BODIES, person=person))


def appoint(connection: Connection, body: Body, person: str, now: datetime, by: str) -> bool:
    """Whether that changes anything; journaled then."""
    passport, level = body
    was = appointed(connection).get(body)
    if was == person:
        return False
    at = int(now.timestamp())
    put(connection, SECRETARY, {"passport": passport, "level": level, "person": person, "since": at})
    journal.append_event(connection, at, passport, "secretary", by, _details(level, person, was))
    return True


def released(connection: Connection, body: Body, now: datetime, by: str) -> str | None:
    """The body has no appointed secretary any more; gives who it was."""
    passport, level = body
    mine = (SECRETARY.c.passport == passport) & (SECRETARY.c.level == level)
    was = connection.execute(delete(SECRETARY).where(mine).returning(SECRETARY.c.person)).scalar()
    if was is not None:
        details = {"level": level, "secretary": was}
        journal.append_event(connection, int(now.timestamp()), passport, "secretary_released", by, details)
    return was


def _details(level: str, person: str, was: str | None) -> dict[str, str]:
    return {"level": level, "secretary": person} | ({"was": was} if was else {})
