"""Periods and stages of reports in words."""

from domain.reporting.form import Colour, Report
from domain.reporting.indicators import ROMAN
from domain.reporting.life import Stage
from domain.reporting.periods import Period, PeriodKind, period_from

STAGES = {
    Stage.ON_SIGNATURE: "На подписи",
    Stage.RETURNED: "Возвращён на доработку",
    Stage.SIGNED: "Подписан",
}
LIGHTS = {
    Colour.GREEN: "отсутствие отклонений",
    Colour.YELLOW: "наличие отклонений",
    Colour.RED: "наличие критических отклонений",
    Colour.GREY: "сведения не представлены",
    Colour.HATCHED: "прогнозные сведения",
}
"""What the federal form calls the colours."""
SECTIONS = {
    "passport": "Проект в целом",
    "risks": "Риски",
    "indicators": "Показатели",
    "budget": "Бюджет",
    "results": "Результаты",
    "control_points": "Контрольные точки",
}
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip


def period_words(period: Period) -> str:
    """`март 2019 года`, `I квартал 2019 года`, `2019 год`."""
    if period.kind is PeriodKind.MONTH:
        return f"{MONTHS[period.number - 1]} {period.year} года"
    if period.kind is PeriodKind.QUARTER:
        return f"{ROMAN[period.number - 1]} квартал {period.year} года"
    return f"{period.year} год"


def code_words(code: str) -> str:
    """The same of a period's code: `2019-03`, `2019-Q1`, `2019`."""
    kind = PeriodKind.QUARTER if "Q" in code else PeriodKind.MONTH if "-" in code else PeriodKind.YEAR
    return period_words(period_from(kind, code))


def light_words(colour: str) -> str:
    """`наличие отклонений`."""
    return LIGHTS[Colour(colour)]


def heading(report: Report) -> str:
    """`Отчёт № 3 за март 2019 года`."""
    number = f"№ {report.number} " if report.number else ""
    return f"Отчёт {number}за {period_words(report.period)}"
