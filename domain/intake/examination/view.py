"""A passport as its examiners look at it: rows by number, the calendar, and how a finding is worded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.intake.outcome import Illegible
from domain.passport import Finding, Passport, PlanRow
from domain.vocabulary import Severity
from domain.workdays import Calendar

SEVERITIES = {
    Severity.ERROR: frozenset({
        "invalid_date", "missing_date", "start_after_finish", "duplicate_number", "orphan_parent",
        "unknown_level", "missing_level", "missing_executor", "missing_document",
    }),
    Severity.NOTE: frozenset({
        "starts_before_project", "numbering_gap", "day_off_deadline", "executor_controls_himself",
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
    def unread(self) -> dict[tuple[str, str], str]:
        return {(cell.number, cell.field): cell.written for cell in self.illegible}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {number: place for place, number in enumerate(row.number for row in self.passport.plan)}

    def place(self, finding: Finding) -> int:
        return self._places.get(finding.number or "", -1)

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
    message = f"Пункт {row.number}: {says}"
    return Finding(code, severity_of(code), "plan", row.number, field, value, message, suggestion)


def severity_of(code: str) -> Severity:
    return next((severity for severity, codes in SEVERITIES.items() if code in codes), Severity.WARNING)
