"""Links of letters: what opening one does not do, what pressing its button does, and links that are none."""

from datetime import timedelta

import pytest

from config.reporting import Reports
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from notifications.web.entrance import COOKIE
from notifications.web.seals import Seals
from tests.scenarios.story import DEPUTY, HEAD
from tests.web.house import SECRET, House


def path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


async def test_opening_a_link_changes_nothing_and_shows_little(house: House) -> None:
    browser = house.stranger()
    page = await browser.opens(house.links.item(DEPUTY, house.item("3.1.1").id, "letter-1"))
    assert page.status == 200
    assert f"Вход на рабочий стол: {DEPUTY}" in page.text
    assert house.item("3.1.1").title not in page.text
    assert not browser.client.cookies
    assert house.read == []


async def test_pressing_the_button_opens_the_item_and_marks_the_letter_as_read(house: House) -> None:
    browser = house.stranger()
    link = house.links.item(DEPUTY, house.item("3.1.1").id, "letter-1")
    answer = await browser.posts((await browser.opens(link)).form("Войти"))
    assert (answer.status_code, answer.headers["location"]) == (303, house.card("3.1.1"))
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in (f"{COOKIE}=", "HttpOnly", "SameSite=lax", "Max-Age=43200", "Path=/"))
    assert "Secure" not in cookie
    assert house.read == ["letter-1"]


async def test_on_https_the_cookie_is_secure(house: House) -> None:
    house.site = "https://127.0.0.1"
    house.links = type(house.links)(house.site, house.links.seals, house.links.access, house.links.calendars)
    browser = house.stranger()
    answer = await browser.posts((await browser.opens(house.links.desk(DEPUTY))).form("Войти"))
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age=" in answer.headers["strict-transport-security"]


async def test_an_expired_link_offers_a_fresh_one_at_most_once_in_five_minutes(house: House) -> None:
    link, browser = house.links.desk(DEPUTY), house.stranger()
    house.later = timedelta(hours=72, seconds=1)
    expired = await house.stranger().opens(link)
    assert expired.status == 410
    answers = [await house.stranger().sends(expired.form("Прислать новую")) for _ in range(3)]
    assert {(page.status, page.text) for page in answers} == {(200, answers[0].text)}
    assert house.fresh == [DEPUTY]
    house.later += timedelta(minutes=5)
    await house.stranger().sends(expired.form("Прислать новую"))
    assert house.fresh == [DEPUTY, DEPUTY]
    assert not browser.client.cookies


async def test_a_link_opens_just_before_its_end(house: House) -> None:
    link = house.links.desk(DEPUTY)
    house.later = timedelta(hours=71, minutes=59)
    assert "Войти" in (await house.stranger().opens(link)).text


async def test_an_expired_link_opens_no_session_even_by_its_form(house: House) -> None:
    browser, link = house.stranger(), house.links.desk(DEPUTY)
    form = (await browser.opens(link)).form("Войти")
    house.later = timedelta(hours=73)
    later = house.stranger()
    assert (await later.sends(form)).status == 410
    assert not later.client.cookies


async def test_tampered_swapped_and_revoked_links_look_alike(house: House) -> None:
    good = path(house.links.desk(DEPUTY))
    forged = Seals("another secret that is also long enough")
    other = type(house.links)(house.site, forged, house.links.access, house.links.calendars)
    cut, other_payload = good[:-2], good[:8] + ("A" if good[8] != "A" else "B") + good[9:]
    swapped = path(house.links.unsubscribe(DEPUTY)).replace("/u/", "/l/")
    revoked = path(house.links.desk(HEAD))
    house.links.access.revoke(HEAD, house.story.clock.now())
    strange = [
        cut,
        other_payload,
        swapped,
        revoked,
        path(other.desk(DEPUTY)),
        "/l/x",
        "/l/" + "a" * 5000,
        "/l/%D0%AF",
        "/l/%00",
    ]
    pages = [await house.stranger().opens(link) for link in strange]
    assert {(page.status, page.text) for page in pages} == {(404, pages[0].text)}


async def test_a_session_is_not_a_link_and_a_link_is_not_a_session(house: House) -> None:
    browser = house.stranger()
    browser.client.cookies.set(COOKIE, path(house.links.desk(DEPUTY)).removeprefix("/l/"))
    assert (await browser.opens("/desk")).status == 401
    async with await house.person(DEPUTY) as deputy:
        session = deputy.client.cookies[COOKIE]
    assert (await house.stranger().opens(f"/l/{session}")).status == 404


async def test_a_session_ends_after_twelve_hours(house: House) -> None:
    deputy = await house.person(DEPUTY)
    session = deputy.client.cookies[COOKIE]
    house.later = timedelta(hours=12)
    later = house.stranger()
    later.client.cookies.set(COOKIE, session)
    assert (await later.opens("/desk")).status == 401


async def test_leaving_ends_the_session_of_this_browser(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        page = await deputy.sends((await deputy.opens("/desk")).form("Выйти"))
        assert "Вы вышли" in page.text
        assert (await deputy.opens("/desk")).status == 401


async def test_closing_the_access_ends_every_link_and_session(house: House) -> None:
    link, calendar, news = house.links.desk(DEPUTY), house.links.calendar(DEPUTY), house.links.unsubscribe(DEPUTY)
    async with await house.person(DEPUTY) as phone, await house.person(DEPUTY) as office:
        assert (await phone.opens(calendar)).status == 200
        await phone.sends((await phone.opens("/settings")).form("Закрыть доступ"))
        assert [(await b.opens("/desk")).status for b in (phone, office)] == [401, 401]
    assert [(await house.stranger().opens(x)).status for x in (link, calendar, news)] == [404, 404, 404]
    assert (await house.stranger().opens(house.links.desk(DEPUTY))).status == 200


async def test_news_are_stopped_by_one_press_of_a_mail_program(house: House) -> None:
    link, browser = house.links.unsubscribe(DEPUTY), house.stranger()
    assert "Отписаться" in (await browser.opens(link)).text
    assert house.story.office.preferences.of(DEPUTY).get("news") is None
    answer = await browser.client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert house.story.office.preferences.of(DEPUTY)["news"] == "none"
    assert not browser.client.cookies


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_no_address_of_the_desk_leads_elsewhere(house: House, place: str) -> None:
    browser = house.stranger()
    form = (await browser.opens(house.links.desk(DEPUTY) + f"?next={place}")).form("Войти")
    answer = await browser.posts(form, {"next": place, "sent": place})
    assert answer.headers["location"] == "/desk"
    assert (await browser.opens(f"/find?number={place}")).answer.url.host == "127.0.0.1"


async def test_a_secret_of_the_settings_is_what_signs(house: House) -> None:
    assert house.links.seals == Seals(SECRET)


async def test_a_link_to_a_report_opens_it(house: House) -> None:
    made = Reports(house.story.office, Thresholds()).draft(house.story.passport, Period(PeriodKind.MONTH, 2019, 5))
    assert made
    async with house.stranger() as browser:
        page = await browser.opens(house.links.report(HEAD, made.id))
        assert "открывает ваш рабочий стол на отчёте" in page.text
        arrived = await browser.sends(page.form("Войти"))
        assert "Отчёт № 1 за май 2019 года" in arrived.text
