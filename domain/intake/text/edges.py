"""Edges of columns aligned by spaces: positions that stay blank over the rows of a table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from domain.intake.text.spaced import Line, Place

WIDE = 2
"""Blanks that part columns where no row of column numerals tells how many there are."""
FEW, OFTEN = 3, 5
"""Words that have to begin at the edge of a column one blank from its neighbour: values or under a heading, others."""
NEAR = 2
"""Letters by which a line may be set off from those above: an edge so near to another is the same."""
STRAY = 4
"""Letters by which a word may begin too early where its neighbour leaves it no room."""
SELDOM = 4
"""For so many words that begin at such an edge one may lie over it: a merged cell."""
VALUE = re.compile(r"\d[\d.,]*|\d{1,3}(?: \d{3})+,\d+|[-–—ХхXx]|<\*+>")
WORD = re.compile(r"\d{1,3}(?: \d{3})+,\d+|\d{1,2}\.\d{1,2}\.\d{4} [-–—] \d{1,2}\.\d{1,2}\.\d{4}|\S+")
"""Thousands set apart by a blank are one word with the rest of their amount, and two days are one term."""


def gaps_between(numerals: Line, body: Sequence[Line]) -> list[Place]:
    """One gap between any two of the numerals: the widest place with the least ink."""
    places = [found.span() for found in WORD.finditer(numerals.text)]
    ink = _ink([line.pieces for line in body], places[-1][1] + 1)
    return [_widest(ink, left[1], right[0]) for left, right in pairwise(places)]


def gaps_of(body: Sequence[Line], header: Sequence[Line]) -> list[Place]:
    """Places that are blank in every line; a heading over nothing but blanks makes a column that is empty."""
    width = max((line.pieces[-1][1] for line in (*body, *header) if line.pieces), default=0)
    ink = _ink([line.pieces for line in body], width)
    full = [a + b for a, b in zip(ink, _ink([_empty(header, ink)], width), strict=True)]
    wide = [run for run in _runs(full, 0, width, least=0) if run[1] - run[0] >= WIDE and run[0] > 0 and run[1] < width]
    gaps = _apart(sorted([*wide, *_narrow([line for line in body if line.pieces], header, wide)]))
    return sorted([*gaps, *_under_headings(header, full, gaps)])


def _apart(gaps: Sequence[Place]) -> list[Place]:
    """Edges whose blanks overlap are one edge, which some rows have strayed from."""
    found: list[Place] = []
    for gap in gaps:
        if found and gap[0] < found[-1][1]:
            found[-1] = (found[-1][0], min(found[-1][1], gap[1]))
        else:
            found.append(gap)
    return found


def _under_headings(header: Sequence[Line], ink: Sequence[int], gaps: Sequence[Place]) -> Iterator[Place]:
    """Where few rows have strayed over an edge, headings side by side still tell it."""
    fullest: Line | None = max(header, key=lambda line: len(line.pieces), default=None)
    for left, right in pairwise(fullest.pieces if fullest else ()):
        if not any(left[0] < gap[1] and gap[0] < right[1] for gap in gaps):
            begin, end = _widest(ink, left[0] + 1, right[1] - 1)
            if ink[begin] <= 1:
                yield begin, end


def _narrow(body: Sequence[Line], header: Sequence[Line], wide: Sequence[Place]) -> Iterator[Place]:
    """Columns one blank apart: many words begin there, and hardly a word lies over the place."""
    words = [word for line in body for word in _words(line)]
    begins, values = _begins(body)
    headings = {begin for line in header for begin, _ in _words(line)}
    lain = _ink(
        [[(min(begin + STRAY + 1, end), end)] for begin, end in words], max((end for _, end in words), default=0) + 1
    )
    left = min(begins, default=0)
    taken = {at for gap in wide for at in range(gap[0], gap[1] + 1 + NEAR)}
    for at in sorted(set(begins) - taken - {left}):
        least = FEW if values[at] * 2 > begins[at] or at in headings else OFTEN
        if begins[at] >= least and lain[at] * SELDOM <= begins[at]:
            yield _begun(at, lain, begins[at] // SELDOM), at


def _empty(header: Sequence[Line], ink: Sequence[int]) -> list[Place]:
    """Places of headings, one under another, that have nothing under them at all."""
    places: list[Place] = []
    for begin, end in sorted(piece for line in header for piece in line.pieces):
        if places and begin < places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]))
        else:
            places.append((begin, end))
    return [place for place in places if not any(ink[slice(*place)])]


def _begins(body: Sequence[Line]) -> tuple[Counter[int], Counter[int]]:
    """How many words begin at each position, and how many of them are values; the same words say the same once."""
    found: set[tuple[int, str, str]] = set()
    values: Counter[int] = Counter()
    for line in body:
        before = ""
        for begin, end in _words(line):
            word = line.text[begin:end]
            is_value = VALUE.fullmatch(word) is not None
            values[begin] += is_value
            if not is_value:
                found.add((begin, before, word))
            before = word
    return Counter(begin for begin, _, _ in found) + values, values


def _begun(at: int, lain: Sequence[int], most: int) -> int:
    """Where the blanks before a place begin, but for a line or two that lie over them."""
    begin = at - 1
    while begin > 0 and lain[begin] <= most and lain[begin - 1] <= most:
        begin -= 1
    return begin


def _words(line: Line) -> list[Place]:
    return [found.span() for found in WORD.finditer(line.text)] if line.pieces else []


def _ink(lines: Sequence[Sequence[Place]], width: int) -> list[int]:
    """How many lines have something at each position."""
    changes = [0] * (width + 1)
    for pieces in lines:
        for begin, end in pieces:
            changes[min(begin, width)] += 1
            changes[min(end, width)] -= 1
    return list(accumulate(changes[:width]))


def _widest(ink: Sequence[int], begin: int, end: int) -> Place:
    runs = _runs(ink, begin, end, least=min(ink[begin:end], default=0))
    return max(runs, key=lambda run: (run[1] - run[0], run[0]), default=(begin, end))


def _runs(ink: Sequence[int], begin: int, end: int, *, least: int) -> list[Place]:
    runs: list[Place] = []
    for at in (at for at in range(begin, end) if ink[at] <= least):
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs
