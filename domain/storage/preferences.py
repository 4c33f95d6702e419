"""Preferences: how a person wants to be written to."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from domain.storage.database import Database
from domain.storage.statements import fetch
from domain.storage.telegram_tables import PreferenceRow
from domain.storage.upserts import put

PREFERENCE = PreferenceRow.__table__  # type: ignore[attr-defined]
_OF = select(PREFERENCE.c.name, PREFERENCE.c.value).where(PREFERENCE.c.person == bindparam("person"))
_EVERYBODYS = select(PREFERENCE.c.person, PREFERENCE.c.value).where(PREFERENCE.c.name == bindparam("name"))


@dataclass(frozen=True)
class Preferences:
    """Names and values are the caller's: texts, one value a name."""

    database: Database

    def of(self, person: str) -> dict[str, str]:
        with self.database.reading() as connection:
            return preferences_in(connection, person)

    def all_of(self, name: str) -> dict[str, str]:
        """Everybody's value of one setting, by person."""
        with self.database.reading() as connection:
            return dict(fetch(connection, _EVERYBODYS, name=name))

    def set(self, person: str, name: str, value: str) -> None:
        with self.database.writing() as connection:
            put(connection, PREFERENCE, {"person": person, "name": name, "value": value})


def preferences_in(connection: Connection, person: str) -> dict[str, str]:
    return dict(fetch(connection, _OF, person=person))
