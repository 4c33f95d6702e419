"""Vekha's own format: a passport as YAML that people can read, written and read back without loss."""

from collections.abc import Mapping
from typing import Any

from domain.intake.refusal import NotAPassport
from domain.intake.yaml.fields import Fields, listed
from domain.intake.yaml.text import dumped, loaded
from domain.passport import Correction, Participant, Passport, PlanRow
from domain.vocabulary import ControlLevel, DocumentKind, Rank

FORMAT = "vekha-passport-1"
PASSPORT_KEYS = (
    "format", "code", "title", "region", "order", "starts", "ends", "curator", "head", "administrator",
    "positions", "levels", "corrections", "participants", "plan",
)  # fmt: skip
PLAN_KEYS = ("number", "rank", "title", "start", "finish", "executors", "document", "document_kind", "level")
PARTICIPANT_KEYS = ("number", "role", "name", "position", "supervisor", "employment", "heading")
CORRECTION_KEYS = ("number", "field", "was", "now")
LEVEL_KEYS = ("code", "title", "holder")


def write(passport: Passport) -> str:
    """The passport as YAML; `parse` of it is the same passport."""
    plain = {name: _plain(getattr(passport, name)) for name in PASSPORT_KEYS[1:]}
    return dumped({"format": FORMAT, **plain})


def _plain(value: Any) -> Any:
    """Values as YAML has them: enums as their codes, dataclasses as mappings in the order of their keys."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, (Rank, DocumentKind)):
        return value.value
    if keys := _KEYS.get(type(value)):
        return {key: _plain(getattr(value, key)) for key in keys}
    return dict(value) if isinstance(value, Mapping) else value


_KEYS: dict[type, tuple[str, ...]] = {
    PlanRow: PLAN_KEYS,
    Participant: PARTICIPANT_KEYS,
    Correction: CORRECTION_KEYS,
    ControlLevel: LEVEL_KEYS,
}


def parse(text: str, *, name: str = "YAML") -> Passport:
    """Read a passport; what is not as it should be is refused with its place."""
    content = loaded(text, name)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAPassport(f"{name} - не паспорт в формате Вехи: в начале должно стоять «format: {FORMAT}»")
    fields = Fields(f"{name}, основные положения", content, PASSPORT_KEYS)
    passport = Passport(
        code=fields.text("code"),
        title=fields.text("title"),
        region=fields.text("region"),
        order=fields.text("order"),
        starts=fields.date("starts"),
        ends=fields.date("ends"),
        head=fields.optional("head"),
        curator=fields.optional("curator"),
        administrator=fields.optional("administrator"),
        levels=tuple(_level(each) for each in listed(fields, "levels", f"{name}, уровень контроля", LEVEL_KEYS)),
        participants=tuple(
            _participant(each) for each in listed(fields, "participants", f"{name}, участник", PARTICIPANT_KEYS)
        ),
        plan=tuple(_row(each) for each in listed(fields, "plan", f"{name}, пункт плана", PLAN_KEYS)),
        positions=fields.mapping("positions"),
        corrections=tuple(
            _correction(each) for each in listed(fields, "corrections", f"{name}, исправление", CORRECTION_KEYS)
        ),
    )
    if not passport.plan:
        raise NotAPassport(f"В файле {name} нет ни одного пункта плана: заполните список plan")
    return passport


def _level(fields: Fields) -> ControlLevel:
    return ControlLevel(fields.text("code"), fields.text("title"), fields.optional("holder"))


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


def _row(fields: Fields) -> PlanRow:
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
    )


def _correction(fields: Fields) -> Correction:
    return Correction(*(fields.text(key) for key in CORRECTION_KEYS))
