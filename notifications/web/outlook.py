"""The outlook at the desk: what is likely to be late and why, and what another deadline would change."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from domain.ports import UnknownItem
from domain.reporting.what_if import NothingToMove
from notifications.prospects import DOUBTFUL, LIKELY, tone
from notifications.web.actions import Field, Kind
from notifications.web.answers import NotUnderstood, read
from notifications.web.deeds import sentence
from notifications.web.entrance import premises_of
from notifications.web.forms import Sent, Signed
from notifications.web.pages import page
from notifications.words import step_words

router = APIRouter()
Code = Annotated[str, Path(max_length=200, description="Код паспорта")]
Value = Annotated[str, Query(max_length=200, description="Как написано в поле")]
NUMBER = Field("number", "Пункт плана", Kind.LINE, hint="Например: 2.1.2")
FINISH = Field("finish", "Другой срок", Kind.DAY)
MOST = 50


@router.get("/outlook")
def outlook(request: Request, caller: Signed) -> Response:
    prospects = premises_of(request).prospects.outlook(caller.name)
    said = {"prospects": prospects, "most": MOST, "tone": tone, "likely": LIKELY, "doubtful": DOUBTFUL}
    return page(request, "desk/outlook.html.j2", said)


@router.get("/outlook/{passport}/trial")
def trial(request: Request, passport: Code, caller: Signed, number: Value = "", finish: Value = "") -> Response:
    """Nothing is changed; at first nothing has been asked yet."""
    premises, typed = premises_of(request), {"number": number, "finish": finish}
    known: dict[str, Any] = {
        "passport": passport, "title": premises.prospects.title(caller.name, passport), "fields": (NUMBER, FINISH),
        "typed": typed, "made": None, "refusal": "", "wrong": "", "step": step_words,
    }  # fmt: skip
    if not (number or finish):
        return page(request, "desk/trial.html.j2", known)
    try:
        said = read((NUMBER, FINISH), Sent(typed), caller, premises.counter)
        day = date.fromisoformat(said["finish"])
        made = premises.prospects.trial(caller.name, passport, said["number"].rstrip("."), day)
    except (NotUnderstood, NothingToMove, UnknownItem) as refusal:
        wrong = {"refusal": sentence(refusal), "wrong": getattr(refusal, "field", "")}
        return page(request, "desk/trial.html.j2", known | wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
    return page(request, "desk/trial.html.j2", known | {"made": made})
