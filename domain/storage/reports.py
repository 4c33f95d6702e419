"""Reports in the database: each draft whole, with what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.reporting.form import Report
from domain.reporting.keeping import read, spelled
from domain.reporting.life import KeptReport, NoReport, Stage
from domain.reporting.periods import Period
from domain.storage import journal
from domain.storage.report_tables import ReportRow

REPORT = ReportRow.__table__  # type: ignore[attr-defined]
BRIEF = [column for column in REPORT.c if column.name != "content"]


def draft(connection: Connection, report: Report, edition: int, now: datetime, by: str) -> KeptReport:
    """Keep a numbered report for its signature."""
    row = {
        "passport": report.passport, "kind": report.period.kind.value, "period": report.period.code,
        "edition": edition, "number": report.number, "stage": Stage.ON_SIGNATURE.value, "content": spelled(report),
        "drafted_at": int(now.timestamp()), "decided_by": "", "reason": "",
    }  # fmt: skip
    made = connection.execute(insert(REPORT).values(**row)).inserted_primary_key
    assert made is not None  # noqa: S101  # an insert of one row
    kept = KeptReport(int(made[0]), edition, Stage.ON_SIGNATURE, report, now)
    _journal(connection, kept, "report_drafted", by, now, {})
    return kept


def decide(connection: Connection, kept: KeptReport, stage: Stage, by: str, now: datetime, reason: str = "") -> bool:
    """Sign or return it; False when somebody else was faster."""
    mine = (REPORT.c.id == kept.id) & (REPORT.c.stage == Stage.ON_SIGNATURE.value)
    said = {"stage": stage.value, "decided_at": int(now.timestamp()), "decided_by": by, "reason": reason}
    if connection.execute(update(REPORT).where(mine).values(**said)).rowcount != 1:
        return False
    _journal(connection, kept, f"report_{stage.value}", by, now, {"reason": reason} if reason else {})
    return True


def _journal(
    connection: Connection, kept: KeptReport, event: str, by: str, now: datetime, more: dict[str, str]
) -> None:
    report = kept.report
    details = {"number": str(report.number), "period": report.period.code, "edition": str(kept.edition)} | more
    journal.append_event(connection, int(now.timestamp()), report.passport, event, by, details)


def report(connection: Connection, zone: ZoneInfo, report_id: int) -> KeptReport:
    """Raises NoReport."""
    row = connection.execute(select(REPORT).where(REPORT.c.id == report_id)).first()
    if row is None:
        raise NoReport("Такого отчёта нет; отчёты показывает «vekha reports»")
    return _kept(row, zone)


def latest(connection: Connection, zone: ZoneInfo, passport: str, period: Period) -> KeptReport | None:
    """The newest edition for that period."""
    same = (REPORT.c.passport == passport) & (REPORT.c.kind == period.kind.value) & (REPORT.c.period == period.code)
    row = connection.execute(select(REPORT).where(same).order_by(REPORT.c.edition.desc()).limit(1)).first()
    return _kept(row, zone) if row else None


def last_before(connection: Connection, zone: ZoneInfo, passport: str, period: Period) -> KeptReport | None:
    """The newest report of the same kind for an earlier period, a signed one first."""
    same = (REPORT.c.passport == passport) & (REPORT.c.kind == period.kind.value) & (REPORT.c.period < period.code)
    order = (REPORT.c.period.desc(), (REPORT.c.stage == Stage.SIGNED.value).desc(), REPORT.c.edition.desc())
    row = connection.execute(select(REPORT).where(same).order_by(*order).limit(1)).first()
    return _kept(row, zone) if row else None


def listed(connection: Connection, passport: str) -> Sequence[Row[Any]]:
    """All drafts of a passport without their contents, the newest first."""
    query = select(*BRIEF).where(REPORT.c.passport == passport).order_by(REPORT.c.id.desc())
    return connection.execute(query).all()


def next_number(connection: Connection, passport: str) -> int:
    """Numbers run through the passport's life."""
    return (
        connection.execute(select(func.max(REPORT.c.number)).where(REPORT.c.passport == passport)).scalar() or 0
    ) + 1


def _kept(row: Row[Any], zone: ZoneInfo) -> KeptReport:
    decided = None if row.decided_at is None else datetime.fromtimestamp(row.decided_at, zone)
    drafted = datetime.fromtimestamp(row.drafted_at, zone)
    whole = read(Report, row.content)
    return KeptReport(row.id, row.edition, Stage(row.stage), whole, drafted, decided, row.decided_by, row.reason)
