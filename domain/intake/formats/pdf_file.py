"""Reads a PDF: ruled tables and the prose between them, or plain text when nothing is ruled."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from domain.intake.blocks import Block
from domain.intake.refusal import NotAPassport

if TYPE_CHECKING:
    from domain.intake.formats.pdf_pages import Sheet
    from domain.intake.formats.pdf_running import Page

PAGES = 600
SCARCE = 20
PICTURED = 0.4
"""A page with that share under images and hardly a letter is a scan."""

Progress = Callable[[float], None]


def pdf_blocks(path: Path, progress: Progress | None = None) -> tuple[Block, ...]:
    """Grids and paragraphs in the order of reading; `progress` is told the share that is done, page by page.

    A table that goes on over pages is a grid a page, all with the same columns, the later ones `broken`; footnotes
    that stand between its parts come after it. Raises NotAPassport for what is no PDF, or one without a text.
    """
    from domain.intake.formats.pdf_flow import blocks_of

    return tuple(blocks_of(_pages(path, progress)))


def pdf_text(path: Path, progress: Progress | None = None) -> str:
    """The text of an unruled PDF, line by line: blank lines kept, columns apart, a form feed between pages."""
    from domain.intake.formats.pdf_layout import text_of

    return text_of(_pages(path, progress))


def _pages(path: Path, progress: Progress | None) -> "list[Page]":
    """All pages without what runs over them."""
    from domain.intake.formats.pdf_refusal import refusing
    from domain.intake.formats.pdf_running import Page, without_running
    from domain.intake.formats.pdf_tables import laid

    pages: list[Page] = []
    scanned: list[bool] = []
    with refusing(path, most=PAGES) as drawing:
        for sheet in drawing.sheets():
            pages.append(Page(sheet.width, sheet.height, *laid(sheet)))
            scanned.append(_is_scan(sheet))
            if progress is not None:
                progress(len(pages) / len(drawing))
    _refuse_wordless(path.name, pages, scanned)
    without_running(pages)
    return pages


def _is_scan(sheet: "Sheet") -> bool:
    is_wordless = len(sheet.letters) < max(SCARCE, sheet.unknown)
    return is_wordless and (sheet.pictured > PICTURED * sheet.width * sheet.height or sheet.unknown > SCARCE)


def _refuse_wordless(name: str, pages: "Sequence[Page]", scanned: Sequence[bool]) -> None:
    is_empty = not any(page.lines or page.tables for page in pages)
    if is_empty or sum(scanned) * 2 > len(pages):
        raise NotAPassport(f"В файле {name} нет текста, только изображение: распознайте его или возьмите исходный файл")
