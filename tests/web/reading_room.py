"""The board and the feeds by themselves, over a real office: whoever a request's header names is signed in."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import quote, unquote

import html5lib  # type: ignore[import-untyped]
from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse
from httpx import ASGITransport, AsyncClient
from httpx import Response as Answer
from jinja2 import DictLoader, Environment

from config.board import OfficeBookshelf
from config.calendars import SignedCalendars
from config.clerk import OfficeClerk
from domain import use_cases
from domain.passport import Passport
from notifications.counter import Caller
from notifications.render import environment
from notifications.web import board, feeds
from tests.scenarios.story import COLLEGIUM, COMMITTEE, CURATOR, DEPUTY, HEAD, INSTITUTE, PROOF, Story, sample, story

BASE = (
    "<!doctype html><html lang='ru'><title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}</html>"
)
URL = "https://desk.example"


@dataclass
class Room:
    """A story, and a browser at its board."""

    story: Story

    @cached_property
    def calendars(self) -> SignedCalendars:
        return SignedCalendars(URL, "a secret of the test", self.story.office.preferences)

    @cached_property
    def shelf(self) -> OfficeBookshelf:
        return OfficeBookshelf(self.story.office, OfficeClerk(self.story.office))

    @cached_property
    def client(self) -> AsyncClient:
        app = FastAPI()
        app.include_router(board.router(self.shelf, self.calendars, _reader, _show))
        app.include_router(feeds.router(self.shelf, self.calendars, _reader))
        return AsyncClient(transport=ASGITransport(app), base_url=URL)

    async def page(self, person: str = HEAD, **asked: str) -> str:
        answer = await self.client.get("/board", params=asked, headers=signed(person))
        assert answer.status_code == 200
        return answer.text

    async def feed(self, address: str, known: str = "") -> Answer:
        """`known` is the ETag of what the reader already has."""
        return await self.client.get(address, headers={"If-None-Match": known} if known else {})


def signed(person: str) -> dict[str, str]:
    return {"X-Person": quote(person)}


def _reader(x_person: Annotated[str, Header()]) -> Caller:
    return Caller(0, 0, unquote(x_person))


def _show(_request: Request, template: str, words: dict[str, Any]) -> Response:
    return HTMLResponse(_pages().get_template(template).render(words | {"csrf": ""}))


def _pages() -> Environment:
    desk = environment()
    made = desk.overlay(loader=_WithBase(desk), autoescape=True)
    made.filters = desk.filters
    return made


class _WithBase(DictLoader):
    """The desk's templates on a base of nothing."""

    def __init__(self, desk: Environment) -> None:
        super().__init__({"desk/base.html.j2": BASE})
        self.desk = desk

    def get_source(self, environment: Environment, template: str) -> Any:
        if template in self.mapping:
            return super().get_source(environment, template)
        assert self.desk.loader
        return self.desk.loader.get_source(environment, template)


def winter() -> Story:
    """Eight results in January 2020: late on several rungs, waiting, extended, done in time and late, refused."""
    told = story("1", "2", "3", "4", "5", "6", "7", "8").until("2019-02-20 10:00")
    told.granted("2.1.1")
    told.do(use_cases.report, "6.1.1", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "6.1.1", by=CURATOR)
    told.do(use_cases.refuse, "6.1.1", by=CURATOR, reason="средства не выделены")
    told.until("2019-02-25 10:00")
    told.do(use_cases.report, "2.1.2", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "2.1.2", by=CURATOR)
    told.until("2019-07-25 10:00")
    told.do(use_cases.report, "8.1.1", by=HEAD, evidence=PROOF)
    told.do(use_cases.accept, "8.1.1", by=CURATOR)
    told.until("2019-12-27 10:00")
    told.do(use_cases.extend, "5.1", by=COMMITTEE, finish=date(2020, 1, 28), reason="ждём сведения")
    told.do(use_cases.extend, "5", by=COLLEGIUM, finish=date(2020, 1, 31), reason="ждём сведения")
    told.until("2020-01-15 10:00")
    told.do(use_cases.report, "3.1.1", by=DEPUTY, evidence=PROOF)
    told.do(use_cases.accept, "3.1.1", by=HEAD)
    told.do(use_cases.report, "3.1.2", by=INSTITUTE, evidence=PROOF)
    told.do(use_cases.ask, "2.1", by=HEAD, finish=date(2020, 3, 2), reason="не хватает сведений")
    return told.until("2020-01-22 10:00")


def foreign() -> Passport:
    """A passport of other people."""
    passport = sample("1")
    people = tuple(replace(one, name="Иванов И.И.", supervisor="") for one in passport.participants[:1])
    levels = (replace(passport.levels[0], holder="Иванов И.И."),)
    rows = tuple(replace(row, executors=("Иванов И.И.",), level=levels[0].code) for row in passport.plan)
    return replace(
        passport, code="foreign", title="Чужой паспорт", participants=people, levels=levels, plan=rows,
        head="Иванов И.И.", curator=None, administrator=None, positions={},
    )  # fmt: skip


def text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def parsed(page: str) -> Any:
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)


def tables(page: str) -> dict[str, list[dict[str, str]]]:
    """The tables of the board by the code of their section; each row by its columns' headings."""
    found = {}
    for table in parsed(page).iter("table"):
        titles = [text(th) for th in table.iter("th")]
        rows = [[text(td) for td in tr.iter("td")] for tr in table.iter("tr")]
        code = table.get("class").removeprefix("board-table is-")
        found[code] = [dict(zip(titles, row, strict=True)) for row in rows if row]
    return found


def numbers(page: str) -> dict[str, list[str]]:
    """The numbers of the listed items, by the code of their section."""
    return {code: [row["Пункт"].split(" ", 1)[0] for row in rows] for code, rows in tables(page).items()}


def lights(page: str) -> dict[str, int]:
    """What the traffic light counts, by its words."""
    links = (link for ul in parsed(page).iter("ul") if ul.get("class") == "board-lights" for link in ul.iter("a"))
    return {words: int(count) for count, words in (text(link).split(" ", 1) for link in links)}
