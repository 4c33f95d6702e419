"""The whole way by keyboard alone, without scripts: from the link to the accepted report."""

from pathlib import Path

from playwright.sync_api import Browser, Locator

from domain.vocabulary import State
from tests.scenarios.story import DEPUTY, HEAD
from tests.web.chromium.people import Person, person
from tests.web.house import House

FARTHEST = 80
RING = "Array.from(document.querySelectorAll(':focus')).map(e => getComputedStyle(e).outlineStyle)[0]"


def steps_to(who: Person, words: str) -> Locator:
    """Press Tab until the focus, which must be seen, is on what says so."""
    for _ in range(FARTHEST):
        who.page.keyboard.press("Tab")
        focused = who.page.locator(":focus")
        if focused.count() and words in f"{focused.inner_text()} {focused.get_attribute('name')}":
            assert who.page.evaluate(RING) != "none", f"«{words}» is not seen to have the focus"
            return focused
    raise AssertionError(f"no key leads to «{words}» at {who.path}:\n{who.text}")


def enters(who: Person, words: str) -> None:
    before = who.page.url
    steps_to(who, words)
    who.page.keyboard.press("Enter")
    who.page.wait_for_url(lambda now: now != before)


def comes_in(browser: Browser, desk: House, name: str) -> Person:
    known = person(browser, desk)
    known.opens(desk.links.desk(name))
    enters(known, "Войти")
    return known


def test_the_keyboard_is_enough(desk: House, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "график.pdf"
    file.write_bytes(b"%PDF-1.4 a schedule")
    deputy, head = comes_in(browser, desk, DEPUTY), comes_in(browser, desk, HEAD)
    deputy.page.on("filechooser", lambda _chooser: None)  # the browser shows no window of its own from now on
    enters(deputy, "3.1.1")
    enters(deputy, "Сообщить об исполнении")
    steps_to(deputy, "number")
    deputy.page.keyboard.type("15-р")
    steps_to(deputy, "dated")
    deputy.page.keyboard.type("06062019")  # the same in whichever order the browser asks
    steps_to(deputy, "file")
    with deputy.page.expect_file_chooser() as chooser:
        deputy.page.keyboard.press("Space")
    chooser.value.set_files(file)
    enters(deputy, "Сообщить об исполнении")
    assert "отчёт отправлен на приёмку" in deputy.text
    assert "№ 15-р от 06.06.2019" in deputy.text

    head.opens(desk.card("3.1.1"))
    enters(head, "Принять исполнение")
    enters(head, "Принять исполнение")
    assert desk.item("3.1.1").state is State.DONE
    assert deputy.heard + head.heard == []
    deputy.context.close()
    head.context.close()


def test_the_first_key_leads_past_the_menu(desk: House, browser: Browser) -> None:
    deputy = comes_in(browser, desk, DEPUTY)
    deputy.page.keyboard.press("Tab")
    assert deputy.page.locator(":focus").inner_text() == "К содержанию"
    assert (deputy.page.locator(":focus").bounding_box() or {"x": -1})["x"] >= 0
    deputy.page.keyboard.press("Enter")
    deputy.page.keyboard.press("Tab")
    assert deputy.page.locator(":focus").get_attribute("name") == "number"
    deputy.context.close()
