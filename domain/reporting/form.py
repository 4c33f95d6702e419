"""The federal form of the report on a regional project's progress, filled in: values without layout (DESIGN, 11)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.reporting.periods import Period
from domain.vocabulary import Rank, State


class Colour(StrEnum):
    """A traffic light. GREY: nothing was given; HATCHED: the figures are a forecast."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    HATCHED = "hatched"


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and, in one Russian sentence, why it is so."""

    colour: Colour
    why: str


@dataclass(frozen=True, slots=True)
class Lights:
    """The five of the title page and the passport's own, the worst of them."""

    risks: Light
    indicators: Light
    budget: Light
    results: Light
    control_points: Light
    passport: Light


@dataclass(frozen=True, slots=True)
class RiskRow:
    number: int
    light: Light
    section: str
    description: str
    solution: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`quarters` are the values by the end of quarters I to IV; `percent` is `fact` of `plan`, one decimal.

    `fact` is the newest value of the year; a heading row (`3` above `3.1`) has no values at all and no light.
    """

    number: str
    name: str
    unit: str
    light: Light | None
    last_year: Decimal | None
    quarters: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
    plan: Decimal | None
    fact: Decimal | None
    percent: Decimal | None
    comment: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A funding line in the year, million rubles. `depth`: 0 a total, 1 a result, 2 a source, 3 a part of it.

    `is_void` marks conditional money whose application was refused: it stands apart and in no total. `is_conditional`
    marks money that is given "in case federal money is allotted". A row above others has the sums of what was given
    beneath it, where it was not given itself.
    """

    number: str
    name: str
    depth: int
    light: Light | None
    planned: Decimal | None
    allotted: Decimal | None
    committed: Decimal | None
    paid: Decimal | None
    percent: Decimal | None
    is_conditional: bool
    is_void: bool
    comment: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An item: `actual` is the day of execution or, when `is_forecast`, the day it is expected; None if unknown."""

    number: str
    rank: Rank
    title: str
    level: str
    state: State
    light: Light
    planned: date
    actual: date | None
    is_forecast: bool
    executor: str
    comment: str


@dataclass(frozen=True, slots=True)
class Point:
    """The month that ends on `month`: how many control points were to be executed by then, are expected, were.

    `forecast` is None in months that are over, `done` in those that are not.
    """

    month: date
    planned: int
    forecast: int | None
    done: int | None


@dataclass(frozen=True, slots=True)
class Discipline:
    """An executor's items that were due or executed in the project's life so far; `average` days of delay per item."""

    person: str
    in_time: int
    late: int
    overdue: int
    average: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorLife:
    """An indicator over the years, for its chart: plan and fact by year, None where not given."""

    number: str
    name: str
    unit: str
    base: Decimal | None
    years: tuple[int, ...]
    plan: tuple[Decimal | None, ...]
    fact: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the report before: `was` and `now` in words; `where` names the section and the row."""

    where: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whole: kept as it was signed, written out as DOCX, XLSX and HTML with the same numbers.

    `as_of` is the day whose end it tells of, the period's last or, of a period under way, the day it was formed.
    `number` is given when it is drafted for signature. `notes` stand under the title page: what the report lacks.
    `thresholds` are the sentences in which the colours' limits are told at the foot.
    """

    passport: str
    title: str
    region: str
    order: str
    head: str
    period: Period
    as_of: date
    formed_at: datetime
    number: int | None
    lights: Lights
    notes: tuple[str, ...]
    thresholds: tuple[str, ...]
    risks: tuple[RiskRow, ...]
    indicators: tuple[IndicatorRow, ...]
    budget: tuple[BudgetRow, ...]
    void_budget: tuple[BudgetRow, ...]
    plan: tuple[PlanLine, ...]
    dynamics: tuple[Point, ...]
    discipline: tuple[Discipline, ...]
    lives: tuple[IndicatorLife, ...]
    compared_with: str
    changes: tuple[Change, ...]
