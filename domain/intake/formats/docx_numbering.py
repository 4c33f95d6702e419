"""Numbers that Word counts by itself: offices number rows of tables so, and the text does not hold them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from domain.intake.formats.docx_styles import Styles, numbered, value
from domain.intake.formats.markup import Element, whole

LEVELS = 9
LONGEST = 200
"""A label that is longer is no number."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


@dataclass(frozen=True, slots=True)
class _Level:
    written: str = ""
    start: int = 1
    style: str = "decimal"
    restarts: bool = True
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list counts with all the lists of the same `family`; where it is said to, it starts anew at `starts`."""

    family: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


def _roman(count: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        written += letters * times
    return written


def _lettered(alphabet: str) -> Callable[[int], str]:
    """a, b, … z, aa, bb: as Word goes on."""
    return lambda count: alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1)


# fmt: off
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero":  lambda count: f"{count:02}",
    "lowerRoman":   _roman,
    "upperRoman":   lambda count: _roman(count).upper(),
    "lowerLetter":  _lettered(_LATIN),
    "upperLetter":  _lettered(_LATIN.upper()),
    "russianLower": _lettered(_RUSSIAN),
    "russianUpper": _lettered(_RUSSIAN.upper()),
}
# fmt: on
_UNNUMBERED = frozenset({"bullet", "none"})
_LARGEST = 3_000
"""What Word still writes as a Roman number or in letters."""


class Numbering:
    """Gives each numbered paragraph its label; must be asked in the order of the document."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(part, styles) if part is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """`1.2.` for a paragraph with such `w.pPr`; empty for one without a number, a bullet among them."""
        list_id, depth = self._place(properties)
        found = self._lists.get(list_id or "")
        level = found.levels.get(depth) if found else None
        if list_id is None or found is None or level is None:
            return ""
        counts = self._counted(list_id, found, depth)
        return "" if level.style in _UNNUMBERED else _written(level, found, counts)

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        own, styled = numbered(properties), self._styles.numbered(value(properties, "w.pStyle"))
        list_id = own.list_id if own.list_id is not None else styled.list_id
        depth = own.level if own.level is not None else styled.level
        return list_id, min(depth or 0, LEVELS - 1)

    def _counted(self, list_id: str, found: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.family, {})
        level = found.levels[depth]
        if depth in found.starts and (list_id, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((list_id, depth))
        for deeper in [each for each in counts if each > depth and _restarts(found, each)]:
            del counts[deeper]
        return counts


def _restarts(found: _List, depth: int) -> bool:
    return depth not in found.levels or found.levels[depth].restarts


def _written(level: _Level, found: _List, counts: Mapping[int, int]) -> str:
    def number(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        at = found.levels.get(depth, _Level())
        count = counts.get(depth, at.start)
        shape = _FORMATS.get(at.style) if 0 < count <= _LARGEST and not level.is_legal else None
        return shape(count) if shape else str(count)

    return re.sub(r"%([1-9])", number, level.written)[:LONGEST]


def _lists(part: Element, styles: Styles) -> dict[str, _List]:
    families = {each.get("w.abstractNumId", ""): each for each in part.findall("w.abstractNum")}
    links = {each.get("w.numId", ""): each for each in part.findall("w.num")}
    return {list_id: _list(link, families, links, styles) for list_id, link in links.items() if list_id != "0"}


def _list(link: Element, families: Mapping[str, Element], links: Mapping[str, Element], styles: Styles) -> _List:
    family = value(link, "w.abstractNumId") or ""
    levels = _levels(_described(families.get(family), families, links, styles))
    starts: dict[int, int] = {}
    for override in link.findall("w.lvlOverride"):
        depth = whole(override.get("w.ilvl"), 0)
        levels.update(_levels(override))
        if (start := value(override, "w.startOverride")) is not None:
            starts[depth] = whole(start, 1)
    return _List(family, levels, starts)


def _described(
    family: Element | None, families: Mapping[str, Element], links: Mapping[str, Element], styles: Styles
) -> Element | None:
    """The description itself, or the one that it borrows from a style of lists."""
    borrowed = value(family, "w.numStyleLink")
    if borrowed is None:
        return family
    link = links.get(styles.numbered(borrowed).list_id or "")
    return families.get(value(link, "w.abstractNumId") or "")


def _levels(described: Element | None) -> dict[int, _Level]:
    found = described.findall("w.lvl") if described is not None else []
    return {whole(level.get("w.ilvl"), 0): _level(level) for level in found}


def _level(level: Element) -> _Level:
    read = _Level(
        written=value(level, "w.lvlText") or "",
        start=whole(value(level, "w.start"), 1),
        style=value(level, "w.numFmt") or "decimal",
        restarts=value(level, "w.lvlRestart") != "0",
    )
    return replace(read, is_legal=level.find("w.isLgl") is not None)
