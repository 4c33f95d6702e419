"""A table whose columns are aligned by spaces: its header, its columns, the texts of each line by column."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from domain.intake.text.edges import VALUE, WORD, gaps_between, gaps_of
from domain.intake.text.spaced import HEADER_BEGINS, NUMERALS, Line, Place

HEADING_WORDS = re.compile(r"(?:^|\s)(?:N|№|п/п)(?:\s|$)")
FEWEST_LINES = 2
LONGEST_HEADER = 40
ASIDE = 4
"""Twice the letters by which the middle of a word may be set off from where its column begins."""

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a table on one page, by the gaps between them."""

    gaps: tuple[Place, ...]
    left: int = 0

    @property
    def count(self) -> int:
        return len(self.gaps) + 1

    def starts(self) -> list[int]:
        return [self.left, *(gap[1] for gap in self.gaps)]

    def column(self, begin: int, end: int) -> int:
        """The column of a word by its middle, which may stray a little to the left of where its column begins."""
        return sum(begin + end >= 2 * right - min(ASIDE, right - left) for left, right in self.gaps)

    def texts(self, line: Line) -> Texts:
        """Words by column; behind a number a last piece with a word over an edge is a merged cell."""
        words: list[list[str]] = [[] for _ in range(self.count)]
        for begin, end in line.pieces:
            places = [(begin + found.start(), begin + found.end()) for found in WORD.finditer(line.text[begin:end])]
            may_be_merged = words[0] and end == line.pieces[-1][1]
            is_merged = may_be_merged and any(self._is_over(line, place) for place in places)
            for place in places:
                words[self.column(*(places[0] if is_merged else place))].append(line.text[slice(*place)])
        return tuple(map(" ".join, words))

    def _is_over(self, line: Line, place: Place) -> bool:
        over = any(place[0] < right < place[1] for _, right in self.gaps)
        return over and not VALUE.fullmatch(line.text[slice(*place)])


def fitting(own: Columns, last: Columns, lines: Sequence[Texts], valued: frozenset[int]) -> Callable[[Texts], Texts]:
    """Makes texts by the columns of one page those of the page before: fewer may show, and elsewhere.

    `valued` are the columns that held but values there: words do not go on in them.
    """
    if own.count == last.count:
        return lambda line: line
    starts, words = last.starts(), set(range(own.count)) - valued_in(lines, most=0)
    places = [
        min(range(last.count), key=lambda n: (n in valued and x in words, abs(starts[n] - start)))
        for x, start in enumerate(own.starts())
    ]
    return lambda line: _placed(line, places, last.count)


def valued_in(lines: Sequence[Texts], *, most: float) -> frozenset[int]:
    """Columns that hold values; `most` is the share of other texts that is let pass."""
    counted = Counter(x for line in lines for x, text in enumerate(line) if text)
    worded = Counter(x for line in lines for x, text in enumerate(line) if text and not VALUE.fullmatch(text))
    return frozenset(x for x, full in counted.items() if worded[x] <= most * full)


def _placed(line: Texts, places: Sequence[int], count: int) -> Texts:
    """Values one blank apart may have shared a column: each gets its own where there is room."""
    texts = [""] * count
    for text, at, after in zip(line, places, [*places[1:], count], strict=True):
        words = text.split()
        if 1 < len(words) == after - at and all(map(VALUE.fullmatch, words)):
            texts[at:after] = words
        else:
            texts[at] = f"{texts[at]} {text}".strip()
    return tuple(texts)


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """`header` are the lines over the body, the row of column numerals among them."""

    columns: Columns
    header: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def is_headless(self) -> bool:
        """Nothing stands over the rows but column numerals, if those."""
        return all(NUMERALS.fullmatch(line.text) for line in self.header)

    @property
    def is_header(self) -> bool:
        """Headings at the foot of a page, and no row under them."""
        is_numbered = any(line.is_numbered for line in self.body)
        return not self.header and not is_numbered and any(HEADING_WORDS.search(line.text) for line in self.body)

    def followed(self, heading: str, below: "SpacedTable") -> "SpacedTable | None":
        """One table of two and the heading between them; None when their columns are not the same."""
        if below.header:
            return None
        if self.columns.count == below.columns.count:
            anchors = list(zip(below.columns.starts(), self.columns.starts(), strict=True))
            moved = (_moved(line, anchors) for line in below.body)
            return SpacedTable(self.columns, self.header, (*self.body, Line("", over=heading), *moved))
        body = (*self.body, Line("", over=heading), *below.body)
        columns = _columns(self.header, body)
        is_one = columns.count == max(self.columns.count, below.columns.count)
        return SpacedTable(columns, self.header, body) if is_one else None

    def under(self, headings: "SpacedTable") -> "SpacedTable":
        """With the lines of another page as its header, moved to where its own columns are."""
        anchors = _anchors(headings.columns.starts(), self.columns.starts())
        return replace(self, header=(*(_moved(line, anchors) for line in headings.body), *self.header))


def _anchors(theirs: Sequence[int], own: Sequence[int]) -> list[Place]:
    """Where columns of another page stand on this one: pages are not drawn to one scale."""
    scale = (own[-1] - own[0]) / max(1, theirs[-1] - theirs[0])
    return [(at, min(own, key=lambda start: abs(own[0] + (at - theirs[0]) * scale - start))) for at in theirs]


def _moved(line: Line, anchors: Sequence[Place]) -> Line:
    text, kept = "", line.over
    for begin, end in line.pieces:
        place = max(_moved_to(begin, anchors), len(text) + 2 if text else 0)
        text = f"{text.ljust(place)}{line.text[begin:end]}"
    return Line(text, over=kept)


def _moved_to(at: int, anchors: Sequence[Place]) -> int:
    """Between two columns in proportion."""
    n = max(0, sum(old <= at for old, _ in anchors) - 1)
    (old, new), (next_old, next_new) = anchors[n], anchors[min(n + 1, len(anchors) - 1)]
    share = (next_new - new) / (next_old - old) if next_old > old else 1
    return round(new + (at - old) * share)


def spaced_table(lines: Sequence[Line], *, goes_on: bool, known: Sequence[Line] = ()) -> SpacedTable | None:
    """The table of a stretch of lines, or None; `goes_on`: it opens a page after a table, and may have no header.

    `known` are the lines of the last header, which may be here once more.
    """
    numerals = next((n + 1 for n, line in enumerate(lines[:LONGEST_HEADER]) if NUMERALS.fullmatch(line.text)), 0)
    begin = numerals or _repeated_length(lines, known) or _header_length(lines, goes_on=goes_on)
    header, body = tuple(lines[:begin]), tuple(lines[begin:])
    columns = _columns(header, body)
    is_header = len(lines[0].pieces) > FEWEST_LINES and HEADER_BEGINS.match(lines[0].text)
    enough = sum(line.is_columned for line in lines) >= (1 if goes_on or is_header else FEWEST_LINES)
    return SpacedTable(columns, header, body) if enough and columns.gaps else None


def _columns(header: Sequence[Line], body: Sequence[Line]) -> Columns:
    numerals = next((line for line in header if NUMERALS.fullmatch(line.text)), None)
    gaps = gaps_between(numerals, body) if numerals else gaps_of(body, header)
    return Columns(tuple(gaps), min((line.start for line in (*header, *body) if line.pieces), default=0))


def _repeated_length(lines: Sequence[Line], known: Sequence[Line]) -> int:
    """How many lines repeat a header word for word, wherever its columns are now."""
    same = takewhile(lambda pair: pair[0].text.split() == pair[1].text.split(), zip(lines, known, strict=False))
    return sum(1 for _ in same)


def _header_length(lines: Sequence[Line], *, goes_on: bool) -> int:
    """A header ends where the first numbered row begins."""
    first = next((n for n, line in enumerate(lines[:LONGEST_HEADER]) if line.is_numbered), 0)
    if goes_on and not any(HEADING_WORDS.search(line.text) for line in lines[:first]):
        return 0
    return first
