"""What the rest of the house reads and notes outside of events: passports, items, wakes, absences, small facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from domain.authority import Absence, Staff
from domain.intake.yaml.format import parse
from domain.passport import Passport
from domain.plan import PlanItem
from domain.planting import first_id
from domain.ports import UnknownItem
from domain.storage import journal
from domain.storage.database import Database
from domain.storage.editions import EDITION, KeptEdition, content_locked, editions
from domain.storage.plan_store import TIMER, WAKE
from domain.storage.rows import ITEM, STANDING, day_from, instant, item_from, items
from domain.storage.statements import fetch
from domain.storage.tables import AbsenceRow, MetaRow, PassportRow
from domain.workdays import DAY

PASSPORT = PassportRow.__table__  # type: ignore[attr-defined]
ABSENCE = AbsenceRow.__table__  # type: ignore[attr-defined]
META = MetaRow.__table__  # type: ignore[attr-defined]

_PASSPORTS = select(PASSPORT.c.code, PASSPORT.c.content).order_by(PASSPORT.c.code)
_CONTENT = select(PASSPORT.c.content).where(PASSPORT.c.code == bindparam("code"))
_LAST = select(EDITION.c.edition, EDITION.c.applied_at).where(EDITION.c.code == bindparam("code"))
_STAMP = _LAST.order_by(EDITION.c.edition.desc()).limit(1)
"""A passport's content changes together with its edition; this is much less to read."""
_AWAY = (ABSENCE.c.person, ABSENCE.c.stand_in, ABSENCE.c.since, ABSENCE.c.until)
_ABSENCES = select(*_AWAY).where(ABSENCE.c.passport == bindparam("passport")).order_by(ABSENCE.c.id)
_ALL = items().order_by(ITEM.c.passport, ITEM.c.position)
_OURS = _ALL.where(ITEM.c.passport == bindparam("passport"))
_BY_ID = items().where(ITEM.c.id == bindparam("id"))
_FIRST_WAKE = select(func.min(TIMER.c.wake_at))


class Records:
    """Reads and small notes, each in a transaction of its own; safe to use from several threads."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self.database = database
        self.zone = zone
        self._passports: dict[str, tuple[str, Passport]] = {}
        self._editions: dict[str, tuple[list[tuple[Any, ...]], Passport]] = {}
        self._staff: dict[str, tuple[Passport, Staff]] = {}

    def passports(self) -> list[Passport]:
        """All passports under control, by code."""
        with self.database.reading() as connection:
            return self.passports_in(connection)

    def passports_in(self, connection: Connection) -> list[Passport]:
        return [self._parsed(*row) for row in fetch(connection, _PASSPORTS)]

    def passport_in(self, connection: Connection, code: str) -> Passport:
        """The passport of an item that is there."""
        stamp = fetch(connection, _STAMP, code=code)
        known = self._editions.get(code)
        if known is None or known[0] != stamp or not stamp:
            known = self._editions[code] = (stamp, self._parsed(code, fetch(connection, _CONTENT, code=code)[0][0]))
        return known[1]

    def _parsed(self, code: str, content: str) -> Passport:
        known = self._passports.get(code)
        if known is None or known[0] != content:
            known = self._passports[code] = (content, parse(content, name=code))
        return known[1]

    def locked(self, connection: Connection, code: str) -> Passport | None:
        """The passport as it stands in this transaction; nobody else amends it until the end of that."""
        content = content_locked(connection, code)
        return self._parsed(code, content) if content else None

    def editions(self, code: str) -> list[KeptEdition]:
        with self.database.reading() as connection:
            return list(editions(connection, code, self.zone))

    def staff(self, passport: Passport) -> Staff:
        with self.database.reading() as connection:
            return self.staff_with(passport, absences(connection, passport.code))

    def staff_with(self, passport: Passport, away: list[Absence]) -> Staff:
        """The people of a passport; those of one without absences are made once."""
        known = self._staff.get(passport.code)
        if known is None or known[0] is not passport:
            known = self._staff[passport.code] = (passport, Staff.of(passport))
        return replace(known[1], absences=tuple(away)) if away else known[1]

    def items(self, passport: str | None = None) -> list[PlanItem]:
        """All items in the order of their documents."""
        with self.database.reading() as connection:
            return self.items_in(connection, passport)

    def items_in(self, connection: Connection, passport: str | None) -> list[PlanItem]:
        rows = fetch(connection, _OURS, passport=passport) if passport else fetch(connection, _ALL)
        return [item_from(row, self.zone) for row in rows]

    def item(self, item_id: int) -> PlanItem:
        """Raises UnknownItem."""
        with self.database.reading() as connection:
            return self.item_in(connection, item_id)

    def item_in(self, connection: Connection, item_id: int) -> PlanItem:
        """Raises UnknownItem."""
        row = next(iter(fetch(connection, _BY_ID, id=item_id)), None)
        if row is None:
            raise UnknownItem(f"В базе нет пункта с кодом {item_id}")
        return item_from(row, self.zone)

    def wakes(self, limit: int) -> list[tuple[int, int]]:
        """Items whose runs wait to be woken, oldest first: (item id, version asked for)."""
        query = select(WAKE.c.item_id, WAKE.c.version).order_by(WAKE.c.requested_at, WAKE.c.item_id).limit(limit)
        with self.database.reading() as connection:
            return [(row.item_id, row.version) for row in connection.execute(query)]

    def wakes_behind(self) -> tuple[int, datetime | None]:
        """How many runs wait to be woken, and since when the oldest does."""
        query = select(func.count(), func.min(WAKE.c.requested_at))
        with self.database.reading() as connection:
            count, since = connection.execute(query).one()
        return count, instant(since, self.zone)

    def woken(self, pairs: Sequence[tuple[int, int]]) -> None:
        """These wakes are done; one that has been asked for anew stays."""
        mine = (WAKE.c.item_id == bindparam("_id")) & (WAKE.c.version == bindparam("_version"))
        if pairs:
            with self.database.writing() as connection:
                connection.execute(delete(WAKE).where(mine), [{"_id": i, "_version": v} for i, v in pairs])

    def remember_run(self, item_id: int, run_id: str) -> None:
        with self.database.writing() as connection:
            statement = update(STANDING).where(STANDING.c.item_id == item_id)
            connection.execute(statement.values(flow_run_id=run_id))

    def history(self, item_id: int) -> list[journal.Happening]:
        with self.database.reading() as connection:
            return list(journal.history(connection, self.zone, item_id))

    def next_due(self) -> datetime | None:
        """The earliest instant at which an item wakes."""
        with self.database.reading() as connection:
            return instant(next(iter(fetch(connection, _FIRST_WAKE)))[0], self.zone)

    def fact(self, name: str) -> str | None:
        with self.database.reading() as connection:
            return connection.execute(select(META.c.value).where(META.c.name == name)).scalar()

    def remember(self, name: str, value: str) -> None:
        with self.database.writing() as connection:
            if not connection.execute(update(META).where(META.c.name == name).values(value=value)).rowcount:
                connection.execute(insert(META).values(name=name, value=value))


def absences(connection: Connection, passport: str) -> list[Absence]:
    rows = fetch(connection, _ABSENCES, passport=passport)
    return [Absence(person, stand_in, day_from(since), day_from(until)) for person, stand_in, since, until in rows]


def add_absence(connection: Connection, passport: str, absence: Absence) -> None:
    row = {"person": absence.person, "stand_in": absence.stand_in, "since": absence.since, "until": absence.until}
    connection.execute(insert(ABSENCE).values(passport=passport, **row))


def has_passport(connection: Connection, code: str) -> bool:
    return connection.execute(select(PASSPORT.c.code).where(PASSPORT.c.code == code)).first() is not None


def ids_taken(connection: Connection, days: set[date]) -> dict[date, int]:
    """The highest sequence given out so far for each day of deadline."""
    return {day: _taken_on(connection, day) for day in days}


def _taken_on(connection: Connection, day: date) -> int:
    first = first_id(day)
    highest = connection.execute(
        select(func.max(ITEM.c.id)).where(ITEM.c.id >= first, ITEM.c.id < first_id(day + DAY))
    ).scalar()
    return highest - first if highest else 0
