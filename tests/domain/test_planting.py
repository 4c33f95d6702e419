"""A passport becomes a living plan: opening days, deadlines, what blocks what, ids in order of deadlines."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.passport import Passport, PlanRow
from domain.plan import PlanItem
from domain.planting import NotPlannable, first_id, opening_day, planted
from domain.vocabulary import DocumentKind, State
from tests.domain.samples import COLLEGIUM, COMMITTEE, LADDER, LEAD, OTHER, PASSPORT, item, moment, row, said

NOW = moment("2018-12-11 10:00")
APPLICATION = row("2.1.1", document_kind=DocumentKind.APPLICATION, start=date(2018, 10, 1), finish=date(2018, 10, 30))
AGREEMENT = row("2.1.2", document_kind=DocumentKind.AGREEMENT, finish=date(2019, 2, 28))
ROWS = (row("2", level=COLLEGIUM), APPLICATION, AGREEMENT, row("2.1", level=COMMITTEE))


def passport(*rows: PlanRow) -> Passport:
    return replace(PASSPORT, plan=rows)


def plant(*rows: PlanRow, **taken: Any) -> dict[str, PlanItem]:
    return {found.number: found for found in planted(passport(*rows), LADDER, NOW, taken.get("taken", {}))}


def refusal(*rows: PlanRow) -> str:
    with pytest.raises(NotPlannable) as caught:
        plant(*rows)
    return str(caught.value)


def test_items_come_in_the_order_of_the_document() -> None:
    assert list(plant(*ROWS)) == ["2", "2.1.1", "2.1.2", "2.1"]


def test_an_agreement_waits_for_the_application_of_its_control_point() -> None:
    plan = plant(*ROWS)
    assert (plan["2.1.2"].predecessor, plan["2.1.2"].state) == ("2.1.1", State.BLOCKED)
    assert plan["2.1.2"].next_wake_at is None


@pytest.mark.parametrize("number", ["2", "2.1", "2.1.1"])
def test_nothing_but_an_agreement_is_blocked(number: str) -> None:
    found = plant(*ROWS)[number]
    assert (found.predecessor, found.state) == (None, State.PLANNED)


def test_an_agreement_does_not_wait_for_the_application_of_another_control_point() -> None:
    elsewhere = replace(APPLICATION, number="3.1.1")
    assert plant(AGREEMENT, elsewhere)["2.1.2"].predecessor is None


def test_a_control_point_does_not_wait_for_an_application() -> None:
    plan = plant(*ROWS[:3], row("2.1", document_kind=DocumentKind.AGREEMENT))
    assert plan["2.1"].state is State.PLANNED


@pytest.mark.parametrize(("number", "opens"), [("2", date(2018, 10, 1)), ("2.1", date(2018, 10, 1))])
def test_what_stands_above_opens_with_the_first_item_under_it(number: str, opens: date) -> None:
    assert plant(*ROWS)[number].opens_on == opens


def test_an_own_start_that_comes_first_is_kept() -> None:
    plan = plant(AGREEMENT, row("2.1", start=date(2018, 9, 1)))
    assert (plan["2.1"].opens_on, plan["2.1.2"].opens_on) == (date(2018, 9, 1), date(2019, 1, 1))


def test_an_activity_opens_by_its_own_start_alone() -> None:
    assert plant(*ROWS)["2.1.2"].opens_on == date(2019, 1, 1)


def test_an_activity_without_a_start_opens_with_what_it_serves() -> None:
    assert plant(*ROWS, row("2.1.3", start=None))["2.1.3"].opens_on == date(2018, 10, 1)


def test_what_has_no_start_anywhere_opens_on_its_last_day() -> None:
    assert plant(row("7", finish=date(2020, 6, 1)))["7"].opens_on == date(2020, 6, 1)
    assert opening_day(row("7", finish=None), {}) == date.max


def test_two_is_not_above_twenty() -> None:
    plan = plant(row("2", level=COLLEGIUM), row("20.1.1", start=date(2018, 1, 1)))
    assert plan["2"].opens_on == date(2019, 12, 31)


def test_a_deadline_on_a_day_off_comes_sooner_and_the_date_stays() -> None:
    found = plant(row("2", finish=date(2021, 12, 31)))["2"]
    assert (said(found.due_at), found.finish, found.original_finish) == ("2021-12-30 18:00", *(date(2021, 12, 31),) * 2)


def test_control_begins_now_and_the_first_wake_is_not_before() -> None:
    plan = plant(*ROWS)
    assert {(found.entered_at, found.spoken_at, found.version) for found in plan.values()} == {(NOW, NOW, 0)}
    assert said(plan["2.1.1"].next_wake_at or NOW) == "2018-12-11 10:00"


def test_what_starts_later_wakes_in_the_morning_of_its_start() -> None:
    found = plant(row("1.1.1", start=date(2019, 2, 1)))["1.1.1"]
    assert said(found.next_wake_at or NOW) == "2019-02-01 09:00"


@pytest.mark.parametrize(("level", "top"), [("РРП", 4), (COMMITTEE, 3), (COLLEGIUM, 2)])
def test_the_top_is_counted_from_the_items_own_level(level: str, top: int) -> None:
    assert plant(row("2", level=level))["2"].top == top


def test_ids_sort_by_the_deadline_and_fit_into_a_double() -> None:
    days = [date(2024, 12, 31), date(2019, 2, 28), date(2021, 12, 31), date(2021, 12, 30)]
    plan = plant(*(row(str(n), finish=day) for n, day in enumerate(days, start=1)))
    assert sorted(plan, key=lambda number: plan[number].id) == ["2", "3", "4", "1"]
    assert all(0 < found.id < 2**53 for found in plan.values())


def test_ids_of_a_far_century_still_fit_into_a_double() -> None:
    assert first_id(date(7000, 12, 31)) + 2**32 < 2**53


def test_ids_of_one_day_go_on_from_those_given_out() -> None:
    day = date(2019, 2, 28)
    plan = plant(row("1", finish=day), row("2", finish=day), taken={day: 7})
    assert [found.id - first_id(day) for found in plan.values()] == [8, 9]


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"finish": None}, "нет срока окончания"),
        ({"executors": ()}, "нет исполнителя"),
        ({"document_kind": None}, "не понятен вид документа"),
        ({"level": None}, "нет уровня контроля"),
        ({"level": "Совет"}, "нет уровня контроля"),
    ],
)
def test_a_row_with_a_gap_is_not_put_under_control(changes: dict[str, Any], lack: str) -> None:
    message = f"План нельзя поставить на контроль, пока не исправлены пункты: 30.1 ({lack}); исправьте документ"
    assert refusal(row("30"), row("30.1", **changes)).startswith(message)


def test_all_gaps_are_named_at_once() -> None:
    message = refusal(row("1", level=None, executors=()), row("2"), row("3", finish=None))
    assert "пункты: 1 (нет исполнителя, нет уровня контроля); 3 (нет срока окончания);" in message


def test_an_empty_plan_is_not_put_under_control() -> None:
    assert refusal() == "В паспорте нет плана мероприятий: ставить на контроль нечего"


def test_a_number_stands_in_the_plan_once() -> None:
    assert refusal(row("1"), row("2"), row("1")) == "Номера пунктов повторяются: 1; дайте каждому свой"


@pytest.mark.parametrize(("number", "parent", "root"), [("2", None, "2"), ("2.1", "2", "2"), ("2.1.10", "2.1", "2")])
def test_a_number_tells_what_an_item_serves(number: str, parent: str | None, root: str) -> None:
    assert (item(number).parent, item(number).root) == (parent, root)
    assert row(number).parent == parent


def test_below_is_what_the_number_begins_and_not_itself() -> None:
    above = [number for number in ("2", "2.1", "2.1.1", "20.1", "1.2.1") if item("2").is_above(item(number))]
    assert above == ["2.1", "2.1.1"]


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2021, 12, 29), 0), (date(2021, 12, 30), 0), (date(2021, 12, 31), 1), (date(2022, 1, 9), 10)],
)
def test_days_late_are_counted_from_the_day_when_the_item_was_due(today: date, late: int) -> None:
    found = item(finish=date(2021, 12, 31))
    assert (found.days_late(today), found.year) == (late, 2021)


def test_the_first_executor_leads() -> None:
    assert plant(row("2", executors=(OTHER, LEAD)))["2"].lead == OTHER
