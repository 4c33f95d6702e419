"""The form of facts for a period: what is asked, with what is known filled in."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from config.entering import Said
from domain.passport import Passport
from domain.reporting.entering import GRAVITIES
from domain.reporting.facts import CashFact, Forecast, IndicatorFact, KnownFacts, Risk
from domain.reporting.periods import Period, quarter_of
from domain.storage import facts
from notifications.facts_form import filled, form

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.plan import PlanItem

Row = dict[str, Any]


def exported(office: "Office", passport: Passport, period: Period) -> bytes:
    """The form to be filled in for the report of that period."""
    today = office.ladder.calendar.day_of(office.clock.now())
    with office.database.reading() as connection:
        known = KnownFacts.by(period.last, facts.facts(connection, office.zone, passport.code), today)
        items = office.records.items_in(connection, passport.code)
    rows = {
        "indicator": list(_indicators(passport, known, period.last)),
        "cash": list(_cash(passport, known, min(period.last, today))),
        "risk": [_risk(risk) for risk in known.of_kind(Risk) if not risk.is_closed],
        "forecast": list(_forecasts(items, known, period.last)),
    }
    return form(f"«{passport.title}», {period.code}", rows)


def loaded(content: bytes) -> list[Said]:
    """What people have filled in. Raises NotAForm."""
    return [Said(kind, fields, where) for kind, fields, where in filled(content)]


def _indicators(passport: Passport, known: KnownFacts, day: date) -> Iterator[Row]:
    facts = {fact.subject: fact for fact in known.of_kind(IndicatorFact)}
    for one in passport.indicators:
        if day.year in one.targets:
            asked = {"number": one.number, "year": day.year, "quarter": quarter_of(day)}
            fact = facts.get(f"indicator:{one.number}:{day.year}:{quarter_of(day)}")
            plan = {"name": one.name, "unit": one.unit, "plan": one.targets[day.year]}
            yield asked | plan | (_value(fact, known) if fact else {})


def _value(fact: IndicatorFact, known: KnownFacts) -> Row:
    return {"value": fact.value, "forecast": "да" if fact.is_forecast else None, "document": _document(fact, known)}


def _cash(passport: Passport, known: KnownFacts, day: date) -> Iterator[Row]:
    """The lowest lines with money in the year: sums above are made of them."""
    facts = {fact.subject: fact for fact in known.of_kind(CashFact)}
    numbers = [line.number for line in passport.funding]
    for line in passport.funding:
        is_lowest = not any(number.startswith(f"{line.number}.") for number in numbers)
        if line.number and is_lowest and line.amounts.get(day.year):
            asked = {"line": line.number, "source": line.source, "planned": line.amounts[day.year], "of": day}
            fact = facts.get(f"cash:{line.number}:{day.isoformat()}")
            yield asked | (_sums(fact, known) if fact else {})


def _sums(fact: CashFact, known: KnownFacts) -> Row:
    given = {"allotted": fact.allotted, "committed": fact.committed, "paid": fact.paid}
    return given | {"document": _document(fact, known)}


def _risk(risk: Risk) -> Row:
    words = {gravity: word for word, gravity in GRAVITIES.items()}
    known = {"code": risk.code, "section": risk.section, "description": risk.description}
    return known | {"solution": risk.solution, "gravity": words[risk.gravity]}


def _forecasts(items: "list[PlanItem]", known: KnownFacts, day: date) -> Iterator[Row]:
    """Open items that are due within the year, or late."""
    facts = {fact.number: fact for fact in known.of_kind(Forecast)}
    for item in items:
        if not item.state.is_closed and item.finish.year <= day.year:
            fact = facts.get(item.number)
            expected = {"finish": fact.finish, "reason": fact.reason} if fact else {}
            yield {"number": item.number, "title": item.title, "planned": item.finish} | expected


def _document(fact: IndicatorFact | CashFact, known: KnownFacts) -> str:
    source = known.source(fact)
    return source.document if source else ""
