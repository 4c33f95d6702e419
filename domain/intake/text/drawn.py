"""Tables drawn with characters: lines are cut where verticals stand, rows where rules lie."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

VERTICALS = "│║┃|¦"
CROSSINGS = "┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╟╫╢╒╤╕╞╪╡╘╧╛╓╥╖╙╨╜┏┳┓┣╋┫┗┻┛"
LINES = r"─━═=\-"
VERTICAL = re.compile(rf"[{VERTICALS}{CROSSINGS}]|\+(?=[-=])|(?<=[-=])\+")
BAR = re.compile(rf"[{VERTICALS}]")
RULE = re.compile(rf"[{VERTICALS}{CROSSINGS}{LINES}+:\s]+")
DRAWN_LINE = re.compile(rf"[{LINES}]{{3}}")
OLD_RULE = re.compile(r"[гГLl+|¦][-+TТ¦|]{3,}[-+¬¦|]")
"""A rule of programs that had no box characters: `г----T----¬`, `L----+-----`."""
OLD_CROSSING = re.compile(r"[гГLlTТ¬+|¦]|-$")
RULED = re.compile(rf"\s*:?[{LINES}{CROSSINGS}+]{{2,}}:?\s*|[{LINES}]")
NEAR = 1
"""Verticals that stand this near are one: people draw by eye."""
MOSTLY = 0.6
"""Where more lines than this have all the verticals, and not under one another, their order tells the columns."""
LONGEST = 2_000
MOST_VERTICALS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two verticals of a line, over columns from `first` to before `last`; a rule has no text."""

    text: str | None
    first: int
    last: int


DrawnLine = tuple[Piece, ...]


def is_rule(line: str) -> bool:
    """A line of rules and crossings only, of either kind."""
    if len(line) > LONGEST or DRAWN_LINE.search(line) is None:
        return False
    return (RULE.fullmatch(line) or OLD_RULE.fullmatch(line.strip())) is not None


def has_verticals(line: str) -> bool:
    return len(line) <= LONGEST and 0 < sum(map(line.count, VERTICALS)) <= MOST_VERTICALS


def is_table(lines: Sequence[str]) -> bool:
    """A run of lines with verticals or rules is a table when it has two lines of cells, ruled or with two verticals."""
    cells = [line for line in lines if has_verticals(line) and not is_rule(line)]
    ruled = len(cells) < len(lines)
    enough = sum(len(BAR.findall(line)) > 1 for line in cells)
    return (ruled and bool(cells)) or enough > 1


def cut(lines: Sequence[str]) -> tuple[list[DrawnLine], int]:
    """Every line in pieces, and how many columns the table has."""
    places = [_verticals(line) for line in lines]
    edges = _edges(lines, places)
    if edges is None:
        width = max(map(len, places)) + 1
        return _trimmed([_by_order(line, at, width) for line, at in zip(lines, places, strict=True)], width)
    found = [_by_place(line, at, edges) for line, at in zip(lines, places, strict=True)]
    return _trimmed(found, len(edges) + 1)


def _verticals(line: str) -> tuple[int, ...]:
    if is_rule(line):
        crossing = OLD_CROSSING if OLD_RULE.fullmatch(line.strip()) else re.compile(rf"[{VERTICALS}{CROSSINGS}+]")
        return tuple(found.start() for found in crossing.finditer(line.rstrip()))
    return tuple(found.start() for found in VERTICAL.finditer(line))


def _edges(lines: Sequence[str], places: Sequence[tuple[int, ...]]) -> list[int] | None:
    """Places of the verticals over the whole table; None when they do not stand under one another."""
    cells = [at for line, at in zip(lines, places, strict=True) if not is_rule(line)]
    counted = Counter(place for at in cells for place in at)
    edges: list[int] = []
    for place in sorted(counted):
        if edges and place - edges[-1] <= NEAR:
            edges[-1] = place if counted[place] > counted[edges[-1]] else edges[-1]
        else:
            edges.append(place)
    most, lines_with_most = max(Counter(map(len, cells)).items())
    is_loose = len(edges) > most and lines_with_most > len(cells) * MOSTLY
    return None if is_loose else edges


def _by_place(line: str, at: Sequence[int], edges: Sequence[int]) -> DrawnLine:
    """Column 0 is left of the first vertical, so a table that is framed has nothing in it."""
    nearest = [_nearest(place, edges) for place in at]
    kept = [(place, n) for n, place in dict(zip(nearest, at, strict=True)).items()]
    bounds = [(-1, -1), *kept, (len(line), len(edges))]
    return tuple(_piece(line[begin + 1 : end], first + 1, last + 1) for (begin, first), (end, last) in pairwise(bounds))


def _nearest(place: int, edges: Sequence[int]) -> int:
    after = bisect_left(edges, place)
    near = range(max(0, after - 1), min(len(edges), after + 1))
    return min(near, key=lambda n: abs(edges[n] - place))


def _by_order(line: str, at: Sequence[int], width: int) -> DrawnLine:
    bounds = [-1, *at, len(line)]
    last = len(bounds) - 2
    return tuple(
        _piece(line[begin + 1 : end], n, n + 1 if n < last else width)
        for n, (begin, end) in enumerate(pairwise(bounds))
    )


def _piece(text: str, first: int, last: int) -> Piece:
    is_ruled = RULED.fullmatch(text) is not None and (len(text) > 1 or not text.strip("─━═"))
    return Piece(None if is_ruled else text.strip(), first, last)


def _trimmed(lines: list[DrawnLine], width: int) -> tuple[list[DrawnLine], int]:
    """Without what is outside the frame."""
    left = 0 if any(_has_text(line[0], 0) for line in lines) else 1
    right = width if any(_has_text(line[-1], width - 1) for line in lines) else width - 1
    return [tuple(_within(line, left, right)) for line in lines], right - left


def _has_text(piece: Piece, column: int) -> bool:
    return bool(piece.text) and piece.first <= column < piece.last


def _within(line: DrawnLine, left: int, right: int) -> Iterator[Piece]:
    for piece in line:
        first, last = max(piece.first, left), min(piece.last, right)
        if first < last:
            yield Piece(piece.text, first - left, last - left)
