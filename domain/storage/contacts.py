"""Contacts: who is linked to which account and chat of Telegram, by one-time invitations, each change journaled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, select

from domain.authority import SYSTEM
from domain.linking import ConfirmationNeeded, Contact, Group, Invitation, LinkRefused
from domain.storage import groups, invitations, journal, strangers
from domain.storage.conversations import forget_conversations
from domain.storage.database import Database
from domain.storage.messages import forget_chat
from domain.storage.rows import instant
from domain.storage.statements import fetch
from domain.storage.telegram_tables import ContactRow
from domain.storage.upserts import put_new

CONTACT = ContactRow.__table__  # type: ignore[attr-defined]
_PERSON = select(CONTACT.c.person).where(CONTACT.c.user_id == bindparam("user"))

ADMINISTRATOR = "администратор"


@dataclass(frozen=True)
class Contacts:
    """Each call is a transaction of its own; a refusal changes nothing and leaves the token good."""

    database: Database
    zone: ZoneInfo

    def invite(self, person: str, now: datetime, *, replaces: bool = False, by: str = ADMINISTRATOR) -> str:
        """A one-time token for a person, good for 7 days; an older unused one is revoked.

        With `replaces` a new phone takes the place of the old one without asking there: the administrator knows.
        """
        with self.database.writing() as connection:
            token = invitations.issued(connection, now, person, "", secretary="", replaces=replaces)
            _journal(connection, now, "", "invite", by, {"person": person})
        return token

    def invite_group(self, level: str, passport: str, secretary: str, now: datetime, by: str = ADMINISTRATOR) -> str:
        """A one-time token with which the secretary links the group of a body, `level` being its code."""
        with self.database.writing() as connection:
            token = invitations.issued(connection, now, level, passport, secretary=secretary, replaces=False)
            _journal(connection, now, passport, "invite", by, {"level": level, "secretary": secretary})
        return token

    def revoke(self, subject: str, now: datetime, passport: str = "", by: str = ADMINISTRATOR) -> bool:
        """Take back an unused invitation; whether there was one. A level's is its passport's."""
        with self.database.writing() as connection:
            was_open = invitations.revoked(connection, now, subject, passport)
            if was_open:
                _journal(connection, now, passport, "revoke", by, {"person": subject})
        return was_open

    def invitation(self, token: str, now: datetime) -> Invitation | None:
        with self.database.reading() as connection:
            return invitations.found(connection, self.zone, token, now)

    def invited(self, token: str, now: datetime) -> str | None:
        """The person, or the level's code, whom a valid token names."""
        known = self.invitation(token, now)
        return known.subject if known else None

    def link(self, token: str, user: int, chat: int, now: datetime, confirmed_by_old: bool = False) -> str:
        """Link the person of the token to this account; gives the name.

        Raises:
            LinkRefused: the token is not good, is a body's, or the account is somebody else's.
            ConfirmationNeeded: the person has another account, which has not agreed.
        """
        with self.database.writing() as connection:
            invitation = invitations.used(connection, self.zone, token, now)
            _refuse_wrong_place(invitation, chat)
            old = _contact(connection, self.zone, CONTACT.c.person == invitation.subject)
            if old and old.user != user and not (confirmed_by_old or invitation.replaces):
                raise ConfirmationNeeded(old.name, old.chat, old.user)
            _linked(connection, old, Contact(invitation.subject, user, chat, now))
        return invitation.subject

    def link_group(self, token: str, chat: int, title: str, by_user: int, now: datetime) -> str:
        """Link a body's group; only its secretary's linked account may. Gives the level's code. Raises LinkRefused."""
        with self.database.writing() as connection:
            invitation = invitations.used(connection, self.zone, token, now)
            _refuse_another_hand(connection, invitation, by_user)
            level, passport, secretary = invitation.subject, invitation.passport, invitation.secretary
            groups.linked(connection, Group(level, passport, chat, title, secretary, now))
        return level

    def unlink(self, user: int, now: datetime) -> str | None:
        """The account's owner leaves; gives the name, None for an account that is not linked."""
        with self.database.writing() as connection:
            contact = _contact(connection, self.zone, CONTACT.c.user_id == user)
            if contact:
                _parted(connection, contact, now, by=contact.name)
        return contact.name if contact else None

    def dismiss(self, person: str, now: datetime, by: str = ADMINISTRATOR) -> bool:
        """The administrator takes a person's link away; whether there was one."""
        with self.database.writing() as connection:
            contact = _contact(connection, self.zone, CONTACT.c.person == person)
            if contact:
                _parted(connection, contact, now, by)
        return contact is not None

    def unlink_group(self, chat: int, now: datetime, by: str = SYSTEM) -> str | None:
        """The bot was put out of the group, or the secretary ends it; gives the level's code."""
        with self.database.writing() as connection:
            return groups.parted(connection, chat, now, by)

    def moved(self, old_chat: int, new_chat: int) -> None:
        """Telegram has made a supergroup of a group: its id is another, the old messages cannot be edited."""
        with self.database.writing() as connection:
            groups.moved(connection, old_chat, new_chat)

    def chat_of(self, recipient: str, passport: str | None = None) -> int | None:
        """Where to write to a person, by the name, or to a body, by its level's code.

        Without a passport a body is found only if all of that code meet in one chat.
        """
        with self.database.reading() as connection:
            person = connection.execute(select(CONTACT.c.chat).where(CONTACT.c.person == recipient)).scalar()
            return person if person is not None else groups.chat_of(connection, recipient, passport)

    def contact(self, person: str) -> Contact | None:
        with self.database.reading() as connection:
            return _contact(connection, self.zone, CONTACT.c.person == person)

    def person_of(self, user: int) -> str | None:
        with self.database.reading() as connection:
            return next((row[0] for row in fetch(connection, _PERSON, user=user)), None)

    def group_of(self, chat: int) -> str | None:
        """The code of the body that meets in this chat."""
        with self.database.reading() as connection:
            return groups.level_in(connection, chat)

    def people(self) -> list[Contact]:
        """The linked people, by name."""
        with self.database.reading() as connection:
            rows = connection.execute(select(CONTACT).order_by(CONTACT.c.person))
            return [_contact_from(row, self.zone) for row in rows]

    def groups(self) -> list[Group]:
        """The linked groups, by passport and level."""
        with self.database.reading() as connection:
            return list(groups.every(connection, self.zone))

    def stranger(self, user: int, now: datetime) -> bool:
        """Note an unknown account; whether it may be answered: once an hour, and then it is journaled."""
        with self.database.writing() as connection:
            return strangers.noted(connection, user, now)


def _refuse_wrong_place(invitation: Invitation, chat: int) -> None:
    if invitation.is_for_group:
        raise LinkRefused(
            f"Это приглашение — для группы «{invitation.subject}»: добавьте в неё бота и отправьте там команду /link"
        )
    if chat < 0:
        raise LinkRefused("Личное приглашение открывают в личном чате с ботом, а не в группе")


def _refuse_another_hand(connection: Connection, invitation: Invitation, user: int) -> None:
    if not invitation.is_for_group:
        raise LinkRefused("Это приглашение — личное: откройте его в личном чате с ботом")
    person = connection.execute(select(CONTACT.c.person).where(CONTACT.c.user_id == user)).scalar()
    if person != invitation.secretary:
        raise LinkRefused(f"Группу «{invitation.subject}» подключает её секретарь из своего подключённого Telegram")


def _linked(connection: Connection, old: Contact | None, new: Contact) -> None:
    """Put the new link in the place of the old one; an account is one person's."""
    if old:
        connection.execute(delete(CONTACT).where(CONTACT.c.person == old.name))
    row = {"person": new.name, "user_id": new.user, "chat": new.chat, "since": int(new.since.timestamp())}
    if not put_new(connection, CONTACT, row):
        raise LinkRefused("Этот аккаунт Telegram уже подключён к другому участнику; сначала отключите его: /stop")
    changed = old is not None and old.user != new.user
    if old and changed:
        _left(connection, old)
    details = {"person": new.name, "account": new.user}
    _journal(connection, new.since, "", "replace" if changed else "link", new.name, details)


def _parted(connection: Connection, contact: Contact, now: datetime, by: str) -> None:
    connection.execute(delete(CONTACT).where(CONTACT.c.person == contact.name))
    _left(connection, contact)
    _journal(connection, now, "", "unlink", by, {"person": contact.name, "account": contact.user})


def _left(connection: Connection, contact: Contact) -> None:
    """What stood on the old phone is edited no more, and what was begun there cannot be ended."""
    forget_chat(connection, contact.chat)
    forget_conversations(connection, contact.user)


def _contact(connection: Connection, zone: ZoneInfo, condition: Any) -> Contact | None:
    row = connection.execute(select(CONTACT).where(condition)).first()
    return _contact_from(row, zone) if row else None


def _contact_from(row: Any, zone: ZoneInfo) -> Contact:
    return Contact(row.person, row.user_id, row.chat, _since(row, zone))


def _since(row: Any, zone: ZoneInfo) -> datetime:
    since = instant(row.since, zone)
    assert since is not None  # noqa: S101  # the column is not null
    return since


def _journal(
    connection: Connection, now: datetime, passport: str, event: str, by: str, details: Mapping[str, Any]
) -> None:
    journal.append_event(connection, int(now.timestamp()), passport, event, by, details)
