"""The report's charts: dynamics of control points, discipline, funding, a chart an indicator."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.reporting.form import BudgetRow, Discipline, IndicatorLife, Point, Report
from notifications.reports import drawing
from notifications.reports.cells import figure, text
from notifications.reports.drawing import (
    BLUE,
    DIM,
    GREEN,
    GREY,
    INK,
    ORANGE,
    RULE,
    SKY,
    VERMILION,
    WIDE,
    lines,
    sheet,
    titled,
)  # fmt: skip
from notifications.reports.milestones import timeline
from notifications.words import opening

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_PEOPLE = 15
RING_WIDE, RING, RING_FOOT, TOLD = 2.2, 2.4, 0.85, 2.7
"""Inches: a ring across and down, what stands beneath the last one, what is told at a bar's end."""


class Charts:
    """The charts of one report by their names in its layout; each is drawn once for all formats."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._drawn: dict[str, Figure | None] = {}
        self._png: dict[str, bytes] = {}

    def png(self, name: str) -> bytes | None:
        """None where there is nothing to draw."""
        if name not in self._png and (made := self._figure(name)):
            self._png[name] = drawing.png(made)
        return self._png.get(name)

    def svg(self, name: str) -> bytes | None:
        made = self._figure(name)
        return drawing.svg(made) if made else None

    def _figure(self, name: str) -> "Figure | None":
        if name not in self._drawn:
            self._drawn[name] = drawn(self._report, name)
        return self._drawn[name]


def drawn(report: Report, name: str, wide: float = WIDE) -> "Figure | None":
    """The chart of that name in a layout, so many inches wide; None where there is nothing to draw."""
    kind, _, which = name.partition(":")
    if kind == "indicator":
        return indicator(report.lives[int(which)])
    charts: dict[str, Callable[[Report], Figure | None]] = {
        "dynamics": lambda r: dynamics(r.dynamics, wide),
        "discipline": lambda r: discipline(r.discipline, wide),
        "funding": lambda r: funding(r.budget, r.as_of.year, wide),
        "timeline": lambda r: timeline(r.plan, r.as_of, wide),
    }
    return charts[kind](report)


def dynamics(points: Sequence[Point], wide: float = WIDE) -> "Figure | None":
    """Cumulative steps: plan, forecast dashed, fact thick."""
    if not points:
        return None
    made, axes = sheet(wide, 3.6, top=0.35)
    months = [point.month for point in points]
    axes.step(months, [p.planned for p in points], where="post", color=BLUE, linewidth=1.6, label="План")  # type: ignore[arg-type]
    _line(axes, months, [p.forecast for p in points], color=ORANGE, linestyle="--", label="Прогноз")
    _line(axes, months, [p.done for p in points], color=GREEN, linewidth=3, label="Факт")
    axes.grid(axis="y", color=RULE)
    axes.set_ylim(0, max(p.planned for p in points) * 1.08 + 1)
    drawing.whole(axes.yaxis)
    axes.legend(loc="upper left", fontsize=9, frameon=False, ncols=3)
    titled(axes, "Контрольные точки нарастающим итогом")
    return made


def _line(axes, months, values, **how) -> None:  # type: ignore[no-untyped-def]  # the library's own types
    known = [(month, value) for month, value in zip(months, values, strict=True) if value is not None]
    if known:
        axes.step(*zip(*known, strict=True), where="post", marker="o", markersize=3, **how)
    else:
        axes.plot([], [], **how)


def discipline(people: Sequence[Discipline], wide: float = WIDE) -> "Figure | None":
    """A bar a person: in time, late, overdue; the average delay at its end."""
    if not people:
        return None
    shown = list(reversed(people[:MOST_PEOPLE]))
    made, axes = sheet(wide, 1.3 + 0.42 * len(shown), left=1.9, top=0.7)
    names = [one.person for one in shown]
    left = [0] * len(shown)
    for label, colour, hatch, counts in (
        ("В срок", GREEN, "", [one.in_time for one in shown]),
        ("С опозданием", ORANGE, "//", [one.late for one in shown]),
        ("Просрочено", VERMILION, "xx", [one.overdue for one in shown]),
    ):
        axes.barh(names, counts, left=left, color=colour, hatch=hatch, edgecolor="white", label=label)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    for row, (one, end) in enumerate(zip(shown, left, strict=True)):
        axes.text(end, row, f"  в среднем {text(one.average)} дн.", va="center", fontsize=9, color=DIM)
    axes.set_xlim(0, max(left) * (1 + TOLD / wide) + 0.5)
    drawing.whole(axes.xaxis)
    axes.legend(loc="lower left", fontsize=9, frameon=False, ncols=3, bbox_to_anchor=(-0.01, 0.98), columnspacing=1.2)
    titled(axes, "Дисциплина исполнителей", 40, pad=26)
    return made


def indicator(life: IndicatorLife) -> "Figure":
    """Plan as a line, facts as bars; the base before the first year."""
    made, axes = sheet(4.4, 2.9, top=0.55)
    facts = [(n, float(value)) for n, value in enumerate(life.fact) if value is not None]
    if facts:
        axes.bar([n for n, _ in facts], [v for _, v in facts], color=SKY, width=0.6, label="Факт")
    plan = [(n, float(value)) for n, value in enumerate(life.plan) if value is not None]
    axes.plot([n for n, _ in plan], [v for _, v in plan], color=BLUE, marker="o", markersize=4, label="План")
    if life.base is not None:
        axes.axhline(float(life.base), color=GREY, linestyle=":", linewidth=1.2, label=f"База {figure(life.base)}")
    axes.set_xticks(range(len(life.years)), [str(year) for year in life.years])
    axes.grid(axis="y", color=RULE)
    axes.legend(loc="best", fontsize=8.5, frameon=False)
    titled(axes, f"{life.number}. {life.name}", 38)
    return made


def funding(rows: Sequence[BudgetRow], year: int, wide: float = WIDE) -> "Figure | None":
    """A ring a source: what is paid of the year's plan; sources without money have none."""
    totals = [row for row in rows if row.depth == 0 and row.planned]
    if not totals:
        return None
    across = int(wide / RING_WIDE)
    deep = -(-len(totals) // across)
    high = RING * deep + 0.4
    made, axes = sheet(wide, high)
    axes.remove()
    grid = made.subplots(deep, across, squeeze=False)
    made.subplots_adjust(left=0.02, right=0.98, bottom=RING_FOOT / high, top=1 - 0.45 / high, hspace=0.75)
    for place, spot in enumerate(grid.flat):
        spot.axis("off")
        if place < len(totals):
            _ring(spot, totals[place])
    made.suptitle(
        f"Оплачено из плана {year} года, млн руб.", fontsize=10.5, weight="bold", color=INK, x=0.01, ha="left"
    )
    return made


def _ring(axes, row: BudgetRow) -> None:  # type: ignore[no-untyped-def]  # the library's own types
    planned = row.planned or Decimal(0)
    paid = min(row.paid or Decimal(0), planned)
    axes.pie(
        [float(paid), float(planned - paid)], colors=[GREEN, RULE], startangle=90, counterclock=False,
        wedgeprops={"width": 0.38, "edgecolor": "white"},
    )  # fmt: skip
    share = "нет\nсведений" if row.percent is None else f"{row.percent:.0f} %"
    axes.text(0, 0, share, ha="center", va="center", fontsize=10, color=INK)
    name = opening(row.name.split("(")[0].split(", в том числе")[0].strip())
    said = [*lines(name, 26, 3), f"{figure(row.paid) if row.paid is not None else '—'} из {figure(planned)}"]
    axes.set_title("\n".join(said), fontsize=8.5, color=INK, y=0.02, va="top")
