"""The way in and out: links of letters, a fresh link for an expired one, leaving, closing every link, unsubscribing.

To open a link changes nothing, since mail programs open links too: a person presses the button of its page.
"""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
from starlette.responses import RedirectResponse

from domain.errors import Sentence
from notifications.web.entrance import NotSignedIn, enter, leave, premises_of, signed_in
from notifications.web.forms import Form, Signed, described, from_here
from notifications.web.pages import page, told
from notifications.web.seals import Pass, Scope

router = APIRouter()

Own = [Depends(from_here)]
FRESH = (
    "Если для вас записан адрес электронной почты, новая ссылка придёт на него в течение нескольких минут. "
    "Просить новую ссылку можно не чаще одного раза в 5 минут."
)
VOID = "Ссылка не действует. Откройте ссылку из последнего письма или обратитесь к администратору проекта."
CLOSED = (
    "Доступ по всем прежним ссылкам закрыт, в том числе на других устройствах и в календарях. "
    "Новая ссылка придёт с ближайшим письмом."
)


class NotALink(Sentence):
    """Not made here, or void since: which of the two is not told."""


LEADING = (Scope.DESK, Scope.ITEM, Scope.REPORT)
WHERE = {Scope.ITEM: " на нужном пункте", Scope.REPORT: " на отчёте"}


def _link(token: str, request: Request) -> Pass:
    return _known(token, request, *LEADING)


def _news(token: str, request: Request) -> Pass:
    return _known(token, request, Scope.UNSUBSCRIBE)


def _known(token: str, request: Request, *scopes: Scope) -> Pass:
    """Raises NotALink; an expired one is still one."""
    premises = premises_of(request)
    found = premises.seals.opened(token, *scopes)
    if found is None or found.generation != premises.access.generation(found.person):
        raise NotALink(VOID)
    return found


Link = Annotated[Pass, Depends(_link)]
News = Annotated[Pass, Depends(_news)]


@router.get("/")
def door(request: Request) -> Response:
    try:
        signed_in(request)
    except NotSignedIn as refusal:
        return told(request, "Рабочий стол проекта", f"{refusal}.", HTTPStatus.OK)
    return RedirectResponse("/desk", HTTPStatus.SEE_OTHER)


@router.get("/l/{token}")
def link(request: Request, token: str, known: Link) -> Response:
    if known.is_over(premises_of(request).now()):
        return page(request, "desk/expired.html.j2", {"token": token}, HTTPStatus.GONE)
    said = {"token": token, "name": known.person, "where": WHERE.get(known.scope, "")}
    return page(request, "desk/enter.html.j2", said)


@router.post("/l/{token}", dependencies=Own)
def opened(request: Request, token: str, known: Link) -> Response:
    premises = premises_of(request)
    if known.is_over(premises.now()):
        return page(request, "desk/expired.html.j2", {"token": token}, HTTPStatus.GONE)
    if known.letter:
        premises.letter_read(known.letter)
    answer = RedirectResponse(known.place, HTTPStatus.SEE_OTHER)
    enter(answer, known.person, premises)
    return answer


@router.post("/l/{token}/fresh", dependencies=Own)
def fresh(request: Request, known: Link, afterwards: BackgroundTasks) -> Response:
    """The answer is the same, and comes as soon, whether or not anything is sent."""
    premises = premises_of(request)
    if premises.access.may_ask_fresh(known.person, premises.now()):
        afterwards.add_task(premises.send_fresh, known.person)
    return told(request, "Новая ссылка", FRESH, HTTPStatus.OK)


@router.get("/u/{token}")
def unsubscribing(request: Request, token: str, known: News) -> Response:
    return page(request, "desk/unsubscribe.html.j2", {"token": token, "name": known.person})


@router.post("/u/{token}")
def unsubscribed(request: Request, known: News) -> Response:
    """Also pressed by mail programs from anywhere (RFC 8058), so there is no session and no form of ours to prove."""
    premises_of(request).counter.set(known.person, "news", "none")
    return told(request, "Вы отписаны", UNSUBSCRIBED, HTTPStatus.OK)


UNSUBSCRIBED = (
    "Письма, в которых только новости, больше не приходят. Просьбы что-то сделать, сроки и решения по вашим пунктам "
    "приходить будут. Вернуть новости можно в настройках рабочего стола."
)


@router.post("/leave", openapi_extra=described())
def left(request: Request, _caller: Signed, _form: Form) -> Response:
    answer = _gone(request, "Вы вышли", "Чтобы войти снова, откройте ссылку из письма.")
    leave(answer, premises_of(request))
    return answer


@router.post("/revoke", openapi_extra=described())
def revoked(request: Request, caller: Signed, _form: Form) -> Response:
    premises = premises_of(request)
    premises.access.revoke(caller.name, premises.now())
    answer = _gone(request, "Доступ закрыт", CLOSED)
    leave(answer, premises)
    return answer


def _gone(request: Request, title: str, text: str) -> Response:
    request.state.person = ""
    return told(request, title, text, HTTPStatus.OK)
