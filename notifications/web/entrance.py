"""Who sits at the desk: the session's cookie, made by a link and void with it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from domain.errors import Sentence
from notifications.counter import Caller
from notifications.web.premises import DeskPremises
from notifications.web.seals import SESSION_LASTS, Pass, Scope

COOKIE = "vekha"


class NotSignedIn(Sentence):
    """Nobody known has opened the page."""


class Hurried(Sentence):
    """One person asks faster than a person can."""


def premises_of(request: Request) -> DeskPremises:
    found: DeskPremises = request.app.state.premises
    return found


def signed_in(request: Request) -> Caller:
    """The dependency of every page but the entrance. Raises NotSignedIn, Hurried."""
    premises = premises_of(request)
    known = premises.seals.opened(request.cookies.get(COOKIE, ""), Scope.SESSION)
    if known is None or not is_valid(known, premises):
        raise NotSignedIn("Чтобы войти, откройте ссылку из последнего письма")
    if wait := request.app.state.persons.wait(known.person):
        raise Hurried(f"Слишком много запросов подряд; повторите через {wait} с")
    request.state.person = known.person
    return Caller(0, 0, known.person)


def is_valid(known: Pass, premises: DeskPremises) -> bool:
    return not known.is_over(premises.now()) and known.generation == premises.access.generation(known.person)


def enter(response: Response, person: str, premises: DeskPremises) -> None:
    """Open a session: the one cookie of the desk."""
    generation = premises.access.generation(person)
    made = premises.seals.sealed(Pass(person, Scope.SESSION, generation, premises.now()))
    response.set_cookie(COOKIE, made, max_age=int(SESSION_LASTS.total_seconds()), **_kept(premises))


def leave(response: Response, premises: DeskPremises) -> None:
    response.delete_cookie(COOKIE, **_kept(premises))


def _kept(premises: DeskPremises) -> dict[str, Any]:
    return {"path": "/", "secure": premises.is_https, "httponly": True, "samesite": "lax"}
