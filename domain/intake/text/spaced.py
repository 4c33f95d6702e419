"""Lines of text whose columns are aligned by spaces: what of a page is a table, and what is prose."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

PIECE = re.compile(r"\S+(?: \S+)*")
FOOTER = re.compile(r"\s*(?:-\s?\d{1,4}\s?-\s*$|Страница \d|Стр\. \d)|.*(?:КонсультантПлюс|www\.consultant)")
PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
NUMERALS = re.compile(r"\s*1\s+2\s+3(?:\s+\d{1,2})*\s*")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
NUMBER_HEADING = re.compile(r"(?:N|№|п/п|п\.п\.|N п/п|№ п/п)\.?")
HEADER_BEGINS = re.compile(r"\s*(?:N|№)(?: ?п/п)?\.?\s")
LONGEST = 1_000
MOST_PIECES = 60
NEIGHBOURS = 3
HIGHEST = 9
"""Lines in which the title of a table and the upper lines of its header have room."""
MOST_BLANKS = 3
"""More blank lines than this end a table."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A line of a page; `pieces` are parted by two blanks or more. `over` is a heading over all columns, on no line."""

    text: str
    over: str = ""

    @cached_property
    def pieces(self) -> tuple[Place, ...]:
        found = tuple(found.span() for found in PIECE.finditer(self.text)) if len(self.text) <= LONGEST else ()
        return found if len(found) <= MOST_PIECES else ()

    @cached_property
    def gaps(self) -> tuple[Place, ...]:
        return tuple((left[1], right[0]) for left, right in pairwise(self.pieces))

    @cached_property
    def is_columned(self) -> bool:
        return len(self.pieces) > 1 and not FOOTER.match(self.text)

    @property
    def is_numbered(self) -> bool:
        return len(self.pieces) > 1 and NUMBER.fullmatch(self.text[slice(*self.pieces[0])]) is not None

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def start(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    def covers(self, gap: Place) -> bool:
        at = bisect_left(self.pieces, (gap[0],)) - 1
        return at >= 0 and gap[1] < self.pieces[at][1]

    def covered(self, other: "Line") -> list[bool]:
        return [self.covers(gap) for gap in other.gaps]


Near = tuple[list[Line], list[Line]]
"""Columned lines before a line, and after it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a page from `begin` to before `end`: a table's, or prose."""

    begin: int
    end: int
    is_table: bool


def stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Part a page: a table goes on while lines respect the gaps of the lines around them."""
    members = _members(lines)
    begins = set(_headers_below(lines, members))
    begin = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or members[n] != members[begin] or n in begins:
            yield Stretch(begin, n, members[begin])
            begin = n


def _headers_below(lines: Sequence[Line], members: list[bool]) -> Iterator[int]:
    """Where the header of another table begins below a row; what is titled there becomes prose."""
    for n in range(1, len(lines)):
        if members[n] and members[n - 1] and lines[n].is_columned and HEADER_BEGINS.match(lines[n].text):
            begin = _titled_from(lines, n)
            titles = takewhile(lambda k: not lines[k].is_columned, range(begin, n))
            for k in titles:
                members[k] = False
            yield next((k for k in range(begin, n) if lines[k].is_columned), n)


def _titled_from(lines: Sequence[Line], n: int) -> int:
    """The line after the last blank one above a header, unless a row stands between."""
    above = list(takewhile(lambda k: not lines[k].is_numbered, range(n - 1, max(n - HIGHEST, -1), -1)))
    return next((k + 1 for k in above if lines[k].is_blank), n)


def _members(lines: Sequence[Line]) -> list[bool]:
    """Which lines belong to tables; blank lines between two lines of a table are its own."""
    columned = [n for n, line in enumerate(lines) if line.is_columned]
    members = [False] * len(lines)
    last = -1
    for at, n in enumerate(columned):
        near = _near(lines, columned, at)
        if not _is_strange(lines[n], *near):
            members[n] = True
            _connect(lines, members, last, n, near)
            last = n
    for n in [n for n in columned if members[n]]:
        _lead(lines, members, n)
        _trail(lines, members, n)
    return members


def _near(lines: Sequence[Line], columned: Sequence[int], at: int) -> Near:
    before = [lines[n] for n in columned[max(0, at - NEIGHBOURS) : at]]
    return before, [lines[n] for n in columned[at + 1 : at + 1 + NEIGHBOURS]]


def _is_strange(line: Line, before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Prose set flush has gaps too, but they are not where the gaps of its neighbours are."""
    if HEADER_BEGINS.match(line.text):
        return False
    sides = [[each for other in others for each in line.covered(other)] for others in (before, after) if others]
    return bool(sides) and all(sum(covered) * 2 > len(covered) for covered in sides)


def _connect(lines: Sequence[Line], members: list[bool], last: int, n: int, near: Near) -> None:
    """Take what stands between two lines of a table, if all of it fits."""
    between = range(last + 1, n)
    if last < 0 or _blanks(lines, between) > MOST_BLANKS:
        return
    before, after = [*near[0], lines[last]][-NEIGHBOURS:], [lines[n], *near[1]][:NEIGHBOURS]
    if not any(_is_apart(lines, k, before, after) for k in between if not lines[k].is_blank):
        members[last + 1 : n] = [True] * len(between)


def _blanks(lines: Sequence[Line], between: range) -> int:
    longest = current = 0
    for n in between:
        current = current + 1 if lines[n].is_blank else 0
        longest = max(longest, current)
    return longest


def _is_apart(lines: Sequence[Line], n: int, before: Sequence[Line], after: Sequence[Line]) -> bool:
    """A line over the columns: a heading inside the table or between two."""
    line = lines[n]
    if is_footer(lines, n) or not line.pieces:
        return True
    return any(_crosses(line, others, alone=_is_alone(lines, n)) for others in (before, after))


def _crosses(line: Line, others: Sequence[Line], *, alone: bool) -> bool:
    if any(other.is_numbered and line.covers(other.gaps[0]) for other in others):
        return True
    votes = 0
    for other in others:
        covered = line.covered(other)
        votes += covered[0] or sum(covered) * 2 > len(covered) or (alone and any(covered))
    return votes * 2 > len(others)


def is_footer(lines: Sequence[Line], n: int) -> bool:
    """A running foot, or a number that stands alone."""
    number = PAGE_NUMBER.fullmatch(lines[n].text) is not None and _is_alone(lines, n)
    return number or FOOTER.match(lines[n].text) is not None


def _is_alone(lines: Sequence[Line], n: int) -> bool:
    return all(not 0 <= k < len(lines) or lines[k].is_blank for k in (n - 1, n + 1))


def _lead(lines: Sequence[Line], members: list[bool], n: int) -> None:
    """A header's first lines may have one cell each, right of the first column or the heading of the number."""
    k = n - 1
    while k >= 0 and not members[k] and _may_lead(lines, k, lines[n]):
        members[k] = True
        k -= 1


def _may_lead(lines: Sequence[Line], k: int, first: Line) -> bool:
    line = lines[k]
    if line.is_blank or line.is_columned or FOOTER.match(line.text) or not line.pieces:
        return False
    if PAGE_NUMBER.fullmatch(line.text) and not any(other.text.strip() for other in lines[:k]):
        return False
    if NUMBER_HEADING.fullmatch(line.text.strip()):
        return True
    return line.start >= first.pieces[0][1] and not line.covers(first.gaps[0])


def _trail(lines: Sequence[Line], members: list[bool], n: int) -> None:
    """The last row may go on with one cell a line."""
    k = n + 1
    while k < len(lines) and not members[k] and _may_trail(lines[k], lines[n]):
        members[k] = True
        k += 1


def _may_trail(line: Line, last: Line) -> bool:
    if line.is_blank or line.is_columned or FOOTER.match(line.text) or not line.pieces:
        return False
    return not any(line.covered(last)) and any(abs(line.start - piece[0]) <= 1 for piece in last.pieces)
