"""Writes the parts of a document as DOCX with merged headings and spanning rows."""

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.oxml import OxmlElement

from tests.intake.documents.forms import Part, Table


def write(parts: Sequence[Part], path: Path, *, rows_a_table: int = 1000) -> None:
    """A table of more rows than `rows_a_table` goes on in the next table, with its header again."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            for begin in range(0, len(part.rows), rows_a_table):
                _table(document, part, begin, begin + rows_a_table)
                document.add_paragraph("")
    document.save(str(path))


def _table(document: Docx, part: Table, begin: int, end: int) -> None:
    headings, lines = part.headings(), part.rows[begin:end]
    table = document.add_table(rows=len(headings) + len(lines), cols=len(part.columns))
    for y, texts in enumerate([*headings, *map(part.cells, lines)]):
        for cell, text in zip(table.rows[y].cells, texts, strict=True):
            cell.text = text
    for top, left, bottom, right in part.areas():
        table.cell(top, left).merge(table.cell(bottom, right)).text = headings[top][left]
    for row in table.rows[: len(headings)]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for y in (y for y, line in enumerate(lines, len(headings)) if "spans" in line):
        table.cell(y, 0).merge(table.cell(y, len(part.columns) - 1)).text = lines[y - len(headings)]["spans"]
