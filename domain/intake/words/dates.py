"""Dates of a passport: read as written, and guessed for a suggestion when written wrong."""

import re
from datetime import date

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
WRITTEN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
IN_WORDS = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})")
NO_DATE = frozenset({"", "-", "–", "—"})
CENTURY = 2000


def read_date(written: str) -> date | None:
    """`31.12.2019` or `11 декабря 2018`; None when there is no such day."""
    found = WRITTEN.fullmatch(written.strip())
    return _date(*map(int, found.groups())) if found else _in_words(written)


def ru(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def nearest_date(written: str) -> date | None:
    """What a wrong date most probably meant: a year that lost digits, or the last day of a shorter month."""
    parts = [int(part) for part in re.findall(r"\d{1,4}", written)]
    if len(parts) != 3:  # noqa: PLR2004 - day, month, year
        return None
    day, month, year = parts
    year = year if year >= CENTURY else CENTURY + year % 100
    exact = _date(day, month, year)
    return exact or _last_of_month(day, month, year)


def _in_words(written: str) -> date | None:
    found = IN_WORDS.match(written.strip())
    return _date(int(found[1]), MONTHS.index(found[2]) + 1, int(found[3])) if found else None


def _last_of_month(day: int, month: int, year: int) -> date | None:
    """`31.04` means the end of April; a 45th day means nothing."""
    if not 28 < day <= 31:  # noqa: PLR2004 - days that some months lack
        return None
    shorter = (_date(earlier, month, year) for earlier in range(day - 1, 27, -1))
    return next((found for found in shorter if found), None)


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
