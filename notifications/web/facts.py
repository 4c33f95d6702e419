"""Facts for the report at the desk: a form for each kind, the XLSX form out and back, the history."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response

from domain.errors import Sentence
from domain.reporting.entering import FIELDS as NAMES
from notifications import words
from notifications.facts_words import said_of
from notifications.web.actions import Field, Kind
from notifications.web.deeds import sentence
from notifications.web.entrance import premises_of
from notifications.web.forms import Form, Signed, described
from notifications.web.item import saved
from notifications.web.once import Done, done_by, once
from notifications.web.pages import page

router = APIRouter()
Code = Annotated[str, Path(max_length=200, description="Код паспорта")]
Nonce = Annotated[str, Query(alias="sent", description="Какая форма только что отправлена")]
DONE = {
    "new": "Сведения внесены и войдут в следующий отчёт.",
    "known": "Такие сведения уже внесены; ничего не изменено.",
}
MOST = 100
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _field(name: str, hint: str = "", kind: Kind = Kind.LINE, *, required: bool = True) -> Field:
    return Field(name, words.opening(NAMES[name]), kind, required, hint)


def _free(name: str, hint: str = "", kind: Kind = Kind.LINE) -> Field:
    return _field(name, hint, kind, required=False)


DOCUMENT = _free("document", "Например: отчёт № 5 от 02.04.2019")
FACTS: dict[str, tuple[str, tuple[Field, ...]]] = {
    "indicator": (
        "Значение показателя",
        (
            _field("number", "Номер в паспорте, например 3.1"),
            _field("year", "Например: 2019"),
            _free("quarter", "От 1 до 4; пусто — за весь год"),
            _field("value", "Например: 67,5"),
            _free("forecast", "Если это ожидаемое значение, напишите «да»"),
            DOCUMENT,
        ),
    ),
    "cash": (
        "Исполнение финансирования",
        (
            _field("line", "Номер строки, например 1.2.1"),
            _field("of", kind=Kind.DAY),
            _field("paid", "Млн руб. с начала года"),
            _free("allotted", "Млн руб."),
            _free("committed", "Млн руб."),
            DOCUMENT,
        ),
    ),
    "risk": (
        "Ключевой риск",
        (
            _free("code", "Пусто — новый риск"),
            _field("section", "Например: показатели, пункт 2.1.2"),
            _field("description", kind=Kind.WORDS),
            _field("solution", kind=Kind.WORDS),
            _free("gravity", "Заметный или критический"),
            _free("closed", "Если риск больше не угрожает, напишите «да»"),
            DOCUMENT,
        ),
    ),
    "forecast": (
        "Ожидаемая дата исполнения",
        (_field("number", "Пункт плана, например 2.1.2"), _field("finish", kind=Kind.DAY), _free("reason"), DOCUMENT),
    ),
}
FactKind = StrEnum("FactKind", {kind: kind for kind in FACTS})  # type: ignore[misc]
ALL = tuple(dict.fromkeys(field.name for _, fields in FACTS.values() for field in fields))


@router.get("/facts/{passport}")
def facts(request: Request, passport: Code, caller: Signed, nonce: Nonce = "") -> Response:
    return _page(request, passport, caller, done=DONE.get(done_by(request, caller, nonce), ""))


def _page(request: Request, passport: str, caller: Signed, **said: Any) -> Response:
    room = premises_of(request).reports
    entered = [(one, *said_of(one.fact)) for one in room.facts(caller.name, passport)]
    title = next(shelf.title for shelf in room.shelves(caller.name) if shelf.code == passport)
    status = said.pop("status", HTTPStatus.OK)
    known = {
        "passport": passport, "title": title, "forms": FACTS, "entered": entered[:MOST],
        "more": len(entered[MOST:]), "typed": {}, "kind": "", "refusal": "", "done": "",
    }  # fmt: skip
    return page(request, "desk/facts.html.j2", {**known, **said}, status)


@router.post("/facts/{passport}/{kind}", openapi_extra=described(*ALL))
def enter(request: Request, passport: Code, kind: FactKind, caller: Signed, form: Form) -> Response:
    fields = {field.name: form[field.name] for field in FACTS[kind][1]}

    def do() -> Done:
        new = premises_of(request).reports.enter(caller.name, passport, kind, fields)
        return Done("new" if new else "known", f"/facts/{quote(passport)}")

    return _once(request, passport, caller, form, do, kind)


@router.get("/facts/{passport}/form.xlsx", response_class=Response)
def form(request: Request, passport: Code, caller: Signed) -> Response:
    return saved(*premises_of(request).reports.form(caller.name, passport), SHEET)


@router.post("/facts/{passport}/form/load", openapi_extra=described(file=True))
def load(request: Request, passport: Code, caller: Signed, form: Form) -> Response:
    """Everything that is filled in, or nothing."""

    def do() -> Done:
        new = premises_of(request).reports.load(caller.name, passport, form.content)
        return Done("new" if new else "known", f"/facts/{quote(passport)}")

    return _once(request, passport, caller, form, do, "form")


def _once(request: Request, passport: str, caller: Signed, form: Form, do: Any, kind: str) -> Response:
    premises_of(request).reports.facts(caller.name, passport)

    def refused(refusal: Sentence) -> Response:
        said: Mapping[str, Any] = {"refusal": sentence(refusal), "typed": form.texts, "kind": kind}
        return _page(request, passport, caller, status=HTTPStatus.UNPROCESSABLE_ENTITY, **said)

    return once(request, caller, form, do, refused)
