"""One sheet of a workbook as events: values with their formats, merged ranges, what is hidden."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.intake.formats.limits import Allowance
from domain.intake.formats.markup import short, whole
from domain.intake.formats.xlsx_book import Book, unescaped

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_OUTWARD = re.compile(r"HYPERLINK|WEBSERVICE|FILTERXML|IMAGE\s*\(|RTD\s*\(|CALL\s*\(|EXEC\s*\(|\||\[", re.I)
"""Formulas that reach out of the workbook: their results are not believed, the formula itself is the text."""


class Value(NamedTuple):
    """A text, or a number as it is written in the part together with its format."""

    text: str
    form: str | None = None


class Box(NamedTuple):
    """A merged range, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetContent:
    """What is filled in, by row and column (from 1), hidden places among it."""

    values: dict[tuple[int, int], Value] = field(default_factory=dict)
    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


class SheetReader:
    """Hears a part of a sheet; empty cells, whatever their looks, leave nothing behind."""

    def __init__(self, book: Book, allowance: Allowance) -> None:
        self.content = SheetContent()
        self._book, self._allowance = book, allowance
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._pieces: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._in_reading = False
        # fmt: off
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._begin_row, "c": self._begin_cell, "col": self._begin_column, "mergeCell": self._merge,
            "v": lambda _: self._hear("v"), "f": lambda _: self._hear("f"), "t": lambda _: self._hear("t"),
            "rPh": lambda _: self._reading(begun=True),
        }
        # fmt: on

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if begin := self._starts.get(short(tag)):
            begin(attributes)

    def data(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def end(self, tag: str) -> None:
        name = short(tag)
        self._into = None
        if name == "c" and self._pieces:
            self._keep()
        elif name == "rPh":
            self._reading(begun=False)

    def _begin_row(self, row: dict[str, str]) -> None:
        self._row = whole(row.get("r"), self._row + 1)
        self._column = 0
        if row.get("hidden") in {"1", "true"} or row.get("ht") == "0":
            self.content.hidden_rows.add(self._row)

    def _begin_cell(self, cell: dict[str, str]) -> None:
        place = _place(cell.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        self._cell = cell
        self._pieces = {}

    def _begin_column(self, column: dict[str, str]) -> None:
        if column.get("hidden") in {"1", "true"} or column.get("width") == "0":
            first = whole(column.get("min"), LAST_COLUMN)
            self.content.hidden_columns.append((first, whole(column.get("max"), first)))

    def _merge(self, merge: dict[str, str]) -> None:
        corners = [_place(corner) for corner in merge.get("ref", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:  # noqa: PLR2004 - opposite corners
            (top, left), (bottom, right) = corners[0], corners[1]
            self._allowance.places(1)
            self.content.merged.append(Box(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _hear(self, name: str) -> None:
        if not self._in_reading:
            self._into = self._pieces.setdefault(name, [])

    def _reading(self, *, begun: bool) -> None:
        self._in_reading = begun

    def _keep(self) -> None:
        value = self._value({name: "".join(pieces) for name, pieces in self._pieces.items()})
        if value is not None and value.text.strip():
            self._allowance.places(1)
            self._allowance.text(value.text)
            self.content.values[self._row, self._column] = value

    def _value(self, parts: dict[str, str]) -> Value | None:
        kind, written, formula = self._cell.get("t", "n"), parts.get("v", ""), parts.get("f", "")
        if formula and (not written or _OUTWARD.search(formula)):
            return Value(f"={formula}")
        if kind == "s":
            return self._shared(written)
        if kind == "inlineStr":
            return Value(unescaped(parts.get("t", "")))
        if kind == "n":
            return Value(written.strip(), self._form())
        return Value(_as_text(kind, written))

    def _shared(self, written: str) -> Value | None:
        index = whole(written, len(self._book.texts))
        return Value(self._book.texts[index]) if index < len(self._book.texts) else None

    def _form(self) -> str:
        index = whole(self._cell.get("s"), 0)
        return self._book.formats[index] if index < len(self._book.formats) else ""


def _as_text(kind: str, written: str) -> str:
    if kind == "b":
        return "ИСТИНА" if written.strip() in {"1", "true"} else "ЛОЖЬ"
    if kind == "d" and (day := re.match(r"(\d{4})-(\d\d)-(\d\d)", written)):
        return f"{day[3]}.{day[2]}.{day[1]}"
    return unescaped(written)


def _place(address: str) -> tuple[int, int] | None:
    """`B12` -> (12, 2); None for what is no address of a sheet."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None
