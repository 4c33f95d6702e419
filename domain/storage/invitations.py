"""Invitations inside one transaction: a random token of which only the SHA-256 is kept, good once and for a week."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from domain.linking import INVITATION_LASTS, Invitation, LinkRefused
from domain.storage.rows import instant
from domain.storage.telegram_tables import InvitationRow

INVITATION = InvitationRow.__table__  # type: ignore[attr-defined]
OPEN = INVITATION.c.used_at.is_(None) & INVITATION.c.revoked_at.is_(None)
UNUSABLE = "Приглашение недействительно: оно использовано, отозвано или старше 7 дней; попросите администратора о новом"


def issued(connection: Connection, now: datetime, subject: str, passport: str, **row: Any) -> str:
    """A new token; an older unused one for the same subject is revoked."""
    revoked(connection, now, subject, passport)
    token = secrets.token_urlsafe(24)
    expires_at = int((now + INVITATION_LASTS).timestamp())
    known = {"hash": _hash(token), "subject": subject, "passport": passport, "expires_at": expires_at}
    connection.execute(insert(INVITATION).values(**known, **row))
    return token


def revoked(connection: Connection, now: datetime, subject: str, passport: str) -> bool:
    """Take back the unused invitation; whether there was one that could still be used."""
    mine = (INVITATION.c.subject == subject) & (INVITATION.c.passport == passport) & OPEN
    usable = select(INVITATION.c.hash).where(mine, INVITATION.c.expires_at > int(now.timestamp()))
    found = connection.execute(usable).first() is not None
    connection.execute(update(INVITATION).where(mine).values(revoked_at=int(now.timestamp())))
    return found


def found(connection: Connection, zone: ZoneInfo, token: str, now: datetime) -> Invitation | None:
    """What a valid token is for. It is looked up by its hash: the time that takes tells nothing of the token."""
    row = connection.execute(select(INVITATION).where(_valid(token, now))).mappings().first()
    return _invitation(row, zone) if row else None


def used(connection: Connection, zone: ZoneInfo, token: str, now: datetime) -> Invitation:
    """Use the token up; of two who come at once only the first can. Raises LinkRefused."""
    statement = update(INVITATION).where(_valid(token, now)).values(used_at=int(now.timestamp()))
    row = connection.execute(statement.returning(INVITATION)).mappings().first()
    if row is None:
        raise LinkRefused(UNUSABLE)
    return _invitation(row, zone)


def _valid(token: str, now: datetime) -> Any:
    return (INVITATION.c.hash == _hash(token)) & OPEN & (INVITATION.c.expires_at > int(now.timestamp()))


def _hash(token: str) -> str:
    """A token as it comes from a stranger may hold anything, half a surrogate pair too."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _invitation(row: Mapping[Any, Any], zone: ZoneInfo) -> Invitation:
    until = instant(row["expires_at"], zone)
    assert until is not None  # noqa: S101  # the column is not null
    return Invitation(row["subject"], row["passport"], row["secretary"], row["replaces"], until)
