"""Recognizes a passport in the blocks of a ruled format: columns by their headings, rows by their numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from domain.intake.blocks import Block
from domain.intake.recognition.glued import glued
from domain.intake.recognition.headings import IGNORED
from domain.intake.recognition.joining import joined
from domain.intake.recognition.lines import TERM, lines
from domain.intake.recognition.provisions import prose
from domain.intake.recognition.rows import finished
from domain.intake.recognition.seams import Seams
from domain.intake.recognition.stretches import Cut, Stretch
from domain.intake.tables import COLUMNS, PLAN, Document, Row


def recognized(blocks: tuple[Block, ...]) -> Document:
    """Tables of a passport with columns by name; what the blocks do not hold is absent from the document."""
    seams = Seams(blocks)
    pieces = list(Cut().pieces(blocks))
    stretches: defaultdict[str, list[Stretch]] = defaultdict(list)
    for piece in pieces:
        if isinstance(piece, Stretch) and piece.header.table != IGNORED:
            stretches[piece.header.table].append(piece)
    tables = {table: _rows(table, found, seams) for table, found in stretches.items()}
    return Document(
        tables={table: rows for table, rows in tables.items() if rows},
        prose=prose(pieces),
        text=glued(blocks),
        captions={table: _caption(found) for table, found in stretches.items()},
        lacking={table: _lacking(table, found, tables[table]) for table, found in stretches.items()},
    )


def _rows(table: str, stretches: Sequence[Stretch], seams: Seams) -> tuple[Row, ...]:
    rows = finished(table, joined(table, chain.from_iterable(map(lines, stretches)), seams))
    return tuple(map(_with_term, rows)) if table == PLAN and "start" not in _columns(stretches) else rows


def _with_term(row: Row) -> Row:
    """A lone column of dates may hold terms whatever its heading says: `01.01.2019 - 31.12.2024`."""
    if not TERM.fullmatch(row["finish"]):
        return row
    return Row({**{name: text for name, text in row.cells.items() if name != "finish"}, "term": row["finish"]})


def _columns(stretches: Iterable[Stretch]) -> set[str]:
    return {name for stretch in stretches for name in stretch.header.columns}


def _caption(stretches: Sequence[Stretch]) -> str:
    words = chain.from_iterable((*stretch.titles, stretch.header.words) for stretch in stretches)
    return "\n".join(dict.fromkeys(words))


def _lacking(table: str, stretches: Sequence[Stretch], rows: Iterable[Row]) -> frozenset[str]:
    """Columns that no part of the table has; one column of terms has both dates, one of days the finish alone."""
    found = _columns(stretches)
    if table == PLAN:
        found |= _dates_in_terms(rows) | {"term"}
    return frozenset(COLUMNS[table]) - found


def _dates_in_terms(rows: Iterable[Row]) -> set[str]:
    terms = [row["term"] for row in rows if row["term"]]
    starts = {"start"} if any(map(TERM.fullmatch, terms)) else set()
    return starts | {"finish"} if terms else set()
