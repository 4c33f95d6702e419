"""A fact in words, for lists that people read."""

from domain.reporting.facts import CashFact, Fact, Forecast, Gravity, IndicatorFact, Risk
from domain.reporting.indicators import ROMAN, spelled


def said_of(fact: Fact) -> tuple[str, str]:
    """What the fact is about, and what it says."""
    if isinstance(fact, IndicatorFact):
        return _period_of(fact), spelled(fact.value) + (" (прогноз)" if fact.is_forecast else "")
    if isinstance(fact, CashFact):
        return f"Строка {fact.line} на {fact.of:%d.%m.%Y}", _money(fact)
    if isinstance(fact, Forecast):
        return f"Прогноз по пункту {fact.number}", f"{fact.finish:%d.%m.%Y}" + (f", {fact.reason}" * bool(fact.reason))
    return _risk(fact), f"{fact.section}: {fact.description}. Решение: {fact.solution}"


def _period_of(fact: IndicatorFact) -> str:
    when = f"{ROMAN[fact.quarter - 1]} квартал {fact.year} года" if fact.quarter else f"{fact.year} год"
    return f"Показатель {fact.number}, {when}"


def _money(fact: CashFact) -> str:
    parts = (("доведено", fact.allotted), ("принято", fact.committed), ("оплачено", fact.paid))
    said = "; ".join(f"{word} {spelled(value)}" for word, value in parts if value is not None)
    return f"{said} млн руб."


def _risk(risk: Risk) -> str:
    if risk.is_closed:
        return f"Риск {risk.code} закрыт"
    return f"Риск {risk.code}" + (", критический" if risk.gravity is Gravity.CRITICAL else "")
