"""One person is one name: spellings that differ in nothing but `ё` become the one of the sections above the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from domain.intake.words.names import folded
from domain.passport import Participant, Passport, PlanRow, is_person

Name = TypeVar("Name", str, str | None)


def spelled_alike(passport: Passport) -> Passport:
    """`Плавнев С.С.` becomes `Плавнёв С.С.` where section 5, or else section 1, spells it so first."""
    officials = (passport.head, passport.curator, passport.administrator)
    known = _first_spellings([*(each.name for each in passport.participants), *filter(None, officials)])
    return replace(
        passport,
        head=_spelled(passport.head, known),
        curator=_spelled(passport.curator, known),
        administrator=_spelled(passport.administrator, known),
        participants=tuple(_participant(each, known) for each in passport.participants),
        plan=tuple(_row(row, known) for row in passport.plan),
        positions={_spelled(name, known): position for name, position in passport.positions.items()},
    )


def _first_spellings(names: Iterable[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name in filter(is_person, names):
        known.setdefault(folded(name), name)
    return known


def _participant(each: Participant, known: Mapping[str, str]) -> Participant:
    return replace(each, name=_spelled(each.name, known), supervisor=_spelled(each.supervisor, known))


def _row(row: PlanRow, known: Mapping[str, str]) -> PlanRow:
    return replace(row, executors=tuple(dict.fromkeys(_spelled(name, known) for name in row.executors)))


def _spelled(name: Name, known: Mapping[str, str]) -> Name:
    return known.get(folded(name), name) if name else name
