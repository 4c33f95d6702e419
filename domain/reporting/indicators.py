"""Section 2 of the report: indicators by quarter against the plan of the year."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.passport import Indicator
from domain.reporting.facts import IndicatorFact, KnownFacts
from domain.reporting.form import IndicatorLife, IndicatorRow, Light
from domain.reporting.lights import NOT_GIVEN, of_share
from domain.reporting.periods import quarter_of
from domain.reporting.thresholds import WHOLE, Thresholds

QUARTERS = (1, 2, 3, 4)
TENTH = Decimal("0.1")
Values = dict[tuple[int, int], IndicatorFact]
"""The facts of one indicator by year and quarter; 0 stands for the whole year."""


def indicator_rows(
    indicators: Iterable[Indicator], known: KnownFacts, day: date, limits: Thresholds
) -> tuple[IndicatorRow, ...]:
    """In the passport's order, as known at the end of `day`."""
    facts = known.of_kind(IndicatorFact)
    return tuple(_row(one, _values(one, facts), known, day, limits) for one in indicators)


def indicator_lives(indicators: Iterable[Indicator], known: KnownFacts) -> tuple[IndicatorLife, ...]:
    """Plan and fact by year of every indicator that has a plan."""
    facts = known.of_kind(IndicatorFact)
    return tuple(_life(one, _values(one, facts)) for one in indicators if one.targets)


def _values(indicator: Indicator, facts: Iterable[IndicatorFact]) -> Values:
    return {(fact.year, fact.quarter or 0): fact for fact in facts if fact.number == indicator.number}


def _of_year(values: Values, year: int) -> IndicatorFact | None:
    """The value of the whole year, or the newest quarter's; what is only expected where nothing is reached yet."""
    keys = [(year, 0), *((year, quarter) for quarter in reversed(QUARTERS))]
    found = [values[key] for key in keys if key in values]
    return min(found, key=lambda fact: fact.is_forecast, default=None)


def _row(one: Indicator, values: Values, known: KnownFacts, day: date, limits: Thresholds) -> IndicatorRow:
    year, plan, fact = day.year, one.targets.get(day.year), _of_year(values, day.year)
    last = _of_year(values, year - 1)
    before = last.value if last else (one.base_value if one.base_date and one.base_date.year < year else None)
    share = percent_of(fact.value, plan, falls=falls(one)) if fact and plan is not None else None
    return IndicatorRow(
        number=one.number,
        name=one.name,
        unit=one.unit,
        light=_light(one, fact, before, plan, day, limits),
        last_year=last.value if last else None,
        quarters=_quarters(values, year),
        plan=plan,
        fact=fact.value if fact else None,
        percent=share,
        comment=_comment(fact, known),
    )


def _quarters(values: Values, year: int) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
    first, second, third, fourth = (values.get((year, quarter)) for quarter in QUARTERS)
    return _reached(first), _reached(second), _reached(third), _reached(fourth)


def _reached(fact: IndicatorFact | None) -> Decimal | None:
    return fact.value if fact and not fact.is_forecast else None


def _comment(fact: IndicatorFact | None, known: KnownFacts) -> str:
    source = known.source(fact) if fact else None
    if fact is None or source is None:
        return ""
    said = "Прогноз: " if fact.is_forecast else "Источник: "
    return f"{said}{source.document}" if source.document else said.rstrip(": ")


def falls(one: Indicator) -> bool:
    """Whether less is better: the last target lies below the base."""
    return bool(one.targets) and one.base_value is not None and one.targets[max(one.targets)] < one.base_value


def percent_of(value: Decimal, plan: Decimal, *, falls: bool) -> Decimal | None:
    """Execution in percent, to a tenth; of a plan of nothing there is none."""
    part, whole = (plan, value) if falls else (value, plan)
    if whole == 0:
        return WHOLE.quantize(TENTH) if part >= 0 and falls else None
    return (part * WHOLE / whole).quantize(TENTH, ROUND_HALF_UP)


def expected_by(before: Decimal | None, plan: Decimal, quarter: int | None) -> Decimal:
    """What an even way from last year's value to the plan gives by the end of the quarter; the plan for the year."""
    if quarter is None or before is None:
        return plan
    return before + (plan - before) * quarter / len(QUARTERS)


def _light(
    one: Indicator, fact: IndicatorFact | None, before: Decimal | None, plan: Decimal | None, day: date,
    limits: Thresholds,
) -> Light | None:  # fmt: skip
    if plan is None:
        return None
    if fact is None:
        return NOT_GIVEN
    wanted = expected_by(before, plan, None if fact.quarter == len(QUARTERS) else fact.quarter)
    reached = percent_of(fact.value, wanted, falls=falls(one))
    why = f"{spelled(fact.value)} при ожидаемых {spelled(wanted)}"
    if fact.quarter and fact.quarter < quarter_of(day) and not _quarter_is_under_way(fact.quarter, day):
        why += f"; за {ROMAN[quarter_of(day) - 1]} квартал сведений нет"
    share = WHOLE if reached is None else reached
    return of_share(share, limits.indicator_green, limits.indicator_red, why, is_forecast=fact.is_forecast)


ROMAN = ("I", "II", "III", "IV")


def _quarter_is_under_way(given: int, day: date) -> bool:
    """Whether the quarter after the one given has not ended by the day."""
    ends = IndicatorFact("", day.year, given + 1, Decimal(0)).of
    return day < ends


def spelled(value: Decimal) -> str:
    """`67,5`: without idle zeros, at most three decimals."""
    text = f"{value.quantize(Decimal('0.001'), ROUND_HALF_UP).normalize():f}"
    return text.replace(".", ",")


def _life(one: Indicator, values: Values) -> IndicatorLife:
    years: Sequence[int] = sorted({*one.targets, *(year for year, _ in values)})
    facts = [_of_year(values, year) for year in years]
    return IndicatorLife(
        number=one.number,
        name=one.name,
        unit=one.unit,
        base=one.base_value,
        years=tuple(years),
        plan=tuple(one.targets.get(year) for year in years),
        fact=tuple(fact.value if fact else None for fact in facts),
    )
