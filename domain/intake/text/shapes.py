"""What a reader of unruled text has to be told: headings of tables, shapes of columns, ends of sections."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's cells look like.

    `shape` is what a whole cell may be; a cell that also matches `ideal` earns `trust`. `absent` is the price of
    an empty cell, `grows` what a continuation after a page break earns. A `solid` cell has no gaps inside one page.
    No cell is longer than `longest` characters. What is not `kept` is told from its neighbours and thrown away.
    """

    name: str
    shape: re.Pattern[str]
    ideal: re.Pattern[str] | None = None
    trust: int = 0
    absent: int = 0
    grows: int = 0
    solid: bool = False
    longest: int = 5000
    kept: bool = True


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is recognized in a text, and how its rows are told apart.

    `headings` finds the headings of columns in the header's letters and digits, lower-case and with nothing between
    them: a group a column, `year` for a year. The header is this table's when every set of `needs` has a column in it.
    A header with `mark` that names fewer columns is torn: the table has its `usual` ones.
    `groups` are headings over several columns: their own name, then the columns that may stand under them.
    `aliases` are what a column is taken for when the table has no such: {"result": "source"}.
    `matters` are the columns whose lack is told.

    `between` stands for headings between rows that begin like no row; `spans` is how a heading over all columns begins;
    a single cell with a whole number that `tasks` does not find a date in is such a heading too. A row whose number
    opens a page is believed only when `anchor` is found in it: otherwise "4 центров" would begin a row. With
    `unnumbered` rows without a number are told by the values at their end.
    """

    name: str
    headings: re.Pattern[str]
    columns: Mapping[str, Column]
    needs: tuple[frozenset[str], ...]
    mark: re.Pattern[str] | None = None
    usual: tuple[str, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    matters: frozenset[str] = frozenset()
    between: Column | None = None
    spans: re.Pattern[str] | None = None
    anchor: re.Pattern[str] | None = None
    tasks: re.Pattern[str] | None = None
    unnumbered: bool = False

    @property
    def thrown(self) -> frozenset[str]:
        return frozenset(name for name, column in self.columns.items() if not column.kept)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a reader of unruled text has to know of a document.

    `prose` are sections by name (opening, ending), `noise` strange lines, `stop` what ends a table, `section` how
    a section's heading begins, `value` a word that may stand alone in a cell of numbers and dates.
    """

    tables: tuple[TableLayout, ...]
    prose: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]
    noise: re.Pattern[str]
    stop: re.Pattern[str]
    section: re.Pattern[str]
    value: re.Pattern[str]
