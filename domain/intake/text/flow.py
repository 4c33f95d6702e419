"""Reads a document given as plain text, where tables have lost their rules and only page breaks and blanks remain."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.intake.tables import Document, Layout, Row, TableLayout
from domain.intake.text.cells import Cells, Cutter
from domain.intake.text.lines import Chunk, Joints, Written, chunks

HEADER_BEGINS = re.compile(r"^(?:N|№)\s*(?:п/п)?$|^(?:N|№)\s*п/п\b")
HEADER_CHUNKS = 16
NUMERALS = re.compile(r"1(?: \d{1,2}){2,}")
ROW_BEGINS = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3})\.? (?=\S)")

Found = tuple[str, tuple[Chunk, ...]]
"""A row: its number (empty for a heading before the first row), and its chunks."""


def read_text(text: str, layout: Layout) -> Document:
    """Read tables and prose; what the layout does not find is absent from the document."""
    found = chunks(text, layout.noise)
    joints = Joints(found)
    tables = {table.name: _rows(found, table, joints) for table in layout.tables}
    prose = {name: _prose(found, joints, *edges) for name, edges in layout.prose.items()}
    return Document(
        tables={name: rows for name, rows in tables.items() if rows},
        prose=prose,
        text=" ".join(joints.glue(chunk.lines).text for chunk in found),
    )


def _prose(found: Sequence[Chunk], joints: Joints, opening: re.Pattern[str], ending: re.Pattern[str]) -> str:
    """The text between two chunks, each chunk on its own line."""
    plain = [chunk.plain for chunk in found]
    first = next((n for n, text in enumerate(plain) if opening.search(text)), len(plain))
    last = next((n for n in range(first + 1, len(plain)) if ending.search(plain[n])), len(plain))
    return "\n".join(joints.glue(chunk.lines).text for chunk in found[first:last])


def _rows(found: Sequence[Chunk], table: TableLayout, joints: Joints) -> tuple[Row, ...]:
    body = _body(found, table)
    return _cut(list(_split(body, table)), table, joints)


def _body(found: Sequence[Chunk], table: TableLayout) -> list[Chunk]:
    """The chunks of a table between its header and its end, repeated headers left out."""
    for begin, chunk in enumerate(found):
        if HEADER_BEGINS.search(chunk.lines[0].text):
            length = _header_length(found[begin : begin + HEADER_CHUNKS])
            header = found[begin : begin + length]
            if table.header.search(" ".join(part.plain for part in header)):
                return list(_until_stop(found[begin + length :], header, table))
    return []


def _header_length(window: Sequence[Chunk]) -> int:
    """A header ends with the row of column numerals; without one, where the first row begins."""
    for n, chunk in enumerate(window):
        if NUMERALS.fullmatch(chunk.plain):
            return n + 1
        if ROW_BEGINS.match(chunk.plain):
            return n
    return len(window)


def _until_stop(rest: Sequence[Chunk], header: Sequence[Chunk], table: TableLayout) -> Iterator[Chunk]:
    repeated = {chunk.plain for chunk in header}
    page_begins = False
    for chunk in rest:
        if table.stop.match(chunk.plain):
            return
        page_begins = page_begins or chunk.new_page
        if page_begins and (chunk.plain in repeated or NUMERALS.fullmatch(chunk.plain)):
            continue
        yield replace(chunk, new_page=page_begins)
        page_begins = False


def _split(body: Sequence[Chunk], table: TableLayout) -> Iterator[Found]:
    """Cut the body where rows begin."""
    begins = [n for n in range(len(body)) if _opens_row(body, n, table)]
    if begins and begins[0]:
        yield "", tuple(body[: begins[0]])
    for begin, end in pairwise([*begins, len(body)]):
        yield _numbered(body[begin:end])


def _opens_row(body: Sequence[Chunk], n: int, table: TableLayout) -> bool:
    number = ROW_BEGINS.match(body[n].lines[0].text)
    if number is None:
        return False
    doubtful = body[n].new_page and "." not in number[1]
    return not doubtful or table.anchor is None or _has_anchor(body, n, table.anchor)


def _has_anchor(body: Sequence[Chunk], n: int, anchor: re.Pattern[str]) -> bool:
    """Look for the anchor in the chunks from `n` up to the next one that begins like a row."""
    for chunk in body[n:]:
        if chunk is not body[n] and ROW_BEGINS.match(chunk.lines[0].text):
            return False
        if anchor.search(chunk.plain):
            return True
    return False


def _numbered(row: Sequence[Chunk]) -> Found:
    first = row[0].lines[0]
    begins = ROW_BEGINS.match(first.text)
    number, skipped = (begins[1], begins.end()) if begins else ("", 0)
    lines = (Written(first.text[skipped:], first.ended), *row[0].lines[1:])
    return number, (Chunk(lines), *row[1:])


def _cut(found: Sequence[Found], table: TableLayout, joints: Joints) -> tuple[Row, ...]:
    """Cut whole rows first: what they hold tells how the rows cut by page breaks are to be put together."""
    alone = Cutter(table.columns, joints, {})
    whole = {n: alone.cut(row) for n, (number, row) in enumerate(found) if number and _is_whole(row)}
    taught = replace(alone, known=_known(list(whole.values())))
    rows: list[Row] = []
    for n, (number, row) in enumerate(found):
        cells = whole.get(n)
        if cells is None or any(not cell.text for cell in cells.values()):
            cells = taught.cut(row) if number else {}
        rows.extend(_finished(number, row, cells, table, joints))
    return tuple(rows)


def _finished(number: str, row: Sequence[Chunk], cells: Cells, table: TableLayout, joints: Joints) -> Iterator[Row]:
    """A row, and after it the heading that it carried at its end."""
    texts = {name: cell.text for name, cell in cells.items()}
    heading = texts.pop(table.heading or "", "")
    if number:
        yield Row({"number": number, **texts})
    elif table.heading:
        heading = joints.glue(row[-1].lines).text
    if heading:
        yield Row(spans=heading)


def _is_whole(row: Sequence[Chunk]) -> bool:
    return not any(chunk.new_page for chunk in row)


def _known(rows: Sequence[Cells]) -> dict[str, frozenset[str]]:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cells in rows:
        for name, cell in cells.items():
            seen[name][cell.text] += bool(cell.text)
    return {name: frozenset(text for text in counted if text) for name, counted in seen.items()}
