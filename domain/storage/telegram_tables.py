"""The tables of Telegram: who is linked, what stands on the screens, where conversations and updates have got to."""

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel


def _whole(*, primary_key: bool = False, nullable: bool = False, unique: bool = False) -> Column[int]:
    """Instants are seconds since the epoch; Telegram's ids have up to 52 bits."""
    return Column(BigInteger, primary_key=primary_key, nullable=nullable, unique=unique or None, autoincrement=False)


class InvitationRow(SQLModel, table=True):
    """An invitation; of its token only the SHA-256 is kept. A body's has a passport and a secretary."""

    __tablename__ = "invitation"
    hash: str = Field(primary_key=True)
    subject: str = Field(index=True)
    passport: str
    secretary: str
    replaces: bool
    expires_at: int = Field(sa_column=_whole())
    used_at: int | None = Field(default=None, sa_column=_whole(nullable=True))
    revoked_at: int | None = Field(default=None, sa_column=_whole(nullable=True))


class ContactRow(SQLModel, table=True):
    """A linked person: one account a person, one person an account."""

    __tablename__ = "contact"
    person: str = Field(primary_key=True)
    user_id: int = Field(sa_column=_whole(unique=True))
    chat: int = Field(sa_column=_whole())
    since: int = Field(sa_column=_whole())


class GroupRow(SQLModel, table=True):
    """A linked group: a body may meet in one chat for several passports, but a chat is one body's."""

    __tablename__ = "contact_group"
    passport: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    chat: int = Field(sa_column=_whole())
    title: str
    secretary: str
    since: int = Field(sa_column=_whole())


class PreferenceRow(SQLModel, table=True):
    """How a person wants to be written to: order of channels, quiet hours, language of dates."""

    __tablename__ = "preference"
    person: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class StrangerRow(SQLModel, table=True):
    """An unknown account: when it was answered last, how often it has spoken since."""

    __tablename__ = "stranger"
    user_id: int = Field(sa_column=_whole(primary_key=True))
    answered_at: int = Field(sa_column=_whole())
    ignored: int


class MessageRow(SQLModel, table=True):
    """A message on a screen, as it is now."""

    __tablename__ = "message"
    chat: int = Field(sa_column=_whole(primary_key=True))
    message: int = Field(sa_column=_whole(primary_key=True))
    letter_key: str
    kind: str
    items: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    at: int = Field(sa_column=_whole())


class MessageItemRow(SQLModel, table=True):
    """Which messages speak of an item: clustered by the item, whose messages are edited together."""

    __tablename__ = "message_item"
    __table_args__ = (Index("ix_message_item_place", "chat", "message"), {"sqlite_with_rowid": False})
    item_id: int = Field(sa_column=_whole(primary_key=True))
    chat: int = Field(sa_column=_whole(primary_key=True))
    message: int = Field(sa_column=_whole(primary_key=True))


class ConversationRow(SQLModel, table=True):
    """Where somebody has got to in a conversation; `state` is JSON."""

    __tablename__ = "conversation"
    chat: int = Field(sa_column=_whole(primary_key=True))
    user_id: int = Field(sa_column=_whole(primary_key=True))
    state: str = Field(sa_column=Column(Text, nullable=False))
    saved_at: int = Field(sa_column=_whole())


class LeaseRow(SQLModel, table=True):
    """Who does alone, until when, what only one service does."""

    __tablename__ = "lease"
    name: str = Field(primary_key=True)
    holder: str
    until: int = Field(sa_column=_whole())


class UpdateRow(SQLModel, table=True):
    """An update of Telegram that has been handled."""

    __tablename__ = "telegram_update"
    update_id: int = Field(sa_column=_whole(primary_key=True))
    at: int = Field(sa_column=_whole())
