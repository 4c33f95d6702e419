"""The figures of the ladder, read from its TOML table and checked to the last key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from domain.errors import Sentence

SPAN = re.compile(r"^(\d{1,3})(d|wd|h)$")
MORNING = "morning"


class BadLadder(Sentence):
    """The ladder's file cannot be used: which key, what stands there, what may."""


@dataclass(frozen=True, slots=True)
class Span:
    """A distance in time: `count` calendar days (`d`), working days (`wd`) or hours (`h`)."""

    count: int
    unit: str

    def __str__(self) -> str:
        return MORNING if self.unit == MORNING else f"{self.count}{self.unit}"


@dataclass(frozen=True, slots=True)
class LadderRules:
    """When an item speaks. Spans before the deadline go from the farthest to the nearest."""

    remind: tuple[Span, ...]
    not_taken: Span
    half_term_from: Span
    level: Span
    next_level: Span
    repeat: Span
    repeat_times: int
    repeat_later: Span
    acknowledged: Span
    review_remind: Span
    review_level_above: Span
    decision_remind: Span
    stale_after: Span


# fmt: off
KEYS = {
    "remind":             ("before",   "remind",         "d wd morning"),
    "not_taken":          ("work",     "not_taken",      "wd"),
    "half_term_from":     ("work",     "half_term_from", "d"),
    "level":              ("overdue",  "level",          "wd"),
    "next_level":         ("overdue",  "next_level",     "wd"),
    "repeat":             ("overdue",  "repeat",         "wd"),
    "repeat_times":       ("overdue",  "repeat_times",   ""),
    "repeat_later":       ("overdue",  "repeat_later",   "wd"),
    "acknowledged":       ("overdue",  "acknowledged",   "wd"),
    "review_remind":      ("review",   "remind",         "wd"),
    "review_level_above": ("review",   "level_above",    "wd"),
    "decision_remind":    ("decision", "remind",         "wd"),
    "stale_after":        ("missed",   "stale_after",    "h"),
}
# fmt: on


def ladder_from(table: Mapping[str, Any]) -> LadderRules:
    """Make the rules from a parsed TOML table.

    Raises:
        BadLadder: a key is missing, unknown or has a value that cannot be read.
    """
    _refuse_unknown(table)
    return LadderRules(**{field.name: _value(table, *KEYS[field.name]) for field in fields(LadderRules)})


def _refuse_unknown(table: Mapping[str, Any]) -> None:
    known = {(section, key) for section, key, _ in KEYS.values()}
    for section, entries in table.items():
        for key in entries if isinstance(entries, Mapping) else ("",):
            if (section, key) not in known:
                near = ", ".join(k for s, k in sorted(known) if s == section) or ", ".join(
                    sorted({s for s, _ in known})
                )
                raise BadLadder(f"неизвестный ключ «{section}.{key}»; здесь бывают: {near}")


def _value(table: Mapping[str, Any], section: str, key: str, units: str) -> Any:
    place = f"{section}.{key}"
    try:
        found = table[section][key]
    except KeyError:
        raise BadLadder(f"нет ключа «{place}»; допишите его") from None
    if not units:
        return _count(found, place)
    return _spans(found, place, units) if key == "remind" and section == "before" else _span(found, place, units)


def _count(found: object, place: str) -> int:
    if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
        return found
    raise BadLadder(f"в «{place}» стоит «{found}», а нужно целое число от нуля")


def _spans(found: object, place: str, units: str) -> tuple[Span, ...]:
    if not isinstance(found, list):
        raise BadLadder(f'в «{place}» нужен список сроков, например ["7d", "1wd"]')
    return tuple(_span(value, place, units) for value in found)


def _span(found: object, place: str, units: str) -> Span:
    if found == MORNING and MORNING in units:
        return Span(0, MORNING)
    match = SPAN.match(str(found))
    if match and match[2] in units.split() and int(match[1]) > 0:
        return Span(int(match[1]), match[2])
    examples = ", ".join(f"«3{unit}»" if unit != MORNING else f"«{MORNING}»" for unit in units.split())
    raise BadLadder(f"в «{place}» стоит «{found}», а может стоять, например, {examples}")
