"""An edition goes into the database whole: numbers, order, timers, journal, letters, the list of editions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import text

from config.wiring import Office
from domain import use_cases
from domain.amending import NotAnEdition
from domain.passport import Passport, PlanRow
from domain.planting import NotPlannable
from domain.ports import StaleItem
from domain.storage.database import DatabaseUnusable
from domain.vocabulary import State
from tests.scenarios.story import HEAD, PROOF, Story, moment
from tests.storage.test_two_writers import beside

MARCH = date(2019, 3, 29)
BY = "Гаврилюк Ю.В."


def swapped(passport: Passport) -> Passport:
    """Results 2 and 3 exchange their numbers, 3.1.2 leaves, an agreement is put off."""
    rows = (_swapped(row) for row in passport.plan if row.number != "3.1.2")
    return replace(passport, plan=tuple(rows), order="от 20.05.2019 N 301-р")


def _swapped(row: PlanRow) -> PlanRow:
    head, dot, tail = row.number.partition(".")
    finish = MARCH if row.number == "2.1.2" else row.finish
    return replace(row, number=f"{5 - int(head)}{dot}{tail}", finish=finish)


@pytest.fixture
def second(told: Story) -> Iterator[Office]:
    office = beside(told)
    yield office
    office.close()


def amend(told: Story, new: Passport | None = None, by: str = BY) -> None:
    old = told.office.passport()
    told.office.amend(old, new or swapped(old), by)


def everything(told: Story) -> list[Any]:
    tables = ("item", "standing", "timer", "journal", "outbox", "wake", "passport", "passport_edition", "meta")
    with told.office.database.reading() as connection:
        return [sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}")).all()), key=str) for name in tables]


def test_items_that_exchange_numbers_keep_their_ids(told: Story) -> None:
    before = {item.number: item.id for item in told.items()}
    amend(told)
    after = {item.number: item.id for item in told.items()}
    assert (after["3"], after["2"], after["3.1.2"]) == (before["2"], before["3"], before["2.1.2"])
    assert len(after) == len(before)


def test_rows_stand_in_the_new_documents_order_and_what_left_comes_last(told: Story) -> None:
    amend(told)
    assert [item.number for item in told.items()] == ["3", "3.1.1", "3.1.2", "3.1", "2", "2.1.1", "2.1", "3.1.2-искл"]
    assert told["3.1.2-искл"].state is State.WITHDRAWN


def test_the_original_finish_stays_and_the_new_one_counts(told: Story) -> None:
    amend(told)
    assert (told["3.1.2"].original_finish, told["3.1.2"].finish) == (date(2019, 2, 28), MARCH)
    assert told["3.1.2"].due_at == moment("2019-03-29 18:00")


def test_an_item_that_left_has_no_timer_any_more(told: Story) -> None:
    amend(told)
    with told.office.database.reading() as connection:
        query = "SELECT count(*) FROM timer JOIN standing USING (item_id) WHERE state = 'withdrawn'"
        assert connection.execute(text(query)).scalar() == 0


def test_the_journal_has_a_row_for_the_passport_and_one_for_each_item_touched(told: Story) -> None:
    amend(told)
    assert told.events("3.1.2") == ["amend"]
    assert told.history("3.1.2")[0].details == {
        "changed": ["номер: 2.1.2 → 3.1.2", "срок окончания: 28.02.2019 → 29.03.2019", "предшественник: 2.1.1 → 3.1.1"]
    }
    assert told.history("3.1.2-искл")[0].reason == "исключён распоряжением от 20.05.2019 N 301-р"
    with told.office.database.reading() as connection:
        query = "SELECT actor FROM journal WHERE event = 'amend' AND number = ''"
        assert connection.execute(text(query)).scalars().all() == [BY]
    told.office.verify_journal()


def test_runs_of_all_that_was_touched_are_woken_and_none_is_forgotten(told: Story) -> None:
    told.office.records.woken(told.office.records.wakes(100))
    amend(told)
    woken = dict(told.office.records.wakes(100))
    assert woken == {item.id: item.version for item in told.items()}


def test_an_item_put_in_is_woken_too_and_its_history_begins_with_the_edition(told: Story) -> None:
    row = replace(told.passport.plan[0], number="4", title="Создан мобильный технопарк")
    amend(told, replace(told.passport, plan=(*told.passport.plan, row)))
    assert told.events("4") == ["amend"]
    assert told["4"].id in dict(told.office.records.wakes(100))
    assert told["4"].next_wake_at is not None


def test_editions_are_kept_with_who_applied_them(told: Story) -> None:
    amend(told)
    kept = told.office.records.editions(told.passport.code)
    assert [(one.number, one.order, one.by) for one in kept] == [
        (1, "от 11.12.2018 N 618-р", "администратор"),
        (2, "от 20.05.2019 N 301-р", BY),
    ]


def test_the_passport_is_the_new_edition_at_once_for_every_service(told: Story, second: Office) -> None:
    assert second.passport().plan[0].number == "2"
    amend(told)
    assert second.passport().plan[0].number == "3"
    assert second.passport() == told.office.passport()


def test_two_editions_after_one_another_come_back_to_the_first_plan(told: Story) -> None:
    first = told.office.passport()
    amend(told)
    amend(told, first)
    numbers = [item.number for item in told.items() if item.state is not State.WITHDRAWN]
    assert numbers == [row.number for row in first.plan]
    assert len(told.office.records.editions(first.code)) == 3


@pytest.mark.parametrize("spoil", ["same", "unplannable"])
def test_what_cannot_be_applied_changes_nothing(told: Story, spoil: str) -> None:
    old, before = told.office.passport(), everything(told)
    bad = replace(old, plan=(replace(old.plan[0], finish=None), *old.plan[1:]))
    with pytest.raises((NotAnEdition, NotPlannable)):
        told.office.amend(old, old if spoil == "same" else bad, BY)
    assert everything(told) == before


def test_whoever_compared_with_an_edition_that_is_no_more_is_refused(told: Story, second: Office) -> None:
    old = second.passport()
    amend(told)
    before = everything(told)
    with pytest.raises(StaleItem, match="только что изменил кто-то другой; сравните редакции ещё раз"):
        second.amend(old, replace(swapped(old), goal="Другая"), BY)
    assert everything(told) == before


def test_a_fault_after_everything_was_written_leaves_nothing(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(told)

    def broken(*_: object) -> None:
        raise RuntimeError("the last step fails")

    monkeypatch.setattr("config.amendment.announced", broken)
    with pytest.raises(RuntimeError, match="the last step fails"):
        amend(told)
    assert everything(told) == before


def test_a_person_and_an_edition_at_once_one_waits_or_loses_and_both_are_never_mixed(
    told: Story, second: Office
) -> None:
    told.until("2018-10-02 12:00")
    inside, outcome = Event(), list[Exception]()
    second.clock = told.clock
    old = told.office.passport()

    def edit() -> None:
        inside.wait()
        try:
            second.amend(second.passport(), swapped(old), BY)
        except (StaleItem, DatabaseUnusable) as error:
            outcome.append(error)

    other = Thread(target=edit)
    other.start()
    with told.office.database.writing() as connection:
        desk = told.office.desk(connection, old)
        use_cases.report("2.1.1", by=HEAD, evidence=PROOF, now=told.clock.now(), desk=desk)
        inside.set()
        other.join(timeout=0.3)
    other.join()
    reported = told["2.1.1"] if outcome else told["3.1.1"]
    assert reported.state is State.UNDER_REVIEW
    told.office.verify_journal()
