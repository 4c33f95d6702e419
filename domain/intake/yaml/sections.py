"""The lists of a passport in Vekha's own format: which keys a row of each has, and how a row is read back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.intake.yaml.fields import Fields
from domain.passport import Correction, FundingLine, Indicator, Participant, PlanRow, Result
from domain.vocabulary import ControlLevel, DocumentKind, Rank


@dataclass(frozen=True, slots=True)
class Section:
    """A list under `key` of the file. `place` names a row of it in a refusal; `sparse` keys are left out when empty."""

    key: str
    row: type
    place: str
    keys: tuple[str, ...]
    read: Callable[[Fields], Any]
    sparse: frozenset[str] = frozenset()


def _level(fields: Fields) -> ControlLevel:
    return ControlLevel(fields.text("code"), fields.text("title"), fields.optional("holder"))


def _correction(fields: Fields) -> Correction:
    return Correction(fields.text("number"), fields.text("field"), fields.text("was"), fields.text("now"))


def _indicator(fields: Fields) -> Indicator:
    return Indicator(
        number=fields.text("number"),
        name=fields.text("name"),
        kind=fields.text("kind"),
        unit=fields.text("unit"),
        base_value=fields.decimal("base_value"),
        base_date=fields.date("base_date"),
        targets=fields.by_years("targets"),
    )


def _result(fields: Fields) -> Result:
    return Result(
        number=fields.text("number"),
        name=fields.text("name"),
        due=fields.date("due"),
        due_written=fields.text("due_written"),
        characteristic=fields.text("characteristic"),
        task=fields.text("task"),
    )


def _funding(fields: Fields) -> FundingLine:
    return FundingLine(
        number=fields.text("number"),
        source=fields.text("source"),
        amounts=fields.by_years("amounts"),
        total=fields.decimal("total"),
        conditional=fields.years_and_total("conditional"),
        result=fields.text("result"),
    )


def _participant(fields: Fields) -> Participant:
    return Participant(
        number=fields.text("number"),
        role=fields.text("role"),
        name=fields.text("name"),
        position=fields.text("position"),
        supervisor=fields.text("supervisor"),
        employment=fields.whole_number("employment"),
        heading=fields.text("heading"),
    )


def _plan(fields: Fields) -> PlanRow:
    return PlanRow(
        number=fields.item_number("number"),
        rank=fields.one_of("rank", Rank),
        title=fields.text("title"),
        start=fields.date("start"),
        finish=fields.date("finish"),
        executors=fields.texts("executors"),
        document=fields.text("document"),
        document_kind=fields.optional_one_of("document_kind", DocumentKind),
        level=fields.optional("level"),
        start_written=fields.text("start_written"),
        finish_written=fields.text("finish_written"),
    )


SECTIONS = (
    Section("levels", ControlLevel, "уровень контроля", ("code", "title", "holder"), _level),
    Section("corrections", Correction, "исправление", ("number", "field", "was", "now"), _correction),
    Section(
        "indicators", Indicator, "показатель",
        ("number", "name", "kind", "unit", "base_value", "base_date", "targets"), _indicator,
        sparse=frozenset({"kind", "unit"}),
    ),
    Section(
        "results", Result, "результат",
        ("number", "name", "due", "due_written", "characteristic", "task"), _result,
        sparse=frozenset({"due_written", "task"}),
    ),
    Section(
        "funding", FundingLine, "строка финансирования",
        ("number", "result", "source", "amounts", "total", "conditional"), _funding,
        sparse=frozenset({"result", "conditional"}),
    ),
    Section(
        "participants", Participant, "участник",
        ("number", "role", "name", "position", "supervisor", "employment", "heading"), _participant,
    ),
    Section(
        "plan", PlanRow, "пункт плана",
        (
            "number", "rank", "title", "start", "start_written", "finish", "finish_written", "executors", "document",
            "document_kind", "level",
        ),
        _plan,
        sparse=frozenset({"start_written", "finish_written"}),
    ),
)  # fmt: skip
