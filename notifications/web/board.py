"""The board: how the plans stand for whoever takes part in them, with the filters of the address."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from notifications import timeline, words
from notifications.counter import Caller
from notifications.web.bookshelf import Bookshelf
from notifications.web.drawn import Drawn, TooManyPictures
from notifications.web.feeds import Calendars
from notifications.web.filters import FIELDS, Filters, filters
from notifications.web.overview import LIGHTS, Book, Light, Overview, Row, overview, row

Value = Annotated[str, Query(description="Значение, которое предлагает страница; иное не учитывается")]


def asked(
    passport: Value = "", level: Value = "", executor: Value = "", kind: Value = "", year: Value = "", state: Value = ""
) -> dict[str, str]:
    """The filters of the address as they were written."""
    given = {"passport": passport, "level": level, "executor": executor}
    return given | {"kind": kind, "year": year, "state": state}


Asked = Annotated[dict[str, str], Depends(asked)]


class Show(Protocol):
    """Makes the desk's answer of a template and its words; the desk adds what every page has."""

    def __call__(self, request: Request, template: str, words: dict[str, Any], /) -> Response: ...


@dataclass(frozen=True)
class Board:
    """One person's board at one moment, narrowed by what the address asks for."""

    filters: Filters
    views: tuple[Overview, ...]
    rows: tuple[Row, ...]
    now: datetime

    @property
    def moment(self) -> str:
        """`20.12.2021 (понедельник), 12:00`."""
        return f"{words.day_ru(self.now.date())}, {self.now:%H:%M}"

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of all passports that are listed."""
        state = self.filters.wanted.state
        return tuple(one for one in self.rows if state in ("", one.light))

    @property
    def counts(self) -> str:
        """`просрочено 4, ждёт приёмки 2, …`, nought left out."""
        counted = Counter(one.light for one in self.shown)
        said = (f"{LIGHTS[light]} {counted[light]}" for light in Light if counted[light])
        return ", ".join(said) or "пунктов нет"


def board(shelf: Bookshelf, person: str, asked: Mapping[str, str]) -> Board:
    """What the person sees now; what he asks for in vain is said and not done."""
    books, now, calendar = shelf.books(person), shelf.now.astimezone(shelf.calendar.zone), shelf.calendar
    chosen = filters(books, asked)
    wanted = [book for book in books if chosen.wanted.passport in ("", book.code)]
    rows = [[row(i, book.staff, calendar, now) for i in filter(chosen.wanted.admits, book.items)] for book in wanted]
    state = chosen.wanted.state
    views = (overview(book, theirs, state, calendar, now) for book, theirs in zip(wanted, rows, strict=True))
    return Board(chosen, tuple(views), tuple(chain.from_iterable(rows)), now)


def words_of(made: Board) -> dict[str, Any]:
    """What the page's template may name."""
    shown = {"filters": made.filters, "fields": FIELDS, "lights": LIGHTS, "views": made.views}
    return shown | {"moment": made.moment, "picture": timeline.size(made.shown)}


def picture_of(made: Board, shelf: Bookshelf) -> Callable[[], bytes]:
    """Draws the picture of terms."""
    books = [view.book for view in made.views]
    heading = timeline.Heading(_title(books), made.counts, made.filters.in_words)
    results = {(book.code, item.number): item.title for book in books for item in book.items if item.parent is None}
    return lambda: timeline.timeline_picture(made.shown, results, heading, shelf.calendar, made.now)


def content_of(made: Board) -> tuple[Any, ...]:
    """What tells one picture from another, but for the minute of its heading."""
    rows = tuple((one.item.id, one.item.version, one.light) for one in made.rows)
    return made.filters.in_words, made.now.date(), rows


def router(shelf: Bookshelf, calendars: Calendars, reader: Callable[..., Caller], show: Show) -> APIRouter:
    """`/board` and its picture; `reader` is the dependency that says who is signed in."""
    made, drawn = APIRouter(), Drawn()

    @made.get("/board")
    def page(request: Request, caller: Annotated[Caller, Depends(reader)], asked: Asked) -> Response:
        found = board(shelf, caller.name, asked)
        addresses = {"own": calendars.own(caller.name), "passports": _addresses(found, calendars, caller.name)}
        return show(request, "desk/board.html.j2", words_of(found) | {"calendars": addresses})

    @made.get("/board/timeline.png", response_class=Response)
    async def picture(caller: Annotated[Caller, Depends(reader)], asked: Asked) -> Response:
        found = await run_in_threadpool(board, shelf, caller.name, asked)
        try:
            png = await drawn.picture(content_of(found), picture_of(found, shelf))
        except TooManyPictures as busy:
            return Response(str(busy), 503, {"Retry-After": "60"}, "text/plain; charset=utf-8")
        return Response(png, headers={"Cache-Control": "private, max-age=60"}, media_type="image/png")

    return made


def _addresses(found: Board, calendars: Calendars, person: str) -> list[tuple[str, str]]:
    return [(view.book.title, calendars.whole(person, view.book.code)) for view in found.views]


def _title(books: list[Book]) -> str:
    return books[0].title if len(books) == 1 else "Планы проектов"
