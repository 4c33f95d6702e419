"""Pictures for people on phones: the board of a plan as PNG, told by colour and by shape."""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from domain.plan import PlanItem
from domain.workdays import Calendar
from notifications import words
from notifications.canvas import DIM, INK, RULE, WIDTH, png, say, sheet
from notifications.telegram.board import counted, ordered, rank_of, tail_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD, ROW, FOOT = 0.95, 0.78, 0.35
"""Inches."""
TITLE_LETTERS, TITLE_LINES = 50, 2
ROWS = 12


class Light(NamedTuple):
    """A colour that the colour-blind tell apart, a shape, and what it means."""

    colour: str
    shape: str
    means: str


LIGHTS = (
    Light("#c0392b", "X", "просрочен"),
    Light("#e08e0b", "s", "ждёт решения"),
    Light("#e3b505", "^", "срок близко"),
    Light("#1b7f5c", "o", "без отклонений"),
)


def board_picture(items: Iterable[PlanItem], now: datetime, calendar: Calendar, title: str) -> bytes:
    """PNG of at most ROWS open items, late first, under the counts of all; `title` names the plan."""
    open_ = [item for item in items if not item.state.is_closed]
    shown = ordered(open_, now)[:ROWS]
    height = HEAD + ROW * max(1, len(shown)) + FOOT
    figure, axes = sheet(height)
    _head(axes, title, counted(open_, now), now, height)
    for n, item in enumerate(shown):
        _row(axes, item, now, calendar, height - HEAD - ROW * n)
    if not shown:
        axes.text(0.3, FOOT + ROW / 2, "Открытых пунктов нет", size=11, color=DIM)
    _foot(axes, shown, len(open_), now)
    return png(figure)


def _head(axes: "Axes", title: str, counts: str, now: datetime, top: float) -> None:
    axes.text(0.3, top - 0.3, words.shortened(title, 44), size=13, weight="bold", color=INK, va="center")
    axes.text(0.3, top - 0.55, f"на {now:%d.%m.%Y %H:%M}", size=9, color=DIM, va="center")
    axes.text(0.3, top - 0.77, counts, size=9, color=INK, va="center")


def _row(axes: "Axes", item: PlanItem, now: datetime, calendar: Calendar, top: float) -> None:
    light = LIGHTS[rank_of(item, now)]
    axes.plot((0.2, WIDTH - 0.2), (top, top), color=RULE, linewidth=0.8)
    axes.scatter([0.45], [top - ROW / 2], s=150, color=light.colour, marker=light.shape)
    due = f"{words.date_ru(item.finish)}{tail_of(item, calendar, now)}"
    axes.text(0.8, top - 0.16, item.number, size=10, weight="bold", color=INK, va="center")
    say(axes, 1.5, top - 0.16, f"{due}; {words.shortened(item.lead, 26)}", 8.5)
    lines = textwrap.wrap(item.title, TITLE_LETTERS, max_lines=TITLE_LINES, placeholder="…")
    axes.text(0.8, top - 0.3, "\n".join(lines), size=9.5, color=INK, va="top", linespacing=1.15)


def _foot(axes: "Axes", shown: Sequence[PlanItem], total: int, now: datetime) -> None:
    """Only the lights that are in the picture are explained."""
    at = 0.3
    for rank in sorted({rank_of(item, now) for item in shown}):
        light = LIGHTS[rank]
        axes.scatter([at], [FOOT / 2], s=40, color=light.colour, marker=light.shape)
        axes.text(at + 0.12, FOOT / 2, light.means, size=8, color=DIM, va="center")
        at += 0.35 + 0.085 * len(light.means)
    if total > len(shown):
        axes.text(WIDTH - 0.2, FOOT / 2, f"ещё {total - len(shown)}", size=8, color=DIM, va="center", ha="right")
