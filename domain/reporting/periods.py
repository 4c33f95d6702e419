"""Periods that are reported on: a month, a quarter, a year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import Sentence

DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    MONTH = "monthly"
    QUARTER = "quarterly"
    YEAR = "yearly"


LENGTH = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
"""Months."""
SPELLED = {
    PeriodKind.MONTH: (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), "2019-03"),
    PeriodKind.QUARTER: (re.compile(r"(\d{4})-?[QqКкIi]([1-4])"), "2019-Q1"),
    PeriodKind.YEAR: (re.compile(r"(\d{4})()"), "2019"),
}


class NotAPeriod(Sentence):
    """A period that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Period:
    """`number` is the month of the year, the quarter of the year, or 1."""

    kind: PeriodKind
    year: int
    number: int = 1

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * LENGTH[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """The last day of the period."""
        months = self.number * LENGTH[self.kind]
        return date(self.year + months // 12, months % 12 + 1, 1) - DAY

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return period_of(self.kind, self.first - DAY)

    @property
    def code(self) -> str:
        """`2019-03`, `2019-Q1`, `2019`."""
        written = {PeriodKind.MONTH: f"-{self.number:02}", PeriodKind.QUARTER: f"-Q{self.number}"}
        return f"{self.year}{written.get(self.kind, '')}"


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of that kind in which the day lies."""
    return Period(kind, day.year, (day.month - 1) // LENGTH[kind] + 1)


def last_ended(kind: PeriodKind, today: date) -> Period:
    """The latest period that is over."""
    return period_of(kind, today).before


def period_from(kind: PeriodKind, text: str) -> Period:
    """Read a period as its `code` spells it. Raises NotAPeriod."""
    pattern, example = SPELLED[kind]
    found = pattern.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise NotAPeriod(f"Период «{text}» не понят; напишите его, например, так: {example}")
    return Period(kind, int(found[1]), int(found[2] or 1))


def quarter_of(day: date) -> int:
    return (day.month - 1) // 3 + 1
