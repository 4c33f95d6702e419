"""The plan on one line a result: its items where they are due, were executed, or are expected."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from domain.reporting.dynamics import GONE
from domain.reporting.form import PlanLine
from domain.vocabulary import Rank, State
from notifications.reports.cells import clean
from notifications.reports.drawing import BLUE, GREEN, GREY, INK, ORANGE, RULE, SIDE, VERMILION, WIDE, sheet
from notifications.words import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NARROW, EDGE, ROW, HEAD, LEGEND_ROW = 8.0, 0.1, 0.19, 0.62, 0.17
"""Inches: narrower than this is narrow; where names begin, a result, what stands above, a line of the legend."""
NAMES, LETTERS_AN_INCH = 0.32, 14.5
"""Of the sheet's width what the names take, and what of them fits."""
MOST = 30
"""As many results as one page bears."""
ROOM = timedelta(days=40)
"""Beside the first and the last point."""
SIZES = {Rank.RESULT: 62, Rank.CONTROL_POINT: 34, Rank.ACTIVITY: 22}
REPORTED = (State.DONE, State.UNDER_REVIEW, State.AWAITING_DECISION)


class Look(NamedTuple):
    """How points of a kind look: told apart by shape as well as by colour."""

    says: str
    marker: str
    colour: str
    is_hollow: bool = False

    @property
    def edge(self) -> str:
        """A filled point parts from its neighbours by a white rim."""
        return self.colour if self.is_hollow else "white"


AHEAD = Look("срок впереди", "D", BLUE, is_hollow=True)
IN_TIME = Look("исполнено в срок", "o", GREEN)
LATE = Look("исполнено с опозданием", "^", ORANGE)
EXPECTED = Look("ожидается позже срока", "^", ORANGE, is_hollow=True)
OVERDUE = Look("просрочено", "s", VERMILION)
TAKEN_OFF = Look("не исполняется", "X", GREY)
LOOKS = (AHEAD, IN_TIME, TAKEN_OFF, EXPECTED, LATE, OVERDUE)
"""What is worse is drawn over what is better."""


class Mark(NamedTuple):
    """A point on its result's line: the day it was due, and the other end of its delay."""

    look: Look
    row: int
    size: int
    due: date
    until: date


def timeline(plan: Sequence[PlanLine], day: date, wide: float = WIDE) -> "Figure | None":
    """Results downwards, years across, the report's day as a dashed line; None for an empty plan."""
    all_results = [list(group) for _, group in groupby(plan, key=_root)]
    results = _chosen(all_results)
    marks = [_mark(line, row, day) for row, under in enumerate(results) for line in under]
    if not marks:
        return None
    head = HEAD if wide > NARROW else HEAD + LEGEND_ROW
    made, axes = sheet(wide, head + 0.45 + ROW * len(results), left=NAMES * wide, top=head)
    _years(axes, [day, *(end for mark in marks for end in (mark.due, mark.until))])
    _rows(axes, results, wide)
    axes.axvline(day, color=INK, linestyle=(0, (4, 2)), linewidth=1.2, zorder=1)  # type: ignore[arg-type]
    for order, look in enumerate(LOOKS):
        _draw(axes, [mark for mark in marks if mark.look is look], look, 2 + order)
    columns = len(LOOKS) if wide > NARROW else 3
    made.legend(loc="upper left", bbox_to_anchor=(0, 1 - 0.24 / made.get_figheight()), ncols=columns, **LEGEND)
    _titled(made, len(all_results), len(results), day)
    return made


def _rows(axes: "Axes", results: Sequence[list[PlanLine]], wide: float) -> None:
    """A line a result, its name at the sheet's left edge: as labels of ticks names take far longer."""
    axes.set_yticks([])
    axes.set_ylim(len(results) - 0.4, -0.6)
    axes.hlines(range(len(results)), *axes.get_xlim(), color=RULE, linewidth=0.6, zorder=0)
    names = NAMES * wide
    at, across = (EDGE - names) / (wide - names - SIDE), axes.get_yaxis_transform()
    for row, under in enumerate(results):
        name = _name(under, int(names * LETTERS_AN_INCH))
        axes.text(at, row, name, color=INK, fontsize=7.5, va="center", transform=across, parse_math=False)


LEGEND = {"fontsize": 8, "frameon": False, "handletextpad": 0.1, "columnspacing": 1.2}


def _root(line: PlanLine) -> str:
    return line.number.partition(".")[0]


def _chosen(results: Sequence[list[PlanLine]]) -> list[list[PlanLine]]:
    """Of too many those that are over stay out first."""
    over = [all(line.state.is_closed for line in under) for under in results]
    kept = sorted(range(len(results)), key=lambda n: (over[n], n))[:MOST]
    return [results[n] for n in sorted(kept)]


def _name(under: Sequence[PlanLine], letters: int) -> str:
    number = f"{_root(under[0])}. "
    return number + shortened(clean(under[0].title), letters - len(number))


def _mark(line: PlanLine, row: int, day: date) -> Mark:
    look = _look(line, day)
    until = {OVERDUE: day, TAKEN_OFF: line.planned}.get(look, line.actual or line.planned)
    return Mark(look, row, SIZES[line.rank], line.planned, until)


def _look(line: PlanLine, day: date) -> Look:
    if line.state in GONE:
        return TAKEN_OFF
    if line.state in REPORTED and line.actual:
        return LATE if line.actual > line.planned else IN_TIME
    if line.planned < day:
        return OVERDUE
    return EXPECTED if line.actual and line.actual > line.planned else AHEAD


def _years(axes: "Axes", days: Sequence[date]) -> None:
    """A line at each first day of a year."""
    axes.set_xlim(min(days) - ROOM, max(days) + ROOM)  # type: ignore[arg-type]
    years = [date(year, 1, 1) for year in range(min(days).year, max(days).year + 2)]
    seen = [one for one in years if min(days) - ROOM < one < max(days) + ROOM]
    axes.set_xticks(seen, [f"{one:%d.%m.%Y}" if len(seen) == 1 else str(one.year) for one in seen])  # type: ignore[arg-type]
    axes.grid(axis="x", color=RULE, linewidth=0.8)


def _draw(axes: "Axes", marks: Sequence[Mark], look: Look, order: int) -> None:
    """The delay is a thin line from the day due; an overdue point stays there, others stand at the line's end."""
    if not marks:
        return
    rows, sizes, due, until = zip(*(mark[1:] for mark in marks), strict=True)
    style = "dashed" if look is EXPECTED else "solid"
    axes.hlines(rows, due, until, color=look.colour, linewidth=1.4, linestyle=style, zorder=order)
    axes.scatter(
        due if look is OVERDUE else until, rows, s=sizes, marker=look.marker, label=look.says, zorder=order,
        facecolors="white" if look.is_hollow else look.colour, edgecolors=look.edge, linewidths=0.9,
    )  # fmt: skip


def _titled(made: "Figure", all_results: int, shown: int, day: date) -> None:
    left_out = f"; результатов показано {shown} из {all_results}" if shown < all_results else ""
    made.text(
        0.01, 1 - 0.08 / made.get_figheight(), f"Результаты и то, что под ними, на {day:%d.%m.%Y}{left_out}",
        fontsize=10.5, weight="bold", color=INK, va="top",
    )  # fmt: skip
