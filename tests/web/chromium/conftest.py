"""A real browser for the desk: Debian's Chromium, one for all tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from notifications.web.limits import Limits, Rate
from tests.web.chromium.people import Person, person
from tests.web.house import House
from tests.web.serving import moved_in, open_house

CHROMIUM = Path("/usr/bin/chromium")
QUICK = Limits(Rate(10_000, 10_000), Rate(1_000, 1_000), Rate(10_000, 10_000))
"""A test is quicker than any person."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed before the tests of other folders: while it is open, its event loop stands in the way of theirs."""
    if not CHROMIUM.exists():
        pytest.skip("Нет /usr/bin/chromium (Debian: chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=ru"])
        yield opened
        opened.close()


@pytest.fixture
def desk(lived: Path, tmp_path: Path) -> Iterator[House]:
    """The house of results 2 and 3, on 10.06.2019; its desk listens."""
    place = moved_in(lived, tmp_path, "2", "3")
    place.limits = QUICK
    with open_house(place):
        yield place


@pytest.fixture
def somebody(browser: Browser, desk: House) -> Iterator[Callable[[str], Person]]:
    """`somebody("Чванова Л.В.")` has come in by a link, in a browser that runs no scripts."""
    people: list[Person] = []

    def comes_in(name: str) -> Person:
        people.append(person(browser, desk))
        people[-1].comes_in(name)
        return people[-1]

    yield comes_in
    heard = [words for one in people for words in one.heard]
    for one in people:
        one.context.close()
    assert heard == []
