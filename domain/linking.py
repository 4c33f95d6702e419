"""Who is reached where in Telegram: the values that storage, the bot and the command line share, and the refusals."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.errors import Sentence

INVITATION_LASTS = timedelta(days=7)
STRANGER_IS_ANSWERED = timedelta(hours=1)
"""An unknown account gets one answer in that time, and one row of the journal."""


class LinkRefused(Sentence):
    """A link that cannot be made: why, and what to do."""


class ConfirmationNeeded(Sentence):
    """The person has another phone, which must agree first; `old_chat` is where to ask. Nothing was changed."""

    def __init__(self, person: str, old_chat: int, old_user: int) -> None:
        super().__init__(f"{person}: уже связан другой аккаунт Telegram; подтвердите замену в прежнем чате")
        self.person, self.old_chat, self.old_user = person, old_chat, old_user


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a valid token is for: a person, or the group of a level (`secretary` is set then) of a passport."""

    subject: str
    passport: str
    secretary: str
    replaces: bool
    until: datetime

    @property
    def is_for_group(self) -> bool:
        return bool(self.secretary)


class Contact(NamedTuple):
    """A linked person: Telegram's user and the private chat with him."""

    name: str
    user: int
    chat: int
    since: datetime


class Group(NamedTuple):
    """A linked group: the body of one passport that meets there."""

    level: str
    passport: str
    chat: int
    title: str
    secretary: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that stands on a screen and must go on telling the truth about `items` (ids)."""

    chat: int
    message: int
    letter_key: str
    items: tuple[int, ...]
    kind: str
    text: str
    at: datetime


class Mailbox(NamedTuple):
    """Where e-mail to a recipient goes: the person who reads it, a body's secretary for the body."""

    person: str
    address: str
    since: datetime
    spoiled: str | None = None
