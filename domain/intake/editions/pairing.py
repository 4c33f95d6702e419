"""Which rows of two plans are the same item: by equal content and place first, then by the best likeness."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import product

from domain.intake.editions.likeness import canonical, likeness, stems
from domain.intake.editions.order import gaps
from domain.passport import PlanRow

ENOUGH = 0.6
LEAST_ALIKE = 0.5
"""Below this a title is another one, whatever number and dates it has."""
RAREST = 3
WIDEST = 10_000
"""Rows that share a mark in more than so many pairs are not told apart by it."""

# fmt: off
TITLE, COMMON_TITLE = 0.50, 0.40   # a title that several rows have identifies less
FINISH, START       = 0.12, 0.05
EXECUTORS           = 0.10
SAME_KIND, OTHER_KIND = 0.05, -0.10
NUMBER              = 0.15         # its own, or the one that the new number of what it serves gives it
FAMILY              = 0.15         # it serves the same item, or the same items serve it
# fmt: on


@dataclass
class Side:
    """One plan: its rows, those not recognized yet, and who serves whom."""

    rows: Sequence[PlanRow]
    found: dict[int, int] = field(default_factory=dict)
    """Row here -> the same item's row in the other plan."""

    @cached_property
    def places(self) -> dict[str, int]:
        return {row.number: n for n, row in reversed(list(enumerate(self.rows)))}

    @cached_property
    def parents(self) -> list[int | None]:
        return [self.places.get(row.parent or "") for row in self.rows]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for n, parent in enumerate(self.parents):
            if parent is not None:
                found[parent].append(n)
        return found

    @cached_property
    def contents(self) -> list[Hashable]:
        return [_content(row) for row in self.rows]

    @cached_property
    def titles(self) -> Counter[str]:
        return Counter(canonical(row.title) for row in self.rows)

    def free(self) -> list[int]:
        return [n for n in range(len(self.rows)) if n not in self.found]

    def family(self, n: int) -> tuple[Hashable, ...]:
        """The contents of the row and of everything that it serves."""
        parent = self.parents[n]
        return (self.contents[n], *(self.family(parent) if parent is not None else ()))


Pairs = tuple[tuple[PlanRow, PlanRow], ...]


def paired(old: Sequence[PlanRow], new: Sequence[PlanRow]) -> Pairs:
    """The rows that are one item in both plans, each once, in the order of the new one.

    A plan repeats its titles from year to year, so that one which is put off by a year looks like one whose items have
    exchanged their numbers. Both are tried, and what leaves fewer rows and cells unexplained is believed.
    """
    tries = (_paired(Side(old), Side(new), in_place) for in_place in (True, False))
    return min(tries, key=lambda pairs: (-len(pairs), sum(map(_differing, pairs))))


def _paired(one: Side, other: Side, in_place: bool) -> Pairs:
    _pair_equal(one, other, _whole, _whole)
    if in_place:
        here, there = gaps(_titles(one), _titles(other))
        for mark in (_in_place, _titled_in_place):
            _pair_equal(one, other, partial(mark, here), partial(mark, there))
    for ours, theirs in _MARKS:
        _pair_equal(one, other, ours, theirs)
    for depth in sorted({row.number.count(".") for row in other.rows}):
        _pair_alike(one, other, depth)
    return tuple((one.rows[other.found[n]], other.rows[n]) for n in sorted(other.found))


def _differing(pair: tuple[PlanRow, PlanRow]) -> int:
    """In how many cells the two rows differ."""
    was, now = ((row.number, *_content(row)) for row in pair)
    return sum(a != b for a, b in zip(was, now, strict=True))


def _content(row: PlanRow) -> tuple[Hashable, ...]:
    return (canonical(row.title), row.start, row.finish, row.executors, canonical(row.document), row.level)


def _titles(side: Side) -> list[Hashable]:
    return [(row.number.count("."), canonical(row.title)) for row in side.rows]


Mark = Callable[[Side, int], Hashable]


def _whole(side: Side, n: int) -> Hashable:
    return (side.family(n), side.rows[n].number)


def _in_place(places: Sequence[int], side: Side, n: int) -> Hashable:
    return (places[n], side.contents[n])


def _titled_in_place(places: Sequence[int], side: Side, n: int) -> Hashable:
    row = side.rows[n]
    return (places[n], row.number.count("."), canonical(row.title))


def _served_by_old(side: Side, n: int) -> Hashable:
    """The content with the row, in the new plan, of what the item serves."""
    parent = side.parents[n]
    return (side.contents[n], side.found.get(parent, n - len(side.rows)) if parent is not None else None)


def _served_by_new(side: Side, n: int) -> Hashable:
    return (side.contents[n], side.parents[n])


def _numbered(side: Side, n: int) -> Hashable:
    return (side.contents[n], side.rows[n].number)


def _alone(side: Side, n: int) -> Hashable:
    return side.contents[n]


_MARKS: tuple[tuple[Mark, Mark], ...] = (
    (Side.family, Side.family),
    (_served_by_old, _served_by_new),
    (_numbered, _numbered),
    (_alone, _alone),
)
"""What must be equal, the most telling first."""


def _pair_equal(one: Side, other: Side, ours: Mark, theirs: Mark) -> None:
    """Rows of one mark are the same items, in the order in which they stand."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for n in reversed(one.free()):
        waiting[ours(one, n)].append(n)
    for m in other.free():
        if same := waiting.get(theirs(other, m)):
            _join(one, other, same.pop(), m)


def _join(one: Side, other: Side, n: int, m: int) -> None:
    one.found[n], other.found[m] = m, n


def _pair_alike(one: Side, other: Side, depth: int) -> None:
    """The best pairs first, each row once."""
    scored = ((_score(one, other, n, m), n, m) for n, m in _candidates(one, other, depth))
    for _, n, m in sorted((s for s in scored if s[0] >= ENOUGH), key=lambda s: (-s[0], abs(s[1] - s[2]), s[1])):
        if n not in one.found and m not in other.found:
            _join(one, other, n, m)


def _candidates(one: Side, other: Side, depth: int) -> Iterable[tuple[int, int]]:
    """All pairs where they are few; else those that share a title, a number, or one of a title's rarest words."""
    ours, theirs = (_at_depth(side, depth) for side in (one, other))
    if len(ours) * len(theirs) <= WIDEST:
        return product(ours, theirs)
    here, there = _buckets(one, ours, _expected(one, other)), _buckets(other, theirs, lambda _: None)
    shared = ((here[mark], there[mark]) for mark in here.keys() & there.keys())
    return {pair for o, t in shared if len(o) * len(t) <= WIDEST for pair in product(o, t)}


def _at_depth(side: Side, depth: int) -> list[int]:
    return [n for n in side.free() if side.rows[n].number.count(".") == depth]


def _buckets(side: Side, rows: Sequence[int], expected: Callable[[int], str | None]) -> dict[Hashable, list[int]]:
    known = Counter(stem for n in rows for stem in set(stems(side.rows[n].title)))
    found: dict[Hashable, list[int]] = defaultdict(list)
    for n in rows:
        for mark in {*_marks(side.rows[n], known), ("number", expected(n))}:
            found[mark].append(n)
    return found


def _marks(row: PlanRow, known: Counter[str]) -> Iterator[Hashable]:
    yield "title", canonical(row.title)
    yield "number", row.number
    rare = sorted(set(stems(row.title)), key=lambda stem: (known[stem], stem))
    yield from (("word", stem) for stem in rare[:RAREST])


def _expected(one: Side, other: Side) -> Callable[[int], str | None]:
    """The number that an item would have if it only followed what it serves."""

    def number(n: int) -> str | None:
        parent = one.parents[n]
        if parent is None or parent not in one.found:
            return None
        return f"{other.rows[one.found[parent]].number}.{one.rows[n].number.rpartition('.')[2]}"

    return number


def _score(one: Side, other: Side, n: int, m: int) -> float:
    old, new = one.rows[n], other.rows[m]
    alike = likeness(old.title, new.title)
    if alike < LEAST_ALIKE:
        return 0.0
    title = canonical(old.title)
    is_common = one.titles[title] > 1 or other.titles[canonical(new.title)] > 1
    numbers = (old.number, _expected(one, other)(n))
    return (
        alike * (COMMON_TITLE if is_common else TITLE)
        + FINISH * (old.finish == new.finish is not None)
        + START * (old.start == new.start is not None)
        + EXECUTORS * _overlap(old.executors, new.executors)
        + (SAME_KIND if old.document_kind == new.document_kind else OTHER_KIND)
        + NUMBER * (new.number in numbers)
        + FAMILY * _kinship(one, other, n, m)
    )


def _overlap(ours: Sequence[str], theirs: Sequence[str]) -> float:
    both = set(ours) | set(theirs)
    return len(set(ours) & set(theirs)) / len(both) if both else 1.0


def _kinship(one: Side, other: Side, n: int, m: int) -> float:
    """1 when both serve the same item; for those that serve none, the share of their own that are the same."""
    above = one.parents[n]
    if above is not None:
        return float(one.found.get(above, -1) == other.parents[m])
    below = [child for child in one.children.get(n, ()) if child in one.found]
    if not below:
        return 0.0
    return sum(other.parents[one.found[child]] == m for child in below) / len(below)
