"""How the pages are to the eye, the finger and the screen reader: axe-core, a phone's width, the printer."""

import io
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser

from tests.scenarios.story import CURATOR, DEPUTY, HEAD
from tests.web.chromium.people import DESKTOP, PHONE, Person, person
from tests.web.chromium.places import PLACES, furnished
from tests.web.house import House

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document)).violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html)])"
FINGER = 44
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')]
    .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect(), getComputedStyle(e)])
    .filter(([e, box, style]) => box.width > 0 && box.right > 0 && !e.closest('p:not(.buttons, .back), dd, td, .item'))
    .filter(([e, box]) => box.height < 43.5 || box.width < 43.5).map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def full(desk: House) -> House:
    furnished(desk)
    return desk


@pytest.fixture(params=[(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")], ids=str)
def examined(request: pytest.FixtureRequest, browser: Browser, full: House) -> Iterator[Person]:
    """The head's browser with axe-core, which needs scripts and is not of our site."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, locale="ru-RU"
    )
    who = Person(full, context, context.new_page())
    who.comes_in(HEAD)
    yield who
    context.close()


def faults(who: Person) -> list[Any]:
    who.page.evaluate(AXE)
    return list(who.page.evaluate(RUN))


def test_axe_finds_no_fault_on_any_page(examined: Person) -> None:
    found = {}
    for name, come in PLACES.items():
        come(examined)
        if found_here := faults(examined):
            found[name] = found_here
    assert found == {}


def test_axe_would_find_a_fault(browser: Browser, full: House) -> None:
    context = browser.new_context(bypass_csp=True)
    who = Person(full, context, context.new_page())
    who.comes_in(HEAD)
    who.page.evaluate("document.querySelector('main').innerHTML += '<input><p style=\"color: #bbb\">бледно</p>'")
    assert {name for name, *_ in faults(who)} >= {"label", "color-contrast"}
    context.close()


def test_on_a_phone_nothing_is_wider_than_the_screen_or_smaller_than_a_finger(browser: Browser, full: House) -> None:
    who = person(browser, full, width=PHONE)
    who.comes_in(HEAD)
    found = {}
    for name, come in PLACES.items():
        come(who)
        wider, small = who.page.evaluate(WIDER), who.page.evaluate(SMALL)
        if wider or small:
            found[name] = (wider, small)
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
    assert who.page.locator("main img").evaluate("image => image.complete && image.naturalWidth > 300")
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
