"""Whoever is appointed a body's secretary has the rights of one, with or without a group in Telegram."""

import pytest

from config.clerk import OfficeClerk
from domain import use_cases
from domain.ports import UnknownItem
from domain.vocabulary import Event, State
from notifications.counter import Caller, Deed
from tests.scenarios.story import ADMINISTRATOR, COMMITTEE, HEAD, MINUTES, PROOF, Story, story

OUTSIDER = "Ветрова О.Л."
"""Takes no part in the passport."""


@pytest.fixture
def told() -> Story:
    """The committee's control point 3.1 is reported by its executor."""
    made = story("3").until("2019-12-02 10:00")
    for number in ("3.1.1", "3.1.2"):
        made.do(use_cases.withdraw, number, by=HEAD, reason="проверка")
    made.do(use_cases.report, "3.1", by=made["3.1"].lead, evidence=PROOF)
    return made


def appointed(told: Story, person: str) -> OfficeClerk:
    told.office.mailboxes.appoint(COMMITTEE, told.passport.code, person, told.clock.now())
    return OfficeClerk(told.office)


@pytest.mark.parametrize("person", [ADMINISTRATOR, OUTSIDER])
def test_the_appointed_secretary_records_the_bodys_decision(person: str, told: Story) -> None:
    clerk, caller, item = OfficeClerk(told.office), Caller(0, 0, person), told["3.1"]
    assert clerk.waiting(caller) == []
    clerk = appointed(told, person)
    assert [card.number for card in clerk.waiting(caller)] == ["3.1"]
    assert Event.ACCEPT in clerk.dossier(item.id, caller).events
    done = clerk.act(Deed(Event.ACCEPT, item.id, item.version, {"minutes": MINUTES}), caller)
    assert done.state is State.DONE


def test_whoever_is_released_is_a_stranger_again(told: Story) -> None:
    clerk = appointed(told, OUTSIDER)
    told.office.mailboxes.release(COMMITTEE, told.passport.code, told.clock.now())
    with pytest.raises(UnknownItem):
        clerk.dossier(told["3.1"].id, Caller(0, 0, OUTSIDER))
