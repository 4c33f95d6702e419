"""The report's charts as pictures for a phone: as wide as its screen, an album in one message."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.reporting.form import Colour, IndicatorRow, Report
from notifications.canvas import DPI, WIDTH
from notifications.reports import drawing
from notifications.reports.cells import figure, text
from notifications.reports.charts import drawn
from notifications.reports.drawing import BLUE, DIM, GREEN, GREY, INK, ORANGE, VERMILION, lines, sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHARTS = ("dynamics", "discipline", "funding", "timeline")
ROW, LETTERS = 0.62, 62
FULL = 100
COLOURS = {
    Colour.GREEN: GREEN, Colour.YELLOW: ORANGE, Colour.RED: VERMILION, Colour.GREY: GREY, Colour.HATCHED: BLUE,
}  # fmt: skip


def album(report: Report) -> list[bytes]:
    """PNG: indicators first, then the report's own charts; what has nothing to show is left out."""
    made = [indicators(report.indicators, report.as_of.year), *(drawn(report, name, WIDTH) for name in CHARTS)]
    return [drawing.png(one, DPI) for one in made if one]


def indicators(rows: Sequence[IndicatorRow], year: int) -> "Figure | None":
    """A bar an indicator: how much of the year's plan is reached; a line stands at the whole of it."""
    asked = [row for row in rows if row.light]
    if not asked:
        return None
    made, axes = sheet(WIDTH, 0.9 + ROW * len(asked), left=0.2, top=0.5)
    axes.set_ylim(len(asked) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    for place, row in enumerate(asked):
        _bar(axes, row, place)
    axes.axvline(FULL, color=INK, linestyle=":", linewidth=1.2)
    axes.set_xlim(0, max(FULL * 1.25, *(float(row.percent or 0) * 1.05 for row in asked)))
    drawing.titled(axes, f"Показатели: процент плана {year} года")
    return made


def _bar(axes, row: IndicatorRow, place: int) -> None:  # type: ignore[no-untyped-def]  # the library's own types
    assert row.light  # noqa: S101  # others are left out
    share = float(row.percent or 0)
    axes.barh([place + 0.22], [share], height=0.36, color=COLOURS[row.light.colour])
    name = "".join(lines(f"{row.number}. {row.name}", LETTERS, 1))
    axes.text(0, place - 0.22, name, fontsize=8.5, color=INK, va="center")
    axes.text(share, place + 0.22, f"  {_told(row)}", fontsize=8.5, color=DIM, va="center")


def _told(row: IndicatorRow) -> str:
    if row.fact is None or row.plan is None or row.percent is None:
        return "нет сведений"
    return f"{figure(row.fact)} из {figure(row.plan)} ({text(row.percent)} %)"
