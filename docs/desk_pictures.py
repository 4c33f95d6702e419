"""Draws `docs/images/desk-*.png`: pages of the real desk on the sample plan, as a phone and a computer show them.

`python -m docs.desk_pictures`; needs Chromium (Debian: chromium).
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from config.entering import Said, enter
from config.reporting import Reports
from domain import use_cases
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from notifications.reports.card import card
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, PROOF, story
from tests.web.house import House, house_in
from tests.web.serving import free_port, open_house

IMAGES = Path(__file__).parent / "images"
BEGINS, TODAY = "2018-10-25 10:00", "2019-12-25 10:00"
IN_RUSSIAN = """([day, name]) => {
    const date = document.querySelector('input[type=date]'), file = document.querySelector('input[type=file]');
    date.type = 'text';
    date.value = day;
    const shown = document.createElement('div'), button = document.createElement('span');
    const looks = [[shown, getComputedStyle(file)], [button, getComputedStyle(file, '::file-selector-button')]];
    for (const [to, from] of looks)
        for (const part of ['border', 'borderRadius', 'padding', 'margin', 'background', 'color'])
            to.style[part] = from[part];
    button.style.display = 'inline-block';
    button.textContent = 'Выберите файл';
    shown.append(button, name);
    file.replaceWith(shown);
}"""
"""A date and a file as a Russian browser shows them: Chromium without its languages writes these two in English."""
PHONE, DESKTOP = (390, 780), (1120, 800)
SHARP = 2
"""Points of a picture for one of the screen: pages of text are looked at closely."""
ITEM = "3.1.1"
FACTS = (
    Said("indicator", {"number": "1", "year": "2019", "quarter": "3", "value": "62", "document": "отчёт № 41"}),
    Said("indicator", {"number": "2", "year": "2019", "quarter": "3", "value": "6", "document": "отчёт № 41"}),
    Said("cash", {"line": "1.2.1", "of": "30.11.2019", "allotted": "105,475", "committed": "101,2", "paid": "88,9"}),
    Said("cash", {"line": "1.2.3.1", "of": "30.11.2019", "allotted": "8,872", "committed": "8,5", "paid": "8,1"}),
    Said("risk", {"section": "Показатели", "description": "Задержка подключения школ", "gravity": "критический",
                  "solution": "Закрепить сроки дополнительным соглашением с оператором связи"}),
    Said("forecast", {"number": "2.1", "finish": "30.12.2019", "reason": "поставка завершается"}),
)  # fmt: skip
NOTE = "Перечень школ согласован с муниципалитетами, график направлен на подпись"


def main() -> None:
    """Draw every picture anew."""
    with tempfile.TemporaryDirectory() as folder, _lived(Path(folder)) as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--font-render-hinting=none"]
        )
        _executor(desk, _page(browser, PHONE))
        _head(desk, _page(browser, DESKTOP))
        _committee(desk, _page(browser, DESKTOP))
        browser.close()


@contextmanager
def _lived(folder: Path) -> Iterator[House]:
    """The whole sample plan: the subsidy's first steps are done, one report is sent, the rest is as it stands."""
    told = story(url=f"sqlite:///{folder / 'vekha.db'}").until(BEGINS)
    told.granted("2.1.1")
    told.until("2019-02-26 10:00").do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "2.1.2", by=CURATOR)
    told.until(TODAY).office.close()
    place = house_in(folder, now=TODAY, site=f"http://127.0.0.1:{free_port()}")
    place.story.do(use_cases.report, "3.1.2", by=DEPUTY, evidence=PROOF)
    place.story.do(use_cases.take, ITEM, by=DEPUTY)
    place.story.do(use_cases.note, ITEM, by=DEPUTY, text=NOTE)
    with open_house(place):
        yield place


def _page(browser: Browser, size: tuple[int, int]) -> Page:
    width, height = size
    view = {"width": width, "height": height}
    context = browser.new_context(viewport=view, device_scale_factor=SHARP, locale="ru-RU", color_scheme="light")  # type: ignore[arg-type]
    return context.new_page()


def _executor(desk: House, page: Page) -> None:
    """What the executor sees on her phone: the entrance, her items, the report before it is sent."""
    page.goto(desk.links.desk(DEPUTY))
    _shot(page, "entrance")
    page.get_by_role("button", name="Войти").click()
    _shot(page, "items")
    page.goto(f"{desk.site}{desk.card(ITEM)}/report")
    page.get_by_label("Номер документа").fill("15-р")
    page.evaluate(IN_RUSSIAN, ["24.12.2019", "график.pdf"])
    _shot(page, "report")


def _head(desk: House, page: Page) -> None:
    """What the head sees at a computer: the card of an item that waits for his decision, the board."""
    reason = "Перечень школ уточняется министерством"
    desk.story.do(use_cases.ask, ITEM, by=DEPUTY, finish=date(2020, 3, 31), reason=reason)
    page.goto(desk.links.desk(HEAD))
    page.get_by_role("button", name="Войти").click()
    page.goto(f"{desk.site}{desk.card(ITEM)}")
    _shot(page, "item")
    page.goto(f"{desk.site}/board")
    _shot(page, "board")
    page.goto(f"{desk.site}/outlook")
    _shot(page, "outlook", 760)


def _committee(desk: House, page: Page) -> None:
    """The report of November before the head."""
    office, passport = desk.story.office, desk.story.passport
    enter(office, passport, FACTS, passport.administrator or "")
    kept = Reports(office, Thresholds()).draft(passport, Period(PeriodKind.MONTH, 2019, 11))
    assert kept  # noqa: S101  # nothing was drafted before
    _kept(card(kept.report), "report-card")
    page.goto(desk.links.desk(HEAD))
    page.get_by_role("button", name="Войти").click()
    page.goto(f"{desk.site}/reports/{kept.id}")
    _shot(page, "committee", 1000)


def _shot(page: Page, name: str, longest: int = 1180) -> None:
    """The page from its top."""
    page.wait_for_load_state("networkidle")
    page.mouse.click(0, 0)
    shown = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom + scrollY")
    width = page.viewport_size["width"] if page.viewport_size else PHONE[0]
    clip = {"x": 0, "y": 0, "width": width, "height": min(shown, longest)}
    _kept(page.screenshot(full_page=True, clip=clip), f"desk-{name}")  # type: ignore[arg-type]


def _kept(png: bytes, name: str) -> None:
    """In few colours: text needs no more."""
    Image.open(BytesIO(png)).convert("RGB").quantize(128).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
