"""How likely an open item is to be late, from its own signals, and why: a logistic model, its weights in the open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp

from domain.reporting.past import Past
from domain.titles import days
from domain.vocabulary import Event, State

SILENCE = timedelta(days=30)
LET_BEGIN = 5
"""Days after the start in which nobody wonders that an item has not been taken to work."""
PRIOR_LATE, PRIOR_ALL = 1.0, 3.0
"""What an executor without a record is taken for: late once in three."""
SHOWN = 3
TELLING = 0.15
"""A contribution smaller than this is no reason."""
PEOPLE = frozenset({Event.TAKE, Event.NOTE, Event.REPORT, Event.ASK})

# fmt: off
INTERCEPT = -2.19
WEIGHTS: Mapping[str, float] = {
    # signal        weight
    "not_taken":    1.34,
    "term_gone":   -0.34,
    "silent":       0.38,
    "record":       2.81,
    "load":        -0.18,
    "waits":        1.19,
    "late_below":   0.18,
    "returned":     0.40,
    "asked":        0.80,
}
# fmt: on
"""Fitted on simulated lives by `vekha outlook --study`, but for the last two: nobody returns or asks in those lives, so
they are assumed. docs/ru/outlook.md says more."""


@dataclass(frozen=True, slots=True)
class Record:
    """An executor's past: how many of his items came due, and how many of those were late."""

    late: int = 0
    all: int = 0

    @property
    def share(self) -> float:
        return (self.late + PRIOR_LATE) / (self.all + PRIOR_ALL)


@dataclass(frozen=True, slots=True)
class Signals:
    """What is seen of an item today; `load` are the lead's open items, `silent_days` since anybody has said a word."""

    not_taken: bool
    term_gone: float
    silent_days: int
    record: Record
    load: int
    waits: bool
    late_below: int
    returned: bool
    asked: bool

    @property
    def values(self) -> dict[str, float]:
        """By the names of WEIGHTS, each about nought to one."""
        return {
            "not_taken": float(self.not_taken),
            "term_gone": self.term_gone,
            "silent": float(self.silent_days > SILENCE.days),
            "record": self.record.share,
            "load": min(self.load, 20) / 10,
            "waits": float(self.waits),
            "late_below": float(self.late_below > 0),
            "returned": float(self.returned),
            "asked": float(self.asked),
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """`probability` of being reported after the deadline; `reasons` are sentences, the weightiest first."""

    probability: float
    reasons: tuple[str, ...]


def estimate(signals: Signals) -> Estimate:
    values = signals.values
    total = INTERCEPT + sum(WEIGHTS[name] * value for name, value in values.items())
    pushes = {name: WEIGHTS[name] * (value - _usual(name)) for name, value in values.items()}
    named = sorted((name for name in _SAID if pushes[name] > TELLING), key=lambda name: -pushes[name])
    return Estimate(1 / (1 + exp(-total)), tuple(_SAID[name](signals) for name in named[:SHOWN]))


def _usual(name: str) -> float:
    return PRIOR_LATE / PRIOR_ALL if name == "record" else 0.0


_SAID: Mapping[str, Callable[[Signals], str]] = {
    "not_taken": lambda _: "не взят в работу, хотя срок начала прошёл",
    "silent": lambda s: f"исполнитель молчит {days(s.silent_days)}",
    "record": lambda s: f"исполнитель опоздал в {s.record.late} из {s.record.all} прежних пунктов",
    "waits": lambda _: "ждёт решения по заявке",
    "late_below": lambda s: f"под ним просрочено: {s.late_below}",
    "returned": lambda _: "отчёт возвращали на доработку",
    "asked": lambda _: "исполнитель просил о продлении",
}


def records_of(plan: Sequence[Past], today: date) -> dict[str, Record]:
    """The record of every lead by that day, of items that came due or were reported."""
    found: dict[str, Record] = {}
    for past in plan:
        reported = past.reported
        due = past.item.original_finish
        if reported or due < today:
            is_late = (reported.at.date() if reported else today) > due
            known = found.get(past.item.lead, Record())
            found[past.item.lead] = Record(known.late + is_late, known.all + 1)
    return found


def outlooks(plan: Sequence[Past], now: datetime) -> Iterator[tuple[Past, Signals]]:
    """The items that have begun, are not reported and not late yet, each with its signals."""
    today = now.date()
    records, loads = records_of(plan, today), _loads(plan)
    for past in plan:
        if is_open(past) and past.item.opens_on <= today <= past.finish:
            yield past, _signals(past, plan, records, loads, now)


def is_open(past: Past) -> bool:
    return past.state in (State.PLANNED, State.BLOCKED, State.IN_PROGRESS)


def _loads(plan: Sequence[Past]) -> dict[str, int]:
    found: dict[str, int] = {}
    for past in plan:
        if past.state in (State.IN_PROGRESS, State.OVERDUE):
            found[past.item.lead] = found.get(past.item.lead, 0) + 1
    return found


def _signals(
    past: Past, plan: Sequence[Past], records: Mapping[str, Record], loads: Mapping[str, int], now: datetime
) -> Signals:
    item, today = past.item, now.date()
    begun = (today - item.opens_on).days
    term = max(1, (past.finish - item.opens_on).days)
    spoken = next((row.at.date() for row in reversed(past.history) if row.event in PEOPLE), item.opens_on)
    return Signals(
        not_taken=begun > LET_BEGIN and past.last(Event.TAKE, Event.NOTE, Event.REPORT) is None,
        term_gone=min(1.0, max(0, begun) / term),
        silent_days=max(0, (today - spoken).days),
        record=records.get(item.lead, Record()),
        load=loads.get(item.lead, 0),
        waits=past.state is State.BLOCKED,
        late_below=sum(other.state is State.OVERDUE for other in plan if item.is_above(other.item)),
        returned=past.last(Event.RETURN) is not None,
        asked=past.last(Event.ASK) is not None,
    )
