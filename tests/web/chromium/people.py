"""People before a real browser: what they press and read, and what their browser complains of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Dialog, FilePayload, Page

from tests.web.house import House

OWN_ANSWER = "Failed to load resource: the server responded with a status of"
"""How the console tells of a refusal that the page itself explains."""
PDF = FilePayload(name="график.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 a schedule")
DESKTOP, PHONE = 1280, 360
PATIENCE = 5_000
"""Milliseconds until what is to be pressed is there."""


@dataclass
class Person:
    """One person with a browser of his own; `heard` is what scripts said and what the browser refused."""

    house: House
    context: BrowserContext
    page: Page
    heard: list[str] = field(default_factory=list)

    def comes_in(self, name: str) -> None:
        self.page.goto(self.house.links.desk(name))
        self.presses("Войти")
        assert self.path == "/desk", self.text

    def opens(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.house.site + path)

    def presses(self, words: str) -> None:
        """A button or a link that says so."""
        button = self.page.get_by_role("button", name=words, exact=True)
        (button if button.count() else self.page.get_by_role("link", name=words, exact=True)).first.click()

    def fills(self, said: Mapping[str, str]) -> None:
        for label, value in said.items():
            self.page.get_by_label(label).first.fill(value)

    def attaches(self, file: FilePayload = PDF) -> None:
        self.page.locator("input[type=file]").set_input_files(files=[file])

    def saves(self, words: str) -> Path:
        """Where the file that the link gives has been saved."""
        with self.page.expect_download() as given:
            self.presses(words)
        return given.value.path()

    def hears(self, words: str) -> None:
        if not words.startswith(OWN_ANSWER):
            self.heard.append(words)

    def dismisses(self, dialog: Dialog) -> None:
        self.hears(f"dialog {dialog.message}")
        dialog.dismiss()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.house.site).partition("?")[0]

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


def person(browser: Browser, house: House, *, scripts: bool = False, width: int = DESKTOP) -> Person:
    """Somebody who has opened nothing yet; without `scripts` his browser runs none."""
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 800}, locale="ru-RU", accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    known = Person(house, context, context.new_page())
    context.on("dialog", known.dismisses)
    context.on("console", lambda said: known.hears(said.text))
    context.on("weberror", lambda error: known.hears(str(error.error)))
    return known
