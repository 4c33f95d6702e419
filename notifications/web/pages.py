"""Pages of the desk: a template with what every page has, the forms' hidden fields, the bounds of what is shown."""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from notifications import words
from notifications.render import environment
from notifications.web.entrance import COOKIE, premises_of

MENU = {
    "/desk": "Мои пункты",
    "/board": "Доска",
    "/reports": "Отчёты",
    "/outlook": "Прогноз",
    "/absence": "Отсутствие",
    "/settings": "Настройки",
}


def page(request: Request, template: str, said: Mapping[str, Any], status: int = HTTPStatus.OK) -> HTMLResponse:
    """The page of a template for whoever the request comes from."""
    known = {"csrf": csrf(request), "menu": MENU, "here": request.url.path, "person": _person(request), "nonce": nonce}
    return HTMLResponse(_environment().get_template(template).render({**known, **said}), status)


def told(request: Request, title: str, text: str, status: int) -> HTMLResponse:
    """A page that says one thing."""
    return page(request, "desk/told.html.j2", {"title": title, "text": text}, status)


def csrf(request: Request) -> Markup:
    """The hidden field that proves that a form is of this session."""
    session = request.cookies.get(COOKIE, "")
    token = premises_of(request).seals.form(session) if session else ""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token)


def nonce() -> Markup:
    """The hidden field by which a second press of the same button is known."""
    return Markup('<input type="hidden" name="nonce" value="{}">').format(secrets.token_urlsafe(18))


def _person(request: Request) -> str:
    """Whose page it is, once the entrance has let him in."""
    return str(getattr(request.state, "person", ""))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The letters' own, with what only pages say."""
    made = environment().overlay()
    made.filters = {**environment().filters, "days": words.days, "inside": words.inside}
    return made
