"""Vekha's own format: a passport as YAML that people can read, written and read back without loss."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.intake.refusal import NotAPassport
from domain.intake.yaml.fields import TOTAL, Fields, listed
from domain.intake.yaml.sections import SECTIONS, Section
from domain.intake.yaml.text import dumped, loaded
from domain.passport import Passport

FORMAT = "vekha-passport-1"
PASSPORT_KEYS = (
    "format", "code", "title", "region", "order", "starts", "ends", "curator", "head", "administrator",
    "goal", "federal", "programmes", "positions", "levels", "lacking", "corrections", "indicators", "results",
    "funding", "participants", "plan",
)  # fmt: skip


def write(passport: Passport) -> str:
    """The passport as YAML; `parse` of it is the same passport."""
    plain = {name: _plain(getattr(passport, name)) for name in PASSPORT_KEYS[1:]}
    return dumped({"format": FORMAT, **plain})


def _plain(value: Any) -> Any:
    """Values as YAML has them: enums as their codes, dataclasses as mappings in the order of their keys."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(TOTAL if each is None else str(each) for each in value)
    if isinstance(value, StrEnum):
        return value.value
    if section := _SECTIONS.get(type(value)):
        return _row(value, section)
    return dict(value) if isinstance(value, Mapping) else value


def _row(row: Any, section: Section) -> dict[str, Any]:
    values = ((key, getattr(row, key)) for key in section.keys)
    return {key: _plain(value) for key, value in values if value or key not in section.sparse}


_SECTIONS = {section.row: section for section in SECTIONS}


def parse(text: str, *, name: str = "YAML") -> Passport:
    """Read a passport; what is not as it should be is refused with its place."""
    content = loaded(text, name)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAPassport(f"{name} - не паспорт в формате Вехи: в начале должно стоять «format: {FORMAT}»")
    fields = Fields(f"{name}, основные положения", content, PASSPORT_KEYS)
    lists = {section.key: _rows(fields, section, name) for section in SECTIONS}
    if not lists["plan"]:
        raise NotAPassport(f"В файле {name} нет ни одного пункта плана: заполните список plan")
    return Passport(
        code=fields.text("code"),
        title=fields.text("title"),
        region=fields.text("region"),
        order=fields.text("order"),
        starts=fields.date("starts"),
        ends=fields.date("ends"),
        head=fields.optional("head"),
        curator=fields.optional("curator"),
        administrator=fields.optional("administrator"),
        goal=fields.text("goal"),
        federal=fields.text("federal"),
        programmes=fields.text("programmes"),
        positions=fields.mapping("positions"),
        lacking=frozenset(fields.texts("lacking")),
        **lists,
    )


def _rows(fields: Fields, section: Section, name: str) -> tuple[Any, ...]:
    return tuple(map(section.read, listed(fields, section.key, f"{name}, {section.place}", section.keys)))
