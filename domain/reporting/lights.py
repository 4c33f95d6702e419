"""Which colour, and why: of an item, of a figure, of a section, of the passport."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.reporting.form import Colour, Light, Lights
from domain.reporting.past import Past
from domain.reporting.thresholds import WHOLE, Thresholds
from domain.titles import days, plural, waits_for
from domain.vocabulary import State

WORST_FIRST = (Colour.RED, Colour.YELLOW, Colour.HATCHED, Colour.GREEN)
NOT_GIVEN = Light(Colour.GREY, "Сведения не представлены")
COLOUR_WORDS = {Colour.RED: "критических отклонений", Colour.YELLOW: "отклонений", Colour.GREY: "без сведений"}


def of_item(past: Past, expected: date | None, today: date, limits: Thresholds) -> Light:
    """The light of a result, a control point or an activity at the end of `today`; `expected` is the forecast."""
    if past.state in (State.DECLINED, State.WITHDRAWN):
        return Light(Colour.GREY, "Отклонён" if past.state is State.DECLINED else "Снят с контроля")
    reported = past.reported
    if past.state is State.DONE or reported:
        return _executed(past)
    if today > past.finish or past.state is State.OVERDUE:
        return _late(past, (today - past.finish).days, limits)
    return _expected(past, expected, limits)


def _executed(past: Past) -> Light:
    day = past.done_on or (past.reported.at.date() if past.reported else past.finish)
    late = (day - past.finish).days
    after = f" с опозданием на {days(late)}" if late > 0 else " в срок"
    what = "Исполнен" if past.state is State.DONE else "Отчёт представлен"
    return Light(Colour.GREEN, f"{what}{after}" + ("" if past.state is State.DONE else ", решение ожидается"))


def _late(past: Past, late: int, limits: Thresholds) -> Light:
    """By the document's date, whoever is to blame: an agreement that waits for the ministry says so."""
    waits = f", {waits_for(past.item.predecessor)}" if past.state is State.BLOCKED else ""
    if late <= 0:
        return Light(Colour.YELLOW, f"Срок истёк сегодня{waits}")
    colour = Colour.RED if late > limits.late_red else Colour.YELLOW
    return Light(colour, f"Срок истёк, просрочено на {days(late)}{waits}")


def _expected(past: Past, expected: date | None, limits: Thresholds) -> Light:
    if expected is None:
        return Light(Colour.GREEN, "Срок не наступил")
    late = (expected - past.finish).days
    if late <= 0:
        return Light(Colour.HATCHED, f"Ожидается {expected:%d.%m.%Y}, в срок")
    colour = Colour.RED if late > limits.late_red else Colour.YELLOW
    return Light(colour, f"Ожидается {expected:%d.%m.%Y}, позже срока на {days(late)}")


def of_share(reached: Decimal, green: Decimal, red: Decimal, why: str, *, is_forecast: bool = False) -> Light:
    """The light of a figure that is so many percent of what was expected."""
    if reached < red:
        return Light(Colour.RED, why)
    if reached < green:
        return Light(Colour.YELLOW, why)
    return Light(Colour.HATCHED if is_forecast else Colour.GREEN, why)


def of_section(named: Sequence[tuple[str, Light]], limits: Thresholds, empty: str) -> Light:
    """The light of a section by those of its rows, each with the row's number; `empty` says that there are none."""
    lit = [(name, light) for name, light in named if light.colour is not Colour.GREY]
    if not lit:
        return Light(Colour.GREY, NOT_GIVEN.why if named else empty)
    counts = Counter(light.colour for _, light in named)
    worst = next(colour for colour in WORST_FIRST if counts[colour])
    if worst in (Colour.GREEN, Colour.HATCHED) and len(lit) * 2 < len(named):
        return Light(Colour.GREY, f"Сведения представлены только по {len(lit)} из {len(named)}")
    if worst is Colour.RED and counts[Colour.RED] * WHOLE < limits.section_red * len(lit):
        worst = Colour.YELLOW
    return Light(worst, _why(worst, named, counts))


def _why(worst: Colour, named: Sequence[tuple[str, Light]], counts: Counter[Colour]) -> str:
    if worst in (Colour.GREEN, Colour.HATCHED):
        missing = f"; без сведений — {counts[Colour.GREY]} из {len(named)}" if counts[Colour.GREY] else ""
        return "Отклонений нет" + ("; часть сведений — прогноз" if worst is Colour.HATCHED else "") + missing
    parts = [f"{COLOUR_WORDS[colour]} — {counts[colour]}" for colour in COLOUR_WORDS if counts[colour]]
    bad = [(n, light) for n, light in named if light.colour in (Colour.RED, Colour.YELLOW)]
    number, light = min(bad, key=lambda one: WORST_FIRST.index(one[1].colour))
    said = ", ".join(parts)
    first = f"{number}: {light.why[:1].lower()}{light.why[1:]}"
    few = " (меньше порога раздела)" if worst is Colour.YELLOW and counts[Colour.RED] else ""
    return f"{said[:1].upper()}{said[1:]} из {len(named)}{few}; в том числе {first}"


def of_passport(sections: Sequence[tuple[str, Light]]) -> Light:
    """The worst of the five; sections of which nothing is known do not decide."""
    lit = [(name, light) for name, light in sections if light.colour is not Colour.GREY]
    if not lit:
        return NOT_GIVEN
    worst = next(colour for colour in WORST_FIRST if any(light.colour is colour for _, light in lit))
    names = [name for name, light in lit if light.colour is worst]
    if worst in (Colour.RED, Colour.YELLOW):
        return Light(worst, f"По {plural(len(names), 'разделу', 'разделам', 'разделам')}: {', '.join(names)}")
    return Light(worst, "Отклонений нет")


def together(risks: Light, indicators: Light, budget: Light, results: Light, points: Light) -> Lights:
    named = zip(SECTIONS, (risks, indicators, budget, results, points), strict=True)
    return Lights(risks, indicators, budget, results, points, of_passport(list(named)))


SECTIONS = ("риски", "показатели", "бюджет", "результаты", "контрольные точки")
