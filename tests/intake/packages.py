"""OOXML files made by hand, of parts as they stand in the standard."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from domain.intake import NotAPassport
from domain.intake.blocks import Block, Grid, Paragraph

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def types(part: str, content_type: str) -> str:
    return f'<Types xmlns="{TYPES}"><Override PartName="/{part}" ContentType="{content_type}"/></Types>'


def relations(*links: tuple[str, str, str]) -> str:
    each = (f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(each)}</Relationships>'


def docx_parts(body: str, **others: str) -> dict[str, str | bytes]:
    """Parts of a document: `others` are the contents of styles, numbering, footnotes, endnotes."""
    extra = {f"word/{kind}.xml": f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>" for kind, content in others.items()}
    return {
        "[Content_Types].xml": types("word/document.xml", DOCUMENT_TYPE),
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((kind, kind, f"{kind}.xml") for kind in others)),
        **extra,
    }


def docx(path: Path, body: str, **others: str) -> Path:
    return package(path / "паспорт.docx", docx_parts(body, **others))


def xlsx_parts(sheet: str, *, styles: str = "", shared: str = "", book: str = "") -> dict[str, str | bytes]:
    """Parts of a workbook of one sheet "План"; `sheet` is what stands in its part."""
    return {
        "[Content_Types].xml": types("xl/workbook.xml", WORKBOOK_TYPE),
        "_rels/.rels": relations(("r1", "officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{book}'
        '<sheets><sheet name="План" sheetId="1" r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("s1", "worksheet", "worksheets/sheet1.xml"),
            ("s2", "styles", "styles.xml"),
            ("s3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
    }


def xlsx(path: Path, sheet: str, *, styles: str = "", shared: str = "", book: str = "") -> Path:
    return package(path / "паспорт.xlsx", xlsx_parts(sheet, styles=styles, shared=shared, book=book))


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def tc(content: str, properties: str = "") -> str:
    """A cell of a text, or of what is already XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [list(row) for row in block.texts()]


def said(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def only_grid(blocks: tuple[Block, ...]) -> Grid:
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    return grid


@contextmanager
def refused(words: str) -> Iterator[None]:
    """One sentence that says this."""
    with pytest.raises(NotAPassport, match=words) as refusal:
        yield
    assert "\n" not in str(refusal.value)
