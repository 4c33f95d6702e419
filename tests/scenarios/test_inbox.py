"""A person's inbox over the whole life of the real plan: few messages a day, and every letter in one of them."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from config.people import Behaviour
from config.replay import inbox_summary, replay
from config.wiring import Office
from tests.scenarios.story import ladder, sample


@cache
def lived(behaviour: Behaviour) -> Office:
    return replay(sample(), ladder(), date(2019, 1, 1), date(2024, 12, 31), behaviour, 1, deliver=True)


@pytest.mark.parametrize("behaviour", list(Behaviour))
def test_nobody_ever_gets_more_than_five_messages_on_one_day_and_no_letter_is_lost(behaviour: Behaviour) -> None:
    office = lived(behaviour)
    days = Counter((name, at.date()) for name, at in office.proofs.messages())
    assert max(days.values()) <= 5
    counts = office.outbox.counts()
    assert (counts["sent"] + counts["waiting"], counts["failed"]) == (len(office.outbox.all()), 0)
    assert counts["waiting"] <= 5, "only what the last evening holds back may still wait"
    summary = inbox_summary(office)
    assert summary["messages"] == days.total()
    assert summary["busiest"]["count"] == max(days.values())
    assert summary["per_person_month"]["average"] < 5


def test_messages_are_fewer_than_letters_and_all_come_in_working_hours() -> None:
    office = lived(Behaviour.LATE)
    calendar = office.ladder.calendar
    assert len(office.proofs.messages()) < len(office.outbox.all())
    assert not [at for _, at in office.proofs.messages() if calendar.is_quiet(at)]


def test_an_empty_inbox_has_a_summary_too() -> None:
    office = replay(sample("3"), ladder(), date(2019, 1, 1), date(2019, 1, 2), Behaviour.PUNCTUAL, 1, deliver=True)
    assert inbox_summary(office)["messages"] == 0
