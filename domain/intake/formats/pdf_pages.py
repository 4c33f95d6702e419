"""Pages of a PDF as letters and rules with their places, upright and counted from the upper left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import hypot
from typing import NamedTuple

THIN = 3.6
"""A filled shape as thin as this is a rule."""

INSET = 1.0
THICK = 6.0
SHORTEST_DIRECTION = 5
"""A direction is along an axis when it goes that many times as far along as across."""

Point = tuple[float, float]


class Letter(NamedTuple):
    """A letter on its baseline; `turn` counts quarter turns against the clock: 1 is text that runs upwards.

    `place` is where it is looked for in tables: its middle, or, if that is hidden, the nearest place that is not.
    """

    text: str
    begin: Point
    end: Point
    size: float
    turn: int
    place: Point


def middle(begin: Point, end: Point, size: float, turn: int) -> Point:
    """The middle of a letter between two points of its baseline."""
    x, y = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
    rise = size * 0.3
    return ((x, y - rise), (x - rise, y), (x, y + rise), (x + rise, y))[turn]


class Rule(NamedTuple):
    """A straight line: an upright one stands at x = `at`, a level one lies at y = `at`."""

    upright: bool
    at: float
    begin: float
    end: float

    def within(self, window: Fill, hem: float) -> Iterator[Rule]:
        """What is seen of the rule through a window with a hem around it."""
        left, top, right, bottom = window
        across, along = ((left, right), (top, bottom)) if self.upright else ((top, bottom), (left, right))
        begin, end = max(self.begin, along[0] - hem), min(self.end, along[1] + hem)
        if across[0] - hem <= self.at <= across[1] + hem and begin < end:
            yield self._replace(begin=begin, end=end)


class Fill(NamedTuple):
    """A filled rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def nearest(self, point: Point) -> Point:
        """The point if it is within, or else one inside that is near to it."""
        x, y = point
        return _between(x, self.left, self.right), _between(y, self.top, self.bottom)

    def within(self, other: Fill) -> Fill:
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Fill(left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom)))

    def edges(self) -> tuple[Rule, ...]:
        return (
            Rule(True, self.left, self.top, self.bottom),
            Rule(True, self.right, self.top, self.bottom),
            Rule(False, self.top, self.left, self.right),
            Rule(False, self.bottom, self.left, self.right),
        )


@dataclass
class Sheet:
    """What is drawn on a page. `pictured` is the area of its images; `unknown` counts letters without a meaning."""

    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictured: float = 0.0
    unknown: int = 0

    def upright(self) -> Sheet:
        """The sheet turned so that most of its text runs from left to right."""
        turns = Counter(letter.turn for letter in self.letters)
        turn = max(turns, key=lambda turn: turns[turn], default=0)
        return self._turned(turn) if turn else self

    def _turned(self, turn: int) -> Sheet:
        width, height = (self.height, self.width) if turn % 2 else (self.width, self.height)
        shift = ((0.0, 0.0), (self.height, 0.0), (self.width, self.height), (0.0, self.width))[turn]

        def moved(point: Point) -> Point:
            along, across = turned(point, turn)
            return along + shift[0], across + shift[1]

        def letter(old: Letter) -> Letter:
            return Letter(old.text, moved(old.begin), moved(old.end), old.size, (old.turn - turn) % 4, moved(old.place))

        return replace(
            self,
            width=width,
            height=height,
            letters=[letter(old) for old in self.letters],
            rules=[rule for old in self.rules for rule in straight(*map(moved, ends_of(old)))],
            fills=[Fill(*framed([moved((old.left, old.top)), moved((old.right, old.bottom))])) for old in self.fills],
        )


def _between(at: float, begin: float, end: float) -> float:
    return at if begin <= at <= end else min(max(at, begin + INSET), end - INSET)


def turned(point: Point, turn: int) -> Point:
    """The place of a point along the lines of text that runs in this direction, and across them."""
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def turn_of(begin: Point, end: Point) -> int | None:
    """Which way text runs; None when it runs askew, as watermarks do."""
    dx, dy = end[0] - begin[0], end[1] - begin[1]
    if abs(dx) > SHORTEST_DIRECTION * abs(dy):
        return 0 if dx > 0 else 2
    if abs(dy) > SHORTEST_DIRECTION * abs(dx):
        return 1 if dy < 0 else 3
    return None


def ends_of(rule: Rule) -> tuple[Point, Point]:
    if rule.upright:
        return (rule.at, rule.begin), (rule.at, rule.end)
    return (rule.begin, rule.at), (rule.end, rule.at)


def straight(begin: Point, end: Point) -> Iterator[Rule]:
    """The rule between two points, if it is one."""
    (x0, y0), (x1, y1) = begin, end
    dx, dy = abs(x1 - x0), abs(y1 - y0)
    if dx <= 1 and dy > dx:
        yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    elif dy <= 1 and dx > dy:
        yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def framed(points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def stroked(points: Sequence[Point]) -> Iterator[Rule]:
    for begin, end in pairwise(points):
        yield from straight(begin, end)


def filled(points: Sequence[Point]) -> Iterator[Rule | Fill]:
    """A thin shape is a rule (a dot of a dotted one may belong to either kind), a wider one a filled rectangle."""
    left, top, right, bottom = framed(points)
    width, height = right - left, bottom - top
    if height <= THIN and width > 0:
        yield Rule(False, (top + bottom) / 2, left, right)
    if width <= THIN and height > 0:
        yield Rule(True, (left + right) / 2, top, bottom)
    if min(width, height) > THIN and is_rectangle(points):
        yield Fill(left, top, right, bottom)


def is_rectangle(points: Sequence[Point]) -> bool:
    return len(points) in {4, 5} and all(min(abs(x1 - x0), abs(y1 - y0)) < 1 for (x0, y0), (x1, y1) in pairwise(points))


def is_white(color: object) -> bool:
    """White is 1, (1, 1, 1) or, in four inks, (0, 0, 0, 0)."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    blank = 0 if len(parts) == len("CMYK") else 1
    return all(part == blank for part in parts)


def scale_of(matrix: tuple[float, float, float, float, float, float]) -> float:
    return hypot(matrix[0], matrix[1])
