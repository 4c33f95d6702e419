"""Reads the cells of one section of a document, and keeps those that hold something not to be understood."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from domain.intake.outcome import Illegible
from domain.intake.tables import Row
from domain.intake.words.money import MILLION, Amount, read_amount, read_value
from domain.intake.words.terms import NO_TERM, Bounds, Term, read_term

YEAR = re.compile(r"(?:19|20|21)\d\d")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,5}")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,5})[.)]?\s+(?=\S)")
_NOTE = re.compile(r"(?:КонсультантПлюс|ГАРАНТ)\b|Примечани[ея]\b|<\*", re.I)


class Cells:
    """The cells of a section; none of them raises, and what is illegible is listed by its row's number."""

    def __init__(self, section: str, project: Bounds = (None, None)) -> None:
        self._section = section
        self._project = project
        self.illegible: list[Illegible] = []

    def term(self, number: str, field: str, written: str) -> Term:
        term = read_term(written, self._project)
        if term is None:
            self.refuse(number, field, written)
        return term or NO_TERM

    def amount(self, number: str, field: str, written: str, unit: Decimal = MILLION) -> Amount:
        amount = read_amount(written, unit)
        if amount is None:
            self.refuse(number, field, written)
        return amount or Amount(None)

    def value(self, number: str, field: str, written: str) -> Decimal | None:
        value = read_value(written)
        if value is None:
            self.refuse(number, field, written)
        return value.value if value else None

    def refuse(self, number: str, field: str, written: str) -> None:
        self.illegible.append(Illegible(number, field, line(written), self._section))


def line(text: str) -> str:
    """The text of a cell in one line."""
    return " ".join(text.split())


def number_of(cell: str) -> str | None:
    """`1.1.` and `1. 1` are the number 1.1; None where a cell holds no number of a row."""
    bare = "".join(cell.split()).strip(".)")
    return bare if _NUMBER.fullmatch(bare) else None


def numbered(text: str) -> tuple[str, str]:
    """Part a heading `1. Создание…` into its number (empty: it has none) and its words."""
    words = line(text)
    found = _NUMBERED.match(words)
    return (found[1], words[found.end() :]) if found else ("", words)


def years_of(cells: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The columns of years in their order."""
    return ((int(name), cells[name]) for name in sorted(cells) if YEAR.fullmatch(name))


def without_notes(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of a table but for a publisher's notes between them and rows that are empty."""
    for row in rows:
        is_note = row.spans is not None and (not row.spans.strip() or _NOTE.match(row.spans.strip()))
        is_empty = row.spans is None and not any(cell.strip() for cell in row.cells.values())
        if not is_note and not is_empty:
            yield row
