"""The ladder of control levels as a passport declares it: in cells ("далее - РРП") or in a legend."""

import re
from collections.abc import Iterable, Mapping, Sequence

from domain.passport import PlanRow
from domain.vocabulary import ControlLevel

DECLARED = re.compile(r"(?P<title>[А-ЯЁ][^()]*?)\s*\(далее\s*[-–—]\s*(?P<code>[^()]+?)\s*\)")
MEMBER = {"куратор": "curator", "руководитель регион": "head", "администратор": "administrator"}


def code_of(cell: str) -> str:
    """The short name of a level cell: `РРП` of "Руководитель регионального проекта (далее - РРП)"."""
    declared = DECLARED.fullmatch(cell)
    return declared["code"] if declared else cell


def ladder(
    cells: Iterable[str], plan: Sequence[PlanRow], text: str, officials: Mapping[str, str | None]
) -> tuple[ControlLevel, ...]:
    """The declared levels from the lowest up: the deeper the items that a level controls, the lower it stands."""
    declared = {found["code"]: found["title"] for cell in cells if (found := DECLARED.fullmatch(cell))}
    used = dict.fromkeys(row.level for row in plan if row.level)
    legend = {code: title for code in used if code not in declared and (title := _in_legend(code, text))}
    titles = {**declared, **legend}
    ordered = sorted((code for code in used if code in titles), key=lambda code: _height(code, plan))
    return tuple(ControlLevel(code, titles[code], _holder(titles[code], officials)) for code in ordered)


def _in_legend(code: str, text: str) -> str | None:
    """Find "РРП - руководитель регионального проекта" whose words begin with the letters of the code."""
    words = r"\s+".join(rf"{letter}[а-яё]+" for letter in map(re.escape, code.lower()))
    found = re.search(rf"\b{re.escape(code)}\s*[-–—]\s*({words})", text, re.I)
    return found[1][0].upper() + found[1][1:] if found else None


def _height(code: str, plan: Sequence[PlanRow]) -> float:
    depths = [row.number.count(".") for row in plan if row.level == code]
    return -sum(depths) / len(depths)


def _holder(title: str, officials: Mapping[str, str | None]) -> str | None:
    lowered = title.lower()
    return next((officials[role] for begins, role in MEMBER.items() if lowered.startswith(begins)), None)
