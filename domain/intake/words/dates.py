"""Dates of a passport: read as written, and guessed for a suggestion when written wrong."""

import re
from datetime import date

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
MONTH = (
    r"(янв(?:ар[ьяею])?|фев(?:р(?:ал[ьяею])?)?|мар(?:т[аеу]?)?|апр(?:ел[ьяею])?|ма[йяею]|июн[ьяею]|июл[ьяею]|"
    r"авг(?:уст[аеу]?)?|сен(?:т(?:ябр[ьяею])?)?|окт(?:ябр[ьяею])?|ноя(?:б(?:р[ьяею])?)?|дек(?:абр[ьяею])?)\b\.?"
)
"""A month in any case or shortened, in lower case: one group."""
WRITTEN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
IN_WORDS = re.compile(rf"[\"«„“]?(\d{{1,2}})[\"»“”]?\s+({'|'.join(MONTHS)})\s+(\d{{4}})")
NO_DATE = frozenset({"", "-", "–", "—"})
CENTURY = 2000
YEARS = range(1900, 2200)
LONGEST = 160
"""A cell of more letters is not a date, whatever stands in it."""

_FIRST_LETTERS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_NOISE = re.compile(r"[«»\"„“”]|<\s?[*\d]{0,3}\s?>|\*")
_YEAR_WORD = re.compile(r"(?<=\d)\s?(?:г(?:од(?:а|у|ом|ы|ов|ах)?|г)?)\b\.?(?:\sвключительно)?")
_PREFIX = re.compile(
    r"(?:(?:в\sсрок|срок|до|не\sпозднее|не\sпозже|не\sранее|начиная\sс|в\sтечение|к|ко|в|во|на|за|по|с|со|от)(?::?\s|(?=\d)))+"
)
_NUMERIC = re.compile(r"(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})\s?[./]\s?(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?: 00:00(?::00)?)?")
_WORDS = re.compile(rf"(?P<day>\d{{1,2}})(?:-?го)?\s(?P<name>{MONTH})\s?(?P<year>\d{{4}})")
_DIGITS = str.maketrans("oоzзбl|", "0033611")
"""Letters that scanners and hasty fingers put for digits."""


def read_date(written: str) -> date | None:
    """`31.12.2019`, `2019-12-31` or `до 1 марта 2019 г.`: one day; None when there is no such day."""
    return read_day(tidied(written))


def tidied(written: str) -> str:
    """The words of a date in lower case without quotes, marks of footnotes, `до` before it and `г.` after a year."""
    if len(written) > LONGEST:
        return ""
    words = " ".join(_NOISE.sub(" ", written.lower().replace("ё", "е")).split())
    words = _YEAR_WORD.sub("", words).strip(" .,;:").removesuffix(" включительно")
    prefix = _PREFIX.match(words)
    return words[prefix.end() :] if prefix else words


def read_day(words: str) -> date | None:
    """One day of tidied words."""
    found = _NUMERIC.fullmatch(words) or _ISO.fullmatch(words) or _WORDS.fullmatch(words)
    if not found:
        return None
    parts = found.groupdict()
    month = month_number(parts["name"]) if "name" in parts else int(parts["month"])
    return day_of(int(parts["year"]), month, int(parts["day"]))


def ru(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def month_number(word: str) -> int:
    """The number of a month that `MONTH` has matched."""
    letters = "май" if re.match(r"ма[йяею]", word) else word[:3]
    return _FIRST_LETTERS.index(letters) + 1


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None when the calendar or the life of a project has none."""
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def nearest_date(written: str) -> date | None:
    """What a wrong date most probably meant: a year that lost digits, or the last day of a shorter month."""
    words = re.sub(MONTH, lambda found: f".{month_number(found[1])}.", tidied(written))
    parts = [int(part) for part in re.findall(r"\d{1,9}", words.translate(_DIGITS))]
    if len(parts) != 3:  # noqa: PLR2004 - day, month, year
        return None
    day, month, year = parts if parts[0] < min(YEARS) else reversed(parts)
    year = year if year >= CENTURY else CENTURY + year % 100
    return day_of(year, month, day) or _last_of_month(day, month, year)


def _last_of_month(day: int, month: int, year: int) -> date | None:
    """`31.04` means the end of April; a 45th day means nothing."""
    if not 28 < day <= 31:  # noqa: PLR2004 - days that some months lack
        return None
    shorter = (day_of(year, month, earlier) for earlier in range(day - 1, 27, -1))
    return next((found for found in shorter if found), None)
