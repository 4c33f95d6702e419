"""The clock that everything is told the time by: frozen, running fast, and never going back."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.clock import FOREVER, BadClock, RealClock, clock_from, clock_respelled
from config.settings import Settings
from config.wiring import Office, open_office
from tests.scenarios.story import ZONE, moment

START = moment("2019-02-20 09:00")


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The real clock's seconds, moved by hand."""
    seconds = [1000.0]
    monkeypatch.setattr("config.clock.time.time", lambda: seconds[0])
    return seconds


def test_a_clock_without_a_speed_stands_still(real: list[float]) -> None:
    frozen = clock_from("2019-02-20T09:00+07:00", ZONE)
    real[0] += 86_400
    assert frozen.now() == START
    assert frozen.seconds_until(START) == 0
    assert frozen.seconds_until(START + timedelta(seconds=1)) == FOREVER


def test_a_fast_clock_lives_an_hour_in_a_second(real: list[float]) -> None:
    fast = clock_from("2019-02-20T09:00+07:00@3600", ZONE)
    real[0] += 2
    assert fast.now() == moment("2019-02-20 11:00")
    assert fast.seconds_until(moment("2019-02-20 12:00")) == 1
    assert fast.seconds_until(START) == 0


def test_an_instant_without_a_zone_is_of_the_project_and_another_zone_is_turned_into_it() -> None:
    assert clock_from("2019-02-20T09:00", ZONE).now() == START
    assert str(clock_from("2019-02-20T02:00+00:00", ZONE).now()) == str(START)


def test_a_clock_that_was_written_down_goes_on_from_there(real: list[float]) -> None:
    fast = clock_from("2019-02-20T09:00+07:00@3600", ZONE)
    real[0] += 2
    again = clock_respelled(fast.spelled(), ZONE)
    real[0] += 1
    assert again.now() == fast.now() == moment("2019-02-20 12:00")


@pytest.mark.parametrize("spec", ["", "@", "завтра", "2019-02-30T09:00", "2019-02-20T09:00@-1", "2019-02-20T09:00@@1"])
def test_what_is_no_instant_is_refused_with_an_example(spec: str) -> None:
    with pytest.raises(BadClock, match="нужно, например, 2019-02-20T09:00"):
        clock_from(spec, ZONE)


def test_the_real_clock_is_in_the_projects_zone_and_in_whole_seconds() -> None:
    now = RealClock(ZONE).now()
    assert (now.tzinfo, now.microsecond) == (ZONE, 0)
    assert RealClock(ZONE).seconds_until(now - timedelta(days=1)) == 0


def opened(home: Path, clock: str) -> Office:
    office = open_office(Settings(home=home, clock=clock))
    office.keep_time()
    office.close()
    return office


def test_a_demo_clock_never_goes_back(tmp_path: Path) -> None:
    opened(tmp_path, "2019-03-01T09:00+07:00")
    assert opened(tmp_path, "2019-02-20T09:00+07:00").clock.now() == moment("2019-03-01 09:00")
    assert opened(tmp_path, "2019-04-01T09:00+07:00").clock.now() == moment("2019-04-01 09:00")


def test_without_a_setting_the_clock_that_was_kept_goes_on(tmp_path: Path) -> None:
    opened(tmp_path, "2019-03-01T09:00+07:00")
    assert opened(tmp_path, "").clock.now() == moment("2019-03-01 09:00")


def test_without_any_demo_the_clock_is_real(tmp_path: Path) -> None:
    assert isinstance(opened(tmp_path, "").clock, RealClock)
