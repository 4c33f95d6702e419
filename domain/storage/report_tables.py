"""The tables of reports: facts as they were entered, and reports as they were drafted."""

from sqlalchemy import BigInteger, Column, Index, Integer, Text
from sqlmodel import Field, SQLModel

_ID = BigInteger().with_variant(Integer(), "sqlite")


class FactRow(SQLModel, table=True):
    """A fact, append-only: of one `subject` the last row is what is known, those before are its history."""

    __tablename__ = "fact"
    id: int | None = Field(default=None, sa_column=Column(_ID, primary_key=True))
    passport: str
    kind: str
    subject: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    document: str
    author: str
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class ReportRow(SQLModel, table=True):
    """A draft of a report; `content` is the whole of it. One that was returned is drafted anew as the next edition."""

    __tablename__ = "report"
    id: int | None = Field(default=None, sa_column=Column(_ID, primary_key=True))
    passport: str
    kind: str
    period: str
    edition: int
    number: int
    stage: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    drafted_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    decided_at: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    decided_by: str = ""
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))


_REPORT = ReportRow.__table__  # type: ignore[attr-defined]
Index("ix_fact_passport", FactRow.__table__.c.passport, FactRow.__table__.c.id)  # type: ignore[attr-defined]
Index("uq_report_period", _REPORT.c.passport, _REPORT.c.kind, _REPORT.c.period, _REPORT.c.edition, unique=True)
