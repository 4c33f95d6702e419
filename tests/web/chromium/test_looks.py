"""How the pages are to the eye, the finger and the screen reader: axe-core, a phone's width, the printer."""

import io
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser

from config.web import HOST
from notifications.web.limits import Limits, Rate
from tests.scenarios.story import CURATOR, DEPUTY, HEAD
from tests.web.chromium.people import DESKTOP, PATIENCE, PHONE, Person, person
from tests.web.chromium.places import PLACES, everywhere, furnished
from tests.web.house import House
from tests.web.serving import free_port, open_house

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document, %s)).violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html)])"
FINGER = 43.9
SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')]
    .filter(e => !e.closest('dd, td, p:not(.buttons, .back)'))
    .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
    .filter(([e, box]) => box.right > 0 && Math.min(box.height, box.width) < least)
    .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
"""What is smaller than a finger, but for links inside a text."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def full(desk: House) -> House:
    furnished(desk)
    return desk


@pytest.fixture
def examined(browser: Browser, full: House) -> Iterator[Person]:
    """A browser with axe-core, which needs scripts and is not of our site."""
    context = browser.new_context(bypass_csp=True, locale="ru-RU")
    context.set_default_timeout(PATIENCE)
    yield Person(full, context, context.new_page())
    context.close()


def faults(who: Person, rules: str = "{}") -> list[Any]:
    who.page.wait_for_load_state()
    if who.page.evaluate("typeof axe") == "undefined":
        who.page.evaluate(AXE)
    return list(who.page.evaluate(RUN % rules))


def faults_in_every_light(who: Person) -> list[Any]:
    """At a desk and on a phone, by day; at night, when only the colours are others, those."""
    found = []
    for width, scheme, rules in VIEWS:
        who.page.set_viewport_size({"width": width, "height": 800})
        who.page.emulate_media(color_scheme=scheme)
        found += [(width, scheme, *fault) for fault in faults(who, rules)]
    return found


COLOURS = "{runOnly: ['color-contrast']}"
VIEWS: tuple[tuple[int, Literal["light", "dark"], str], ...] = (
    (DESKTOP, "light", "{}"),
    (PHONE, "light", "{}"),
    (DESKTOP, "dark", COLOURS),
    (PHONE, "dark", COLOURS),
)


def test_axe_finds_no_fault_on_any_page(examined: Person) -> None:
    found = {place: faults_in_every_light(examined) for place in everywhere(examined)}
    assert {place: here for place, here in found.items() if here} == {}
    assert len(found) == sum(map(len, PLACES.values()))


def test_axe_finds_no_fault_where_somebody_is_in_too_great_a_hurry(examined: Person, full: House) -> None:
    examined.house = hurried = replace(full, site=f"http://{HOST}:{free_port()}", limits=Limits(person=Rate(2, 0.01)))
    hurried.links = replace(full.links, web_url=hurried.site)
    with open_house(hurried):
        examined.comes_in(HEAD)
        examined.opens("/desk")
        examined.opens("/desk")
        assert "Слишком часто" in examined.text
        assert faults_in_every_light(examined) == []


def test_axe_would_find_a_fault(browser: Browser, full: House) -> None:
    context = browser.new_context(bypass_csp=True)
    who = Person(full, context, context.new_page())
    who.comes_in(HEAD)
    who.page.evaluate("document.querySelector('main').innerHTML += '<input><p style=\"color: #bbb\">бледно</p>'")
    assert {name for name, *_ in faults(who)} >= {"label", "color-contrast"}
    context.close()


def test_on_a_phone_nothing_is_wider_than_the_screen_or_smaller_than_a_finger(browser: Browser, full: House) -> None:
    who = person(browser, full, width=PHONE)
    found = {}
    for place in everywhere(who):
        wider, small = who.page.evaluate(WIDER), who.page.evaluate(SMALL, FINGER)
        if wider or small:
            found[place] = (wider, small)
    assert found == {}
    assert who.heard == []
    who.context.close()


def test_the_board_is_filtered_by_a_form_without_scripts(browser: Browser, full: House) -> None:
    who = person(browser, full)
    who.comes_in(CURATOR)
    who.presses("Доска")
    rows = who.page.locator("main table tbody tr")
    whole = rows.count()
    who.page.get_by_label("Исполнитель").select_option(DEPUTY)
    who.presses("Показать")
    assert 0 < rows.count() < whole
    assert "executor=" in who.page.url
    picture = who.page.locator("main img")
    picture.scroll_into_view_if_needed()
    who.page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.naturalWidth") > 300
    who.context.close()


def test_a_printed_board_has_its_rows_and_no_navigation(browser: Browser, full: House, tmp_path: Path) -> None:
    who = person(browser, full)
    who.comes_in(CURATOR)
    who.opens("/board")
    printed = extract_text(io.BytesIO(who.page.pdf(format="A4", landscape=True)))
    assert "2.1.1" in printed
    assert "Просрочено" in printed
    assert not [word for word in ("Настройки", "Выйти", "К содержанию", "Сменить адреса") if word in printed]
    who.context.close()
