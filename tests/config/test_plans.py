"""Plans that are kept in memory are never older than the database."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from config import plans
from config.clerk import OfficeClerk
from config.plans import Plans
from config.wiring import Office
from domain import use_cases
from domain.authority import Absence
from domain.storage.database import Database
from domain.vocabulary import State
from notifications.counter import Caller
from tests.scenarios.story import ADMINISTRATOR, COMMITTEE, CURATOR, DEPUTY, HEAD, PROOF, Story, ladder, story

ME = Caller(0, 0, DEPUTY)


@pytest.fixture
def lived() -> Iterator[Story]:
    told = story("3").until("2019-06-10 10:00")
    yield told
    told.office.close()


def numbers(clerk: OfficeClerk, caller: Caller = ME) -> list[str]:
    return [card.number for card in clerk.own(caller)]


def test_an_unchanged_plan_is_read_once(lived: Story) -> None:
    kept = Plans(lived.office.records)
    first, second = kept.of(DEPUTY), kept.of(DEPUTY)
    assert first[0].plan is second[0].plan
    assert kept.of(HEAD)[0].plan is first[0].plan


def _report(told: Story) -> None:
    told.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)


def _note(told: Story) -> None:
    told.do(use_cases.note, "3.1.1", by=DEPUTY, text="Перечень согласован")


def _live_on(told: Story) -> None:
    told.until("2020-01-15 10:00")


def _away(told: Story) -> None:
    told.away(DEPUTY, ADMINISTRATOR)


@pytest.mark.parametrize("change", [_report, _note, _live_on, _away])
def test_whatever_happens_is_seen_at_once(lived: Story, change: Callable[[Story], None]) -> None:
    kept = Plans(lived.office.records)
    kept.of(DEPUTY)
    change(lived)
    seen, book = kept.of(DEPUTY)[0], lived.passport.code
    assert list(seen.items) == lived.office.records.items(book)
    assert seen.staff == lived.office.records.staff(seen.book)


def test_another_process_is_seen_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vekha.db'}"
    told = story("3", url=url).until("2019-06-10 10:00")
    other = Office(Database(url), ladder(), told.clock, tmp_path)
    clerk = OfficeClerk(other)
    assert "3.1.1" in numbers(clerk)
    told.do(use_cases.withdraw, "3.1.1", by=HEAD, reason="Больше не нужен")
    assert "3.1.1" not in numbers(clerk)
    told.office.close()
    other.close()


def test_a_stand_in_and_a_secretary_see_what_they_answer_for_from_that_moment_on(lived: Story) -> None:
    clerk, office = OfficeClerk(lived.office), lived.office
    assert "3.1.1" not in numbers(clerk, Caller(0, 0, ADMINISTRATOR))
    today = office.clock.now().date()
    office.absent(lived.passport, Absence(DEPUTY, ADMINISTRATOR, today, today + timedelta(days=3)), by=DEPUTY)
    assert "3.1.1" in numbers(clerk, Caller(0, 0, ADMINISTRATOR))

    lived.do(use_cases.report, "3.1", by=HEAD, evidence=PROOF)
    outsider = Caller(0, 0, "Секретарёва О.П.")
    assert clerk.waiting(outsider) == []
    office.mailboxes.appoint(COMMITTEE, lived.passport.code, outsider.name, office.clock.now())
    assert [card.number for card in clerk.waiting(outsider)] == ["3.1"]
    office.mailboxes.release(COMMITTEE, lived.passport.code, office.clock.now())
    assert clerk.waiting(outsider) == []


def test_a_stand_in_sees_nothing_from_the_day_after_though_nothing_is_written(lived: Story) -> None:
    clerk, office, other = OfficeClerk(lived.office), lived.office, Caller(0, 0, ADMINISTRATOR)
    office.absent(lived.passport, Absence(DEPUTY, ADMINISTRATOR, date(2019, 6, 10), date(2019, 6, 10)), by=DEPUTY)
    assert "3.1.1" in numbers(clerk, other)
    lived.clock.present += timedelta(days=1)
    assert "3.1.1" not in numbers(clerk, other)


def test_a_larger_office_is_read_anew_each_time(lived: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST", 1)
    kept = Plans(lived.office.records)
    assert kept.of(CURATOR)[0].plan is not kept.of(CURATOR)[0].plan
    assert any(item.state is State.IN_PROGRESS for item in kept.of(CURATOR)[0].items)
