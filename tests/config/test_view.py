"""A person's own quiet hours hold his letters back, nobody else's."""

from pathlib import Path

import pytest

from config.settings import Settings
from config.view import OfficeView
from config.wiring import open_office

SLEEPER, OTHER = "Чванова Л.В.", "Пфетцер С.А."


@pytest.mark.parametrize(
    ("now", "own", "usual"),
    [("2019-03-04T08:30", True, False), ("2019-03-04T19:00", True, False), ("2019-03-04T12:00", False, False)],
)
def test_hours_set_by_a_person_are_his_own(now: str, own: bool, usual: bool, tmp_path: Path) -> None:
    office = open_office(Settings(home=tmp_path, clock=now))
    office.preferences.set(SLEEPER, "quiet", "18-9")
    view = OfficeView(office, office.clock.now())
    assert (view.is_quiet(SLEEPER), view.is_quiet(OTHER)) == (own, usual)
    office.close()
