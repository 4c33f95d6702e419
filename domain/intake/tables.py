"""The table model between formats and passports: a reader fills it and knows nothing of what it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PLAN = "plan"
PARTICIPANTS = "participants"
INDICATORS = "indicators"
RESULTS = "results"
FUNDING = "funding"

COLUMNS = {
    INDICATORS: ("number", "name", "kind", "unit", "base_value", "base_date"),
    RESULTS: ("number", "name", "due", "characteristic"),
    FUNDING: ("number", "result", "source", "total"),
    PARTICIPANTS: ("number", "role", "name", "position", "supervisor", "employment"),
    PLAN: ("number", "title", "start", "finish", "term", "executors", "document", "level"),
}
"""Names that columns have in rows of a document. Indicators and funding have a column a year besides ("2019"). A plan
with one column of dates has `term` instead of `start` and `finish`. Funding may name the result and the source
in columns of their own; with one column for both it is `source`."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's cells look like, for formats that do not rule their columns.

    `shape` is what a whole cell may be; a cell that also matches `ideal` earns `trust`. `absent` is the price of
    an empty cell, `grows` what a continuation after a page break earns. A `solid` cell has no gaps inside one page.
    """

    name: str
    shape: re.Pattern[str]
    ideal: re.Pattern[str] | None = None
    trust: int = 0
    absent: int = 0
    grows: int = 0
    solid: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is recognized in a text: words of its header, its columns after the number, what ends it.

    `heading` names the column that stands for headings between rows. A row whose whole number opens a page
    is believed only when `anchor` is found in it: otherwise "4 центров" would begin a row.
    """

    name: str
    header: re.Pattern[str]
    columns: tuple[Column, ...]
    stop: re.Pattern[str]
    anchor: re.Pattern[str] | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a reader of unruled text has to know: tables, prose sections (name: opening, ending), strange lines."""

    tables: tuple[TableLayout, ...]
    prose: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]
    noise: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells by column; a row with `spans` is a heading over all the columns."""

    cells: Mapping[str, str] = field(default_factory=dict)
    spans: str | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as any reader gives it: tables by name and prose by section; `text` is all of it, glued.

    Prose is `head` (all before the main provisions) and `main` (the provisions: a label, then its value, a line each).
    `captions` are the words of a table's header and of its section's heading, by table: units of money stand there.
    `lacking` are the columns that a table of this document does not have at all, by table.
    """

    tables: Mapping[str, tuple[Row, ...]]
    prose: Mapping[str, str]
    text: str
    captions: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, frozenset[str]] = field(default_factory=dict)
