"""One item: its card with the whole history, the reported file, and the page that says what has just been done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response

from domain.history import Happened, evidence_of
from domain.vocabulary import Event
from notifications import words
from notifications.counter import Caller, Dossier
from notifications.web import actions
from notifications.web.answers import ADDRESS, line
from notifications.web.desk import standing
from notifications.web.entrance import premises_of
from notifications.web.forms import Signed
from notifications.web.once import done_by
from notifications.web.pages import page, told

router = APIRouter()
A_PAGE = 20
NO_DRAFT = "Заготовка готовится исполнителям открытых пунктов."
LAST_ID = 2**63 - 1
ItemId = Annotated[int, Path(ge=1, le=LAST_ID, description="Номер записи пункта")]
SAFE = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Line:
    """One happening in words: when, what, by whom, and what was said."""

    at: datetime
    what: str
    actor: str
    said: tuple[str, ...]


@router.get("/item/{item}")
def card(
    request: Request,
    item: ItemId,
    caller: Signed,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000, description="Страница истории")] = 1,
    sent: Annotated[str, Query(description="Какая форма только что отправлена")] = "",
) -> Response:
    dossier = premises_of(request).counter.dossier(item, caller)
    code = done_by(request, caller, sent)
    done = f"Пункт {dossier.item.number}: {actions.DONE[code]}." if code in actions.DONE else ""
    return shown(request, caller, dossier, page_number=number, done=done)


def shown(
    request: Request,
    caller: Caller,
    dossier: Dossier,
    *,
    page_number: int = 1,
    done: str = "",
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The card; `done` is said above it, or `refusal`."""
    history = premises_of(request).archive.history(dossier.item.id, caller)
    pages = max(1, -(-len(history) // A_PAGE))
    number = min(page_number, pages)
    said = {
        "dossier": dossier,
        "card": dossier.card,
        "standing": standing(dossier.card),
        "due": due(dossier),
        "kind": words.KINDS[dossier.item.document_kind],
        "actions": actions.actions(dossier),
        "link": link_of(dossier),
        "has_draft": caller.name in dossier.item.executors and not dossier.item.state.is_closed,
        "history": told_lines(history, number),
        "page_number": number,
        "pages": pages,
        "done": done,
        "refusal": refusal,
    }
    return page(request, "desk/item.html.j2", said, status)


def link_of(dossier: Dossier) -> str:
    """The address that the proof names, where a browser may open it: what else there is, is only shown."""
    link = (dossier.proof and dossier.proof.link) or ""
    return link if ADDRESS.fullmatch(link) else ""


def due(dossier: Dossier) -> str:
    """The deadline; in words, where the caller has set so."""
    finish = dossier.item.finish
    if dossier.dates != "words":
        return dossier.card.due
    return dossier.card.due.replace(words.date_ru(finish), words.date_in_words(finish).rstrip("."), 1)


def told_lines(history: Sequence[Happened], number: int) -> list[Line]:
    """A page of the history, what happened last first."""
    newest = list(reversed(history))[(number - 1) * A_PAGE : number * A_PAGE]
    return [Line(row.at, words.happening(row.event), row.actor, tuple(said_of(row))) for row in newest]


def said_of(row: Happened) -> Iterator[str]:
    """What came with the event, a line each."""
    details = row.details
    if row.event == Event.REPORT:
        yield evidence_of({name: str(value) for name, value in details.items()}).in_words
    for name, title in _SAID.items():
        if details.get(name):
            yield f"{title}{_in_words(details, name)}"


_SAID = {
    "reason": "Причина: ",
    "text": "",
    "minutes": "Протокол: ",
    "finish": "Новый срок: ",
    "until": "До: ",
    "executors": "Исполнители: ",
    "stands_in_for": "За: ",
}


def _in_words(details: Mapping[str, Any], name: str) -> str:
    value = details[name]
    if name in ("finish", "until"):
        return words.date_ru(date.fromisoformat(str(value)[:10]))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else line(str(value))


@router.get("/item/{item}/draft", response_class=Response)
def draft(request: Request, item: ItemId, caller: Signed) -> Response:
    """The document begun for the executor, to be saved and filled in."""
    found = premises_of(request).reports.draft(item, caller)
    if found is None:
        return told(request, "Заготовки нет", NO_DRAFT, HTTPStatus.NOT_FOUND)
    return saved(*found)


def saved(name: str, content: bytes, kind: str = "application/octet-stream") -> Response:
    """A file that a browser may only save: it must not show what somebody has sent."""
    called = {"Content-Disposition": f"attachment; filename=\"file\"; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, headers=SAFE | called, media_type=kind)


@router.get("/item/{item}/file", response_class=Response)
def file(request: Request, item: ItemId, caller: Signed) -> Response:
    """The reported file."""
    found = premises_of(request).counter.proof(item, caller)
    if found is None:
        return told(request, "Файла нет", "К этому пункту файл не приложен.", HTTPStatus.NOT_FOUND)
    return saved(*found)
