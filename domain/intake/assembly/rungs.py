"""The ladder of control levels as a passport declares it: in cells, in the text, in a footnote or in a legend."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from domain.intake.assembly.declarations import in_cell, in_text
from domain.passport import PlanRow
from domain.vocabulary import ControlLevel

MOST = 50
"""No ladder has more rungs; a plan with more names of levels than that has no ladder."""

LONGEST_CODE = 60

# fmt: off
MEMBERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"куратор(?! (?:федерал|национал))", re.I),                    "curator"),
    (re.compile(r"руководител\w+ (?:регионального )?проекта|руководитель$", re.I), "head"),
    (re.compile(r"администратор(?! (?:федерал|национал))", re.I),              "administrator"),
)
SENSE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?:федеральн|национальн)\w+ проект", re.I),        7),
    (re.compile(r"^(?:куратор|министр|\w*\s?заместител|вице)", re.I), 3),
    (re.compile(r"совет|коллеги|президиум|правительств", re.I),      5),
    (re.compile(r"комитет|комисси", re.I),                           4),
    (re.compile(r"губернатор|высш\w+ должностн|глав\w+\b", re.I),   6),
    (re.compile(r"руководител", re.I),                               2),
    (re.compile(r"администратор|офис|оператор", re.I),               1),
)
# fmt: on
"""How high an authority stands by its name, when the plan does not tell."""

NAMED = re.compile(
    r"(?:руководител|администратор|куратор|проектн|президиум|совет|коллеги|комитет|губернатор|правительств)\w*"
    r"(?:\s[\w-]{2,}){1,9}",
    re.I,
)
"""A level written out in words declares itself."""


def code_of(cell: str) -> str:
    """The short name of a level cell: `РРП` of "Руководитель регионального проекта (далее - РРП)"."""
    declared = in_cell(cell)
    return declared.code if declared else " ".join(cell.split()).strip(' .,;"«»')


def ladder(
    cells: Iterable[str], plan: Sequence[PlanRow], text: str, officials: Mapping[str, str | None]
) -> tuple[ControlLevel, ...]:
    """The declared levels from the lowest up: the deeper the items that a level controls, the lower it stands."""
    depths = _depths(plan)
    titles = {found.code: found.title for cell in dict.fromkeys(cells) if (found := in_cell(cell))}
    undeclared = [code for code in depths if code not in titles]
    titles |= in_text(text, [*depths]) | titles if undeclared else {}
    titles |= {code: code for code in undeclared if code not in titles and NAMED.fullmatch(code)}
    return tuple(
        ControlLevel(code, titles[code], _holder(titles[code], officials)) for code in _ordered(titles, depths)[:MOST]
    )


def _depths(plan: Sequence[PlanRow]) -> dict[str, float]:
    """How deep the items of each level lie, by its code as the plan has it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in plan:
        if row.level and len(row.level) <= LONGEST_CODE:
            found[row.level].append(row.number.count("."))
    return {code: sum(depths) / len(depths) for code, depths in found.items()}


def _ordered(titles: Mapping[str, str], depths: Mapping[str, float]) -> list[str]:
    """Levels in use by the depth of their items, those that tie by their sense; the unused find a place by theirs."""
    codes = [code for code in titles if code in depths]
    ordered = sorted(codes, key=lambda code: (-depths[code], _sense(titles[code])))
    for code in (code for code in titles if code not in depths):
        below = [n for n, other in enumerate(ordered) if _sense(titles[other]) <= _sense(titles[code])]
        ordered.insert(below[-1] + 1 if below else 0, code)
    return ordered


def _sense(title: str) -> int:
    return next((height for wording, height in SENSE if wording.search(title)), 0)


def _holder(title: str, officials: Mapping[str, str | None]) -> str | None:
    return next((officials.get(role) for wording, role in MEMBERS if wording.match(title)), None)
