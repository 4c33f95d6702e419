"""The town of the bot's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.emulator import Emulator
from tests.telegram.town import Town, running, town_at


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(limits=False) as telegram:
        yield telegram


@pytest.fixture
def town(tmp_path: Path, emulator: Emulator) -> Iterator[Town]:
    """Results 2 and 3 of the sample on 10.06.2019, the bot at work."""
    place = town_at(tmp_path, emulator, "2", "3")
    with running(emulator, place.clerk):
        yield place
    place.story.office.close()


@pytest.fixture
def town_of_all(tmp_path: Path, emulator: Emulator) -> Iterator[Town]:
    """The whole sample on 01.02.2019."""
    place = town_at(tmp_path, emulator, now="2019-02-01 10:00")
    with running(emulator, place.clerk):
        yield place
    place.story.office.close()
