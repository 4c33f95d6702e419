"""A passport as its examiners look at it: rows by number, the calendar, and how a finding is worded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.intake.outcome import Illegible
from domain.passport import Finding, Passport, PlanRow
from domain.vocabulary import Severity
from domain.workdays import Calendar

SECTIONS = ("main", "indicators", "results", "funding", "participants", "plan")
OPENINGS = {
    "main": "Раздел 1",
    "indicators": "Показатель",
    "results": "Результат",
    "funding": "Строка финансирования",
    "participants": "Участник",
    "plan": "Пункт",
}
SEVERITIES = {
    Severity.ERROR: frozenset({
        "invalid_date", "missing_date", "start_after_finish", "duplicate_number", "orphan_parent",
        "unknown_level", "missing_level", "missing_executor", "missing_document",
        "sum_mismatch", "percent_out_of_range",
    }),
    Severity.NOTE: frozenset({
        "starts_before_project", "numbering_gap", "day_off_deadline", "executor_controls_himself", "unfunded_year",
    }),
}  # fmt: skip
"""Codes that are errors or notes; the others are warnings."""


@dataclass(frozen=True)
class View:
    passport: Passport
    illegible: Sequence[Illegible]
    calendar: Calendar

    @cached_property
    def rows(self) -> dict[str, PlanRow]:
        """Rows by number; of rows with one number the first counts."""
        return {row.number: row for row in reversed(self.passport.plan)}

    @cached_property
    def unread(self) -> frozenset[tuple[str, str, str]]:
        """Sections, numbers and fields of the illegible cells."""
        return frozenset((cell.section, cell.number, cell.field) for cell in self.illegible)

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        """The first place of every number in its section; rows without a number stand at its end."""
        places: dict[tuple[str, str], int] = {}
        for section in SECTIONS[1:]:
            for place, row in enumerate(getattr(self.passport, section)):
                places.setdefault((section, row.number), place)
        return places

    def place(self, finding: Finding) -> tuple[int, int]:
        """Where a finding belongs: its section, then the document's order."""
        at_once = -1 if finding.section != "funding" else len(self.passport.funding)
        number = (finding.section, finding.number or "")
        return SECTIONS.index(finding.section), self._places.get(number, at_once)

    def parents(self, row: PlanRow) -> Iterator[PlanRow]:
        """The rows above this one, the nearest first; those that the plan lacks are left out."""
        number = row.number
        while "." in number:
            number = number.rpartition(".")[0]
            if number in self.rows:
                yield self.rows[number]


def plan_finding(
    code: str, row: PlanRow, field: str, value: str | None, says: str, suggestion: str | None = None
) -> Finding:
    """A finding about a cell of the plan; its message begins with the item's number."""
    return section_finding(code, "plan", row.number, field, value, says, suggestion)


def section_finding(
    code: str, section: str, number: str | None, field: str | None, value: str | None, says: str,
    suggestion: str | None = None,
) -> Finding:  # fmt: skip
    """A finding about a cell of any section; its message begins with the place."""
    opening = " ".join(filter(None, (OPENINGS[section], number)))
    message = f"{opening}: {says}"
    return Finding(code, severity_of(code, section), section, number or None, field, value, message, suggestion)


def severity_of(code: str, section: str = "plan") -> Severity:
    """A date that section 2 or 3 lacks does not hinder control: the plan has its own."""
    if code == "missing_date" and section != "plan":
        return Severity.WARNING
    return next((severity for severity, codes in SEVERITIES.items() if code in codes), Severity.WARNING)
