"""The reports at the desk: the list, one with its lights, its files, signing and returning."""

from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from domain.errors import Sentence
from domain.reporting.form import Colour, Report
from domain.reporting.life import KeptReport
from notifications.reports_words import LIGHTS, SECTIONS, STAGES, code_words, heading
from notifications.web.actions import Field, Kind
from notifications.web.entrance import premises_of
from notifications.web.forms import Form, Sent, Signed, described
from notifications.web.item import LAST_ID, SAFE, saved
from notifications.web.once import Done, done_by, once
from notifications.web.pages import page

router = APIRouter()
ReportId = Annotated[int, Path(ge=1, le=LAST_ID, description="Номер записи отчёта")]
Nonce = Annotated[str, Query(alias="sent", description="Какая форма только что отправлена")]
DONE = {"sign": "Отчёт подписан и направлен комитету.", "return": "Отчёт возвращён на доработку."}
REASON = Field("reason", "Что исправить", Kind.WORDS)
MOST_CHANGES = 40
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
WHOLE = SAFE | {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
"""The page of a report has its styles and pictures inside, and runs nothing."""
FileFormat = StrEnum("FileFormat", {form: form for form in FORMATS})  # type: ignore[misc]


@router.get("/reports")
def listed(request: Request, caller: Signed) -> Response:
    shelves = premises_of(request).reports.shelves(caller.name)
    return page(request, "desk/reports.html.j2", {"shelves": shelves, "stages": STAGES, "period": code_words})


@router.get("/reports/{report}")
def opened(request: Request, report: ReportId, caller: Signed, nonce: Nonce = "") -> Response:
    return _opened(request, report, caller, done=DONE.get(done_by(request, caller, nonce), ""))


def _opened(request: Request, report: int, caller: Signed, **said: Any) -> Response:
    found = premises_of(request).reports.opened(report, caller.name)
    whole = found.kept.report
    status = said.pop("status", HTTPStatus.OK)
    known = {
        "kept": found.kept, "report": whole, "may_decide": found.may_decide, "heading": heading(whole),
        "stage": STAGES[found.kept.stage], "lights": _lights(whole), "titles": LIGHTS, "red": _red(whole),
        "changes": whole.changes[:MOST_CHANGES], "more_changes": len(whole.changes[MOST_CHANGES:]),
        "field": REASON, "typed": {}, "wrong": "", "refusal": "", "done": "",
    }  # fmt: skip
    return page(request, "desk/report.html.j2", {**known, **said}, status)


def _lights(report: Report) -> list[tuple[str, Any]]:
    return [(title, getattr(report.lights, code)) for code, title in SECTIONS.items()]


def _red(report: Report) -> list[Any]:
    """What is critical in the plan, and why: the committee's first question."""
    return [line for line in report.plan if line.light.colour is Colour.RED]


@router.get("/reports/{report}/{form}", response_class=Response)
def file(request: Request, report: ReportId, form: FileFormat, caller: Signed) -> Response:
    """A document to save; the HTML one opens as a page."""
    name, content = premises_of(request).reports.file(report, caller.name, form)
    if form == "html":
        return Response(content, headers=WHOLE, media_type=FORMATS[form])
    return saved(name, content, FORMATS[form])


@router.post("/reports/{report}/sign", openapi_extra=described())
def sign(request: Request, report: ReportId, caller: Signed, form: Form) -> Response:
    room = premises_of(request).reports
    room.opened(report, caller.name)
    return _decide(request, report, caller, form, "sign", lambda: room.sign(report, caller.name))


@router.post("/reports/{report}/return", openapi_extra=described("reason"))
def return_(request: Request, report: ReportId, caller: Signed, form: Form) -> Response:
    room = premises_of(request).reports
    room.opened(report, caller.name)
    return _decide(request, report, caller, form, "return", lambda: room.return_(report, caller.name, form["reason"]))


def _decide(
    request: Request, report: int, caller: Signed, form: Sent, code: str, deed: Callable[[], KeptReport]
) -> Response:
    def do() -> Done:
        deed()
        return Done(code, f"/reports/{report}")

    def refused(refusal: Sentence) -> Response:
        said = {"refusal": f"{refusal}.", "typed": form.texts, "wrong": "reason" if code == "return" else ""}
        return _opened(request, report, caller, status=HTTPStatus.CONFLICT, **said)

    return once(request, caller, form, do, refused)
