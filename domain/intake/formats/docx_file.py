"""Reads a DOCX: paragraphs and tables in the document's order, footnotes after them; pages' headers are left out."""

from collections.abc import Iterator
from pathlib import Path

from domain.intake.blocks import Block, Paragraph
from domain.intake.formats.docx_numbering import Numbering
from domain.intake.formats.docx_styles import Styles
from domain.intake.formats.docx_tables import is_layout, rows_of, table_grid
from domain.intake.formats.docx_text import paragraph_text, text_boxes, unwrapped
from domain.intake.formats.limits import Allowance, too_large
from domain.intake.formats.markup import Element
from domain.intake.formats.package import Package, opened
from domain.intake.formats.plain import plain

NOTES = (("footnotes", "w.footnote"), ("endnotes", "w.endnote"))


def docx_blocks(path: Path) -> tuple[Block, ...]:
    """The blocks of a document. Raises NotAPassport."""
    with opened(path) as package:
        return package_blocks(package)


def package_blocks(package: Package, *, ruled: bool = True) -> tuple[Block, ...]:
    """The same of a package that is already open; not `ruled`: its lines as they are, blanks and all."""
    reading = _Reading(package)
    try:
        blocks = tuple(reading.blocks())
    except RecursionError:
        raise too_large(package.name) from None
    return blocks if ruled else tuple(map(Paragraph, reading.lines))


class _Reading:
    """One pass over a document: list numbers are counted on the way."""

    def __init__(self, package: Package) -> None:
        self._package, self._main = package, package.main_part()
        self._allowance = Allowance(package.name)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._glued = ""
        self.lines: list[str] = []
        self._after_grid = self._page_ended = False

    def _part(self, kind: str) -> Element | None:
        return self._package.optional_tree(self._package.part_of(self._main, kind))

    def blocks(self) -> Iterator[Block]:
        body = self._package.tree(self._main).find("w.body")
        if body is not None:
            yield from self._flow(body)
        for kind, tag in NOTES:
            notes = self._part(kind)
            for note in notes.findall(tag) if notes is not None else []:
                if note.get("w.type", "normal") == "normal":
                    yield from self._flow(note)

    def _flow(self, container: Element, *, in_cell: bool = False) -> Iterator[Block]:
        for element in unwrapped(container):
            if element.tag == "w.p":
                yield from self._paragraph(element, in_cell=in_cell)
            elif element.tag == "w.tbl":
                yield from self._table(element)
        if whole := self._flushed(""):
            yield Paragraph(whole)

    def _paragraph(self, paragraph: Element, *, in_cell: bool) -> Iterator[Block]:
        properties = paragraph.find("w.pPr")
        label = self._numbering.label(properties)
        written = self._allowance.text(paragraph_text(paragraph, self._styles))
        numbered = f"{label} {written}" if label else written
        self.lines.append(numbered)
        shown = numbered if in_cell or written.strip() else ""
        if _is_mark_deleted(properties):
            self._glued += shown
        elif whole := self._flushed(shown):
            self._after_grid = False
            yield Paragraph(whole)
        self._page_ended = self._page_ended or _ends_page(paragraph)
        for box in text_boxes(paragraph):
            yield from self._flow(box)

    def _flushed(self, text: str) -> str:
        """The text with the paragraphs before it whose ends were deleted."""
        whole, self._glued = plain(self._glued + text), ""
        return whole

    def _table(self, table: Element) -> Iterator[Block]:
        rows = rows_of(table)
        if is_layout(rows):
            for row in rows:
                for cell in row.cells:
                    yield from self._flow(cell)
            return
        is_broken = self._after_grid and self._page_ended
        if (grid := table_grid(rows, self._cell_text, self._allowance, broken=is_broken)).rows:
            yield grid
        self._after_grid, self._page_ended = True, False

    def _cell_text(self, cell: Element) -> str:
        return "\n".join(line for block in self._flow(cell, in_cell=True) for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    """A paragraph of a cell, or the rows of a table that stands in it."""
    if isinstance(block, Paragraph):
        yield block.text
        return
    for row in block.rows:
        texts = dict.fromkeys(cell.text.replace("\n", " ") for cell in row if cell.text)
        yield " ".join(texts)


def _is_mark_deleted(properties: Element | None) -> bool:
    """A deletion that takes the paragraph's end joins it with the next one."""
    return properties is not None and any(
        properties.find(f"w.rPr/{tag}") is not None for tag in ("w.del", "w.moveFrom")
    )


def _ends_page(paragraph: Element) -> bool:
    return any(
        each.tag in {"w.lastRenderedPageBreak", "w.pageBreakBefore", "w.sectPr"}
        or (each.tag == "w.br" and each.get("w.type") == "page")
        for each in paragraph.iter()
    )
