"""How good the outlook is: estimates on simulated lives against what came, beside the base rate."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from config.people import Behaviour
from config.replay import replay
from domain.ladder import Ladder
from domain.passport import Passport
from domain.reporting.dynamics import GONE
from domain.reporting.outlook import Signals, estimate
from domain.reporting.past import Past, as_it_was
from domain.reporting.periods import PeriodKind, period_of
from domain.reporting.signals import outlooks
from domain.storage import journal
from domain.vocabulary import Event
from domain.workdays import Calendar

if TYPE_CHECKING:
    from config.wiring import Office

BEGINS, ENDS = date(2018, 10, 1), date(2025, 6, 30)
LEARNED, TESTED = tuple(range(1, 41)), tuple(range(101, 117))
"""Seeds of the lives that the weights were fitted on, and of those that they have never seen."""
BINS = 10
LEADS = 12
"""How many people the plan's control points are dealt to in a life."""


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
        """How much of the base rate's score the model takes away; some items must have been late and some not."""
        return 1 - self.brier / self.base_brier


def lived(
    passport: Passport,
    ladder: Ladder,
    seeds: Sequence[int] = TESTED,
    progress: Callable[[float], None] = lambda _: None,
) -> list[Seen]:
    """Live the plan once a seed and look at each first of the month; `progress` is told how many lives are over."""
    seen: list[Seen] = []
    for done, seed in enumerate(seeds, start=1):
        seen.extend(lives(passport, ladder, seed))
        progress(done)
    return seen


def scored(seen: Sequence[Seen]) -> Study:
    """What was said against what came; `seen` holds both late items and others."""
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
    office = replay(dealt(passport, seed), ladder, BEGINS, ENDS, Behaviour.LIFELIKE, seed)
    yield from looked_back(office, passport)
    office.close()


def dealt(passport: Passport, seed: int) -> Passport:
    """The passport with its control points dealt to as many people as a region has; its own plan may name two."""
    names = sorted({one.name for one in passport.participants if one.name and one.supervisor})
    chance = random.Random(f"{seed}|leads")  # noqa: S311  # a story, not a secret
    few = chance.sample(names, min(LEADS, len(names)))
    given: dict[str, str] = {}
    for row in passport.plan:
        given.setdefault(_point(row.number), chance.choice(few) if few else "")
    rows = (replace(row, executors=(given[_point(row.number)],)) if few else row for row in passport.plan)
    return replace(passport, plan=tuple(rows))


def _point(number: str) -> str:
    """The control point that the number belongs to, or the result itself: `2.1` for `2.1.3`."""
    return ".".join(number.split(".")[:2])


def looked_back(office: "Office", passport: Passport) -> Iterator[Seen]:
    """What this office's own journal has to say: only deadlines that are over by now, withdrawn items left out."""
    with office.database.reading() as connection:
        histories = journal.histories(connection, office.zone, passport.code)
    items = office.records.items(passport.code)
    now, calendar = office.clock.now(), office.ladder.calendar
    ends = {item.number: as_it_was(item, histories.get(item.id, []), now) for item in items}
    rows = [row.at for history in histories.values() for row in history]
    for then in _months(min(rows, default=now), now, calendar):
        plan = [as_it_was(item, histories.get(item.id, []), then) for item in items]
        for past, signals in outlooks(plan, then, calendar):
            due, end = calendar.due_at(past.finish), ends[past.item.number]
            if due <= now and end.state not in GONE:
                yield Seen(signals, _was_late(end, then, due))


def _months(first: datetime, now: datetime, calendar: Calendar) -> Iterator[datetime]:
    """Nine in the morning of each first of a month between the two."""
    month = period_of(PeriodKind.MONTH, calendar.day_of(first))
    while (then := calendar.morning(date.fromordinal(month.last.toordinal() + 1))) <= now:
        yield then
        month = period_of(PeriodKind.MONTH, then.date())


def _was_late(end: Past, then: datetime, due: datetime) -> bool:
    """Whether no report came between that day and the deadline as it then stood."""
    return not any(row.event == Event.REPORT and then < row.at <= due for row in end.history)
