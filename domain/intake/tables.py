"""The table model between formats and passports: a reader fills it and knows nothing of what it means."""

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
