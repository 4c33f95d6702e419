"""Glues what a page break has cut; the words of the document tell which halves are one word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from domain.intake.blocks import Block, Grid, Paragraph
from domain.intake.recognition.columns import TALLEST

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENED = re.compile(r"[^\W\d_]-$")
_CLOSING = re.compile(r"[.,;:)»!?]|-[^\W\d_]")
_INITIAL = re.compile(r"[А-ЯЁ][а-яё]+ [А-ЯЁ]\.$")
_SECOND_INITIAL = re.compile(r"[А-ЯЁ]\.")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?$")


class Seams:
    """Counts the words of a document: those at the edge of a cell that a page may have cut count half."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._words: Counter[str] = Counter()
        for block in blocks:
            for text, is_edge in ((block.text, False),) if isinstance(block, Paragraph) else _texts(block):
                words = [word.casefold() for word in _WORD.findall(text)]
                self._words.update(words[1:-1] if is_edge else words)
                self._words.update(words)

    def glue(self, pieces: Sequence[str]) -> str:
        """Put the pieces of a cell together in a time that grows with their length alone."""
        glued: list[str] = []
        for piece in filter(None, map(str.strip, pieces)):
            if glued:
                glued[-1] += self._seam(glued[-1], piece)
                if self._is_hyphened_line(glued[-1], piece):
                    glued[-1] = glued[-1][:-1]
            glued.append(piece)
        return "".join(glued)

    def _seam(self, left: str, right: str) -> str:
        if _CLOSING.match(right) or _is_quoted(left, right) or (_INITIAL.search(left) and _SECOND_INITIAL.match(right)):
            return ""
        last, first = _LAST_WORD.search(left), _WORD.match(right)
        if last is None or first is None:
            return " "
        if last[0].endswith("-"):
            return ""
        rarer = min(self._times(last[0]), self._times(first[0]))
        is_cut = first[0][0].islower() and self._times(last[0] + first[0]) > rarer
        return "" if is_cut else " "

    def _is_hyphened_line(self, left: str, right: str) -> bool:
        """A hyphen that only marks where the line was cut: without it the word is known, with it it is not."""
        last, first = _LAST_WORD.search(left), _WORD.match(right)
        if last is None or first is None or not _HYPHENED.search(left):
            return False
        return self._times(last[0][:-1] + first[0]) > self._times(last[0] + first[0])

    def _times(self, word: str) -> int:
        return self._words[word.casefold()]


def _is_quoted(left: str, right: str) -> bool:
    """A quotation mark that closes what stands before it, or opens what stands after."""
    is_open = left.count('"') % 2 == 1
    return is_open and (right.startswith('"') or left.endswith('"'))


def _texts(grid: Grid) -> Iterator[tuple[str, bool]]:
    """Texts of the cells, and whether a page break may have cut them: in the last row, and in the first.

    A page that repeats the header has its first row below it.
    """
    first = TALLEST if grid.broken else 0
    for n, row in enumerate(grid.rows):
        is_edge = n <= first or n == len(grid.rows) - 1
        for cell in dict.fromkeys(row):
            yield cell.text, is_edge
