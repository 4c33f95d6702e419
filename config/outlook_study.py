"""How good the outlook is: estimates on simulated lives against what came, beside the base rate; and its fitting."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from config.people import Behaviour
from config.replay import replay
from domain.ladder import Ladder
from domain.passport import Passport
from domain.reporting.outlook import WEIGHTS, Signals, estimate, outlooks
from domain.reporting.past import Past, as_it_was
from domain.reporting.periods import PeriodKind, period_of
from domain.storage import journal
from domain.vocabulary import Event

if TYPE_CHECKING:
    from config.wiring import Office

BEGINS, ENDS = date(2018, 10, 1), date(2025, 6, 30)
LEARNED, TESTED = tuple(range(1, 13)), tuple(range(101, 109))
"""Seeds of the lives that the weights were fitted on, and of those that they have never seen."""
BINS = 10
STEPS, RIDGE = 25, 2.0


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as it looked on the first of a month, and whether it was late in the end."""

    signals: Signals
    was_late: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Estimates of one tenth: how many, what they said on average, how often the item was late."""

    count: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Study:
    """Brier scores, the smaller the better: of the model, and of saying the base rate every time."""

    estimates: int
    base_rate: float
    brier: float
    base_brier: float
    bins: tuple[Bin, ...]

    @property
    def gain(self) -> float:
        """How much of the base rate's score the model takes away."""
        return 1 - self.brier / self.base_brier


def study(
    passport: Passport,
    ladder: Ladder,
    seeds: Sequence[int] = TESTED,
    progress: Callable[[float], None] = lambda _: None,
) -> Study:
    """Live the plan once a seed and look at each first of the month."""
    seen: list[Seen] = []
    for done, seed in enumerate(seeds, start=1):
        seen.extend(lives(passport, ladder, seed))
        progress(done)
    return scored(seen)


def scored(seen: Sequence[Seen]) -> Study:
    said = [(estimate(one.signals).probability, float(one.was_late)) for one in seen]
    rate = sum(came for _, came in said) / len(said)
    brier = sum((guess - came) ** 2 for guess, came in said) / len(said)
    return Study(len(said), rate, brier, rate * (1 - rate), tuple(_bins(said)))


def _bins(said: Iterable[tuple[float, float]]) -> Iterator[Bin]:
    tenths: list[list[tuple[float, float]]] = [[] for _ in range(BINS)]
    for guess, came in said:
        tenths[min(BINS - 1, int(guess * BINS))].append((guess, came))
    for tenth in tenths:
        if count := len(tenth):
            yield Bin(count, sum(g for g, _ in tenth) / count, sum(c for _, c in tenth) / count)


def lives(passport: Passport, ladder: Ladder, seed: int) -> Iterator[Seen]:
    """One life of lifelike people: what could be seen on each first of a month, and what came of it."""
    office = replay(passport, ladder, BEGINS, ENDS, Behaviour.LIFELIKE, seed)
    with office.database.reading() as connection:
        histories = journal.histories(connection, office.zone, passport.code)
    items = office.records.items(passport.code)
    ends = {item.number: as_it_was(item, histories.get(item.id, []), office.clock.now()) for item in items}
    for now in _months(office):
        plan = [as_it_was(item, histories.get(item.id, []), now) for item in items]
        for past, signals in outlooks(plan, now):
            yield Seen(signals, _was_late(ends[past.item.number]))
    office.close()


def _months(office: "Office") -> Iterator[datetime]:
    month = period_of(PeriodKind.MONTH, BEGINS)
    while month.last < ENDS:
        month = period_of(PeriodKind.MONTH, date.fromordinal(month.last.toordinal() + 1))
        yield datetime.combine(month.first, time(9), office.zone)


def _was_late(end: Past) -> bool:
    """Whether the first report came after the passport's own date; one that never came is late, too."""
    first = next((row.at.date() for row in end.history if row.event == Event.REPORT), None)
    return first is None or first > end.item.original_finish


def fitted(seen: Sequence[Seen]) -> tuple[float, dict[str, float]]:
    """The intercept and the weights of a ridge logistic regression, by Newton's method."""
    import numpy

    names = list(WEIGHTS)
    rows = numpy.array([[1.0, *(one.signals.values[name] for name in names)] for one in seen])
    came = numpy.array([float(one.was_late) for one in seen])
    found = numpy.zeros(len(names) + 1)
    penalty = RIDGE * numpy.eye(len(found))
    penalty[0, 0] = 0
    for _ in range(STEPS):
        guess = 1 / (1 + numpy.exp(-rows @ found))
        slope = rows.T @ (guess - came) + penalty @ found
        curve = (rows * (guess * (1 - guess))[:, None]).T @ rows + penalty
        found -= numpy.linalg.solve(curve, slope)
    return float(found[0]), {name: float(weight) for name, weight in zip(names, found[1:], strict=True)}
