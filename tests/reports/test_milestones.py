"""The timeline of a report: each item one sign on its result's line, where it was executed or is due."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from matplotlib import dates

from domain.reporting.form import PlanLine
from domain.vocabulary import Rank, State
from notifications.reports.milestones import MOST, timeline
from tests.reports.samples import HOSTILE, real

DAY = date(2021, 12, 31)


def signs(figure: Any) -> dict[str, set[tuple[float, int]]]:
    """Day and row of the signs, by what the legend calls them."""
    drawn = (made for made in figure.axes[0].collections if not str(made.get_label()).startswith("_"))
    return {str(made.get_label()): {(float(x), int(y)) for x, y in made.get_offsets()} for made in drawn}


def names(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def at(day: date) -> float:
    return float(dates.date2num(day))  # type: ignore[no-untyped-call]


def line(**said: object) -> PlanLine:
    return replace(real().plan[0], **said)  # type: ignore[arg-type]


def one(**said: object) -> dict[str, set[tuple[float, int]]]:
    made = timeline([line(**{"state": State.IN_PROGRESS, "actual": None, "is_forecast": False, **said})], DAY)
    assert made
    return signs(made)


def test_every_item_of_the_real_plan_has_its_sign() -> None:
    made = timeline(real().plan, DAY)
    assert made
    counted = Counter(item.number.split(".")[0] for item in real().plan)
    assert len(names(made)) == len(counted)
    late = {
        (at(x.actual), list(counted).index(x.number.split(".")[0]))
        for x in real().plan
        if x.state is State.DONE and x.actual and x.actual > x.planned
    }
    assert signs(made)["исполнено с опозданием"] == late
    assert set(signs(made)) <= {
        "срок впереди", "исполнено в срок", "исполнено с опозданием", "ожидается позже срока", "просрочено",
        "не исполняется",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "sign", "day"),
    [
        ({"planned": date(2022, 2, 1)}, "срок впереди", date(2022, 2, 1)),
        ({"planned": DAY}, "срок впереди", DAY),
        ({"planned": date(2021, 12, 30)}, "просрочено", date(2021, 12, 30)),
        (
            {"planned": date(2022, 2, 1), "actual": date(2022, 3, 1), "is_forecast": True},
            "ожидается позже срока",
            date(2022, 3, 1),
        ),
        (
            {"planned": date(2021, 2, 1), "actual": date(2021, 2, 1), "state": State.DONE},
            "исполнено в срок",
            date(2021, 2, 1),
        ),
        (
            {"planned": date(2021, 2, 1), "actual": date(2021, 2, 2), "state": State.UNDER_REVIEW},
            "исполнено с опозданием",
            date(2021, 2, 2),
        ),
        ({"planned": date(2021, 2, 1), "state": State.WITHDRAWN}, "не исполняется", date(2021, 2, 1)),
    ],
)
def test_a_sign_says_how_the_item_stands_and_when(said: dict[str, object], sign: str, day: date) -> None:
    assert one(**said) == {sign: {(at(day), 0)}}


def test_a_line_of_what_is_overdue_runs_to_the_report_s_day() -> None:
    due = DAY - timedelta(days=60)
    made = timeline([line(state=State.OVERDUE, planned=due, actual=None)], DAY)
    assert made
    ends = [part[:, 0].tolist() for group in made.axes[0].collections[1:] for part in _segments(group)]
    assert [at(due), at(DAY)] in ends


def _segments(group: Any) -> Any:
    return group.get_segments() if hasattr(group, "get_segments") else []


def test_of_too_many_results_those_that_are_over_are_left_out() -> None:
    plan = [
        line(number=str(n), rank=Rank.RESULT, state=State.DONE if n % 2 else State.IN_PROGRESS, actual=DAY, planned=DAY)
        for n in range(1, MOST + 11)
    ]
    made = timeline(plan, DAY)
    assert made
    shown = [int(name.split(".")[0]) for name in names(made)]
    assert shown == sorted(shown)
    assert len(shown) == MOST
    assert set(range(2, MOST + 11, 2)) <= set(shown)
    assert f"показано {MOST} из {MOST + 10}" in made.texts[0].get_text()


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_name_is_written_as_it_is(word: str) -> None:
    made = timeline([line(title=word)], DAY)
    assert made
    made.canvas.draw()
    (name,) = names(made)
    assert len(name) <= 42
    assert name.startswith(f"{line().number}. {word[:5]}".replace("\x00", "")[:8])


def test_an_empty_plan_has_none() -> None:
    assert timeline([], DAY) is None
