"""The timeline shows the plan's terms as they are: late items first, in red with hatching, and today's line."""

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from domain.vocabulary import State
from notifications import canvas, timeline
from notifications.timeline import Heading, chosen, timeline_figure, timeline_picture
from notifications.web.overview import COLOURS, Light, Row, row
from tests.domain.samples import CALENDAR, STAFF, item, moment

NOW = moment("2019-03-04 09:00")
HEADING = Heading("Цифровая образовательная среда", "просрочено 2", "уровень контроля: ПК")
RESULTS = {("kemerovo", "2"): "Создание центров $100$ <b>", ("kemerovo", "3"): "Внедрение модели"}


def _row(number: str, **known: Any) -> Row:
    return row(item(number, **known), STAFF, CALENDAR, NOW)


def _due(number: str, finish: date, **known: Any) -> Row:
    return _row(number, finish=finish, due_at=CALENDAR.due_at(finish), **known)


LATE = _due("3.1.1", date(2019, 2, 28), state=State.OVERDUE, rung=2)
LATER = _due("2.1.1", date(2019, 3, 1), state=State.OVERDUE, rung=1)
SOON = _due("2.1.2", date(2019, 3, 7), state=State.IN_PROGRESS)
AHEAD = _due("2.1.3", date(2019, 12, 30))
DONE = _due("2.1", date(2019, 2, 20), state=State.DONE, reported_at=moment("2019-02-19 10:00"))
ALL = (DONE, AHEAD, SOON, LATER, LATE)


@cache
def _figure() -> Figure:
    return timeline_figure(ALL, RESULTS, HEADING, CALENDAR, NOW)


def _bars(figure: Figure, kind: str = "bar:") -> dict[str, Rectangle]:
    drawn = (patch for patch in figure.axes[0].patches if str(patch.get_gid()).startswith(kind))
    return {str(bar.get_gid()).split(":")[-1]: bar for bar in drawn if isinstance(bar, Rectangle)}


def test_every_item_has_a_bar_and_the_late_ones_stand_highest_longest_late_first() -> None:
    bars = sorted(_bars(_figure()).items(), key=lambda pair: -pair[1].get_y())
    assert [number for number, _ in bars] == ["3.1.1", "2.1.1", "2.1.2", "2.1.3", "2.1"]


def test_a_late_bar_is_red_and_hatched_and_goes_on_as_a_delay_to_todays_line() -> None:
    (red, green, blue, _), bar = COLOURS_RGB[Light.LATE], _bars(_figure())["3.1.1"]
    delay = _bars(_figure(), "delay:")["3.1.1"]
    assert (bar.get_facecolor()[:3], bar.get_hatch()) == ((red, green, blue), "////")
    assert delay.get_x() == pytest.approx(bar.get_x() + bar.get_width())
    assert delay.get_x() + delay.get_width() == pytest.approx(_today())


def test_only_late_items_have_a_delay() -> None:
    assert set(_bars(_figure(), "delay:")) == {"3.1.1", "2.1.1"}


def test_bars_stand_in_time_as_the_terms_do() -> None:
    bars = _bars(_figure())
    starts = {round(bar.get_x(), 6) for bar in bars.values()}
    assert len(starts) == 1
    done, ahead = bars["2.1"], bars["2.1.3"]
    ratio = (date(2019, 12, 30) - date(2019, 1, 1)).days / (date(2019, 2, 20) - date(2019, 1, 1)).days
    assert ahead.get_width() / done.get_width() == pytest.approx(ratio)
    assert done.get_x() + done.get_width() < _today() < ahead.get_x() + ahead.get_width()


def test_done_items_are_green_with_a_tick() -> None:
    bar, marks = _bars(_figure())["2.1"], timeline.SIGNS[Light.DONE]
    assert (bar.get_facecolor()[:3], marks) == (COLOURS_RGB[Light.DONE][:3], "$\u2714$")


def test_each_result_has_a_heading_with_its_title_as_it_is_written() -> None:
    said = [text.get_text() for text in _figure().axes[0].texts]
    assert [text for text in said if text in ("2. Создание центров $100$ <b>", "3. Внедрение модели")] == [
        "3. Внедрение модели", "2. Создание центров $100$ <b>",
    ]  # fmt: skip


def test_at_most_forty_are_drawn_late_and_nearest_first_and_the_rest_are_counted() -> None:
    ahead = [_due(f"2.2.{n}", date(2019, 4, 1 + n % 28)) for n in range(1, 61)]
    shown = chosen([DONE, *ahead, LATE])
    assert len(shown) == 40
    assert shown[0] is LATE
    assert max(row.item.finish for row in shown[1:]) <= min(row.item.finish for row in set_aside(ahead, shown))
    figure = timeline_figure([DONE, *ahead, LATE], RESULTS, HEADING, CALENDAR, NOW)
    assert "Не поместилось: 22 пункта; все они в таблицах" in [text.get_text() for text in figure.axes[0].texts]


def test_the_picture_is_as_wide_as_a_phone_and_as_high_as_its_rows() -> None:
    one, two = _size(LATE), _size(LATE, DONE)
    assert one[0] == two[0] == 1080
    assert two[1] - one[1] == pytest.approx((timeline.LINE + timeline.BAND) * canvas.DPI, abs=1)


def test_no_text_leaves_the_sheet_however_long_the_titles_are() -> None:
    wide = _due("2.1.1", date(2019, 2, 28), state=State.OVERDUE, rung=1, title="ШИРОКИЙ ЩИТ " * 20)
    heading = Heading("Ш" * 80, "щ" * 120, "Ж" * 120)
    figure = timeline_figure([wide, *ALL[:3]], {("kemerovo", "2"): "Щит и меч ширины " * 9}, heading, CALENDAR, NOW)
    figure.draw_without_rendering()
    for text in figure.axes[0].texts:
        assert text.get_window_extent().x1 <= figure.bbox.x1 * 1.001, text.get_text()


def test_every_light_is_explained_on_the_sheet_when_all_are_in_the_picture() -> None:
    states = (State.OVERDUE, State.UNDER_REVIEW, State.AWAITING_DECISION, State.DONE, State.DECLINED, State.WITHDRAWN)
    rows = [SOON, AHEAD, *(_row(f"2.2.{n}", state=state) for n, state in enumerate(states, start=1))]
    figure = timeline_figure(rows, RESULTS, HEADING, CALENDAR, NOW)
    said = {text.get_text(): text for text in figure.axes[0].texts}
    assert {row.light for row in rows} == set(Light)
    for words in timeline.LEGEND.values():
        assert said[words].get_window_extent().x1 <= figure.bbox.x1


def test_nothing_to_show_is_said() -> None:
    said = [text.get_text() for text in timeline_figure([], {}, HEADING, CALENDAR, NOW).axes[0].texts]
    assert "По этим условиям пунктов нет" in said


def set_aside(ahead: list[Row], shown: list[Row]) -> list[Row]:
    return [row for row in ahead if row not in shown]


def _today() -> float:
    line = next(line for line in _figure().axes[0].lines if line.get_gid() == "today")
    return float(line.get_xdata()[0])  # type: ignore[index, arg-type]


def _size(*rows: Row) -> tuple[int, int]:
    return Image.open(BytesIO(timeline_picture(rows, RESULTS, HEADING, CALENDAR, NOW))).size


def _rgb(colour: str) -> tuple[float, ...]:
    return (*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)), 1.0)


COLOURS_RGB = {light: _rgb(colour) for light, colour in COLOURS.items()}
