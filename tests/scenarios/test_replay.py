"""The whole plan lived through: the punctual have no trouble, the silent have all of it, and chance repeats itself."""

import json
from datetime import date
from functools import cache

import pytest

from config.people import Behaviour
from config.replay import replay, summary
from config.wiring import Office
from domain.plan import PlanItem
from domain.storage.journal import latest
from domain.vocabulary import DocumentKind, State
from tests.scenarios.story import ladder, sample

FIRST, LAST = date(2018, 10, 1), date(2025, 3, 31)
TROUBLE = {"deadline_passes", "climb"}
ALARMING = {"deadline_missed", "escalation", "catch_up", "not_taken"}


@cache
def lived(behaviour: Behaviour, seed: int = 1) -> Office:
    return replay(sample(), ladder(), FIRST, LAST, behaviour, seed)


def spelled(office: Office) -> bytes:
    return json.dumps(summary(office, sample()), ensure_ascii=False).encode()


def items(behaviour: Behaviour) -> list[PlanItem]:
    return lived(behaviour).records.items()


def events(office: Office) -> list[str]:
    with office.database.reading() as connection:
        return [row.event for row in latest(connection, office.zone, 100_000)]


def test_punctual_people_finish_everything() -> None:
    assert {item.state for item in items(Behaviour.PUNCTUAL)} == {State.DONE}


def test_punctual_people_are_never_overdue_and_nothing_climbs_at_any_time() -> None:
    office = lived(Behaviour.PUNCTUAL)
    assert TROUBLE.isdisjoint(events(office))
    assert ALARMING.isdisjoint(letter.kind.value for letter in office.outbox.all())


def test_silent_people_finish_nothing() -> None:
    assert {item.state for item in items(Behaviour.SILENT)} == {State.BLOCKED, State.OVERDUE}


def test_with_silent_people_agreements_stay_blocked_by_their_applications() -> None:
    by_number = {item.number: item for item in items(Behaviour.SILENT)}
    blocked = {item for item in by_number.values() if item.state is State.BLOCKED}
    assert blocked == {item for item in by_number.values() if item.document_kind is DocumentKind.AGREEMENT}
    assert {by_number[item.predecessor or ""].state for item in blocked} == {State.OVERDUE}
    assert len(blocked) == 12


def test_with_silent_people_everything_else_is_overdue_at_the_top_rung() -> None:
    late = [item for item in items(Behaviour.SILENT) if item.state is State.OVERDUE]
    assert [item.number for item in late if item.rung != item.top] == []
    assert len(late) == 87


def test_with_silent_people_no_rung_is_ever_skipped() -> None:
    office = lived(Behaviour.SILENT)
    for item in items(Behaviour.SILENT):
        climbed = [row.rung for row in office.records.history(item.id) if row.event in TROUBLE]
        assert list(dict.fromkeys(climbed)) == list(range(1, item.top + 1))[: len(climbed)]


def test_late_people_finish_everything_after_some_trouble() -> None:
    assert {item.state for item in items(Behaviour.LATE)} == {State.DONE}
    assert TROUBLE.issubset(events(lived(Behaviour.LATE)))


@pytest.mark.parametrize("behaviour", list(Behaviour))
def test_the_same_seed_gives_the_same_bytes(behaviour: Behaviour) -> None:
    again = replay(sample(), ladder(), FIRST, LAST, behaviour, 1)
    assert spelled(again) == spelled(lived(behaviour))
    assert again.outbox.all() == lived(behaviour).outbox.all()


def test_another_seed_is_another_life_for_late_people() -> None:
    assert spelled(lived(Behaviour.LATE, 2)) != spelled(lived(Behaviour.LATE))


@pytest.mark.parametrize("behaviour", [Behaviour.PUNCTUAL, Behaviour.SILENT])
def test_another_seed_changes_nothing_where_chance_has_no_say(behaviour: Behaviour) -> None:
    assert spelled(lived(behaviour, 2)) == spelled(lived(behaviour))


@pytest.mark.parametrize("behaviour", list(Behaviour))
def test_the_journal_of_a_lived_plan_verifies(behaviour: Behaviour) -> None:
    office = lived(behaviour)
    assert office.verify_journal() == len(events(office)) > 900
