"""Finds tables in the rules of a page: where columns and rows have their edges, and which places are one cell."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from domain.intake.formats.pdf_guard import Overweight
from domain.intake.formats.pdf_pages import Fill, Rule

SAME_LINE = 1.0
"""Pieces of one rule may lie that far off it."""

HAIRLINE = 3.0
DASH = 12.0
DASH_GAP = 8.0
"""Gaps that do not part the pieces of a rule; those between dashes may be wider."""

TOUCH = 2.5
"""A level and an upright rule that come so near meet."""

DOUBLE = 3.5
"""Rules that run so near each other are one double rule."""

OVERHANG = 5.0
SHORTEST = 4.0
COVERED = 0.5
"""A side is ruled when a rule covers that share of it."""

MOST_RULES = 6_000
MOST_PLACES = 20_000

Span = tuple[float, float]


class Box(NamedTuple):
    """A cell: its first row and column, and how many of them it covers."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True)
class Lattice:
    """A ruled table: edges of its columns and rows, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def is_within(self, other: "Lattice") -> bool:
        across = other.xs[0] - TOUCH <= self.xs[0] and self.xs[-1] <= other.xs[-1] + TOUCH
        return across and other.ys[0] - TOUCH <= self.ys[0] and self.ys[-1] <= other.ys[-1] + TOUCH


def lattices(rules: Sequence[Rule], fills: Sequence[Fill]) -> list[Lattice]:
    """The tables of a page, from the top; what is ruled within a cell of a table stays with the cell.

    The edges of a filled rectangle rule a table too, unless it is a mark within a cell.
    """
    drawn = _ruled(rules)
    outside = [fill for fill in fills if not any(_is_amid(fill, table) for table in drawn)]
    found = _ruled([*rules, *(edge for fill in outside for edge in fill.edges())]) if outside else drawn
    frames = [table for table in found if len(table.boxes) == 1]
    tables = [table for table in found if len(table.boxes) > 1]
    outer = [table for table in tables if not any(table is not other and table.is_within(other) for other in tables)]
    free = [frame for frame in frames if not any(frame.is_within(t) or t.is_within(frame) for t in outer)]
    return sorted([*outer, *free], key=lambda table: table.ys[0])


def _is_amid(fill: Fill, table: Lattice) -> bool:
    x, y = (fill.left + fill.right) / 2, (fill.top + fill.bottom) / 2
    return table.xs[0] < x < table.xs[-1] and table.ys[0] < y < table.ys[-1]


def _ruled(rules: Iterable[Rule]) -> list[Lattice]:
    whole = [rule for rule in _joined(rules) if rule.end - rule.begin >= SHORTEST]
    if len(whole) > MOST_RULES:
        raise Overweight
    found = (_lattice(group) for group in _groups(whole))
    return [table for table in found if table is not None]


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules put together from the pieces that lie on one line."""
    for upright in (False, True):
        pieces = sorted(rule for rule in set(rules) if rule.upright == upright)
        for line in _bundles(pieces, SAME_LINE):
            at = line[len(line) // 2].at
            yield from (Rule(upright, at, *span) for span in _spans(line))


def _bundles(rules: Sequence[Rule], tolerance: float) -> Iterator[list[Rule]]:
    """Parallel rules, sorted, in bundles that are no wider than the tolerance."""
    bundle: list[Rule] = []
    for rule in rules:
        if bundle and rule.at - bundle[0].at > tolerance:
            yield bundle
            bundle = []
        bundle.append(rule)
    if bundle:
        yield bundle


def _spans(pieces: Iterable[Rule]) -> Iterator[Span]:
    ordered = sorted((piece.begin, piece.end) for piece in pieces)
    begin, end = ordered[0]
    last = end - begin
    for piece_begin, piece_end in ordered[1:]:
        length = piece_end - piece_begin
        gap = DASH_GAP if max(last, length) <= DASH else HAIRLINE
        if piece_begin - end > gap:
            yield begin, end
            begin, end = piece_begin, piece_end
        end, last = max(end, piece_end), length
    yield begin, end


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that hang together."""
    parent = list(range(len(rules)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for one, other in _meetings(rules):
        parent[root(one)] = root(other)
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate(rules):
        groups[root(n)].append(rule)
    yield from groups.values()


def _meetings(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    level = sorted((rule.at, n) for n, rule in enumerate(rules) if not rule.upright)
    upright = sorted((rule.at, n) for n, rule in enumerate(rules) if rule.upright)
    for _, n in upright:
        rule = rules[n]
        first = bisect_left(level, (rule.begin - TOUCH, 0))
        last = bisect_left(level, (rule.end + TOUCH, len(rules)))
        for _, other in level[first:last]:
            if rules[other].begin - TOUCH <= rule.at <= rules[other].end + TOUCH:
                yield n, other
    yield from _neighbours(level, rules)
    yield from _neighbours(upright, rules)


def _neighbours(parallel: Sequence[tuple[float, int]], rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Rules of a double rule."""
    for place, (at, n) in enumerate(parallel):
        for other_at, other in parallel[place + 1 :]:
            if other_at - at > DOUBLE:
                break
            if min(rules[n].end, rules[other].end) > max(rules[n].begin, rules[other].begin):
                yield n, other


def _lattice(rules: Sequence[Rule]) -> Lattice | None:
    upright = list(_bundles(sorted(rule for rule in rules if rule.upright), DOUBLE))
    level = list(_bundles(sorted(rule for rule in rules if not rule.upright), DOUBLE))
    if not upright or not level:
        return None
    xs, ys = _with_overhang(upright, level), _with_overhang(level, upright)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - a table has two sides
        return None
    if len(xs) * len(ys) > MOST_PLACES:
        raise Overweight
    return Lattice(xs, ys, tuple(_boxes(_closed(xs, ys, upright), _closed(ys, xs, level))))


def _with_overhang(lines: Sequence[Sequence[Rule]], across: Sequence[Sequence[Rule]]) -> tuple[float, ...]:
    """Places of the lines, and of the sides that are not ruled: there the lines across end together."""
    places = [_middle(line) for line in lines]
    begins = sorted(rule.begin for line in across for rule in line)
    ends = sorted(-rule.end for line in across for rule in line)
    before = [begins[0]] if _ends_together(begins) and begins[0] < places[0] - OVERHANG else []
    after = [-ends[0]] if _ends_together(ends) and -ends[0] > places[-1] + OVERHANG else []
    return (*before, *places, *after)


def _middle(line: Sequence[Rule]) -> float:
    return (line[0].at + line[-1].at) / 2


def _ends_together(ends: Sequence[float]) -> bool:
    return len(ends) > 1 and ends[1] - ends[0] <= DOUBLE


Sides = list[list[bool]]
"""For every edge, between which edges across it is ruled."""


def _closed(edges: Sequence[float], across: Sequence[float], lines: Sequence[Sequence[Rule]]) -> Sides:
    ruled = {_middle(line): list(_spans(line)) for line in lines}
    return [[_is_covered(step, ruled.get(edge, [])) for step in pairwise(across)] for edge in edges]


def _is_covered(step: Span, spans: Iterable[Span]) -> bool:
    begin, end = step
    covered = sum(max(0.0, min(end, last) - max(begin, first)) for first, last in spans)
    return covered >= (end - begin) * COVERED


def _boxes(walls: Sides, floors: Sides) -> Iterator[Box]:
    """Cells between walls, and over the floors that are missing between equal cells."""
    open_boxes: dict[tuple[int, int], Box] = {}
    for row in range(len(floors) - 1):
        above, open_boxes = open_boxes, {}
        for column, width in _runs(walls, row):
            box = above.get((column, width))
            is_floored = box is None or any(floors[row][column : column + width])
            if box is not None and not is_floored:
                box = above.pop((column, width))._replace(height=box.height + 1)
            open_boxes[column, width] = Box(row, column, 1, width) if is_floored or box is None else box
        yield from above.values()
    yield from open_boxes.values()


def _runs(walls: Sides, row: int) -> Iterator[tuple[int, int]]:
    begin = 0
    last = len(walls) - 1
    for column in range(1, last + 1):
        if column == last or walls[column][row]:
            yield begin, column - begin
            begin = column
