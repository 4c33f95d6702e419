"""The house of the desk's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.house import House, house_at, house_in


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which results 2 and 3 of the sample have been lived until 10.06.2019."""
    folder = tmp_path_factory.mktemp("lived")
    house_at(folder, "2", "3").story.office.close()
    return folder


@pytest.fixture
def house(lived: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of that house; nothing listens, browsers call the desk itself."""
    for file in lived.glob("vekha.db*"):
        shutil.copy(file, tmp_path)
    place = house_in(tmp_path, "2", "3")
    yield place
    place.story.office.close()
