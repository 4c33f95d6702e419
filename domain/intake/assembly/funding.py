"""Section 4 of a passport: money by result, source and year, in million rubles."""

from collections.abc import Sequence
from decimal import Decimal

from domain.intake.assembly.cells import Cells, line, number_of, numbered, without_notes, years_of
from domain.intake.tables import Row
from domain.intake.words.money import unit_of
from domain.passport import FundingLine


def funding(rows: Sequence[Row], caption: str, cells: Cells) -> tuple[FundingLine, ...]:
    """Every row, a heading without amounts too. `caption` tells the unit that the table counts in."""
    unit = unit_of(caption)
    return tuple(
        FundingLine(*numbered(row.spans)) if row.spans is not None else _line(row, unit, cells)
        for row in without_notes(rows)
    )


def _line(row: Row, unit: Decimal, cells: Cells) -> FundingLine:
    number = number_of(row["number"]) or ""
    written = {year: cells.amount(number, str(year), text, unit) for year, text in years_of(row.cells)}
    total = cells.amount(number, "total", row["total"], unit)
    conditional = {year for year, amount in written.items() if amount.conditional}
    return FundingLine(
        number=number,
        source=line(row["source"]) or _unnumbered(row["number"]),
        amounts={year: amount.value for year, amount in written.items() if amount.value is not None},
        total=total.value,
        conditional=frozenset([*conditional, None] if total.conditional else conditional),
        result=line(row["result"]),
    )


def _unnumbered(cell: str) -> str:
    """Words in the column of numbers: "Всего по проекту" where the cell is merged with the next one."""
    return "" if number_of(cell) else line(cell)
