"""What has changed since the report before: rows compared by their numbers, told in words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.reporting.form import Change, Colour, Light, Report
from domain.reporting.indicators import spelled
from domain.titles import STATES

# fmt: off
COLOURS = {
    Colour.GREEN:   "зелёный",
    Colour.YELLOW:  "жёлтый",
    Colour.RED:     "красный",
    Colour.GREY:    "серый",
    Colour.HATCHED: "прогноз",
}
SECTIONS = {
    "passport":       "Паспорт в целом",
    "risks":          "Риски",
    "indicators":     "Показатели",
    "budget":         "Бюджет",
    "results":        "Результаты",
    "control_points": "Контрольные точки",
}
# fmt: on
NONE = "—"
Say = Callable[[Any], str]


def compared(report: Report, before: Report, called: str) -> Report:
    """The report with what has changed since `before`, which people know as `called`."""
    return replace(report, compared_with=called, changes=tuple(changes(before, report)))


def changes(before: Report, after: Report) -> Iterator[Change]:
    """The lights first, then sections in their order."""
    for code, title in SECTIONS.items():
        was, now = getattr(before.lights, code), getattr(after.lights, code)
        if was.colour is not now.colour:
            yield Change(title, COLOURS[was.colour], f"{COLOURS[now.colour]}: {now.why}")
    yield from _risks(before, after)
    yield from _rows("Показатель", before.indicators, after.indicators, {"fact": _figure, "plan": _figure})
    yield from _rows("Строка финансирования", before.budget, after.budget, {"planned": _money, "paid": _money})
    yield from _rows("Пункт", before.plan, after.plan, {"state": STATES.__getitem__, "planned": _day, "light": _light})


def _risks(before: Report, after: Report) -> Iterator[Change]:
    old, new = ({row.description: row for row in report.risks} for report in (before, after))
    yield from (Change("Риски", NONE, f"новый: {text}") for text in new if text not in old)
    yield from (Change("Риски", text, "закрыт") for text in old if text not in new)


def _rows(what: str, before: Iterable[Any], after: Iterable[Any], told: dict[str, Say]) -> Iterator[Change]:
    """Rows of one number; totals have none and are known by their names."""
    old = {row.number or row.name: row for row in before}
    new = {row.number or row.name: row for row in after}
    for key, row in new.items():
        if key not in old:
            yield Change(f"{what} {key}", NONE, "добавлен")
        else:
            yield from _row(f"{what} {key}", old[key], row, told)
    yield from (Change(f"{what} {key}", "был", "исключён") for key in old if key not in new)


def _row(where: str, was: Any, now: Any, told: dict[str, Say]) -> Iterator[Change]:
    for field, say in told.items():
        if getattr(was, field) != getattr(now, field) and say(getattr(was, field)) != say(getattr(now, field)):
            yield Change(f"{where}{_FIELDS[field]}", say(getattr(was, field)), say(getattr(now, field)))


_FIELDS = {
    "fact": ", факт",
    "plan": ", план",
    "planned": ", план",
    "paid": ", оплачено",
    "state": "",
    "light": ", светофор",
}


def _figure(value: Decimal | None) -> str:
    return NONE if value is None else spelled(value)


def _money(value: Decimal | None) -> str:
    return NONE if value is None else f"{spelled(value)} млн руб."


def _day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def _light(light: Light) -> str:
    return COLOURS[light.colour]
