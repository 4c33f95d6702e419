"""The plan's terms as one picture for a phone: bars by result, today's line, late items first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from domain.vocabulary import Rank
from domain.workdays import DAY, Calendar
from notifications import words
from notifications.canvas import DIM, DPI, INK, LEFT, PAPER, RIGHT, RULE, SHADE, WIDTH, png, say, sheet
from notifications.web.overview import COLOURS, Light, Row, by_due

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS = 40
HEAD, SCALE, BAND, LINE, FOOT = 1.25, 0.32, 0.42, 0.8, 0.86
"""Inches: the heading, the years, a result's name, an item, the legend."""
COLUMNS, COLUMN = 4, 1.4
"""Of the legend: how many to a line, and inches."""
BAR, THIN, SHORTEST, ROOM = 0.17, 0.055, 0.07, 0.55
"""Inches: a bar's thickness, that of a delay, the length of a term of one day, what "today" takes beside its line."""
YEAR, MANY_YEARS, MANY_MONTHS = 12, 3, 9
HATCHES = {
    Light.LATE: "////",
    Light.REVIEW: "....",
    Light.DECISION: "....",
    Light.WITHDRAWN: "xx",
    Light.DECLINED: "xx",
}
SIGNS = {
    Light.LATE: "X", Light.REVIEW: "s", Light.DECISION: "D", Light.SOON: "^",
    Light.IN_TIME: "o", Light.DONE: "$\u2714$", Light.DECLINED: "$\u2013$", Light.WITHDRAWN: "$\u2013$",
}  # fmt: skip
LEGEND = {
    Light.LATE: "просрочено", Light.REVIEW: "ждёт приёмки", Light.DECISION: "ждёт решения", Light.SOON: "срок близко",
    Light.IN_TIME: "в срок", Light.DONE: "исполнено", Light.DECLINED: "отклонено", Light.WITHDRAWN: "снято",
}  # fmt: skip
NAMES = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the picture; `filters` is empty where everything is shown."""

    title: str
    counts: str
    filters: str = ""


class Scale(NamedTuple):
    """Days laid out across the sheet."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Inches from the sheet's left edge."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / max(1, (self.last - self.first).days)


def timeline_picture(
    rows: Sequence[Row], results: Mapping[tuple[str, str], str], heading: Heading, calendar: Calendar, now: datetime
) -> bytes:
    """PNG of at most ROWS items; `results` are the titles of the results by passport and number."""
    return png(timeline_figure(rows, results, heading, calendar, now))


def timeline_figure(
    rows: Sequence[Row], results: Mapping[tuple[str, str], str], heading: Heading, calendar: Calendar, now: datetime
) -> "Figure":
    """The same, not yet drawn."""
    shown = chosen(rows)
    groups = grouped(shown)
    top = _height(groups)
    figure, axes = sheet(top)
    today = calendar.day_of(now)
    scale = _scale(shown, today)
    _head(axes, heading, now.astimezone(calendar.zone), top)
    _years(axes, scale, today, top - HEAD)
    _groups(axes, groups, results, scale, today, top - HEAD - SCALE)
    if not shown:
        axes.text(LEFT, FOOT + LINE / 2, "По этим условиям пунктов нет", size=12, color=DIM, va="center")
    _foot(axes, shown, len(rows) - len(shown))
    return figure


def size(rows: Sequence[Row]) -> tuple[int, int]:
    """Width and height of the picture of these rows, in pixels."""
    return int(WIDTH * DPI), int(_height(grouped(chosen(rows))) * DPI)


def _height(groups: Sequence[tuple[tuple[str, str], list[Row]]]) -> float:
    return HEAD + SCALE + BAND * len(groups) + LINE * max(1, sum(len(rows) for _, rows in groups)) + FOOT


def chosen(rows: Sequence[Row]) -> list[Row]:
    """At most ROWS: late ones, longest late first, then open ones by deadline, then those closed last."""
    late = sorted((row for row in rows if row.light is Light.LATE), key=by_due)
    open_ = sorted((row for row in rows if row.light is not Light.LATE and not row.item.state.is_closed), key=by_due)
    closed = sorted((row for row in rows if row.item.state.is_closed), key=by_due, reverse=True)
    return [*late, *open_, *closed][:ROWS]


def grouped(shown: Sequence[Row]) -> list[tuple[tuple[str, str], list[Row]]]:
    """The rows by passport and result, the most urgent result first; the rows keep their order."""
    order = list(dict.fromkeys(map(_result, shown)))
    together = sorted(shown, key=lambda row: order.index(_result(row)))
    return [(result, list(rows)) for result, rows in groupby(together, key=_result)]


def _result(row: Row) -> tuple[str, str]:
    return row.item.passport, row.item.root


def _begins(row: Row) -> date:
    return min(row.item.start or row.item.opens_on, row.item.finish)


def _scale(shown: Sequence[Row], today: date) -> Scale:
    first = min([today, *map(_begins, shown)])
    last = max([today, *(row.item.finish for row in shown)])
    room = max(timedelta(days=3), (last - first) * 0.02)
    return Scale(first - room, last + room)


def _head(axes: "Axes", heading: Heading, now: datetime, top: float) -> None:
    say(axes, LEFT, top - 0.28, heading.title, 15, weight="bold")
    say(axes, LEFT, top - 0.58, f"Сроки пунктов плана на {now:%d.%m.%Y %H:%M}", 11.5, color=DIM)
    say(axes, LEFT, top - 0.82, heading.counts, 11.5)
    if heading.filters:
        say(axes, LEFT, top - 1.06, heading.filters, 10.5, color=DIM)


def _years(axes: "Axes", scale: Scale, today: date, top: float) -> None:
    now_at = scale.at(today)
    for day, name in _ticks(scale):
        at = scale.at(day)
        axes.plot((at, at), (FOOT, top - SCALE), color=RULE, linewidth=0.8, zorder=0)
        if abs(at - now_at) > ROOM:
            say(axes, at, top - SCALE / 2, name, 11, color=DIM, ha="center")
    line = axes.plot((now_at, now_at), (FOOT, top - SCALE), color=INK, linewidth=1.6, linestyle=(0, (4, 2)), zorder=3)
    line[0].set_gid("today")
    side = min(max(now_at, LEFT + 0.35), WIDTH - RIGHT - 0.35)
    say(axes, side, top - SCALE / 2, "сегодня", 11, ha="center", weight="bold")


def _ticks(scale: Scale) -> list[tuple[date, str]]:
    """First days of years, of quarters or of months, whichever are few, and how they read."""
    months = (scale.last - scale.first).days / 30
    step = YEAR if months > YEAR * MANY_YEARS else 3 if months > MANY_MONTHS else 1
    years = range(scale.first.year, scale.last.year + 1)
    firsts = (date(year, month, 1) for year in years for month in range(1, YEAR + 1, step))
    return [(day, _tick(day, step)) for day in firsts if scale.first < day < scale.last - DAY]


def _tick(day: date, step: int) -> str:
    return str(day.year) if step == YEAR or day.month == 1 else NAMES[day.month - 1]


def _groups(
    axes: "Axes",
    groups: Sequence[tuple[tuple[str, str], list[Row]]],
    results: Mapping[tuple[str, str], str],
    scale: Scale,
    today: date,
    top: float,
) -> None:
    for (passport, root), rows in groups:
        _band(axes, f"{root}. {results.get((passport, root), '')}", top)
        for n, row in enumerate(rows):
            _row(axes, row, scale, today, top - BAND - LINE * n)
        top -= BAND + LINE * len(rows)


def _band(axes: "Axes", title: str, top: float) -> None:
    axes.fill_between((0, WIDTH), top - BAND + 0.04, top - 0.04, color=SHADE, linewidth=0, zorder=1)
    say(axes, LEFT, top - BAND / 2, title, 11.5, weight="bold", back=SHADE)


def _row(axes: "Axes", row: Row, scale: Scale, today: date, top: float) -> None:
    colour = COLOURS[row.light]
    axes.scatter([LEFT + 0.09], [top - 0.14], s=75, color=colour, marker=SIGNS[row.light], zorder=4)
    say(axes, LEFT + 0.3, top - 0.14, f"{row.card.number}  ·  {_told(row)}", 11.5, weight="bold", back=PAPER)
    say(axes, LEFT, top - 0.36, row.card.title, 11.5, back=PAPER)
    _bar(axes, row, scale, today, top - 0.6)


def _told(row: Row) -> str:
    due = words.date_ru(row.item.finish)
    tail = words.inside(row.card.status) if row.light in (Light.LATE, Light.DONE) else LEGEND[row.light]
    return f"{due}, {tail}"


def _bar(axes: "Axes", row: Row, scale: Scale, today: date, y: float) -> None:
    """The term; of a late item also the delay up to today; of a control point its day as a mark."""
    from matplotlib.patches import Rectangle

    begins, ends = scale.at(_begins(row)), scale.at(row.item.finish)
    colour, length = COLOURS[row.light], max(SHORTEST, ends - begins)
    bar = Rectangle(
        (ends - length, y - BAR / 2), length, BAR,
        facecolor=colour, edgecolor=PAPER, hatch=HATCHES.get(row.light), linewidth=0, zorder=2,
    )  # fmt: skip
    bar.set_gid(f"bar:{row.light}:{row.card.number}")
    axes.add_patch(bar)
    if row.light is Light.LATE and today > row.item.finish:
        delay = Rectangle((ends, y - THIN / 2), scale.at(today) - ends, THIN, facecolor=colour, linewidth=0, zorder=2)
        delay.set_gid(f"delay:{row.card.number}")
        axes.add_patch(delay)
    if row.item.rank is not Rank.ACTIVITY:
        axes.scatter([ends], [y], s=95, marker="D", facecolor=colour, edgecolor=PAPER, linewidth=1.2, zorder=3)


def _foot(axes: "Axes", shown: Sequence[Row], left_out: int) -> None:
    """Only the lights that are in the picture are explained."""
    lights = [light for light in Light if any(row.light is light for row in shown)]
    for n, light in enumerate(lights):
        x, y = LEFT + 0.08 + COLUMN * (n % COLUMNS), FOOT - 0.2 - 0.22 * (n // COLUMNS)
        axes.scatter([x], [y], s=45, color=COLOURS[light], marker=SIGNS[light])
        say(axes, x + 0.13, y, LEGEND[light], 9.5, color=DIM)
    if left_out:
        say(axes, LEFT, 0.2, f"Не поместилось: {words.plan_items(left_out)}; все они в таблицах", 10.5)
