"""What is done to an item: the form of each action, and the deed when the form is sent."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.errors import Sentence
from domain.lifecycle import Refused
from domain.vocabulary import Event
from notifications import words
from notifications.counter import Caller, Deed, Dossier, Outdated
from notifications.web import actions, answers, item
from notifications.web.answers import NotUnderstood
from notifications.web.entrance import premises_of
from notifications.web.forms import Form, Sent, Signed, described
from notifications.web.item import ItemId
from notifications.web.once import Done, once
from notifications.web.pages import page

router = APIRouter()
Code = StrEnum("Code", {code.upper(): code for code in actions.TITLES})  # type: ignore[misc]
"""What stands in the address of an action."""
LONGEST_VERSION = 9
BODY = described("version", *(name for name in actions.NAMES if name != "file"), file=True)


@router.get("/item/{item_id}/{code}")
def form(request: Request, item_id: ItemId, code: Code, caller: Signed) -> Response:
    dossier = premises_of(request).counter.dossier(item_id, caller)
    if not actions.is_offered(code, dossier):
        return _not_now(request, caller, dossier, _why_not(request, caller, dossier, code))
    return _form(request, caller, dossier, code)


@router.post("/item/{item_id}/{code}", openapi_extra=BODY)
def sent(request: Request, item_id: ItemId, code: Code, caller: Signed, sent: Form) -> Response:
    counter = premises_of(request).counter
    counter.dossier(item_id, caller)

    def do() -> Done:
        _do(request, item_id, code, caller, sent)
        return Done(code, f"/item/{item_id}")

    def refused(refusal: Sentence) -> Response:
        return _refused(request, caller, counter.dossier(item_id, caller), code, sent, refusal)

    return once(request, caller, sent, do, refused)


def _do(request: Request, item_id: int, code: str, caller: Caller, sent: Sent) -> None:
    """Everything is looked at before a file is kept."""
    counter = premises_of(request).counter
    version = _version(sent)
    dossier = counter.dossier(item_id, caller, version)
    if dossier.outdated:
        raise Outdated(dossier.outdated)
    if not actions.is_offered(code, dossier):
        raise Refused(_why_not(request, caller, dossier, code))
    said = answers.facts(code, answers.read(actions.fields(code, dossier), sent, caller, counter), dossier)
    if "file" in said:
        kept = counter.keep(sent.file_name, sent.content)
        said |= {"file": kept.file or "", "sha256": kept.sha256 or ""}
    counter.act(Deed(actions.event_of(code), item_id, version, said), caller)


def _version(sent: Sent) -> int:
    said = sent["version"]
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_VERSION):
        raise Outdated("Форма устарела; проверьте, как сейчас выглядит пункт, и отправьте её ещё раз")
    return int(said)


def _why_not(request: Request, caller: Caller, dossier: Dossier, code: str) -> str:
    """The rules' own reason."""
    try:
        premises_of(request).counter.refuse(
            Deed(actions.event_of(code), dossier.item.id, dossier.item.version, {}), caller
        )
    except Sentence as refusal:
        return str(refusal)
    return f"Пункт {dossier.item.number}: сейчас это невозможно"


def _refused(request: Request, caller: Caller, dossier: Dossier, code: str, sent: Sent, refusal: Sentence) -> Response:
    """The form again with what was typed, as long as the action is possible at all; else the card."""
    if not actions.is_offered(code, dossier):
        return _not_now(request, caller, dossier, str(refusal))
    if not actions.fields(code, dossier) and code in actions.AT_ONCE:
        return _not_now(request, caller, dossier, str(refusal))
    is_late = isinstance(refusal, Outdated | Refused)
    return _form(
        request,
        caller,
        dossier,
        code,
        typed=sent.texts,
        lost_file=answers.line(sent.file_name)[: answers.LONGEST_NAME],
        refusal=sentence(refusal),
        wrong=refusal.field if isinstance(refusal, NotUnderstood) else "",
        status=HTTPStatus.CONFLICT if is_late else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _not_now(request: Request, caller: Caller, dossier: Dossier, refusal: str) -> Response:
    """Whoever comes too late reads what has happened meanwhile, above the card as it is now."""
    last = dossier.history[-1] if dossier.history else None
    what = f"{last.at:%d.%m.%Y %H:%M} — {words.inside(words.happening(last.event))}, {last.actor}" if last else ""
    more = f" Последнее событие: {words.sentence(what)}" if last and last.actor not in refusal else ""
    return item.shown(request, caller, dossier, refusal=sentence(refusal) + more, status=HTTPStatus.CONFLICT)


def sentence(refusal: object) -> str:
    return words.sentence(words.opening(str(refusal)))


def _form(request: Request, caller: Caller, dossier: Dossier, code: str, **said: Any) -> Response:
    fields = actions.fields(code, dossier)
    status = said.pop("status", HTTPStatus.OK)
    shown: Mapping[str, Any] = {
        "dossier": dossier,
        "card": dossier.card,
        "code": code,
        "title": actions.title_of(code, dossier),
        "fields": fields,
        "wanted": actions.wanted(dossier) if code == Event.REPORT else "",
        "people": people(request, caller, fields, dossier.item.passport),
        "typed": {},
        "lost_file": "",
        "refusal": "",
        "wrong": "",
    }
    return page(request, "desk/form.html.j2", {**shown, **said}, status)


def people(
    request: Request, caller: Caller, fields: tuple[actions.Field, ...], passport: str = ""
) -> list[tuple[str, str]]:
    """Names and positions that a field for a person offers."""
    if not any(field.kind is actions.Kind.PERSON for field in fields):
        return []
    books = premises_of(request).shelf.books(caller.name)
    wanted = (book for book in books if passport in ("", book.code))
    known = {name: position for book in wanted for name, position in book.staff.positions.items()}
    return sorted(known.items())
