"""A form acts once: whoever sends it again, by a second press or from a page kept open, gets the first one's answer."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.errors import Sentence
from notifications.counter import Caller
from notifications.web.entrance import premises_of
from notifications.web.forms import FORGED, Forged, Sent
from notifications.web.pages import told

NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
WITHIN, LOOK = 3.0, 0.1
"""Seconds for which a second one waits for the first one's answer."""
UNDER_WAY = "Эта форма уже отправлена и обрабатывается. Откройте пункт и посмотрите, что изменилось."


@dataclass(frozen=True, slots=True)
class Done:
    """What has been done, by the code of its words, and the page (a path of our own) that says so."""

    code: str
    page: str


def once(
    request: Request, caller: Caller, form: Sent, do: Callable[[], Done], refused: Callable[[Sentence], Response]
) -> Response:
    """Do it unless this form has done it already; `refused` makes the answer when it is refused."""
    premises, nonce = premises_of(request), form["nonce"]
    if not NONCE.fullmatch(nonce):
        raise Forged(FORGED)
    if not premises.submissions.begun(nonce, caller.name, premises.now()):
        return _second(request, caller, nonce)
    try:
        done = do()
    except BaseException as error:
        premises.submissions.dropped(nonce)
        if not isinstance(error, Sentence) or isinstance(error, premises.troubles):
            raise
        return refused(error)
    premises.submissions.finished(nonce, f"{done.code} {done.page}")
    return _shown(done, nonce)


def _second(request: Request, caller: Caller, nonce: str) -> Response:
    until = time.monotonic() + WITHIN
    while (answer := premises_of(request).submissions.answer(nonce, caller.name)) == "" and time.monotonic() < until:
        time.sleep(LOOK)
    if answer is None:
        raise Forged(FORGED)
    return _shown(_read(answer), nonce) if answer else told(request, "Уже отправлено", UNDER_WAY, HTTPStatus.CONFLICT)


def _shown(done: Done, nonce: str) -> Response:
    return RedirectResponse(f"{done.page}?sent={nonce}", HTTPStatus.SEE_OTHER)


def _read(answer: str) -> Done:
    code, _, page = answer.partition(" ")
    return Done(code, page)


def done_by(request: Request, caller: Caller, nonce: str) -> str:
    """The code of what the person's form of that nonce has done to this page; empty where it has not."""
    if not NONCE.fullmatch(nonce):
        return ""
    done = _read(premises_of(request).submissions.answer(nonce, caller.name) or "")
    return done.code if done.page == request.url.path else ""
