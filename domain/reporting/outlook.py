"""How likely an open item is to be late, from its own signals, and why: a logistic model, its weights in the open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log

from domain.titles import days, plural, waits_for

SILENCE = 30
NEAR = 20
"""Working days before the deadline within which it is near."""
MUCH = 10
PRIOR_LATE, PRIOR_ALL = 1.0, 3.0
"""What an executor without a record is taken for: late once in three."""
SHOWN = 3
TELLING = 0.15
"""A contribution smaller than this is no reason."""
NAMED = 3

# fmt: off
INTERCEPT = -0.92
WEIGHTS: Mapping[str, float] = {
    # signal        weight
    "not_taken":    1.35,
    "term_gone":   -0.37,
    "near":         1.04,
    "silent":       0.53,
    "record":       0.43,
    "beside":       0.23,
    "waits":        0.34,
    "late_before":  0.75,
    "late_below":   0.78,
    "returned":     0.82,
    "asked":        1.17,
}
# fmt: on
"""Fitted on simulated lives by `vekha outlook --fit`; docs/ru/outlook.md says how and what that is worth."""


@dataclass(frozen=True, slots=True)
class Record:
    """An executor's past: how many of his items came due, and how many of those were late."""

    late: int = 0
    all: int = 0

    @property
    def share(self) -> float:
        """Of a few items the record says little yet."""
        return (self.late + PRIOR_LATE) / (self.all + PRIOR_ALL)

    @property
    def odds(self) -> float:
        """The share as the model adds it up: nought for an executor without a record, more for one who is late."""
        usual = PRIOR_LATE / PRIOR_ALL
        return log(self.share / (1 - self.share)) - log(usual / (1 - usual))


@dataclass(frozen=True, slots=True)
class Signals:
    """What is seen of an item today.

    `term_gone` is from nought to one, `days_left` counts working days, `silent_days` calendar days since anybody has
    said a word; `beside` are the lead's other open items due within a month of this one; `waits_for` is the
    application that is not granted yet.
    """

    opens_on: date
    not_taken: bool
    term_gone: float
    days_left: int
    silent_days: int
    record: Record
    beside: int
    waits_for: str | None
    late_before: bool
    late_below: tuple[str, ...]
    returned: bool
    asked: bool

    @property
    def values(self) -> dict[str, float]:
        """By the names of WEIGHTS, most of them from nought to one."""
        return {
            "not_taken": float(self.not_taken),
            "term_gone": self.term_gone,
            "near": 1 - min(self.days_left, NEAR) / NEAR,
            "silent": float(self.silent_days > SILENCE),
            "record": self.record.odds,
            "beside": min(self.beside, 2 * MUCH) / MUCH,
            "waits": float(self.waits_for is not None),
            "late_before": float(self.late_before),
            "late_below": float(bool(self.late_below)),
            "returned": float(self.returned),
            "asked": float(self.asked),
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """`push` is what the signal adds to the odds' logarithm: the weightier, the earlier it is named."""

    said: str
    push: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """`probability` of no report by the deadline as it stands; `reasons` are sentences, the weightiest first."""

    probability: float
    reasons: tuple[Reason, ...]

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(reason.said for reason in self.reasons)

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.said) or "особых признаков нет"

    @property
    def percent(self) -> int:
        return round(self.probability * 100)


def estimate(signals: Signals) -> Estimate:
    pushes = {name: WEIGHTS[name] * value for name, value in signals.values.items()}
    named = sorted((name for name in _SAID if pushes[name] > TELLING), key=lambda name: -pushes[name])
    reasons = tuple(Reason(_SAID[name](signals), pushes[name]) for name in named[:SHOWN])
    return Estimate(probability_of(INTERCEPT + sum(pushes.values())), reasons)


def probability_of(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def _near(signals: Signals) -> str:
    left = plural(signals.days_left, "рабочий день", "рабочих дня", "рабочих дней")
    return f"до срока {left}, отчёта нет" if signals.days_left else "срок истекает сегодня, отчёта нет"


def _record(signals: Signals) -> str:
    known = plural(signals.record.all, "прежнего пункта", "прежних пунктов", "прежних пунктов")
    return f"исполнитель задержал {signals.record.late} из {known}"


def _beside(signals: Signals) -> str:
    more = plural(signals.beside, "его пункт", "его пункта", "его пунктов")
    return f"исполнитель занят: рядом по сроку ещё {more}"


def _below(signals: Signals) -> str:
    more = len(signals.late_below) - NAMED
    return f"под ним просрочено: {', '.join(signals.late_below[:NAMED])}{f' и ещё {more}' if more > 0 else ''}"


_SAID: Mapping[str, Callable[[Signals], str]] = {
    "not_taken": lambda s: f"не взят в работу, хотя начался {s.opens_on:%d.%m.%Y}",
    "near": _near,
    "silent": lambda s: f"исполнитель молчит {days(s.silent_days)}",
    "record": _record,
    "beside": _beside,
    "waits": lambda s: waits_for(s.waits_for),
    "late_before": lambda s: f"заявка {s.waits_for} сама просрочена",
    "late_below": _below,
    "returned": lambda _: "отчёт возвращали на доработку",
    "asked": lambda _: "исполнитель просил продлить срок, срок прежний",
}
