"""Reads blocks of any ruled format in this very process."""

from collections.abc import Callable
from pathlib import Path

from domain.intake.blocks import Block, Paragraph
from domain.intake.formats.limits import too_large
from domain.intake.formats.signature import HEAD_BYTES, Kind, kind_of

Progress = Callable[[float], None]


def read_blocks(path: Path, progress: Progress | None = None, *, ruled: bool = True) -> tuple[Block, ...]:
    """The blocks of a DOCX, an XLSX or a PDF, told by its content; not `ruled`: a paragraph for each line as it is.

    Raises NotAPassport, and MemoryError where memory is limited.
    """
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES), path.name)
    try:
        return _pdf(path, progress, ruled=ruled) if kind is Kind.PDF else _ooxml(path, ruled=ruled)
    except RecursionError:
        raise too_large(path.name) from None


def _pdf(path: Path, progress: Progress | None, *, ruled: bool) -> tuple[Block, ...]:
    from domain.intake.formats.pdf_file import pdf_blocks, pdf_text

    return pdf_blocks(path, progress) if ruled else tuple(map(Paragraph, pdf_text(path, progress).split("\n")))


def _ooxml(path: Path, *, ruled: bool) -> tuple[Block, ...]:
    from domain.intake.formats.ooxml import ooxml_blocks

    return ooxml_blocks(path, ruled=ruled)
