"""Facts in the database: appended, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select

from domain.reporting.facts import CashFact, Entered, Fact, Forecast, IndicatorFact, Risk, Source
from domain.reporting.keeping import read, spelled
from domain.storage import journal
from domain.storage.report_tables import FactRow

FACT = FactRow.__table__  # type: ignore[attr-defined]
KINDS: Mapping[str, type[Fact]] = {"indicator": IndicatorFact, "cash": CashFact, "risk": Risk, "forecast": Forecast}
CODES = {kind: code for code, kind in KINDS.items()}


def keep(connection: Connection, passport: str, facts: Sequence[Entered]) -> None:
    """Keep the facts and journal each: who entered what, from which document."""
    rows = [_row(passport, one) for one in facts]
    connection.execute(insert(FACT), rows)
    for one, row in zip(facts, rows, strict=True):
        details = {"subject": row["subject"], "value": row["content"], "document": one.source.document}
        at = int(one.source.at.timestamp())
        journal.append_event(connection, at, passport, "fact", one.source.author, details)


def _row(passport: str, one: Entered) -> dict[str, object]:
    source = one.source
    kept = {"kind": CODES[type(one.fact)], "subject": one.fact.subject, "content": spelled(one.fact)}
    return (
        {"passport": passport, "document": source.document, "author": source.author}
        | kept
        | {"at": int(source.at.timestamp())}
    )


def facts(connection: Connection, zone: ZoneInfo, passport: str, until: datetime | None = None) -> list[Entered]:
    """Everything that was entered, by `until`, in the order in which it was entered."""
    query = select(FACT).where(FACT.c.passport == passport).order_by(FACT.c.id)
    if until is not None:
        query = query.where(FACT.c.at <= int(until.timestamp()))
    return [
        Entered(
            read(KINDS[row.kind], row.content),
            Source(row.document, row.author, datetime.fromtimestamp(row.at, zone)),
        )
        for row in connection.execute(query)
    ]
