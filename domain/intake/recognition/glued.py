"""All the words of a document as lines, for what is looked for by words alone: a legend, the region, a footnote."""

import re
from collections.abc import Iterable, Iterator

from domain.intake.blocks import Block, Cell, Paragraph
from domain.intake.recognition.columns import Cells
from domain.intake.recognition.notes import is_published
from domain.intake.words.dates import NO_DATE

_CODE = re.compile(r"(?:[А-ЯЁA-Z][А-ЯЁA-Zа-яё-]*\s?){1,3}|[а-яё]{2,20}")
_ORDINAL = re.compile(r"\d{1,3}\.?")
LONGEST_CODE = 20


def glued(blocks: Iterable[Block]) -> str:
    """A line for each paragraph and each row; a row of a code and its decoding is written `РНП - руководитель`."""
    return "\n".join(line for block in blocks for line in _lines(block) if line and not is_published(line))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (" ".join(line.split()) for line in block.text.split("\n"))
        return
    shown: set[Cell] = set()
    for row in block.rows:
        yield _line(row, shown)
        shown.update(cell for cell in row if cell.height > 1)


def _line(row: Cells, shown: set[Cell]) -> str:
    words = (" ".join(cell.text.split()) for cell in dict.fromkeys(row) if cell not in shown)
    texts = [text for text in words if text not in NO_DATE]  # such a dash joins no code with its decoding
    pair = texts[1:] if len(texts) > 2 and _ORDINAL.fullmatch(texts[0]) else texts  # noqa: PLR2004 - number, code, words
    is_legend = len(pair) == 2 and len(pair[0]) < LONGEST_CODE and _CODE.fullmatch(pair[0])  # noqa: PLR2004
    return " - ".join(pair) if is_legend else " ".join(texts)
