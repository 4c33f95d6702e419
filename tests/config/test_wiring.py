"""Opening the office: the sample comes to life, unknown years are warned of, what was named must be there."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from config.settings import BadSetting, Settings, load_settings
from config.view import OfficeView
from config.wiring import SAMPLE, Office, Unknown, open_office
from domain.letters import Letter, LetterKind
from domain.storage.outbox_store import StoredLetters
from domain.workdays import DayOffRule
from notifications.console import ConsoleChannel
from tests.scenarios.story import HEAD, moment, sample, story


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(Settings(home=tmp_path / "home", clock="2018-10-01T08:00+07:00"))
    yield opened
    opened.close()


def test_the_home_is_made_and_holds_the_database(office: Office, tmp_path: Path) -> None:
    assert (tmp_path / "home" / "vekha.db").is_file()
    assert office.records.passports() == []


def test_the_sample_is_loaded_whole_and_only_once(office: Office) -> None:
    code = office.load(SAMPLE)
    assert len(office.records.items(code)) == 99
    with pytest.raises(Unknown, match="уже на контроле"):
        office.load(SAMPLE)


def test_a_passport_that_is_not_here_is_named(office: Office) -> None:
    with pytest.raises(Unknown, match="загрузите первый"):
        office.passport()
    office.load(SAMPLE)
    with pytest.raises(Unknown, match="Паспорта чужой нет на контроле"):
        office.passport("чужой")


def test_a_year_whose_days_off_are_not_decreed_is_warned_of(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    row = replace(sample("2").plan[0], finish=date(2099, 12, 31))
    with caplog.at_level(logging.WARNING):
        office.plant(replace(sample("2"), plan=(row,)), by="администратор")
    assert "Переносы выходных ещё не известны на 2099" in caplog.text


def test_known_years_are_not_warned_of(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        office.load(SAMPLE)
    assert caplog.text == ""


@pytest.mark.parametrize(("rule", "due"), [("previous", "2021-12-30"), ("next", "2022-01-10"), ("same", "2021-12-31")])
def test_the_rule_for_days_off_decides_where_a_deadline_goes(rule: str, due: str, tmp_path: Path) -> None:
    office = open_office(Settings(home=tmp_path, day_off=DayOffRule(rule)))
    assert office.ladder.calendar.due_at(date(2021, 12, 31)) == moment(f"{due} 18:00")
    office.close()


def test_settings_come_from_the_environment_and_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_DAY_OFF", "next")
    assert load_settings().day_off is DayOffRule.NEXT
    monkeypatch.setenv("VEKHA_PREFECT_PORT", "много")
    with pytest.raises(BadSetting, match="Настройка VEKHA_PREFECT_PORT: «много» не подходит"):
        load_settings()


def test_the_view_knows_what_is_late_beneath_and_what_waits() -> None:
    told = story("2").until("2018-10-31 09:00")
    view = OfficeView(told.office, told.clock.present)
    assert [item.number for item in view.late_beneath(told["2"])] == ["2.1.1"]
    assert [item.number for item in view.waiting_for(told["2.1.1"])] == ["2.1.2"]
    assert view.late_beneath(told["2.1.1"]) == view.waiting_for(told["2.1.2"]) == []
    assert view.staff(told.passport.code).head == HEAD


def test_a_letter_about_an_item_that_is_not_there_fails_alone() -> None:
    told = story("2").until("2018-10-31 09:00")
    told.office.channels = [ConsoleChannel(StringIO())]
    waiting = told.office.outbox.counts()["waiting"]
    lost = Letter(LetterKind.STARTED, HEAD, told.passport.code, (1,), "2018-10-31T09:00/start", told.clock.present)
    with told.office.database.writing() as connection:
        StoredLetters(connection).put([lost])
    delivered = told.office.delivered()
    assert (delivered.sent, delivered.failed) == (waiting, 1)
