"""An intake as plain JSON values, as `vekha passport check --json` prints it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.intake.outcome import Intake
from domain.passport import Finding, FundingLine, Indicator, Passport, PlanRow, Result
from domain.vocabulary import Rank, Severity

PROVISIONS = (
    "code", "title", "region", "order", "starts", "ends", "head", "curator", "administrator", "goal", "federal",
    "programmes",
)  # fmt: skip
LISTS = ("levels", "positions", "corrections", "lacking")
TOTAL = "total"


def as_json(intake: Intake) -> dict[str, Any]:
    """The whole intake: dates as ISO or null, items in the document's order."""
    passport = intake.passport
    return {
        "passport": {name: _plain(getattr(passport, name)) for name in (*PROVISIONS, *LISTS)},
        "counts": _counts(passport, intake.findings),
        "items": [_item(row) for row in passport.plan],
        "indicators": [_indicator(indicator) for indicator in passport.indicators],
        "results": [_result(result) for result in passport.results],
        "funding": [_funding(line) for line in passport.funding],
        "participants": [asdict(participant) for participant in passport.participants],
        "findings": [_plain(finding) for finding in intake.findings],
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


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "kind": row.kind,
        "base_value": _plain(row.base_value),
        "base_date": _plain(row.base_date),
        "targets": _plain(row.targets),
    }


def _result(row: Result) -> dict[str, Any]:
    return {"number": row.number, "name": row.name, "due": _plain(row.due)}


def _funding(row: FundingLine) -> dict[str, Any]:
    """Amounts in million rubles; `conditional` has the years in their order, then "total"."""
    return {
        "number": row.number,
        "source": row.source,
        "amounts": _plain(row.amounts),
        "total": _plain(row.total),
        "conditional": sorted(TOTAL if year is None else str(year) for year in row.conditional),
    }


def _counts(passport: Passport, findings: tuple[Finding, ...]) -> dict[str, Any]:
    ranks = Counter(row.rank for row in passport.plan)
    severities = Counter(finding.severity for finding in findings)
    return {
        "items": len(passport.plan),
        **{f"{rank.value}s" if rank is not Rank.ACTIVITY else "activities": ranks[rank] for rank in Rank},
        "levels": dict(Counter(row.level for row in passport.plan if row.level)),
        "without_level": sum(row.level is None for row in passport.plan),
        "indicators": len(passport.indicators),
        "section_results": len(passport.results),
        "funding": len(passport.funding),
        "participants": len(passport.participants),
        "findings": {severity.value: severities[severity] for severity in Severity},
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO, decimals as numbers, years as words."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    return _plain_many(value)


def _plain_many(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
