"""Takes the suggestions of findings as recorded corrections, so that nothing is changed silently."""

from collections.abc import Iterator
from dataclasses import replace

from domain.intake.assembly.kinds import kind_of
from domain.intake.examination.whole import examine
from domain.intake.outcome import Intake
from domain.intake.words.dates import read_date
from domain.passport import Correction, Finding, Passport, PlanRow

APPLICABLE = frozenset({"invalid_date", "missing_level", "unknown_level", "person_mismatch", "truncated_cell"})
"""Findings whose suggestion can stand in a cell of the plan as it is."""


def with_suggestions(intake: Intake) -> Intake:
    """Apply every applicable suggestion and examine again."""
    passport = intake.passport
    for finding in intake.findings:
        if finding.section == "plan" and finding.code in APPLICABLE and finding.suggestion:
            passport = corrected(passport, _correction(finding))
    return mended(intake, passport)


def mended(intake: Intake, passport: Passport) -> Intake:
    """The intake once `passport` is its passport with corrections: what they mended is a fault no more."""
    done = {(made.number, made.field) for made in passport.corrections}
    illegible = tuple(cell for cell in intake.illegible if (cell.number, cell.field) not in done)
    return Intake(passport, examine(passport, illegible), illegible)


def _correction(finding: Finding) -> Correction:
    return Correction(
        number=finding.number or "",
        field=finding.field or "",
        was=finding.value or "",
        now=finding.suggestion or "",
    )


def corrected(passport: Passport, correction: Correction) -> Passport:
    """The passport with one cell otherwise, and the correction on its record."""
    plan = tuple(_rows(passport.plan, correction))
    return replace(passport, plan=plan, corrections=(*passport.corrections, correction))


def _rows(plan: tuple[PlanRow, ...], correction: Correction) -> Iterator[PlanRow]:
    """Correct the first row of that number which still has the wrong value: numbers may repeat."""
    pending = True
    for row in plan:
        if pending and row.number == correction.number and _has(row, correction):
            pending = False
            yield _row(row, correction)
        else:
            yield row


def _has(row: PlanRow, correction: Correction) -> bool:
    value = getattr(row, correction.field)
    if isinstance(value, tuple):
        return correction.was in value
    return value is None or value == correction.was


def _row(row: PlanRow, correction: Correction) -> PlanRow:
    match correction.field:
        case "executors":
            names = [correction.now if name == correction.was else name for name in row.executors]
            return replace(row, executors=tuple(dict.fromkeys(names)))
        case "document":
            return replace(row, document=correction.now, document_kind=kind_of(row.title, correction.now))
        case "start":
            return replace(row, start=read_date(correction.now))
        case "finish":
            return replace(row, finish=read_date(correction.now))
        case _:
            return replace(row, level=correction.now)
