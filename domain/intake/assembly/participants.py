"""Section 5 of a passport: who takes part, under which heading, and how much of their time it takes."""

import re
from collections.abc import Iterator, Sequence

from domain.intake.assembly.cells import Cells, line, number_of, without_notes
from domain.intake.tables import Row
from domain.intake.words.money import NOT_APPLICABLE
from domain.intake.words.names import person_and_position
from domain.passport import Participant

_PERCENT = re.compile(r"(\d{1,4})(?:[.,]0{1,3})?\s?(?:%|процент(?:ов|а)?|проц\.?)?")


def participants(rows: Sequence[Row], cells: Cells) -> tuple[Participant, ...]:
    return tuple(_participants(rows, cells))


def _participants(rows: Sequence[Row], cells: Cells) -> Iterator[Participant]:
    heading = ""
    for row in without_notes(rows):
        if row.spans is not None:
            heading = line(row.spans)
        else:
            yield _participant(row, heading, cells)


def _participant(row: Row, heading: str, cells: Cells) -> Participant:
    number = number_of(row["number"]) or ""
    name, position = person_and_position(row["name"])
    return Participant(
        number=number,
        role=line(row["role"]),
        name=name or line(row["name"]),
        position=line(row["position"]) or (position if name else ""),
        supervisor=person_and_position(row["supervisor"])[0] or line(row["supervisor"]),
        employment=_employment(number, row["employment"], cells),
        heading=heading,
    )


def _employment(number: str, written: str, cells: Cells) -> int | None:
    plain = line(written).lower()
    found = _PERCENT.fullmatch(plain)
    if found is None and plain not in NOT_APPLICABLE:
        cells.refuse(number, "employment", written)
    return int(found[1]) if found else None
