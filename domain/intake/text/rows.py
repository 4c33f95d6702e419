"""Rows of a table in unruled text: where they begin, and which chunks belong to each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import NamedTuple

from domain.intake.text.header import Header, numerals
from domain.intake.text.lines import Chunk, Written
from domain.intake.text.shapes import Layout

NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?(?: (?=\S)|$)")
TASK = re.compile(r"\d{1,2}\. [А-ЯЁ]")
SHORT_DATE = re.compile(r"\d{1,2}\.(?:0\d|1[0-2])\.\d{2,4}")
VALUES_OF_A_ROW = 2
WORDS_OF_VALUES = 60
MOST_ROWS = 5_000
"""No table has more: what follows stays in the last row."""


class Found(NamedTuple):
    """A row: its number (empty when it has none), its chunks, and whether it is a heading over all columns."""

    number: str
    chunks: tuple[Chunk, ...]
    spans: bool = False


def body(found: Sequence[Chunk], parts: Sequence[tuple[Header, int]], layout: Layout) -> list[Chunk]:
    """The chunks of a table, given its headers and where each part ends at the latest; repeated headers left out."""
    return [chunk for header, end in parts for chunk in _until_stop(found, header, end, layout)]


def _until_stop(found: Sequence[Chunk], header: Header, end: int, layout: Layout) -> Iterator[Chunk]:
    repeated = {chunk.plain for chunk in found[header.begin : header.end]}
    page_begins, skipped = False, 0
    for n in range(header.end, end):
        chunk = found[n]
        if layout.stop.match(chunk.plain):
            return
        page_begins = page_begins or chunk.new_page
        skipped = max(skipped, n + numerals(found, n)) if page_begins else 0
        if page_begins and (chunk.plain in repeated or n < skipped):
            continue
        yield replace(chunk, new_page=page_begins)
        page_begins = False


@dataclass(frozen=True)
class Splitter:
    """Cuts the body of a table into rows."""

    header: Header
    layout: Layout

    def split(self, body: Sequence[Chunk]) -> Iterator[Found]:
        places = (n for n in range(len(body)) if self._is_span(body[n]) or self._opens(body, n))
        begins = list(islice(places, MOST_ROWS))
        if before := body[: begins[0] if begins else len(body)]:
            yield from self._unnumbered(Found("", tuple(before)))
        for begin, end in pairwise([*begins, len(body)]):
            yield from self._row(tuple(body[begin:end]))

    def _row(self, chunks: tuple[Chunk, ...]) -> Iterator[Found]:
        number = NUMBER.match(chunks[0].lines[0].text)
        if number is None or self._is_span(chunks[0]):
            yield Found("", chunks, spans=True)
            return
        row = _numbered(chunks, number)
        if self._is_task(row):
            yield row._replace(spans=True)
        else:
            yield from self._unnumbered(row)

    def _is_span(self, chunk: Chunk) -> bool:
        spans = self.header.table.spans
        return spans is not None and spans.match(chunk.plain) is not None

    def _is_task(self, row: Found) -> bool:
        """A whole number, a single cell and no date: a heading over the rows below it."""
        table = self.header.table
        return (
            table.tasks is not None
            and "." not in row.number
            and all(chunk.new_page for chunk in row.chunks[1:])
            and not any(table.tasks.search(chunk.plain) for chunk in row.chunks)
        )

    def _opens(self, body: Sequence[Chunk], n: int) -> bool:
        chunk = body[n]
        number = NUMBER.match(chunk.lines[0].text)
        if number is None or SHORT_DATE.fullmatch(number[1]) or self._is_of_values(chunk):
            return False
        if not chunk.new_page or ("." in number[1] and not _goes_on(chunk, number)):
            return True
        return self._is_believed(body, n, number)

    def _is_of_values(self, chunk: Chunk) -> bool:
        """Whether what looks like a row's number is a value: `0 01.09.2018 5 10`, `1 марта 2019 г.`."""
        if len(chunk.words) == 1:
            return not self._is_number_alone(chunk)
        second = chunk.words[1]
        return self._is_value(second) and (not second[0].isdigit() or self._is_all_values(chunk))

    def _is_number_alone(self, chunk: Chunk) -> bool:
        if len(chunk.lines) > 1:
            return "." in chunk.words[0] or chunk.lines[1].text[0].isupper()
        return not self._has_numbers

    @property
    def _has_numbers(self) -> bool:
        """Whether a cell of this table may be a bare number."""
        shapes = [column.shape for column in self.header.columns]
        return any(shape.fullmatch("12") and not shape.fullmatch("Слово") for shape in shapes)

    def _is_believed(self, body: Sequence[Chunk], n: int, number: re.Match[str]) -> bool:
        table = self.header.table
        if table.anchor is None:
            return not _goes_on(body[n], number)
        return (table.tasks is not None and TASK.match(body[n].plain) is not None) or _has_anchor(body, n, table.anchor)

    def _is_value(self, word: str) -> bool:
        return self.layout.value.fullmatch(word) is not None

    def _unnumbered(self, row: Found) -> Iterator[Found]:
        """Part a row from those after it that have no number: a text after values, with values of its own, is one."""
        if not self.header.table.unnumbered:
            yield row
            return
        begins = [0, *self._begins_after_values(row.chunks)]
        for begin, end in pairwise([*begins, len(row.chunks)]):
            yield Found("" if begin else row.number, row.chunks[begin:end])

    def _begins_after_values(self, chunks: Sequence[Chunk]) -> Iterator[int]:
        seen = False
        for n, chunk in enumerate(chunks):
            is_text, has_values = not self._is_all_values(chunk), self._ends_with_values(chunk)
            if seen and is_text and (has_values or (n + 1 < len(chunks) and self._is_all_values(chunks[n + 1]))):
                yield n
                seen = False
            seen = seen or has_values

    def _is_all_values(self, chunk: Chunk) -> bool:
        return all(map(self._is_value, chunk.plain.split(maxsplit=WORDS_OF_VALUES)[:WORDS_OF_VALUES]))

    def _ends_with_values(self, chunk: Chunk) -> bool:
        return all(map(self._is_value, chunk.words[-VALUES_OF_A_ROW:]))


def _goes_on(chunk: Chunk, number: re.Match[str]) -> bool:
    """Whether the text after the number goes on from before: "7.5 тыс. детей" is no row."""
    return chunk.lines[0].text[number.end() : number.end() + 1].islower()


def _has_anchor(body: Sequence[Chunk], begin: int, anchor: re.Pattern[str] | None) -> bool:
    """Look for the anchor in the chunks from `begin` up to the next one that begins like a row."""
    for n in range(begin, len(body)):
        if n != begin and NUMBER.match(body[n].lines[0].text):
            return False
        if anchor is not None and anchor.search(body[n].plain):
            return True
    return False


def _numbered(chunks: tuple[Chunk, ...], number: re.Match[str]) -> Found:
    first = chunks[0].lines[0]
    text = first.text[number.end() :]
    lines = (Written(text, first.ended), *chunks[0].lines[1:]) if text else chunks[0].lines[1:]
    return Found(number[1], (Chunk(lines), *chunks[1:]) if lines else chunks[1:])
