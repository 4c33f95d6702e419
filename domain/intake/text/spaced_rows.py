"""Rows of a table whose columns are aligned by spaces: where one ends and the next begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from domain.intake.text.spaced import NUMBER, Line
from domain.intake.text.spaced_table import SpacedTable, Texts

VALUE = re.compile(r"-?\d[\d ]*(?:[.,]\d+)?(?: ?<\*+>)?|\d{1,2}\.\d{1,2}\.\d{4}|[ХхXx]")
GOES_ON = re.compile(r"[а-яёa-z(,;)–—]")
OPEN = re.compile(r"(?:\s(?:от|на|и|по|в|с|из|к|для|до|о|об|при|или|№|N)|[-–—,(«])$")
MOST_OF_NUMBER = 2
REST_OF_NUMBER = re.compile(r"\d{1,3}\.?")


@dataclass(slots=True)
class Row:
    """Lines of a row, each as texts by column."""

    lines: list[Texts] = field(default_factory=list)
    valued: set[int] = field(default_factory=set)
    number: str = ""

    def add(self, line: Texts) -> None:
        self.lines.append(line)
        self.number = line[0] or self.number
        self.valued.update(n for n, text in enumerate(line) if VALUE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Habit:
    """How this table parts its rows: by numbers in its first column, by blank lines, by both.

    `dotted`: most numbers end with a dot; where they do not, a dot at the end tells of a number that is cut.
    """

    numbered: bool
    blanks: bool
    dotted: bool

    def begins_row(self, line: Texts, row: Row, *, after_blank: bool, is_over: bool) -> bool:
        """Whether the line is the first of a row; `is_over`: beside its number it lies over several columns."""
        if self.blanks and not after_blank:
            return False
        if self.numbered and NUMBER.fullmatch(line[0]):
            return not self._is_cut(line, row) and (is_over or not _is_rest_of_number(line, row))
        if self.blanks or (self.numbered and _repeats_values(line, row)):
            return not _continues(line)
        return not self.numbered and _is_whole(line) and not _is_open(row.lines[-1])

    def _is_cut(self, line: Texts, row: Row) -> bool:
        is_open = row.number.endswith(".") and row.lines[-1][0] == row.number
        return is_open and not self.dotted and REST_OF_NUMBER.fullmatch(line[0]) is not None


def rows_of(table: SpacedTable) -> Iterator[Row | str]:
    """Rows, and headings over all the columns."""
    body = [(line, table.columns.texts(line)) for line in table.body]
    habit = _habit(body)
    row, after_blank = Row(), False
    for line, texts in body:
        if not any(texts) and not line.over:
            after_blank = True
            continue
        if line.over or (
            row.lines and habit.begins_row(texts, row, after_blank=after_blank, is_over=_is_over(line, table))
        ):
            yield from [row] if row.lines else []
            row = Row()
        if line.over:
            yield line.over
        else:
            row.add(texts)
        after_blank = False
    yield from [row] if row.lines else []


def _is_over(line: Line, table: SpacedTable) -> bool:
    return any(map(line.covers, table.columns.gaps[1:]))


def _habit(body: Sequence[tuple[Line, Texts]]) -> Habit:
    firsts = [texts[0] for _, texts in body if texts[0]]
    numbers = sum(NUMBER.fullmatch(text) is not None for text in firsts)
    groups = list(_numbers_in_groups(body))
    parted = len(groups) > 1 and max(groups) <= 1 and sum(groups) * 2 >= len(groups)
    if not numbers:
        parted = len(groups) > 1
    dots = sum(text.endswith(".") for text in firsts)
    return Habit(numbered=numbers * 2 >= len(firsts), blanks=parted, dotted=dots * 2 > len(firsts))


def _numbers_in_groups(body: Sequence[tuple[Line, Texts]]) -> Iterator[int]:
    """How many numbers stand between blank lines: one at most, where blank lines part rows."""
    for is_blank, group in groupby(body, key=lambda pair: not any(pair[1])):
        if not is_blank:
            yield sum(NUMBER.fullmatch(texts[0]) is not None for _, texts in group)


def _is_rest_of_number(line: Texts, row: Row) -> bool:
    """`1.10.` over `1` is one number when no value stands beside it, as one would in a row of its own."""
    if not row.number.endswith(".") or not REST_OF_NUMBER.fullmatch(line[0]) or len(row.lines) > MOST_OF_NUMBER:
        return False
    rest = [text for text in line[1:] if text]
    if line[0].endswith(".") or not row.valued - {0}:
        return all(GOES_ON.match(text) for text in rest)
    return not any(VALUE.fullmatch(text) for text in rest)


def _repeats_values(line: Texts, row: Row) -> bool:
    """Two columns get a second value: totals have no number, and are rows for all that."""
    return sum(VALUE.fullmatch(text) is not None and n in row.valued for n, text in enumerate(line)) > 1


def _continues(line: Texts) -> bool:
    full = [text for text in line if text]
    return not line[0] and (len(full) == 1 or all(GOES_ON.match(text) for text in full))


def _is_open(line: Texts) -> bool:
    """The last cell breaks off in the middle of a sentence."""
    return OPEN.search(line[-1]) is not None


def _is_whole(line: Texts) -> bool:
    """In a table of labels and values both begin on one line, and neither in the middle of a sentence."""
    return bool(line[0]) and sum(map(bool, line)) > 1 and not any(GOES_ON.match(text) for text in line if text)
