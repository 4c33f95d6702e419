"""The web desk put together: its pages, what stands before them, and what is said when a page cannot be shown."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from domain.errors import Sentence
from domain.ports import UnknownItem
from domain.reporting.entering import MayNotEnter
from domain.reporting.life import NoReport
from notifications.web import arrival, board, deeds, desk, facts, feeds, item, outlook, own, reports
from notifications.web.arrival import NotALink
from notifications.web.entrance import Hurried, NotSignedIn, signed_in
from notifications.web.forms import Forged, presser
from notifications.web.guard import TROUBLE, Guard, TooLarge, TooSlow
from notifications.web.limits import Buckets, Limits
from notifications.web.pages import page, told
from notifications.web.premises import DeskPremises

_PARTS = tuple(part.router for part in (arrival, desk, own, item, deeds, reports, facts, outlook))
STATIC = Path(__file__).parent / "static"
NO_ITEM = "Такого пункта среди ваших нет."
NO_PAGE = "Такой страницы нет."
PROXY = "127.0.0.1"
"""The only one whose word for the client's address is taken."""

# fmt: off
REFUSALS: dict[type[Sentence], tuple[int, str]] = {
    NotSignedIn: (HTTPStatus.UNAUTHORIZED,             "Нужно войти"),
    NotALink:    (HTTPStatus.NOT_FOUND,                "Ссылка не действует"),
    Forged:      (HTTPStatus.FORBIDDEN,                "Форма не принята"),
    Hurried:     (HTTPStatus.TOO_MANY_REQUESTS,        "Слишком часто"),
    UnknownItem: (HTTPStatus.NOT_FOUND,                "Пункт не найден"),
    NoReport:    (HTTPStatus.NOT_FOUND,                "Отчёт не найден"),
    MayNotEnter: (HTTPStatus.NOT_FOUND,                "Не найдено"),
    TooLarge:    (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Слишком большой файл"),
    TooSlow:     (HTTPStatus.REQUEST_TIMEOUT,          "Не дождались данных"),
    Sentence:    (HTTPStatus.CONFLICT,                 "Не получилось"),
}
# fmt: on
CLOSING = frozenset({HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.REQUEST_TIMEOUT})
"""After these the connection is not used again: the rest of what was sent is still in it."""


def desk_app(premises: DeskPremises, *, openapi: bool = False, limits: Limits | None = None) -> FastAPI:
    """The desk as an ASGI application; `openapi` shows its description, which only tests need."""
    rates = limits or Limits()
    app = FastAPI(
        title="Веха", openapi_url="/openapi.json" if openapi else None,
        docs_url=None, redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.premises, app.state.persons = premises, Buckets(rates.person)
    app.mount("/static", StaticFiles(directory=STATIC))
    for part in (*_PARTS, *_boards(premises)):
        app.include_router(part)
    _say_politely(app, premises)
    app.add_middleware(Guard, web_url=premises.web_url, addresses=Buckets(rates.address), links=Buckets(rates.link))
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=PROXY)
    return app


def _boards(premises: DeskPremises) -> tuple[Any, ...]:
    """The board and the calendars."""
    shelf, calendars = premises.shelf, premises.calendars
    return board.router(shelf, calendars, signed_in, page), feeds.router(shelf, calendars, presser)


def _say_politely(app: FastAPI, premises: DeskPremises) -> None:
    for refusal, (status, title) in REFUSALS.items():
        app.add_exception_handler(refusal, _teller(title, status))
    for trouble in premises.troubles:
        app.add_exception_handler(trouble, _teller("Не получилось", HTTPStatus.SERVICE_UNAVAILABLE, TROUBLE))
    app.add_exception_handler(RequestValidationError, _teller("Не найдено", HTTPStatus.NOT_FOUND, NO_PAGE))
    app.add_exception_handler(HTTPException, _http)


def _teller(title: str, status: int, text: str = "") -> Callable[[Request, Exception], Awaitable[Response]]:
    """Says `text`, or the refusal itself. An item that is not there and another's item read the same."""

    async def tell(request: Request, refusal: Exception) -> Response:
        said = NO_ITEM if isinstance(refusal, UnknownItem) else text or deeds.sentence(refusal)
        answer = told(request, title, said, status)
        if status in CLOSING:
            answer.headers["connection"] = "close"
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            answer.headers["retry-after"] = "1"
        return answer

    return tell


async def _http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown address, a method, a form that cannot be read."""
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for it alone
    title, text = _SAID.get(error.status_code, ("Не получилось", "Запрос не разобран; откройте страницу заново."))
    answer = told(request, title, text, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


_SAID: dict[int, tuple[str, str]] = {
    HTTPStatus.NOT_FOUND: ("Не найдено", NO_PAGE),
    HTTPStatus.METHOD_NOT_ALLOWED: ("Так нельзя", "Эта страница так не открывается."),
}
