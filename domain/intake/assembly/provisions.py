"""Section 1 of a passport and the head of its order: whatever stands in prose."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from domain.intake.assembly.cells import Cells, line
from domain.intake.assembly.regions import region_of
from domain.intake.words.dates import IN_WORDS, WRITTEN, read_date, ru
from domain.intake.words.names import person_and_position
from domain.intake.words.terms import read_term

_PROJECT = r"(?:\s+регионального)?\s+проекта"
# fmt: off
PROVISIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("national",      re.compile(r"Наименование\s+национального\s+проекта")),
    ("federal",       re.compile(r"Наименование\s+федерального\s+проекта")),
    ("title",         re.compile(r"(?i:краткое\s+наименование)(?:\s+регионального)?\s+проекта")),
    ("whole_title",   re.compile(r"(?:Полное\s+наименование|Наименование)(?:\s+регионального)?\s+проекта")),
    ("term",          re.compile(rf"Сроки?\s+(?:начала\s+и\s+окончания|реализации|выполнения)(?:{_PROJECT})?"
                                 r"(?:\s*\([^()]{0,60}\))?", re.I)),
    ("starts",        re.compile(rf"(?:Срок|Дата)\s+начала(?:\s+реализации)?(?:{_PROJECT})?(?!\s+и\s)")),
    ("ends",          re.compile(rf"(?:Срок|Дата)\s+окончания(?:\s+реализации)?(?:{_PROJECT})?")),
    ("curator",       re.compile(rf"Куратор{_PROJECT}")),
    ("head",          re.compile(rf"Руководитель{_PROJECT}")),
    ("administrator", re.compile(rf"Администратор{_PROJECT}")),
    ("programmes",    re.compile(r"Связь\s+с\s+государственными\s+программами(?:\s+субъект(?:а|ов))?"
                                 r"(?:\s+Российской\s+Федерации|\s+[А-ЯЁ][а-яё-]+\s+(?:области|края|округа))?"
                                 r"(?:\s*\([^()]{0,80}\))?")),
    ("goal",          re.compile(rf"Цель{_PROJECT}|Цель(?=:)")),
)
# fmt: on
OFFICIALS = ("curator", "head", "administrator")
QUOTED_TITLE = re.compile(r"(?i:регионального проекта)\s*[\"«]([^\n]{1,300}?)[\"»](?=[\s.,]|$)")
_DAY = rf"(?:{WRITTEN.pattern}|{IN_WORDS.pattern})"
ORDER = re.compile(rf"\bот\s+(?P<day>{_DAY})\s*(?:г\.|года)?\s*(?:N|№)\s*(?P<number>[^\s,;]{{1,40}})")
GOAL = re.compile(rf"\bЦель(?:{_PROJECT})?\s?:\s?")
GOAL_ENDS = re.compile(r"\s(?:N|№) ?п/п|\s\d{1,2}\. [А-ЯЁ]")
LONGEST_GOAL = 2000
QUOTES = ('""', "„“", "“”")
_NEXT_NUMBER = re.compile(r"\n\s*\d{1,2}(?:\.\d{1,2}){0,2}\.?\s*$")
SHORT = 40
LONGEST = 200_000
"""No passport has more prose than this; what stands behind it is not read."""


class Provisions(NamedTuple):
    """The main provisions. `positions` are those of the officials, by name."""

    title: str
    region: str
    order: str
    starts: date | None
    ends: date | None
    officials: dict[str, str | None]
    positions: dict[str, str]
    goal: str
    federal: str
    programmes: str


def provisions(prose: Mapping[str, str], text: str, cells: Cells) -> Provisions:
    """Read them by their labels; what has none is looked for in the whole text."""
    told = labelled(prose.get("main", "")[:LONGEST])
    officials = {role: person_and_position(told.get(role, "")) for role in OFFICIALS}
    starts, ends = _term(told, cells)
    return Provisions(
        title=_unquoted(told.get("title") or told.get("whole_title") or _titled(text)),
        region=region_of(text[:LONGEST]),
        order=_order(prose.get("head", "")[:LONGEST]),
        starts=starts,
        ends=ends,
        officials={role: name for role, (name, _) in officials.items()},
        positions={name: position for name, position in officials.values() if name},
        goal=_goal(prose.get("goal", ""), told, text[:LONGEST]),
        federal=_unquoted(told.get("federal", "")),
        programmes=told.get("programmes", ""),
    )


def labelled(main: str) -> dict[str, str]:
    """Values of the main provisions: what stands between one label and the next."""
    found = [(label.start(), label.end(), name) for name, form in PROVISIONS if (label := form.search(main))]
    edges = pairwise([*_apart(sorted(found)), (len(main), len(main), "")])
    return {name: _value(main[begin:end]) for (_, begin, name), (end, _, _) in edges}


def _apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Labels that do not lie inside one another."""
    ends = [0, *(end for _, end, _ in found)]
    return [label for n, label in enumerate(found) if label[0] >= max(ends[: n + 1])]


def _value(chunk: str) -> str:
    """A value in one line, without the number of the next label."""
    number = _NEXT_NUMBER.search(chunk[-SHORT:])
    words = chunk[: len(chunk) - len(number[0])] if number else chunk
    return line(words).strip(" :;").removeprefix("- ").removeprefix("– ")


def _titled(text: str) -> str:
    quoted = QUOTED_TITLE.search(text[:LONGEST])
    return quoted[1] if quoted else ""


def _unquoted(written: str) -> str:
    """Without the quotes around the whole, and without a full stop."""
    bare = written.strip(" .")
    return bare[1:-1].strip(" .") if _is_quoted(bare) else bare


def _is_quoted(text: str) -> bool:
    """Whether the first quote is closed by the last letter, not before it."""
    pair, inner = text[:1] + text[-1:], text[1:-1]
    if pair == "«»":
        return "»" not in inner or -1 < inner.find("«") < inner.find("»")
    return pair in QUOTES and not set(pair) & set(inner)


def _term(told: Mapping[str, str], cells: Cells) -> tuple[date | None, date | None]:
    """The project's first and last day: of one range, or of two provisions."""
    if "term" in told:
        return _range(told["term"], cells)
    starts, ends = told.get("starts", ""), told.get("ends", "")
    return cells.term("", "starts", starts).first, cells.term("", "ends", ends).last


def _range(written: str, cells: Cells) -> tuple[date | None, date | None]:
    term = read_term(written)
    if term is not None:
        return (None, term.last) if term.first == term.last else (term.first, term.last)
    days = [read_date(found[0]) for found in re.finditer(_DAY, written)]
    if len(days) == 2 and all(days):  # noqa: PLR2004 - a beginning and an end
        return days[0], days[1]
    cells.refuse("", "starts", written)
    return None, None


def _goal(prose: str, told: Mapping[str, str], text: str) -> str:
    """What stands after the word "Цель" in the section of indicators, in the provisions, or anywhere."""
    words = line(prose)
    opening = GOAL.match(words)
    return words[opening.end() if opening else 0 :] or told.get("goal", "") or _goal_in(line(text))


def _goal_in(text: str) -> str:
    opening = GOAL.search(text)
    if not opening:
        return ""
    rest = text[opening.end() : opening.end() + LONGEST_GOAL]
    ending = GOAL_ENDS.search(rest)
    return rest[: ending.start()].strip() if ending else rest


def _order(head: str) -> str:
    found = ORDER.search(line(head))
    day = read_date(found["day"]) if found else None
    return f"от {ru(day)} N {found['number']}" if found and day else ""
