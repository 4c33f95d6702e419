"""Where rows stand between those that can be told by their title alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence


def gaps(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """For each row of both the number of the gap that it stands in, between rows that can be told by their title.

    Those are the rows whose title stands in both plans once; of them, only such as follow each other in both.
    """
    here, there = Counter(old), Counter(new)
    places = {title: m for m, title in enumerate(new) if there[title] == 1}
    anchors = [(n, places[title]) for n, title in enumerate(old) if here[title] == 1 and title in places]
    fixed = [anchors[k] for k in _longest_rising([m for _, m in anchors])]
    return _gaps(len(old), [n for n, _ in fixed]), _gaps(len(new), [m for _, m in fixed])


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The places of the longest run of values, not necessarily neighbours, of which each is above the last."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for n, value in enumerate(values):
        at = bisect_left(tops, value)
        tops[at : at + 1], ends[at : at + 1] = [value], [n]
        before.append(ends[at - 1] if at else None)
    found: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]


def _gaps(length: int, fixed: Sequence[int]) -> list[int]:
    """`2k` before the anchor of number k, `2k + 1` for the anchor itself."""
    found, k = [], 0
    for n in range(length):
        is_anchor = k < len(fixed) and fixed[k] == n
        found.append(2 * k + is_anchor)
        k += is_anchor
    return found
