"""Who is signed in but has no business with an item; tokens at doors that are not theirs; names that are headers."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from notifications.web.actions import TITLES
from notifications.web.seals import Pass, Scope
from tests.scenarios.story import DEPUTY, HEAD, INSTITUTE
from tests.web.house import House

OUTSIDER = "Посторонний П.П."
INJECTED = "Иванов И.И.\r\nSet-Cookie: stolen=1\r\n\r\n<script>"


async def test_an_outsider_with_a_session_can_send_no_form_about_any_item(house: House) -> None:
    item, before = house.item("3.1.1"), house.story.history("3.1.1")
    async with await house.person(OUTSIDER) as outsider:
        own = (await outsider.opens("/settings")).form("/settings").fields
        said = {"csrf": own["csrf"], "version": str(item.version), "reason": "Так решено", "finish": "2020-03-31"}
        for number, code in enumerate(TITLES):
            sent = {**said, "nonce": f"nonce-of-an-outsider-{number:02}"}
            answer = await outsider.client.post(f"/item/{item.id}/{code}", data=sent)
            assert answer.status_code == 404, code
    assert house.story.history("3.1.1") == before


async def test_a_participant_can_do_no_more_than_his_role_lets_him(house: House) -> None:
    house.reported("3.1.1", by=DEPUTY)
    item, before = house.item("3.1.1"), house.story.history("3.1.1")
    async with await house.person(INSTITUTE) as executor:
        own = (await executor.opens("/settings")).form("/settings").fields
        for number, code in enumerate(("accept", "return", "extend", "reassign", "withdraw", "reopen")):
            said = {"csrf": own["csrf"], "nonce": f"nonce-of-an-executor-{number:02}", "version": str(item.version)}
            answer = await executor.client.post(f"/item/{item.id}/{code}", data={**said, "reason": "Так решено"})
            assert answer.status_code == 409, code
    assert house.story.history("3.1.1") == before


def tokens(house: House) -> Iterator[tuple[str, str]]:
    """Each secret there is, with the door that it opens."""
    links, item = house.links, house.item("3.1.1").id
    session = Pass(DEPUTY, Scope.SESSION, 0, datetime.now(UTC))
    yield "/l/{}", links.desk(DEPUTY).rpartition("/")[2]
    yield "/l/{}", links.item(DEPUTY, item).rpartition("/")[2]
    yield "/u/{}", links.unsubscribe(DEPUTY).rpartition("/")[2]
    yield "/calendar/{}.ics", links.calendar(DEPUTY).rpartition("/")[2].removesuffix(".ics")
    yield "cookie", links.seals.sealed(session)
    yield "form", links.seals.form(links.seals.sealed(session))


async def test_every_secret_opens_its_own_door_only(house: House) -> None:
    app, opened = house.app(), []
    for own, token in tokens(house):
        for door in ("/l/{}", "/u/{}", "/calendar/{}.ics"):
            async with house.stranger(app) as stranger:
                if (await stranger.client.get(door.format(token))).status_code == 200:
                    opened.append((own, door))
        async with house.stranger(app) as stranger:
            stranger.client.cookies.set("vekha", token)
            if (await stranger.client.get("/desk")).status_code == 200:
                opened.append((own, "cookie"))
    doors = [("/l/{}", "/l/{}"), ("/l/{}", "/l/{}"), ("/u/{}", "/u/{}")]
    assert opened == [*doors, ("/calendar/{}.ics", "/calendar/{}.ics"), ("cookie", "cookie")]


@pytest.mark.parametrize("path", ["/desk", "/settings", "/board", "/find?number=2%0d%0aSet-Cookie:%20x=1"])
async def test_a_name_with_line_breaks_makes_no_header_and_no_tag(house: House, path: str) -> None:
    async with await house.person(INJECTED) as odd:
        page = await odd.opens(path)
        calendar = await odd.client.get(house.links.calendar(INJECTED))
    for answer in (page.answer, calendar):
        assert "set-cookie" not in answer.headers
    assert "<script>" not in page.html
    assert "\r\nSet-Cookie" not in calendar.text


async def test_signing_in_as_another_ends_what_was_before(house: House) -> None:
    async with await house.person(DEPUTY) as browser:
        first = browser.client.cookies["vekha"]
        page = await browser.opens(house.links.desk(HEAD))
        await browser.sends(page.form("Войти"))
        assert browser.client.cookies["vekha"] != first
        assert HEAD in (await browser.opens("/desk")).text
