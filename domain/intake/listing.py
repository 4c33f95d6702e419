"""An intake as plain JSON values, as `vekha passport check --json` prints it."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from domain.intake.outcome import Intake
from domain.passport import Finding, Passport, PlanRow
from domain.vocabulary import Rank, Severity

PROVISIONS = ("code", "title", "region", "order", "starts", "ends", "head", "curator", "administrator")
LISTS = ("levels", "positions", "corrections")


def as_json(intake: Intake) -> dict[str, Any]:
    """The whole intake: dates as ISO or null, items in the document's order."""
    passport = intake.passport
    whole = asdict(passport)
    return {
        "passport": {name: _plain(whole[name]) for name in (*PROVISIONS, *LISTS)},
        "counts": _counts(passport, intake.findings),
        "items": [_item(row) for row in passport.plan],
        "indicators": [],
        "results": [],
        "funding": [],
        "participants": [asdict(participant) for participant in passport.participants],
        "findings": [_plain(asdict(finding)) for finding in intake.findings],
    }


def _item(row: PlanRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "rank": row.rank.value,
        "parent": row.parent,
        "title": row.title,
        "start": _plain(row.start),
        "finish": _plain(row.finish),
        "executors": list(row.executors),
        "document": row.document,
        "document_kind": _plain(row.document_kind),
        "level": row.level,
    }


def _counts(passport: Passport, findings: tuple[Finding, ...]) -> dict[str, Any]:
    ranks = Counter(row.rank for row in passport.plan)
    severities = Counter(finding.severity for finding in findings)
    return {
        "items": len(passport.plan),
        **{f"{rank.value}s" if rank is not Rank.ACTIVITY else "activities": ranks[rank] for rank in Rank},
        "levels": dict(Counter(row.level for row in passport.plan if row.level)),
        "without_level": sum(row.level is None for row in passport.plan),
        "participants": len(passport.participants),
        "findings": {severity.value: severities[severity] for severity in Severity},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
