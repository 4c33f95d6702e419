"""Section 2 of a passport: indicators, their base values and what is to be reached by years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.intake.assembly.cells import Cells, line, number_of, without_notes, years_of
from domain.intake.tables import Row
from domain.passport import Indicator

_UNIT = (
    r"%|процент(?:ов|а|ы)?|единиц[аы]?|ед\.?|штук[аи]?|шт\.?|(?:тыс(?:\.|яч[аи]?)?\s|млн\.?\s)?(?:человек|чел\.|семей|единиц|"
    r"руб(?:лей|\.))|балл(?:ов|а)?|мест[оа]?|лет|раз|кв\.\s?м(?:етров)?|км|тонн[аы]?|условных единиц|промилле"
)
_TAIL = re.compile(rf",\s*(?P<after>{_UNIT})\s*$|\((?P<inside>{_UNIT})\)\s*$", re.I)


def indicators(rows: Sequence[Row], cells: Cells) -> tuple[Indicator, ...]:
    """All the rows; a sub-row without a unit of its own has that of the row above it."""
    found = [_indicator(row, cells) for row in without_notes(rows) if row.spans is None]
    units = {indicator.number: indicator.unit for indicator in found if indicator.number}
    return tuple(replace(each, unit=each.unit or _inherited(each.number, units)) for each in found)


def _indicator(row: Row, cells: Cells) -> Indicator:
    number, name = number_of(row["number"]) or "", line(row["name"])
    return Indicator(
        number=number,
        name=name,
        kind=line(row["kind"]),
        unit=line(row["unit"]) or _unit_in(name),
        base_value=cells.value(number, "base_value", row["base_value"]),
        base_date=cells.term(number, "base_date", row["base_date"]).last,
        targets={year: value for year, value in _targets(number, row, cells) if value is not None},
    )


def _targets(number: str, row: Row, cells: Cells) -> Iterator[tuple[int, Decimal | None]]:
    return ((year, cells.value(number, str(year), written)) for year, written in years_of(row.cells))


def _unit_in(name: str) -> str:
    """The unit that a name ends with: `Доля школ, процент`."""
    found = _TAIL.search(name[-40:])
    return (found["after"] or found["inside"]) if found else ""


def _inherited(number: str, units: dict[str, str]) -> str:
    return units.get(number.rpartition(".")[0], "")
