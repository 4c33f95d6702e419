"""Mailboxes: which address e-mail goes to, for a person and for a body's secretary; each change is journaled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, select, update

from domain.authority import SYSTEM
from domain.linking import Mailbox
from domain.storage import journal, secretaries
from domain.storage.contacts import ADMINISTRATOR
from domain.storage.database import Database
from domain.storage.delivery_tables import MailboxRow
from domain.storage.rows import instant
from domain.storage.statements import fetch
from domain.storage.upserts import put

MAILBOX = MailboxRow.__table__  # type: ignore[attr-defined]

_COLUMNS = tuple(MAILBOX.c[name] for name in ("person", "address", "since", "spoiled_at", "reason"))
_ALL = select(*_COLUMNS).order_by(MAILBOX.c.person)
_ONE = select(*_COLUMNS).where(MAILBOX.c.person == bindparam("person"))
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class AddressBook:
    """All addresses as they were at one moment: asked thousands of times, read once."""

    people: Mapping[str, Mailbox]
    secretaries: Mapping[secretaries.Body, str]

    def of(self, recipient: str, passport: str | None = None) -> Mailbox | None:
        """A person's mailbox; a body's is its secretary's."""
        if (mine := self.people.get(recipient)) is not None:
            return mine
        secretary = self.secretary_of(recipient, passport)
        return self.people.get(secretary) if secretary else None

    def secretary_of(self, level: str, passport: str | None = None) -> str | None:
        """Without a passport only if all bodies of that code have the same secretary."""
        if passport is not None:
            return self.secretaries.get((passport, level))
        found = {person for (_, code), person in self.secretaries.items() if code == level}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class Mailboxes:
    """Each call is a transaction of its own. Addresses come checked: `domain.addresses.address_of`."""

    database: Database
    zone: ZoneInfo

    def put(self, person: str, address: str, now: datetime, by: str = ADMINISTRATOR) -> bool:
        """Whether that changes anything: another address, or the same one given anew after it was refused."""
        return self.put_all({person: address}, now, by) > 0

    def put_all(self, addresses: Mapping[str, str], now: datetime, by: str = ADMINISTRATOR) -> int:
        """All of them or none; gives how many were new or different."""
        with self.database.writing() as connection:
            known = _people(connection, self.zone)
            return sum(_put(connection, known.get(p), p, a, now, by) for p, a in sorted(addresses.items()))

    def remove(self, person: str, now: datetime, by: str = ADMINISTRATOR) -> bool:
        """No more e-mail to that person; whether there was an address."""
        with self.database.writing() as connection:
            gone = connection.execute(delete(MAILBOX).where(MAILBOX.c.person == person).returning(MAILBOX.c.address))
            was = gone.scalar()
            if was is not None:
                _journal(connection, now, "address_removed", by, {"person": person, "was": was})
        return was is not None

    def spoiled(self, person: str, reason: str, at: datetime, address: str | None = None) -> None:
        """A server has refused the mailbox for good, with these words; journaled once.

        With `address` only if it is still that one: the refusal of an old address says nothing of a new one.
        """
        mine = (MAILBOX.c.person == person) & MAILBOX.c.spoiled_at.is_(None)
        if address is not None:
            mine &= MAILBOX.c.address == address
        words = " ".join(reason.split())[:LONGEST_REASON]
        with self.database.writing() as connection:
            changed = update(MAILBOX).where(mine).values(spoiled_at=int(at.timestamp()), reason=words)
            if connection.execute(changed).rowcount:
                _journal(connection, at, "address_spoiled", SYSTEM, {"person": person, "reason": words})

    def of(self, recipient: str, passport: str | None = None) -> Mailbox | None:
        """A person's mailbox; a body's is its secretary's. Whoever asks often takes `book()`."""
        with self.database.reading() as connection:
            if (mine := self._one(connection, recipient)) is not None:
                return mine
            secretary = AddressBook({}, secretaries.secretaries(connection)).secretary_of(recipient, passport)
            return self._one(connection, secretary) if secretary else None

    def _one(self, connection: Connection, person: str) -> Mailbox | None:
        return next(_mailboxes(fetch(connection, _ONE, person=person), self.zone), None)

    def book(self) -> AddressBook:
        """Everything at once, of one moment."""
        with self.database.reading() as connection:
            return AddressBook(_people(connection, self.zone), secretaries.secretaries(connection))

    def all(self) -> list[Mailbox]:
        """By person."""
        return list(self.book().people.values())

    def appoint(self, level: str, passport: str, person: str, now: datetime, by: str = ADMINISTRATOR) -> bool:
        """Make the person the secretary of a body, `level` being its code; whether that changes anything."""
        with self.database.writing() as connection:
            return secretaries.appoint(connection, (passport, level), person, now, by)

    def release(self, level: str, passport: str, now: datetime, by: str = ADMINISTRATOR) -> str | None:
        """Nobody is appointed to the body any more; gives who was."""
        with self.database.writing() as connection:
            return secretaries.released(connection, (passport, level), now, by)

    def secretary_of(self, level: str, passport: str) -> str | None:
        """Who is appointed to the body, else whoever has linked its Telegram group."""
        with self.database.reading() as connection:
            return secretaries.secretaries(connection).get((passport, level))

    def bodies_of(self, person: str) -> list[secretaries.Body]:
        """(passport, level) of each body whose decisions the person records."""
        with self.database.reading() as connection:
            return secretaries.bodies_of(connection, person)


def _put(connection: Connection, was: Mailbox | None, person: str, address: str, now: datetime, by: str) -> bool:
    if was and was.address == address and was.spoiled is None:
        return False
    at = int(now.timestamp())
    put(
        connection,
        MAILBOX,
        {"person": person, "address": address, "since": at, "spoiled_at": None, "reason": None},
    )
    old = {"was": was.address} if was else {}
    _journal(connection, now, "address", by, {"person": person, "address": address} | old)
    return True


def _people(connection: Connection, zone: ZoneInfo) -> dict[str, Mailbox]:
    return {mailbox.person: mailbox for mailbox in _mailboxes(fetch(connection, _ALL), zone)}


def _mailboxes(rows: Iterable[tuple[Any, ...]], zone: ZoneInfo) -> Iterator[Mailbox]:
    for person, address, at, spoiled_at, reason in rows:
        since = instant(at, zone)
        assert since is not None  # noqa: S101  # the column is not null
        yield Mailbox(person, address, since, None if spoiled_at is None else reason or "")


def _journal(connection: Connection, now: datetime, event: str, by: str, details: Mapping[str, Any]) -> None:
    journal.append_event(connection, int(now.timestamp()), "", event, by, details)
