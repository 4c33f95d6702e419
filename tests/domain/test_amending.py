"""What a new edition does to the living plan: terms, states, numbers, what leaves and what comes in."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.amending import Amendment, Edition, NotAnEdition, amended
from domain.passport import PlanRow
from domain.plan import PlanItem
from domain.planting import NotPlannable, planted
from domain.vocabulary import DocumentKind, State
from tests.domain.samples import (
    COMMITTEE,
    HEAD,
    LADDER,
    LEAD,
    LEVELS,
    OTHER,
    PASSPORT,
    STAFF,
    moment,
    row,
    said,
)

BEGAN, NOW = moment("2019-01-09 10:00"), moment("2019-03-05 12:00")
APRIL, MAY = date(2019, 4, 1), date(2019, 5, 31)
APPLICATION = row(
    "2.1.1", title="Подготовка заявки на субсидию", document_kind=DocumentKind.APPLICATION, finish=date(2019, 2, 15)
)
AGREEMENT = row(
    "2.1.2", title="Заключение соглашения о субсидии", document_kind=DocumentKind.AGREEMENT, start=APRIL, finish=MAY
)
MONITORING = row("2.1.3", title="Проведение мониторинга школ", start=APRIL, finish=date(2019, 6, 28))
ROWS = (
    row("2", title="Создан центр цифрового образования", level=COMMITTEE, executors=(HEAD,)),
    row("2.1", title="Открыт центр цифрового образования", level=COMMITTEE, executors=(HEAD,)),
    APPLICATION, AGREEMENT, MONITORING,
)  # fmt: skip
NEW_ORDER = "от 04.03.2019 N 77-р"


def planted_as(**stand: dict[str, Any]) -> list[PlanItem]:
    """The plan as it lives, some items standing otherwise: `n2_1_1={"state": …}`."""
    known = {name[1:].replace("_", "."): changes for name, changes in stand.items()}
    items = planted(replace(PASSPORT, plan=ROWS), LADDER, BEGAN, {})
    return [item.but(**{"next_wake_at": None, **known.get(item.number, {})}) for item in items]


def without(*numbers: str) -> tuple[PlanRow, ...]:
    return tuple(row for row in ROWS if row.number not in numbers)


def with_row(number: str, **otherwise: Any) -> tuple[PlanRow, ...]:
    return tuple(replace(row, **otherwise) if row.number == number else row for row in ROWS)


def edition(*rows: PlanRow, **otherwise: Any) -> Edition:
    new = replace(PASSPORT, plan=rows, order=NEW_ORDER, **otherwise)
    return Edition(replace(PASSPORT, plan=ROWS), new, LADDER, STAFF, "администратор", NOW)


def amend(rows: tuple[PlanRow, ...], items: list[PlanItem] | None = None, **otherwise: Any) -> Amendment:
    return amended(edition(*rows, **otherwise), items or planted_as(), {})


def after(made: Amendment, number: str) -> PlanItem:
    return next(item for _, item in made.touched if item.number == number)


def test_a_moved_item_keeps_its_id_run_and_original_finish() -> None:
    found = after(amend(with_row("2.1.3", finish=MAY), planted_as(n2_1_3={"flow_run_id": "r"})), "2.1.3")
    was = planted_as()[4]
    assert (found.id, found.flow_run_id, found.original_finish) == (was.id, "r", was.finish)
    assert (found.finish, said(found.due_at), found.version) == (MAY, "2019-05-31 18:00", 1)


OVERDUE = {"state": State.OVERDUE, "rung": 3, "climbed_at": NOW, "asked_finish": MAY, "spoken_at": NOW}


def test_an_overdue_item_whose_new_term_lies_ahead_goes_back_to_work_as_after_an_extension() -> None:
    found = after(amend(with_row("2.1.1", finish=MAY), planted_as(n2_1_1=OVERDUE)), "2.1.1")
    assert (found.state, found.rung, found.climbed_at, found.asked_finish) == (State.IN_PROGRESS, 0, None, None)
    assert found.entered_at == NOW
    assert found.next_wake_at is not None


def test_an_overdue_item_whose_new_term_has_passed_too_stays_where_it_has_climbed() -> None:
    found = after(amend(with_row("2.1.1", finish=date(2019, 3, 4)), planted_as(n2_1_1=OVERDUE)), "2.1.1")
    assert (found.state, found.rung) == (State.OVERDUE, 3)


def test_an_item_whose_new_term_has_passed_is_due_at_once() -> None:
    working = {"state": State.IN_PROGRESS, "spoken_at": NOW}
    found = after(amend(with_row("2.1.3", finish=date(2019, 3, 1)), planted_as(n2_1_3=working)), "2.1.3")
    assert (found.state, found.next_wake_at) == (State.IN_PROGRESS, NOW)


def test_a_longer_term_and_other_hands_given_by_people_stand_when_the_edition_is_silent_about_them() -> None:
    given = {"finish": MAY, "due_at": LADDER.calendar.due_at(MAY), "executors": (OTHER,)}
    found = after(amend(with_row("2.1.3", title="Мониторинг школ проводится"), planted_as(n2_1_3=given)), "2.1.3")
    assert (found.finish, found.executors) == (MAY, (OTHER,))
    assert found.title == "Мониторинг школ проводится"


def test_an_edition_that_speaks_of_the_term_goes_before_what_people_decided() -> None:
    given = {"finish": MAY, "due_at": LADDER.calendar.due_at(MAY)}
    june = date(2019, 6, 14)
    assert after(amend(with_row("2.1.3", finish=june), planted_as(n2_1_3=given)), "2.1.3").finish == june


def test_a_closed_item_takes_its_number_and_title_and_nothing_else() -> None:
    done = {"state": State.DONE, "closed_at": BEGAN, "version": 5}
    title = "Проведение мониторинга всех школ"
    rows = (*without("2.1.3"), replace(MONITORING, number="2.1.4", title=title, finish=MAY, executors=(OTHER,)))
    found = after(amend(rows, planted_as(n2_1_3=done)), "2.1.4")
    assert (found.title, found.finish, found.executors) == (title, date(2019, 6, 28), (LEAD,))
    assert (found.state, found.closed_at, found.version, found.next_wake_at) == (State.DONE, BEGAN, 6, None)


def test_what_has_left_the_plan_is_withdrawn_with_the_order_as_its_reason() -> None:
    made = amend(without("2.1.3"))
    entry = next(entry for entry in made.entries if entry.before.number == "2.1.3")
    assert (entry.event, entry.by, entry.after.state) == ("withdraw", "администратор", State.WITHDRAWN)
    assert entry.details["reason"] == "исключён распоряжением от 04.03.2019 N 77-р"
    assert (entry.after.closed_at, entry.after.next_wake_at) == (NOW, None)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("приказ от 04.03.2019 N 7", "приказом от 04.03.2019 N 7"),
        ("Постановление N 7", "постановлением N 7"),
        ("", "новой редакцией паспорта"),
        (PASSPORT.order, "новой редакцией паспорта"),
    ],
)
def test_the_grounds_are_in_the_instrumental_case(order: str, words: str) -> None:
    assert replace(edition(*ROWS), new=replace(PASSPORT, order=order)).grounds == words


def test_what_has_left_and_was_closed_stays_as_it_was() -> None:
    made = amend(without("2.1.3"), planted_as(n2_1_3={"state": State.DONE}))
    assert "2.1.3" not in {before.number for before, _ in made.touched}


def test_a_number_that_is_needed_again_is_given_free() -> None:
    other = replace(MONITORING, title="Утверждение перечня пилотных площадок")
    made = amend((*without("2.1.3"), other))
    assert after(made, "2.1.3-искл").state is State.WITHDRAWN
    assert [item.number for item in made.added] == ["2.1.3"]


def test_a_number_given_free_twice_is_counted() -> None:
    left = planted_as()[4].but(id=77, number="2.1.3-искл", state=State.WITHDRAWN)
    other = replace(MONITORING, title="Утверждение перечня пилотных площадок")
    made = amend((*without("2.1.3"), other), [*planted_as(), left])
    assert after(made, "2.1.3-искл2").state is State.WITHDRAWN


def test_items_that_exchange_numbers_are_the_same_items() -> None:
    rows = (*ROWS[:3], replace(MONITORING, number="2.1.2"), replace(AGREEMENT, number="2.1.3"))
    made = amend(rows)
    ids = {item.number: item.id for item in planted_as()}
    assert (after(made, "2.1.3").id, after(made, "2.1.2").id) == (ids["2.1.2"], ids["2.1.3"])


def test_an_agreement_follows_its_application_to_a_new_number() -> None:
    made = amend((*ROWS[:2], replace(APPLICATION, number="2.1.9"), *ROWS[3:]))
    assert (after(made, "2.1.2").predecessor, after(made, "2.1.2").state) == ("2.1.9", State.BLOCKED)


def test_an_agreement_whose_application_has_left_may_be_begun() -> None:
    found = after(amend(without("2.1.1")), "2.1.2")
    assert (found.predecessor, found.state, found.entered_at) == (None, State.PLANNED, NOW)
    assert found.next_wake_at is not None


@pytest.mark.parametrize(("state", "expected"), [(State.DONE, State.PLANNED), (State.PLANNED, State.BLOCKED)])
def test_an_agreement_put_in_is_blocked_until_its_application_is_granted(state: State, expected: State) -> None:
    old = replace(PASSPORT, plan=without("2.1.2"))
    items = [item for item in planted_as(n2_1_1={"state": state, "version": 3}) if item.number != "2.1.2"]
    made = amended(replace(edition(*ROWS), old=old), items, {})
    assert [(item.number, item.state) for item in made.added] == [("2.1.2", expected)]
    assert (made.added[0].next_wake_at is None) is (expected is State.BLOCKED)


def test_an_application_put_in_blocks_an_agreement_that_has_not_begun() -> None:
    old = replace(PASSPORT, plan=without("2.1.1"))
    items = planted(old, LADDER, BEGAN, {})
    made = amended(replace(edition(*ROWS), old=old), [item.but(next_wake_at=None) for item in items], {})
    assert (after(made, "2.1.2").state, after(made, "2.1.2").next_wake_at) == (State.BLOCKED, None)


def test_what_stands_above_opens_with_what_now_begins_first() -> None:
    found = after(amend(with_row("2.1.3", start=date(2018, 12, 3))), "2.1")
    assert found.opens_on == date(2018, 12, 3)


def test_another_level_gives_another_top() -> None:
    found = after(amend(with_row("2.1.3", level=COMMITTEE)), "2.1.3")
    assert (found.level, found.top) == (COMMITTEE, 3)


def test_levels_of_another_name_are_known_by_their_rung_where_an_item_has_left() -> None:
    anew = (replace(LEVELS[0], code="РНП"), *LEVELS[1:])
    rows = tuple(replace(row, level="РНП") if row.level == "РРП" else row for row in without("2.1.3"))
    assert after(amend(rows, levels=anew), "2.1.3").level == "РНП"


def test_items_stand_in_the_new_documents_order_and_those_that_left_come_last() -> None:
    made = amend(tuple(reversed(without("2.1.3"))))
    numbers = {item.id: item.number for item in planted_as()}
    assert [numbers[id_] for id_ in made.order] == ["2.1.2", "2.1.1", "2.1", "2", "2.1.3"]


def test_what_the_edition_does_not_touch_has_no_entry() -> None:
    made = amend(with_row("2.1.3", finish=MAY))
    assert [entry.after.number for entry in made.entries] == ["2.1.3"]
    assert made.entries[0].details == {"changed": ["срок окончания: 28.06.2019 → 31.05.2019"]}


def test_what_was_due_before_the_edition_comes_before_it() -> None:
    due = {"state": State.IN_PROGRESS, "spoken_at": BEGAN, "next_wake_at": moment("2019-02-15 18:00")}
    made = amend(with_row("2.1.1", finish=MAY), planted_as(n2_1_1=due))
    events = [str(entry.event) for one in made.passed for entry in one.entries if one.item.number == "2.1.1"]
    assert "deadline_passes" in events
    assert after(made, "2.1.1").state is State.IN_PROGRESS


def test_the_same_edition_is_refused() -> None:
    same = replace(edition(*ROWS), new=replace(PASSPORT, plan=ROWS))
    with pytest.raises(NotAnEdition, match="та же редакция паспорта kemerovo"):
        amended(same, planted_as(), {})


def test_another_passport_is_refused() -> None:
    with pytest.raises(NotAnEdition, match="это другой паспорт"):
        amend((row("1", title="Построен мост через реку Томь"),))


def test_an_edition_that_cannot_be_planned_is_refused_whole() -> None:
    with pytest.raises(NotPlannable, match=r"2\.1\.3 \(нет срока окончания\)"):
        amend(with_row("2.1.3", finish=None))
