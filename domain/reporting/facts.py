"""What people enter beside the plan: values of indicators, money executed, risks, forecasts; each has its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Source:
    """Who entered a fact, when, and from which document."""

    document: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """The value that indicator `number` had at the end of a quarter, or of the year when `quarter` is None.

    `is_forecast` marks a value that is expected, not reached: the form shows it hatched.
    """

    number: str
    year: int
    quarter: int | None
    value: Decimal
    is_forecast: bool = False

    @property
    def subject(self) -> str:
        return f"indicator:{self.number}:{self.year}:{self.quarter or 0}"

    @property
    def of(self) -> date:
        """The last day of the time it speaks of."""
        month = (self.quarter or 4) * 3
        return date(self.year, month, 30 if month in (6, 9) else 31)


@dataclass(frozen=True, slots=True)
class CashFact:
    """Money of a numbered funding line from the year's first day to `of`, million rubles.

    `allotted` is what the budget gives (roll of appropriations), `committed` is under contract, `paid` is cash.
    """

    line: str
    of: date
    allotted: Decimal | None
    committed: Decimal | None
    paid: Decimal

    @property
    def subject(self) -> str:
        return f"cash:{self.line}:{self.of.isoformat()}"


class Gravity(StrEnum):
    """How bad it is if the risk comes true."""

    NOTABLE = "notable"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Risk:
    """A key risk; `section` is a part of the passport ("Показатели", "2.1.2"). A closed one is no longer reported."""

    code: str
    of: date
    section: str
    description: str
    solution: str
    gravity: Gravity = Gravity.NOTABLE
    is_closed: bool = False

    @property
    def subject(self) -> str:
        return f"risk:{self.code}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """When an item is expected to be executed, and why then."""

    number: str
    of: date
    finish: date
    reason: str

    @property
    def subject(self) -> str:
        return f"forecast:{self.number}"


Fact = IndicatorFact | CashFact | Risk | Forecast
Kind = TypeVar("Kind", IndicatorFact, CashFact, Risk, Forecast)


@dataclass(frozen=True, slots=True)
class Entered:
    """A fact with its source; a later one of the same subject corrects it, and both are kept."""

    fact: Fact
    source: Source


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is known of the time up to a day: of each subject the fact that was entered last."""

    entered: tuple[Entered, ...]

    @classmethod
    def by(cls, day: date, entered: Iterable[Entered], outlook: date | None = None) -> "KnownFacts":
        """`entered` in the order in which it was entered.

        Values of a later day are left out unless they are called a forecast; risks and expectations are known up to
        `outlook`, since people give them for a report after its period has ended.
        """
        latest: dict[str, Entered] = {}
        for one in entered:
            if _counts(one.fact, day, outlook or day):
                latest[one.fact.subject] = one
        return cls(tuple(latest.values()))

    def of_kind(self, kind: type[Kind]) -> list[Kind]:
        return [one.fact for one in self.entered if isinstance(one.fact, kind)]

    def source(self, fact: Fact) -> Source | None:
        return next((one.source for one in self.entered if one.fact == fact), None)


def _counts(fact: Fact, day: date, outlook: date) -> bool:
    if isinstance(fact, Risk | Forecast):
        return fact.of <= outlook
    return fact.of <= day or (isinstance(fact, IndicatorFact) and fact.is_forecast)
