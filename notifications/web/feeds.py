"""Calendars that other programs subscribe to by a secret address, without a session; and the change of that address."""

from collections.abc import Callable
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, NamedTuple, Protocol

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from domain.errors import Sentence
from notifications.counter import Caller
from notifications.feeds import Deadline, changed_at, feed
from notifications.web.bookshelf import Bookshelf

KEPT = 128
AGE = "private, max-age=900"
GONE = "Этого календаря нет: адрес неверен или заменён. Новый — на доске, в разделе «Календарь».\n"


class NoSuchCalendar(Sentence):
    """The address is not good, or is good no longer."""


class Subscription(NamedTuple):
    """What a secret address is for: a person's own deadlines, or, for him, the whole plan of a passport."""

    person: str
    passport: str = ""


class Calendars(Protocol):
    """The secret addresses. They do not expire; a person's are changed all at once."""

    def own(self, person: str) -> str:
        """The address of the person's own deadlines; empty where the desk has no address of its own."""

    def whole(self, person: str, passport: str) -> str: ...

    def opened(self, secret: str) -> Subscription:
        """Raises NoSuchCalendar."""

    def renew(self, person: str) -> None:
        """From now on the person's old addresses open nothing."""


def router(shelf: Bookshelf, calendars: Calendars, presser: Callable[..., Caller]) -> APIRouter:
    """`presser` is the dependency of a form: who is signed in, once the form's CSRF token has been found good."""
    made = APIRouter()

    @made.get("/calendar/{secret}.ics", response_class=Response)
    def calendar(secret: str, request: Request) -> Response:
        try:
            name, deadlines = _found(shelf, calendars.opened(secret))
        except NoSuchCalendar:
            return Response(GONE, 404, {"Cache-Control": "no-store"}, "text/plain; charset=utf-8")
        return _answer(request, name, tuple(deadlines))

    @made.post("/calendar/renew")
    def renew(presser: Annotated[Caller, Depends(presser)]) -> Response:
        calendars.renew(presser.name)
        return RedirectResponse("/board#calendar", 303)

    return made


def _found(shelf: Bookshelf, subscription: Subscription) -> tuple[str, list[Deadline]]:
    """Raises NoSuchCalendar, also for whoever no longer takes part in the passport."""
    person, passport = subscription
    if not passport:
        return f"Веха: {person}", shelf.own(person)
    if (plan := shelf.whole(person, passport)) is None:
        raise NoSuchCalendar(GONE)
    return f"Веха: {plan[0]}", plan[1]


def _answer(request: Request, name: str, deadlines: tuple[Deadline, ...]) -> Response:
    body = _spelled(name, deadlines)
    headers = {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": AGE}
    if deadlines:
        headers["Last-Modified"] = format_datetime(max(changed_at(one.item) for one in deadlines), usegmt=True)
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="vekha.ics"'
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


_spelled = lru_cache(maxsize=KEPT)(feed)


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """A date alone proves nothing: an item that leaves a calendar leaves no date behind."""
    tags = request.headers.get("if-none-match", "")
    return tags.strip() == "*" or headers["ETag"] in (tag.strip().removeprefix("W/") for tag in tags.split(","))
