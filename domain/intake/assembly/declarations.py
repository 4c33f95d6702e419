"""Where a passport says what its control levels are: "(далее - РРП)", a legend, "под АРП понимается"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LONGEST_TITLE = 160
LONGEST_PHRASE = 8
CLOSE = 3
"""How many characters may stand between two declarations of one legend."""

_DASH = r"(?:\s{1,3}[-–—−=]\s{0,3}|[–—−=]\s{0,3}|-\s{1,3})"
_LOOSE_DASH = r"[-–—−=:]?"
_CODE = r"[А-ЯЁA-Z]{2,8}|[А-ЯЁа-яё]{4,20}"
_IN_CELL = re.compile(rf"(?P<title>[А-ЯЁа-яё][^()]*?)\s*\(\s*далее\s*{_LOOSE_DASH}\s*(?P<code>[^()]+?)\s*\)\.?")
_LEGEND_CELL = re.compile(rf"(?P<code>{_CODE}){_DASH}(?P<title>[^()]+)|(?P<bare>{_CODE})\s*\((?P<inner>[^()]+)\)")
_IN_TEXT = re.compile(rf"\(\s*далее\s*{_LOOSE_DASH}\s*(?P<code>[^()\n]{{2,40}}?)\s*\)")
_TITLE = re.compile(r"[^().;:\n]{3,}$")
_ENTRY = r"(?<![\w(-])[\"«]?(?P<code>{codes})[\"»]?{dash}(?=[^\W\d])"
_UNDERSTOOD = re.compile(
    rf"\bпод\s+[\"«]?(?P<code>{_CODE})[\"»]?\s+(?:здесь\s+)?(?:понима|подразумева)\w+\s+|"
    rf"(?<![\w(-])(?P<means>{_CODE})\s+(?:означает|обозначает)\s+",
)
_STOP = re.compile(r"[;\n(]|\.(?=\s|$)|,\s+(?=под\s)")
_ROLE = re.compile(
    r"руководител|администратор|куратор|проектн|ведомственн|президиум|совет|коллеги|комитет|комисси|губернатор|глав[аы]\b|"
    r"правительств|высш|министр|департамент|председател|региональн\w+ (?:проектн|комитет|совет)|оператор|координац",
    re.I,
)
_SMALL = frozenset({"и", "в", "по", "на", "при", "с", "о", "об", "для", "за"})


class Declaration(NamedTuple):
    """A code, the words that it stands for, and where in a text it was declared."""

    code: str
    title: str
    begin: int = 0
    end: int = 0


def in_cell(cell: str) -> Declaration | None:
    """`Проектный комитет (далее - ПК)`, `ПК - проектный комитет` or `ПК (проектный комитет)` in a cell of levels."""
    words = " ".join(cell.split())
    if found := _IN_CELL.fullmatch(words):
        return Declaration(found["code"].strip('"«»„“'), found["title"])
    found = _LEGEND_CELL.fullmatch(words)
    code, title = (found["code"] or found["bare"], found["title"] or found["inner"]) if found else ("", "")
    return Declaration(code, _capital(title)) if found and _is_meant(code, title) else None


def in_text(text: str, used: Iterable[str]) -> dict[str, str]:
    """Titles by code: of the codes in use, and of those declared in one legend with them."""
    wanted = {code.casefold(): code for code in used}
    titles: dict[str, str] = {}
    for legend in _legends(text, wanted):
        if any(entry.code.casefold() in wanted for entry in legend):
            for entry in legend:
                titles.setdefault(wanted.get(entry.code.casefold(), entry.code), _capital(entry.title))
    for code, title in _further(text, wanted):
        titles.setdefault(code, title)
    return titles


def _legends(text: str, wanted: Iterable[str]) -> Iterator[list[Declaration]]:
    """Declarations that stand side by side."""
    legend: list[Declaration] = []
    for entry in _entries(text, wanted):
        if legend and entry.begin - legend[-1].end > CLOSE:
            yield legend
            legend = []
        legend.append(entry)
    if legend:
        yield legend


def _entries(text: str, wanted: Iterable[str]) -> Iterator[Declaration]:
    """`РРП - руководитель регионального проекта`: from a code up to the next one or the end of the sentence."""
    written = [f"(?i:{re.escape(code)})" for code in wanted if " " in code]
    entry = re.compile(_ENTRY.format(codes="|".join([*written, _CODE]), dash=_DASH))
    found = sorted((*entry.finditer(text), *_UNDERSTOOD.finditer(text)), key=re.Match.start)
    edges = [*(match.start() for match in found[1:]), len(text)]
    for match, limit in zip(found, edges, strict=False):
        code = next(filter(None, match.groups()))
        title = _sentence(text[match.end() : min(limit, match.end() + LONGEST_TITLE)])
        if _is_meant(code, title):
            yield Declaration(code, title.strip(' ,"«»-–—'), match.start(), match.end() + len(title.rstrip()))


def _sentence(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else text


def _further(text: str, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """`... руководителем проекта (далее - РРП)` somewhere in the text, for the codes in use."""
    for found in _IN_TEXT.finditer(text):
        code = wanted.get(found["code"].strip('"«»„“').casefold())
        title = _TITLE.search(text[max(0, found.start() - LONGEST_TITLE) : found.start()].rstrip())
        if code and title:
            yield code, _capital(_phrase(code, title[0].split()))


def _phrase(code: str, words: list[str]) -> str:
    """The last words that the letters of the code begin, or the last few of them."""
    for begin in range(len(words) - 1, -1, -1):
        if _initials(words[begin:]) == code.casefold():
            return " ".join(words[begin:])
    roles = [n for n, word in enumerate(words) if _ROLE.match(word)]
    return " ".join(words[roles[0] if roles else -LONGEST_PHRASE :])


def _is_meant(code: str, title: str) -> bool:
    """A code stands for words that its letters begin, or for somebody who controls."""
    words = title.split()
    return bool(words) and (_initials(words).startswith(code.casefold()) or _ROLE.match(title) is not None)


def _initials(words: Iterable[str]) -> str:
    parts = (part for word in words if word.casefold() not in _SMALL for part in word.strip('"«').split("-"))
    return "".join(part[:1] for part in parts).casefold()


def _capital(title: str) -> str:
    bare = title.strip(" ,")
    return bare[:1].upper() + bare[1:]
