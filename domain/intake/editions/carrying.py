"""Corrections of one edition are made in the next one too, where the same cell has the same fault."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from domain.intake.corrections import corrected, mended
from domain.intake.editions.pairing import paired
from domain.intake.outcome import Intake
from domain.passport import Correction, Passport, PlanRow

DATES = frozenset({"start", "finish"})
FILLED = ("start", "document", "document_kind", "level")


def carried(old: Passport, new: Intake) -> tuple[Intake, tuple[Correction, ...]]:
    """The new edition with the old one's corrections, and those that were carried over, by their new numbers.

    A column that the new document does not have is the old one's: an edition in another form takes nothing back.
    """
    pairs = paired(old.plan, new.passport.plan)
    numbers = {was.number: now.number for was, now in pairs}
    new = _filled(new, pairs)
    renumbered = (replace(made, number=numbers[made.number]) for made in old.corrections if made.number in numbers)
    passport, again = new.passport, tuple(_standing(renumbered, new))
    for correction in again:
        passport = corrected(passport, correction)
    return (mended(new, passport), again) if again else (new, ())


def _filled(new: Intake, pairs: Sequence[tuple[PlanRow, PlanRow]]) -> Intake:
    lacking = [name for name in FILLED if name.removesuffix("_kind") in new.passport.lacking]
    if not lacking:
        return new
    before = {id(row): was for was, row in pairs}
    rows = (replace(row, **_cells(before.get(id(row), row), lacking)) for row in new.passport.plan)
    return replace(new, passport=replace(new.passport, plan=tuple(rows)))


def _cells(row: PlanRow, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _standing(corrections: Iterable[Correction], new: Intake) -> Iterable[Correction]:
    for correction in corrections:
        if correction.field in DATES:
            is_there = any(
                (cell.number, cell.field, cell.written) == (correction.number, correction.field, correction.was)
                for cell in new.illegible
            )
        else:
            is_there = correction.was in _written(new.passport, correction)
        if is_there:
            yield correction


def _written(passport: Passport, correction: Correction) -> Iterable[str]:
    """What the cell says: an executor by himself, anything else whole."""
    for row in passport.plan:
        if row.number == correction.number:
            value = getattr(row, correction.field)
            yield from value if isinstance(value, tuple) else (value or "",)
