"""Text whose columns can be seen: tables drawn with characters, pasted from a spreadsheet, or aligned by spaces."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from domain.intake.blocks import Block, Grid
from domain.intake.text.delimited import delimited, delimiter_of, pasted_blocks
from domain.intake.text.drawn import has_verticals, is_rule, is_table
from domain.intake.text.drawn_grid import drawn_grid
from domain.intake.text.joining import Vocabulary
from domain.intake.text.lines import MOST_LINES
from domain.intake.text.spaced_page import SpacedReader

FEWEST_COLUMNS = 3
"""A text without a table of so many columns is no passport with columns: two may be a signature under a letter."""
OTHER_BLANKS = re.compile(r"[^\S\n\t\f]")
UNPRINTED = str.maketrans("", "", "\ufeff\u00ad\u200b")


def ruled_blocks(text: str) -> tuple[Block, ...] | None:
    """Paragraphs and grids of the text; None when it has no visible columns."""
    if text.count("\n") + text.count("\f") > MOST_LINES:
        return None
    pages = [page.split("\n") for page in _normalized(text).split("\f")]
    blocks = tuple(_Reader(pages).blocks())
    return blocks if any(isinstance(block, Grid) and block.width >= FEWEST_COLUMNS for block in blocks) else None


def _normalized(text: str) -> str:
    text = text.translate(UNPRINTED).replace("\r\n", "\n").replace("\r", "\n")
    return OTHER_BLANKS.sub(" ", text)


class _Reader:
    """Goes over pages and gives each run of lines to the reader of its kind."""

    def __init__(self, pages: Sequence[list[str]]) -> None:
        self._pages = pages
        self._vocabulary = Vocabulary(chain.from_iterable(pages))
        self._spaced = SpacedReader(self._vocabulary, _repeated(pages))

    def blocks(self) -> Iterator[Block]:
        for n, page in enumerate(self._pages):
            yield from self._page(page, opens_page=n > 0)
        yield from self._spaced.rest()

    def _page(self, lines: Sequence[str], *, opens_page: bool) -> Iterator[Block]:
        begin, at, broken = 0, 0, opens_page
        while at < len(lines):
            found, after = self._ruled(lines, at, broken=broken)
            if found:
                yield from self._spaced.read(lines[begin:at], opens_page=opens_page and begin == 0)
                yield from found
                begin, broken = after, False
            at = after
        yield from self._spaced.read(lines[begin:], opens_page=opens_page and begin == 0)

    def _ruled(self, lines: Sequence[str], at: int, *, broken: bool) -> tuple[Sequence[Block], int]:
        """Blocks of the ruled table that begins at a line, and the line after it; none when nothing begins."""
        after = at
        while after < len(lines) and (has_verticals(lines[after]) or is_rule(lines[after])):
            after += 1
        if after > at:
            drawn = lines[at:after]
            return ([drawn_grid(drawn, self._vocabulary, broken=broken)] if is_table(drawn) else []), after
        rows, after = delimited(lines, at) if delimiter_of(lines[at]) else ([], at)
        return list(pasted_blocks(rows, broken=broken)), max(after, at + 1)


def _repeated(pages: Sequence[list[str]]) -> frozenset[str]:
    """Lines that stand on several pages."""
    counted = Counter(line for page in pages for line in {line.strip() for line in page})
    return frozenset(line for line, pages_with in counted.items() if pages_with > 1)
