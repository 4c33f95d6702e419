"""What concerns the person himself: his absence and stand-in, how he wants to be written to, his links."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from domain.errors import Sentence
from notifications.choices import CHOICES, TITLES, chosen
from notifications.web import actions, answers
from notifications.web.answers import NotUnderstood
from notifications.web.deeds import people, sentence
from notifications.web.entrance import premises_of
from notifications.web.forms import Form, Sent, Signed, described
from notifications.web.once import Done, done_by, once
from notifications.web.pages import page

router = APIRouter()
Nonce = Annotated[str, Query(alias="sent", description="Какая форма только что отправлена")]


@router.get("/absence")
def absence(request: Request, caller: Signed, nonce: Nonce = "") -> Response:
    is_done = done_by(request, caller, nonce) == "away"
    return _absence(request, caller, done="Отсутствие записано; дела на это время переданы." if is_done else "")


@router.post("/absence", openapi_extra=described(*(field.name for field in actions.ABSENCE)))
def away(request: Request, caller: Signed, form: Form) -> Response:
    def do() -> Done:
        said = answers.read(actions.ABSENCE, form, caller, premises_of(request).counter)
        since, until = date.fromisoformat(said["since"]), date.fromisoformat(said["until"])
        if until < since:
            raise NotUnderstood("until", "Последний день раньше первого; поменяйте даты местами")
        premises_of(request).counter.away(caller, said["stand_in"], since, until)
        return Done("away", "/absence")

    def refused(refusal: Sentence) -> Response:
        wrong = refusal.field if isinstance(refusal, NotUnderstood) else ""
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _absence(request, caller, typed=form.texts, refusal=sentence(refusal), wrong=wrong, status=status)

    return once(request, caller, form, do, refused)


def _absence(request: Request, caller: Signed, **said: Any) -> Response:
    status = said.pop("status", HTTPStatus.OK)
    known = {"fields": actions.ABSENCE, "people": people(request, caller, actions.ABSENCE)}
    blank = {"typed": {}, "refusal": "", "wrong": "", "done": "", "lost_file": ""}
    return page(request, "desk/absence.html.j2", {**known, **blank, **said}, status)


@router.get("/settings")
def settings(request: Request, caller: Signed, nonce: Nonce = "") -> Response:
    premises = premises_of(request)
    is_done, kept = done_by(request, caller, nonce) == "settings", premises.counter.settings(caller.name)
    said = {
        "choices": CHOICES,
        "titles": TITLES,
        "chosen": {name: chosen(name, kept.get(name, "")) for name in CHOICES},
        "position": premises.counter.position(caller.name),
        "done": "Настройки сохранены." if is_done else "",
    }
    return page(request, "desk/settings.html.j2", said)


@router.post("/settings", openapi_extra=described(*CHOICES))
def choose(request: Request, caller: Signed, form: Form) -> Response:
    """What a form does not name, or names wrongly, stays as it is."""

    def do() -> Done:
        for name, value in _changed(form).items():
            premises_of(request).counter.set(caller.name, name, value)
        return Done("settings", "/settings")

    return once(request, caller, form, do, lambda _refusal: settings(request, caller))


def _changed(form: Sent) -> dict[str, str]:
    return {name: form[name] for name, values in CHOICES.items() if form[name] in values}
