"""A mail program that opens every address before the person does: whatever it reads, the database stays as it was."""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import product

import pytest

from notifications.web.actions import TITLES
from notifications.web.limits import Limits, Rate
from notifications.web.reports import FORMATS
from tests.scenarios.story import DEPUTY, HEAD
from tests.web.house import House

ADDRESS = re.compile(r'(?:href|src)="([^"#]+)')
FREE = Rate(10_000, 10_000)


@pytest.fixture
def read(house: House) -> House:
    house.openapi, house.limits = True, Limits(FREE, FREE, FREE)
    house.reported("3.1.1", by=DEPUTY)
    return house


def dump(house: House) -> str:
    """All that the database holds, table by table."""
    with house.story.office.database.reading() as connection:
        made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [str(row[0]) for row in made.fetchall()]
        rows = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    assert len(rows["item"]) > 5
    return sha256(repr(sorted(rows.items())).encode()).hexdigest()


def filled_in(path: str, house: House, name: str) -> Iterator[str]:
    """The addresses that a path of the description stands for."""
    links, item = house.links, str(house.item("3.1.1").id)
    tokens = [address.rpartition("/")[2] for address in (links.desk(name, "key"), links.item(name, int(item), "key"))]
    values = {
        "token": [*tokens, links.unsubscribe(name).rpartition("/")[2]],
        "secret": [links.calendar(name).rpartition("/")[2].removesuffix(".ics")],
        "item": [item],
        "item_id": [item],
        "code": list(TITLES),
        "report": ["1"],
        "form": list(FORMATS),
        "passport": [house.story.passport.code, "another"],
    }
    names = re.findall(r"{(\w+)}", path)
    for chosen in product(*(values[name] for name in names)):
        yield path.format(**dict(zip(names, chosen, strict=True)))


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("name", [DEPUTY, HEAD])
async def test_to_open_any_address_changes_nothing(read: House, name: str, method: str) -> None:
    app = read.app()
    paths = [path for path, what in app.openapi()["paths"].items() if "get" in what]
    assert {"/l/{token}", "/u/{token}", "/calendar/{secret}.ics", "/item/{item_id}/{code}"} <= set(paths)
    async with await read.person(name, app) as known, read.stranger(app) as scanner:
        before = dump(read)
        for address in (made for path in paths for made in filled_in(path, read, name)):
            for browser in (known, scanner):
                answer = await browser.client.request(method, address)
                assert answer.status_code < 500, address
    assert dump(read) == before
    assert (read.read, read.fresh) == ([], [])


async def test_to_follow_all_that_pages_lead_to_changes_nothing(read: House) -> None:
    async with await read.person(HEAD) as head:
        before, seen, ahead = dump(read), set[str](), ["/desk", read.links.desk(HEAD, "key")]
        while ahead and len(seen) < 150:
            address = ahead.pop()
            if address not in seen and address.startswith(("/", read.site)):
                seen.add(address)
                ahead += [found.replace("&amp;", "&") for found in ADDRESS.findall((await head.opens(address)).html)]
    assert len(seen) > 50
    assert dump(read) == before
    assert read.read == []


async def test_what_a_person_presses_does_change_it(read: House) -> None:
    before = dump(read)
    async with read.stranger() as person:
        await person.sends((await person.opens(read.links.unsubscribe(HEAD))).form("Отписаться"))
    assert dump(read) != before
