"""Terms of a passport: days, months, quarters, years, ranges and what comes every year, as first and last days."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.intake.words.dates import LONGEST, MONTH, NO_DATE, YEARS, day_of, month_number, read_day, tidied

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "iiii": 4}
_LOOK_ALIKES = str.maketrans({"і": "i", "l": "i", "|": "i", "у": "v", "y": "v", "п": "ii", "ш": "iii", "ⅰ": "i"})
_ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четверт": 4}
_ORDINAL = (
    r"(?P<which>[ivіуy1-4|lпшⅰ]{1,4}|(?:перв|втор|трет|четверт)[а-я]{1,4})"
    r"(?:-?(?:й|ый|ой|ий|го|ого|м|ом|ем|е|ое))?"
)
_QUARTER = re.compile(rf"{_ORDINAL}\s?кв(?:\.|арт(?:\.|ал[аеуы]?(?:ов|ом|ах)?))?\s?(?P<year>\d{{4}})")
_HALF = re.compile(rf"{_ORDINAL}\s?(?:полугоди[еяию]|полуг\.?|п/г\.?)\s?(?P<year>\d{{4}})")
_MONTH = re.compile(rf"(?P<name>{MONTH})\s?(?P<year>\d{{4}})")
_YEAR = re.compile(r"(?P<year>\d{4})")
_MONTHS_OF_YEAR = re.compile(r"(?P<count>\d{1,2})\sмес(?:\.|яц(?:а|ев|ы))?\s(?P<year>\d{4})")
_END_OF = re.compile(r"(?:до\s)?(?:конца|конец|конце|концу|окончани[еяию])\s(?=\S)")
_FROM_TO = re.compile(r"(?:начиная\s)?со?\s(?P<begin>.{1,60}?)\s(?:по|до)\s(?P<end>.{1,60})")
_DASH = re.compile(r"\s?[-–—−]\s?")
_PARTS = re.compile(r"[,;\n]|\sи\s")
_EVERY = re.compile(r"\bеже(?:годн|квартальн|месячн|недельн|дневн)|\bкажд(?:ый|ого|ом)\b")
_WHOLE = re.compile(
    r"постоянно|(?:на\sпротяжении|в\sтечение|весь|период|срок|до\sконца|по\sмере|в\sпериод).{0,60}(?:проекта|периода|срока|"
    r"реализации|необходимости)"
)
_DAY_AND_MONTH = re.compile(rf"(\d{{1,2}})(?:-?го)?\s{MONTH}|(?<![\d.])(\d{{1,2}})\.(\d{{1,2}})(?![\d.])")
_ALONE = re.compile(rf"\b{MONTH}")
_QUARTER_MONTHS, _HALF_MONTHS, _YEAR_MONTHS = 3, 6, 12


@dataclass(frozen=True, slots=True)
class Term:
    """What a cell of dates says: as a start it means `first`, as a finish `last`.

    `is_exact` where these days tell all that is written: a day, or two days of a range. `is_range` where the document
    names a beginning and an end. "Ежегодно, до 1 марта" is bounded by the project: without one it has neither day.
    """

    first: date | None
    last: date | None
    is_exact: bool = False
    is_range: bool = False

    def words(self, written: str) -> str:
        """The words to keep: empty where the days tell everything."""
        return "" if self.is_exact or self is NO_TERM else " ".join(written.split())


NO_TERM = Term(None, None)
"""An empty cell, or a dash in it."""

Bounds = tuple[date | None, date | None]


def read_term(written: str, project: Bounds = (None, None)) -> Term | None:
    """Read a cell of dates; None when it holds something that is no date. `project` bounds what comes every year."""
    if written.strip() in NO_DATE:
        return NO_TERM
    if len(written) > LONGEST:
        return None
    plain = " ".join(written.lower().replace("ё", "е").split())
    if _EVERY.search(plain) or _WHOLE.match(plain):
        return _repeated(plain, project)
    return _single(tidied(written)) or _range(plain) or _several(written.lower(), project)


def _single(words: str) -> Term | None:
    day = read_day(words)
    return Term(day, day, is_exact=True) if day else _period(words)


def _period(words: str) -> Term | None:
    """A month, a quarter, a half-year or a year; the end of one is its last day."""
    end = _END_OF.match(words)
    if end:
        period = _period(words[end.end() :]) if not _END_OF.match(words, end.end()) else None
        return Term(period.last, period.last) if period else None
    for form, months in _PERIODS:
        if found := form.fullmatch(words):
            return _months(int(found["year"]), *months(found))
    return None


def _months(year: int, first: int, last: int) -> Term | None:
    if year not in YEARS or not 1 <= first <= last <= _YEAR_MONTHS:
        return None
    return Term(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _nth(length: int) -> Callable[[re.Match[str]], tuple[int, int]]:
    """Months of the quarter or half-year that a match names."""
    return lambda found: (_which(found["which"]) * length - length + 1, _which(found["which"]) * length)


def _which(word: str) -> int:
    """1 to 4 of a digit, a roman numeral in whatever letters, or an ordinal; 99 of none of them."""
    if word.isdecimal():
        return int(word)
    ordinal = next((number for stem, number in _ORDINALS.items() if word.startswith(stem)), None)
    return ordinal or _ROMAN.get(word.translate(_LOOK_ALIKES).replace("1", "i"), 99)


def _named_month(found: re.Match[str]) -> tuple[int, int]:
    return month_number(found["name"]), month_number(found["name"])


# fmt: off
_PERIODS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int]]], ...] = (
    (_MONTH,          _named_month),
    (_QUARTER,        _nth(_QUARTER_MONTHS)),
    (_HALF,           _nth(_HALF_MONTHS)),
    (_YEAR,           lambda _: (1, _YEAR_MONTHS)),
    (_MONTHS_OF_YEAR, lambda found: (1, int(found["count"]))),
)
# fmt: on


def _range(plain: str) -> Term | None:
    if found := _FROM_TO.fullmatch(plain.strip(" .")):
        return _from_to(found["begin"], found["end"])
    for dash in _DASH.finditer(plain):
        if term := _from_to(plain[: dash.start()], plain[dash.end() :]):
            return term
    return None


def _from_to(begin: str, end: str) -> Term | None:
    last = _single(tidied(end))
    first = _begun(tidied(begin), tidied(end)) if last else None
    if not (first and last):
        return None
    return Term(first.first, last.last, is_exact=first.is_exact and last.is_exact, is_range=True)


def _begun(begin: str, end: str) -> Term | None:
    """The beginning of a range; what it leaves to be understood from the end is taken there: `1 - 31 марта 2019`."""
    year, rest = end[-4:], end.partition(" ")[2]
    tries = (begin, f"{begin} {year}", f"{begin}.{year}", f"{begin} {rest}")
    return next((term for attempt in tries if (term := _single(attempt))), None)


def _several(lowered: str, project: Bounds) -> Term | None:
    """Several terms in one cell: from the first of them to the last."""
    parts = [part for part in _PARTS.split(lowered) if part.strip(" .")]
    terms = [read_term(part, project) for part in parts] if len(parts) > 1 else []
    first = [term.first for term in terms if term and term.first]
    last = [term.last for term in terms if term and term.last]
    return Term(min(first), max(last)) if terms and len(first) == len(last) == len(terms) else None


def _repeated(plain: str, project: Bounds) -> Term:
    """Every year by a day: the first and the last such day inside the project and the years that are named."""
    years = [int(year) for year in re.findall(r"\b\d{4}\b", plain) if int(year) in YEARS]
    starts = _later(project[0], day_of(min(years), 1, 1) if years else None)
    ends = _earlier(project[1], day_of(max(years), 12, 31) if years else None)
    day = _day_of_year(plain)
    if day is None or not (starts and ends):
        return Term(starts, ends)
    each = [found for year in range(starts.year, ends.year + 1) if (found := _in_year(year, *day))]
    inside = [found for found in each if starts <= found <= ends]
    return Term(inside[0], inside[-1]) if inside else Term(starts, ends)


def _day_of_year(plain: str) -> tuple[int, int] | None:
    """The month and the day that come every year; of a month alone its last day (31: the last there is)."""
    if found := _DAY_AND_MONTH.search(plain):
        return (month_number(found[2]), int(found[1])) if found[1] else (int(found[4]), int(found[3]))
    alone = _ALONE.search(plain)
    return (month_number(alone[1]), 31) if alone else None


def _in_year(year: int, month: int, day: int) -> date | None:
    return day_of(year, month, min(day, monthrange(year, month)[1])) if 1 <= month <= _YEAR_MONTHS else None


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)
