"""Reads a document given as plain text, where tables have lost their rules and only page breaks and blanks remain."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from domain.intake.tables import Document, Row
from domain.intake.text.cells import Effort
from domain.intake.text.header import Header, headers
from domain.intake.text.joints import Joints
from domain.intake.text.lines import Chunk, chunks
from domain.intake.text.reader import Reader
from domain.intake.text.rows import Splitter, body
from domain.intake.text.shapes import Layout

ABOVE = 6
"""Chunks above a table among which its section's heading is looked for."""

CLOSE_ABOVE = 2


def read_text(text: str, layout: Layout) -> Document:
    """Read tables and prose; what the layout does not find is absent from the document."""
    found = chunks(text, layout.noise)
    joints = Joints(found)
    tables = _tables(found, layout)
    effort = Effort()
    rows = {name: tuple(_rows(found, parts, layout, joints, effort)) for name, parts in tables.items()}
    return Document(
        tables={name: told for name, told in rows.items() if told},
        prose={name: _prose(found, joints, *edges) for name, edges in layout.prose.items()},
        text=" ".join(joints.glue(chunk.lines).text for chunk in found),
        captions={name: _caption(found, parts[0][0], layout, joints) for name, parts in tables.items()},
        lacking={name: _lacking(parts[0][0]) for name, parts in tables.items()},
    )


Parts = list[tuple[Header, int]]
"""A table: its header (and the repeated ones), and where the chunks under each end at the latest."""


def _tables(found: Sequence[Chunk], layout: Layout) -> Mapping[str, Parts]:
    """Of different headers of one table the fullest is believed; equal ones are parts of a table."""
    alike: defaultdict[tuple[str, str], Parts] = defaultdict(list)
    all_headers = list(headers(found, layout.tables))
    for header, following in zip_longest(all_headers, all_headers[1:]):
        end = following.begin if following else len(found)
        alike[header.table.name, header.letters].append((header, end))
    tables: dict[str, Parts] = {}
    for (name, _), parts in alike.items():
        if name not in tables or len(parts[0][0].columns) > len(tables[name][0][0].columns):
            tables[name] = parts
    return tables


def _prose(found: Sequence[Chunk], joints: Joints, opening: re.Pattern[str], ending: re.Pattern[str]) -> str:
    """The text between two chunks, each chunk on its own line."""
    plain = [chunk.plain for chunk in found]
    first = next((n for n, text in enumerate(plain) if opening.search(text)), len(plain))
    last = next((n for n in range(first + 1, len(plain)) if ending.search(plain[n])), len(plain))
    return "\n".join(joints.glue(chunk.lines).text for chunk in found[first:last])


def _caption(found: Sequence[Chunk], header: Header, layout: Layout, joints: Joints) -> str:
    """The words of the header, after those of the section's heading above it."""
    above = range(header.begin - 1, max(header.begin - ABOVE, 0) - 1, -1)
    begin = next((n for n in above if layout.section.match(found[n].plain)), max(header.begin - CLOSE_ABOVE, 0))
    return " ".join(joints.glue(chunk.lines).text for chunk in found[begin : header.end])


def _lacking(header: Header) -> frozenset[str]:
    has = {column.name for column in header.columns}
    return frozenset(name for name in header.table.matters if name not in has)


def _rows(found: Sequence[Chunk], parts: Parts, layout: Layout, joints: Joints, effort: Effort) -> Iterator[Row]:
    header = parts[0][0]
    split = list(Splitter(header, layout).split(body(found, parts, layout)))
    return Reader(header, joints, effort).rows(split)
