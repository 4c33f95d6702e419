"""A report at a glance, a picture for a phone: its lights with their reasons, then what is critical and why."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.reporting.form import Colour, Light, PlanLine, Report
from notifications.canvas import DIM, INK, LEFT, RULE, WIDTH, png, say, sheet
from notifications.reports.cells import clean
from notifications.reports_words import LIGHTS, SECTIONS, heading
from notifications.words import opening, sentence, shortened

TOP, FOOT, AIR = 0.18, 0.2, 0.14
"""Inches: above all, beneath all, above a group of lines."""
AFTER = 0.32
"""Inches from a sign to its words."""
LETTERS, REASON_LINES, MOST = 58, 3, 6
SIGNS = {
    Colour.GREEN: ("o", "#1b7f5c"), Colour.YELLOW: ("^", "#e3b505"), Colour.RED: ("s", "#c0392b"),
    Colour.GREY: ("o", "#aeb6bf"), Colour.HATCHED: ("D", "#1b7f5c"),
}  # fmt: skip


class Line(NamedTuple):
    """`high` is what it takes, in inches; a `colour` puts a sign before it; a `rule` stands above it."""

    text: str
    size: float
    high: float
    colour: Colour | None = None
    weight: str = "normal"
    ink: str = INK
    indent: float = 0.0
    rule: bool = False


def card(report: Report) -> bytes:
    """PNG."""
    lines = list(lines_of(report))
    top = TOP + sum(line.high for line in lines) + FOOT
    figure, axes = sheet(top)
    at = top - TOP
    for line in lines:
        if line.rule:
            axes.plot((LEFT, WIDTH - LEFT), (at - AIR / 2, at - AIR / 2), color=RULE, linewidth=0.8)
        at -= line.high
        y = at + 0.11
        if line.colour:
            marker, colour = SIGNS[line.colour]
            axes.scatter([LEFT + 0.1], [y], s=110, marker=marker, color=colour)
        say(axes, LEFT + line.indent, y, line.text, line.size, color=line.ink, weight=line.weight)
    return png(figure)


def lines_of(report: Report) -> Iterator[Line]:
    yield Line(heading(report), 15, 0.3, weight="bold")
    yield Line(clean(report.title), 12, 0.26)
    yield Line(f"Сведения на {report.as_of:%d.%m.%Y}", 11, 0.26, ink=DIM)
    for code, title in SECTIONS.items():
        yield from _light(title, getattr(report.lights, code))
    yield from _critical([line for line in report.plan if line.light.colour is Colour.RED])


def _light(title: str, light: Light) -> Iterator[Line]:
    said = f"{title}: {LIGHTS[light.colour]}"
    yield Line(said, 11.5, 0.26 + AIR, light.colour, "bold", indent=AFTER, rule=True)
    yield from _reason(light.why)


def _reason(why: str) -> Iterator[Line]:
    for part in textwrap.wrap(clean(sentence(opening(why))), LETTERS, max_lines=REASON_LINES, placeholder="…"):
        yield Line(part, 11, 0.22, ink=DIM, indent=AFTER)


def _critical(lines: Sequence[PlanLine]) -> Iterator[Line]:
    """As they stand in the plan; at most MOST are named."""
    if not lines:
        yield Line("Критических отклонений по пунктам плана нет.", 12, 0.3 + AIR, rule=True)
        return
    yield Line(f"Критические отклонения: {len(lines)}", 13, 0.3 + AIR, weight="bold", rule=True)
    for line in lines[:MOST]:
        yield Line(f"{line.number} {shortened(clean(line.title), LETTERS)}", 11, 0.26, Colour.RED, indent=AFTER)
        yield from _reason(f"{line.light.why}; {line.executor}")
    if more := len(lines[MOST:]):
        yield Line(f"И ещё {more}: они в файле отчёта", 11, 0.26, ink=DIM)
