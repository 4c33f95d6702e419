"""The whole report of a period from the passport, the plan as it was, and the facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.passport import Passport
from domain.reporting.budget import Money, budget_rows
from domain.reporting.dynamics import GONE, discipline, dynamics
from domain.reporting.facts import CashFact, IndicatorFact, KnownFacts, Risk
from domain.reporting.fates import void_money
from domain.reporting.form import BudgetRow, IndicatorRow, Light, Lights, PlanLine, Report, RiskRow
from domain.reporting.indicators import indicator_lives, indicator_rows
from domain.reporting.lights import of_section, together
from domain.reporting.lines import plan_lines
from domain.reporting.past import Past
from domain.reporting.periods import Period
from domain.reporting.risks import light_of, risk_rows
from domain.reporting.thresholds import Thresholds
from domain.vocabulary import Rank


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report is made of: `plan` in the document's order, as it was at the end of `as_of`."""

    passport: Passport
    plan: Sequence[Past]
    known: KnownFacts
    limits: Thresholds
    period: Period
    as_of: date
    formed_at: datetime


def compiled(ground: Ground) -> Report:
    """The report, not numbered and not compared with any other."""
    passport, known, day, limits = ground.passport, ground.known, ground.as_of, ground.limits
    risks = risk_rows(known.of_kind(Risk))
    indicators = indicator_rows(passport.indicators, known, day, limits)
    void = void_money(passport, ground.plan)
    budget, void_budget = budget_rows(Money(passport.funding, known, void, day, limits))
    lines = plan_lines(ground.plan, known, day, limits)
    return Report(
        passport=passport.code,
        title=passport.title,
        region=passport.region,
        order=passport.order,
        head=passport.head or "",
        period=ground.period,
        as_of=day,
        formed_at=ground.formed_at,
        number=None,
        lights=_lights(risks, indicators, budget, lines, ground),
        notes=tuple(_notes(ground)),
        thresholds=limits.in_words,
        risks=risks,
        indicators=indicators,
        budget=budget,
        void_budget=void_budget,
        plan=lines,
        dynamics=dynamics(lines, day),
        discipline=discipline(ground.plan, day),
        lives=indicator_lives(passport.indicators, known),
        compared_with="",
        changes=(),
    )


def _lights(
    risks: tuple[RiskRow, ...],
    indicators: tuple[IndicatorRow, ...],
    budget: tuple[BudgetRow, ...],
    lines: tuple[PlanLine, ...],
    ground: Ground,
) -> Lights:
    """An activity serves its control point: what is late of it shows in the light of control points."""
    limits = ground.limits
    asked = [line for line in lines if line.state not in GONE]
    results = [(f"пункт {x.number}", x.light) for x in asked if x.rank is Rank.RESULT]
    points = [(f"пункт {x.number}", x.light) for x in asked if x.rank is not Rank.RESULT]
    return together(
        light_of(risks, were_ever=bool(ground.known.of_kind(Risk))),
        of_section([(f"показатель {r.number}", r.light) for r in indicators if r.light], limits, "Показателей нет"),
        of_section(_of_results(budget), limits, "Финансирования нет"),
        of_section(results, limits, "Результатов нет"),
        of_section(points, limits, "Контрольных точек нет"),
    )


def _of_results(budget: tuple[BudgetRow, ...]) -> list[tuple[str, Light]]:
    return [(f"строка {row.number}", row.light) for row in budget if row.depth == 1 and row.light]


def _notes(ground: Ground) -> Iterator[str]:
    """What the reader must know before the figures."""
    passport, year, today = ground.passport, ground.as_of.year, ground.formed_at.date()
    if today < ground.period.last:
        yield f"Отчётный период не закончен: сведения на {ground.as_of:%d.%m.%Y}"
    if not _is_inside(passport, year):
        yield f"{year} год не входит в срок действия паспорта: плановых значений и средств на него нет"
    is_due = ground.as_of >= IndicatorFact("", year, 1, Decimal(0)).of
    if is_due and passport.indicators and not _any_of(ground.known.of_kind(IndicatorFact), year):
        yield f"Фактические значения показателей за {year} год не представлены"
    if _has_money(passport, year) and not any(f.of.year == year for f in ground.known.of_kind(CashFact)):
        yield f"Сведения о кассовом исполнении за {year} год не представлены"


def _any_of(facts: Sequence[IndicatorFact], year: int) -> bool:
    return any(fact.year == year for fact in facts)


def _has_money(passport: Passport, year: int) -> bool:
    return any(line.amounts.get(year) for line in passport.funding)


def _is_inside(passport: Passport, year: int) -> bool:
    """Whether anything of the passport is of that year: its term, its plan, its targets."""
    years = {row.finish.year for row in passport.plan if row.finish}
    years |= {day.year for day in (passport.starts, passport.ends) if day}
    return not years or min(years) <= year <= max(years)
