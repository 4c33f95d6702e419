"""Section 1 of the report: the key risks that are open."""

from collections.abc import Iterable

from domain.reporting.facts import Gravity, Risk
from domain.reporting.form import Colour, Light, RiskRow

LIGHTS = {
    Gravity.CRITICAL: Light(Colour.RED, "Критический риск"),
    Gravity.NOTABLE: Light(Colour.YELLOW, "Риск требует внимания"),
}


def risk_rows(risks: Iterable[Risk]) -> tuple[RiskRow, ...]:
    """The gravest first, then as they were entered."""
    open_ = [risk for risk in risks if not risk.is_closed]
    ordered = sorted(open_, key=lambda risk: risk.gravity is not Gravity.CRITICAL)
    return tuple(
        RiskRow(n, LIGHTS[risk.gravity], risk.section, risk.description, risk.solution)
        for n, risk in enumerate(ordered, start=1)
    )


def light_of(rows: tuple[RiskRow, ...], were_ever: bool) -> Light:
    """No risk at all, ever, means that nobody has looked."""
    if not rows:
        return Light(Colour.GREEN, "Открытых рисков нет") if were_ever else Light(Colour.GREY, "Риски не представлены")
    critical = sum(row.light.colour is Colour.RED for row in rows)
    why = f"Открытых рисков — {len(rows)}" + (f", из них критических — {critical}" if critical else "")
    return Light(Colour.RED if critical else Colour.YELLOW, why)
