"""The tables of delivery and of the desk: addresses, secretaries, proof of each sending, who may come in by a link."""

from sqlalchemy import BigInteger, Column, Index, Integer
from sqlmodel import Field, SQLModel


def _whole(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=primary_key, nullable=nullable, autoincrement=False)


class MailboxRow(SQLModel, table=True):
    """A person's e-mail address; `spoiled_at` once a server has refused it for good, with the server's words."""

    __tablename__ = "mailbox"
    person: str = Field(primary_key=True)
    address: str
    since: int = Field(sa_column=_whole())
    spoiled_at: int | None = Field(default=None, sa_column=_whole(nullable=True))
    reason: str | None = None


class SecretaryRow(SQLModel, table=True):
    """Who records a body's decisions and gets its e-mail."""

    __tablename__ = "secretary"
    passport: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    person: str
    since: int = Field(sa_column=_whole())


class DeliveryRow(SQLModel, table=True):
    """What became of one letter in one sending; letters that left as one message share `parcel`.

    `outcome` is sent, read, refused, down, repeated or muted; `reference` is the channel's own number of the message.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_letter", "letter_id"),
        Index("ix_delivery_recipient", "recipient", "at"),
        Index("ix_delivery_at", "at"),
    )
    id: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    )
    letter_id: int = Field(sa_column=_whole())
    parcel: str
    recipient: str
    channel: str
    outcome: str
    at: int = Field(sa_column=_whole())
    reference: str
    reason: str


class AccessRow(SQLModel, table=True):
    """A person's way into the desk: links and sessions of an older `generation` are revoked."""

    __tablename__ = "access"
    person: str = Field(primary_key=True)
    generation: int
    changed_at: int = Field(sa_column=_whole())
    fresh_at: int | None = Field(default=None, sa_column=_whole(nullable=True))


class SubmissionRow(SQLModel, table=True):
    """A form of the desk that has been sent: a second press of the button gets the first one's answer."""

    __tablename__ = "submission"
    nonce: str = Field(primary_key=True)
    person: str
    answer: str
    at: int = Field(sa_column=_whole())
