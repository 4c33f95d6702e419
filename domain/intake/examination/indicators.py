"""Findings about indicators: percentages that cannot be, targets that turn back."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from domain.intake.examination.figures import figure
from domain.intake.examination.view import View, section_finding
from domain.passport import Finding, Indicator

PERCENT = re.compile(r"процент|%", re.I)
IN_PERCENT = re.compile(r"(?:процент[а-яё]*|%)\W*$", re.I)
SHARE = re.compile(r"\W*(?:доля|удельный вес|процент|охват)", re.I)
GROWTH = re.compile(
    r"^\W*(?:темп|прирост|рост\b|индекс|увеличен|снижен|сокращен|изменен|выполнен|отношен|соотношен)"
    r"|к уровню|по отношению к|по сравнению с|к \d{4} году|п\.\s?п\.|процентных пункт",
    re.I,
)
"""What may rightly exceed 100 % or fall below 0: a growth, not a share."""

WHOLE = Decimal(100)
Step = tuple[str, Decimal]
"""A value and when it stands: "base_value" or a year."""


def indicator_findings(view: View) -> Iterator[Finding]:
    indicators = view.passport.indicators
    named = {each.number: each for each in reversed(indicators)}
    for each in indicators:
        above = named.get(each.number.rpartition(".")[0])
        if _is_share(each, above):
            yield from _out_of_range(each)
        yield from _turns_back(each)


def _is_share(indicator: Indicator, above: Indicator | None) -> bool:
    """Whether values are percentages of a whole; a sub-row without a unit is of the kind of the row above it."""
    if above and not indicator.unit and not IN_PERCENT.search(indicator.name):
        return _is_share(above, None)
    is_percent = PERCENT.search(indicator.unit) if indicator.unit else IN_PERCENT.search(indicator.name)
    is_named = SHARE.match(indicator.name)
    return bool(is_percent and (is_named or not GROWTH.search(f"{indicator.name} {indicator.unit}")))


def _out_of_range(indicator: Indicator) -> Iterator[Finding]:
    for when, value in _steps(indicator):
        if not 0 <= value <= WHOLE:
            says = f"{_when(when)} стоит {figure(value)} %, а доля бывает от 0 до 100 %: исправьте значение"
            written = figure(value)
            yield section_finding("percent_out_of_range", "indicators", indicator.number, when, written, says)


def _turns_back(indicator: Indicator) -> Iterator[Finding]:
    """One finding for an indicator whose values go against their own direction somewhere."""
    steps = [(before, after) for before, after in pairwise(_steps(indicator)) if before[1] != after[1]]
    rising = sum(after[1] > before[1] for before, after in steps)
    if rising in (0, len(steps)):
        return
    grows = _is_growing(rising, len(steps) - rising, steps)
    before, after = next(step for step in steps if (step[1][1] > step[0][1]) != grows)
    course = "растут" if grows else "снижаются"
    says = (
        f"значения в целом {course}, но {_when(after[0])} стоит {figure(after[1])} "
        f"после {figure(before[1])}: проверьте, верно ли это"
    )
    written = figure(after[1])
    yield section_finding("target_not_monotonic", "indicators", indicator.number, after[0], written, says)


def _is_growing(rising: int, falling: int, steps: list[tuple[Step, Step]]) -> bool:
    """The direction of most steps, else of the whole, else of the first step."""
    if rising != falling:
        return rising > falling
    first, last = steps[0][0][1], steps[-1][1][1]
    return last > first if last != first else steps[0][1][1] > first


def _steps(indicator: Indicator) -> list[Step]:
    base = [] if indicator.base_value is None else [("base_value", indicator.base_value)]
    return [*base, *((str(year), value) for year, value in sorted(indicator.targets.items()))]


def _when(step: str) -> str:
    return f"в {step} году" if step.isdecimal() else "в базовом значении"
