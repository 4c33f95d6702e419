"""The end of the year is a day off in most years: when the items of the real plan are due."""

import pytest

from domain.plan import PlanItem
from tests.scenarios.story import ZONE, moment, story

# fmt: off
ENDS = {
    # finish       how many items   due
    "2019-12-31": (12, "2019-12-31 18:00"),  # an ordinary Tuesday
    "2020-12-31": (13, "2020-12-31 18:00"),  # a Thursday
    "2021-12-31": (12, "2021-12-30 18:00"),  # a day off, moved there by decree
    "2022-12-31": (12, "2022-12-30 18:00"),  # a Saturday
    "2023-12-31": ( 8, "2023-12-29 18:00"),  # a Sunday
    "2024-12-31": (13, "2024-12-28 18:00"),  # a day off; Saturday the 28th works
}
# fmt: on


@pytest.fixture(scope="module")
def planted() -> list[PlanItem]:
    return story().items()


@pytest.mark.parametrize(("finish", "expected"), ENDS.items())
def test_items_that_end_with_the_year_are_due_on_its_last_working_day(
    finish: str, expected: tuple[int, str], planted: list[PlanItem]
) -> None:
    ending = [item for item in planted if item.finish.isoformat() == finish]
    count, due = expected
    assert {item.due_at for item in ending} == {moment(due)}
    assert len(ending) == count


def test_every_deadline_is_at_the_end_of_a_day_in_the_projects_zone(planted: list[PlanItem]) -> None:
    assert {item.due_at.astimezone(ZONE).strftime("%H:%M") for item in planted} == {"18:00"}
    assert len(planted) == 99


def test_no_deadline_comes_after_its_finish(planted: list[PlanItem]) -> None:
    assert [item.number for item in planted if item.due_at.date() > item.finish] == []


@pytest.mark.parametrize(("at", "state"), [("2021-12-30 17:59", "in_progress"), ("2021-12-30 18:00", "overdue")])
def test_an_item_of_31_12_2021_is_overdue_from_the_evening_of_the_30th(at: str, state: str) -> None:
    ending = [item for item in story("12", begins="2020-12-31 08:00").until(at).items() if item.year == 2021]
    assert ending
    assert {item.state.value for item in ending if item.predecessor is None} == {state}
