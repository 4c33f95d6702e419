"""Planting, ticking, acting and the outbox, the same on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select, text

from config.wiring import Unknown
from domain import use_cases
from domain.lifecycle import Refused
from domain.plan import PlanItem
from domain.ports import Desk, UnknownItem
from domain.storage.database import DatabaseUnusable
from domain.storage.plan_store import TIMER, StoredPlan
from domain.vocabulary import State
from tests.scenarios.story import CURATOR, HEAD, PROOF, Story, moment, story


class Thunder(Exception):
    """Something that strikes in the middle of a transaction."""


def timers(told: Story) -> dict[int, int]:
    with told.office.database.reading() as connection:
        return {row.item_id: row.wake_at for row in connection.execute(select(TIMER))}


def everything(told: Story) -> tuple[object, ...]:
    """All that a transaction could have changed."""
    office = told.office
    with office.database.reading() as connection:
        journal = connection.execute(text("SELECT seq, hash FROM journal ORDER BY seq")).all()
        meta = connection.execute(text("SELECT name, value FROM meta ORDER BY name")).all()
    return told.items(), office.outbox.all(), timers(told), office.records.wakes(1000), journal, meta


def test_planted_items_are_read_back_as_they_were_planted(told: Story) -> None:
    in_memory = story("2", "3")
    assert told.items() == in_memory.items()
    assert told["2.1.2"].predecessor == "2.1.1"


def test_every_item_with_a_wake_has_its_timer_and_no_other_has(told: Story) -> None:
    told.until("2018-11-15 12:00")
    assert timers(told) == {i.id: int(i.next_wake_at.timestamp()) for i in told.items() if i.next_wake_at}


def test_ticks_and_events_come_to_the_same_on_either_database(told: Story) -> None:
    other = story("2", "3")
    for one in (told, other):
        one.until("2018-10-29 10:00").granted("2.1.1")
        one.until("2019-03-12 10:00").do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    assert told.items() == other.items()
    assert told.letters() == other.letters()
    assert everything(told)[2:] == everything(other)[2:]


def test_an_extension_and_a_reassignment_are_kept_in_the_lasting_half_too(told: Story) -> None:
    later = moment("2018-11-30 00:00").date()
    told.do(use_cases.extend, "2.1.1", by=CURATOR, finish=later, reason="перенос")
    told.do(use_cases.reassign, "2.1.1", by=CURATOR, executors=("Чванова Л.В.", HEAD), reason="отпуск")
    item = told["2.1.1"]
    assert (item.finish, item.executors) == (later, ("Чванова Л.В.", HEAD))
    assert item.due_at == moment("2018-11-30 18:00")


def test_a_passport_is_planted_once(told: Story) -> None:
    before = everything(told)
    with pytest.raises(Unknown, match="уже на контроле"):
        told.office.plant(told.passport, by="администратор")
    assert everything(told) == before


def test_a_second_passport_gets_ids_of_its_own(told: Story) -> None:
    told.office.plant(replace(told.passport, code="другой"), by="администратор")
    ids = [item.id for item in told.office.records.items()]
    assert len(ids) == len(set(ids)) == 16
    with pytest.raises(Unknown, match="назовите один через --passport: kemerovo-digital-education, другой"):
        told.office.passport()


def test_an_exception_after_the_event_leaves_nothing_of_it(told: Story) -> None:
    told.until("2018-10-29 10:00")
    before = everything(told)

    def struck(desk: Desk, now: object) -> PlanItem:
        use_cases.report("2.1.1", by=HEAD, evidence=PROOF, now=told.clock.now(), desk=desk)
        raise Thunder

    with pytest.raises(Thunder):
        told.office.act(told.passport, struck)
    assert everything(told) == before


def test_an_exception_while_planting_leaves_nothing_of_the_plan(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(told)

    def strike(*_: object) -> None:
        raise Thunder

    monkeypatch.setattr("config.wiring.journal.append_event", strike)
    with pytest.raises(Thunder):
        told.office.plant(replace(told.passport, code="другой"), by="администратор")
    assert everything(told) == before
    assert [passport.code for passport in told.office.records.passports()] == [told.passport.code]


def test_an_exception_in_a_tick_leaves_all_of_it_due(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    told.clock.present = moment("2018-10-01 09:00")
    before = everything(told)

    def strike(*_: object) -> None:
        raise Thunder

    with monkeypatch.context() as patched:
        patched.setattr("domain.storage.outbox_store.StoredLetters.put", strike)
        with pytest.raises(Thunder):
            told.office.tick()
    assert everything(told) == before
    assert told.office.tick() == 3


def test_a_refused_event_changes_nothing_not_even_what_was_due(told: Story) -> None:
    told.clock.present = moment("2018-10-30 18:00")
    before = everything(told)
    with pytest.raises(Refused):
        told.do(use_cases.accept, "2.1.1", by=HEAD)
    assert everything(told) == before


def test_a_wake_that_comes_too_early_is_set_anew_and_written_down(told: Story) -> None:
    rules = told.office.ladder
    told.office.ladder = replace(rules, calendar=replace(rules.calendar, starts=time(10)))
    told.clock.present = moment("2018-10-01 09:00")
    assert told.office.tick() == 3
    assert told["2.1.1"].next_wake_at == moment("2018-10-01 10:00")
    assert (told.events("2.1.1"), told.said("2.1.1")) == (["rescheduled"], [])


def test_below_a_control_point_come_its_own_items_in_the_order_of_numbers(told: Story) -> None:
    with told.office.database.reading() as connection:
        plan = StoredPlan(connection, told.passport.code, told.office.zone)
        assert [item.number for item in plan.under(plan.get("3"))] == ["3.1", "3.1.1", "3.1.2"]
        assert plan.under(plan.get("3.1.1")) == []


def test_an_unknown_number_is_named_and_nothing_like_it_is_found(told: Story) -> None:
    for number in ("2.1.9", "2%", "", "'; DROP TABLE item; --"):
        with pytest.raises(UnknownItem, match="В плане нет пункта"):
            told.do(use_cases.take, number, by=HEAD)
    assert len(told.items()) == 8


def test_what_breaks_a_rule_of_the_database_is_one_sentence(told: Story) -> None:
    with pytest.raises(DatabaseUnusable), told.office.database.writing() as connection:
        connection.execute(text("INSERT INTO meta (name, value) VALUES ('journal', '')"))


def test_a_closed_item_has_no_timer(told: Story) -> None:
    told.do(use_cases.withdraw, "2.1.1", by="ПК", reason="проект изменён")
    assert told["2.1.1"].state is State.WITHDRAWN
    assert told["2.1.1"].id not in timers(told)
