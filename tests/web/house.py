"""A house with a desk in it: the sample plan lived until a day, its people, and the way in for each of them."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import httpx
import uvicorn
from fastapi import FastAPI

from config.files import beside
from config.links import SignedLinks, links_for
from config.replay import StoryClock
from config.settings import Settings
from config.web import premises_of
from config.wiring import Office
from domain import use_cases
from domain.plan import PlanItem
from domain.storage.database import Database
from notifications.counter import Caller
from notifications.web.app import desk_app
from notifications.web.limits import Limits
from notifications.web.premises import DeskPremises
from tests.scenarios.story import PROOF, Story, ladder, moment, sample, story
from tests.web.browser import Browser

SITE = "http://127.0.0.1"
SECRET = "a secret that only the tests know, and long enough"


@dataclass
class House:
    """`house.person("Чванова Л.В.")` sits at her desk; `house.item("2.1.1")` is the plan's truth."""

    story: Story
    links: SignedLinks
    site: str = SITE
    later: timedelta = timedelta()
    fresh: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    openapi: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def premises(self) -> DeskPremises:
        """The office's own, with the clock of sessions moved by `later`; what is asked of e-mail is noted down."""
        known = premises_of(self.story.office, self.links, self.fresh.append)
        return replace(known, letter_read=self.read.append, now=lambda: datetime.now(UTC) + self.later)

    def app(self) -> FastAPI:
        return desk_app(self.premises, openapi=self.openapi, limits=self.limits)

    def stranger(self, app: FastAPI | None = None, client: tuple[str, int] = ("127.0.0.1", 4321)) -> Browser:
        """A browser that nobody has signed in with."""
        transport = httpx.ASGITransport(app=app or self.app(), client=client)
        return Browser(httpx.AsyncClient(transport=transport, base_url=self.site))

    async def person(self, name: str, app: FastAPI | None = None) -> Browser:
        """A browser that has come in by the person's link."""
        browser = self.stranger(app)
        page = await browser.opens(self.links.desk(name))
        arrived = await browser.sends(page.form("Войти"))
        assert arrived.status == 200, arrived.text
        return browser

    def item(self, number: str) -> PlanItem:
        return self.story[number]

    def card(self, number: str) -> str:
        """The path of the item's card."""
        return f"/item/{self.item(number).id}"

    def reported(self, number: str, *, by: str) -> None:
        self.story.do(use_cases.report, number, by=by, evidence=PROOF)

    def late(self, name: str) -> list[str]:
        """Numbers of the overdue items that the person executes."""
        return [card.number for card in self.premises.counter.own(Caller(0, 0, name)) if card.is_late]


def house_at(folder: Path, *roots: str, now: str = "2019-06-10 10:00", site: str = SITE) -> House:
    """The sample plan lived until `now`, kept in `folder`."""
    story(*roots, url=_url(folder)).until(now).office.close()
    return house_in(folder, *roots, now=now, site=site)


def house_in(folder: Path, *roots: str, now: str = "2019-06-10 10:00", site: str = SITE) -> House:
    """The house that has been lived in `folder`."""
    clock = StoryClock(moment(now))
    told = Story(Office(Database(_url(folder)), ladder(), clock, folder), sample(*roots), clock)
    told.office.files = beside(folder)
    settings = Settings(home=folder, web_url=site, secret=SECRET, zone=told.office.zone.key)
    links = links_for(told.office, settings)
    assert links is not None
    return House(told, links, site)


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'vekha.db'}"


@contextmanager
def house(folder: Path, *roots: str, now: str = "2019-06-10 10:00", openapi: bool = False) -> Iterator[House]:
    """A desk that listens on a free port of this machine; `house.site` is its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        place = house_at(folder, *roots, now=now, site=f"http://127.0.0.1:{listener.getsockname()[1]}")
        place.openapi = openapi
        server = uvicorn.Server(uvicorn.Config(place.app(), lifespan="off", log_level="error", access_log=False))
        thread = Thread(target=server.run, args=([listener],), name="desk")
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield place
        finally:
            server.should_exit = True
            thread.join(10)
            place.story.office.close()
