"""Which result of section 3 is which item of the plan: by their names, and by dates where names repeat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from domain.intake.examination.likeness import Likeness, numbers
from domain.passport import Passport, PlanRow, Result
from domain.vocabulary import Rank


class Dates(IntEnum):
    """How the due date of a result stands to the finish of an item."""

    DIFFER = 0
    UNKNOWN = 1
    AGREE = 2


# fmt: off
ENOUGH = {Dates.AGREE: 0.6, Dates.UNKNOWN: 0.75, Dates.DIFFER: 0.9}
WEIGHT = {Dates.AGREE: 0.3, Dates.UNKNOWN: 0.1,  Dates.DIFFER: 0.0}
# fmt: on
"""How alike names must be, and what dates add to it when several would do."""

NUMBERS = 0.2
ORDER = 0.01


@dataclass(frozen=True, slots=True)
class Pair:
    result: Result
    item: PlanRow
    dates: Dates


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs, the best ones first, and what stays alone on either side in the document's order."""

    pairs: tuple[Pair, ...]
    lone_results: tuple[Result, ...]
    lone_items: tuple[PlanRow, ...]


def paired(passport: Passport) -> Pairing:
    """Results and items one to one. A plan whose results stand on its second level is understood, too."""
    tops = _paired(passport.results, [row for row in passport.plan if row.rank is Rank.RESULT])
    if tops.pairs:
        return tops
    points = _paired(passport.results, [row for row in passport.plan if row.rank is Rank.CONTROL_POINT])
    return points if points.pairs else tops


def _paired(results: Sequence[Result], items: Sequence[PlanRow]) -> Pairing:
    """The best pair first, then the best of what is left."""
    free_results, free_items = set(range(len(results))), set(range(len(items)))
    pairs: list[Pair] = []
    for _, r, i, dates in sorted(_scores(results, items), key=lambda scored: (-scored[0], scored[1:])):
        if r in free_results and i in free_items:
            free_results.remove(r)
            free_items.remove(i)
            pairs.append(Pair(results[r], items[i], dates))
    lone_items = tuple(items[i] for i in sorted(free_items))
    return Pairing(tuple(pairs), tuple(results[r] for r in sorted(free_results)), lone_items)


def _scores(results: Sequence[Result], items: Sequence[PlanRow]) -> Iterator[tuple[float, int, int, Dates]]:
    likeness = Likeness([*(each.name for each in results), *(row.title for row in items)])
    for r, result in enumerate(results):
        for i, row in enumerate(items):
            dates, alike = dates_of(result, row), likeness.between(result.name, row.title)
            if alike >= ENOUGH[dates] and _may_differ(dates, result, row):
                away = abs(r / len(results) - i / len(items))
                score = alike + WEIGHT[dates] + NUMBERS * _common_numbers(result, row) - ORDER * away
                yield score, r, i, dates


def dates_of(result: Result, row: PlanRow) -> Dates:
    """A period ("2020 год", "ежегодно") agrees with any day of its last year."""
    if result.due is None or row.finish is None:
        return Dates.UNKNOWN
    is_period = bool(result.due_written or row.finish_written) and result.due.year == row.finish.year
    return Dates.AGREE if result.due == row.finish or is_period else Dates.DIFFER


def _may_differ(dates: Dates, result: Result, row: PlanRow) -> bool:
    """With other dates only the very same figures make one result: names repeat from year to year."""
    return dates is not Dates.DIFFER or numbers(result.name) == numbers(row.title)


def _common_numbers(result: Result, row: PlanRow) -> float:
    one, other = numbers(result.name), numbers(row.title)
    return len(one & other) / len(one | other) if one | other else 1.0
