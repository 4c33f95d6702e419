"""Numbers of a workbook as a person sees them: by their formats, with a decimal comma, without binary tails."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar, in no zone
DAYS_TO_1904 = 1462
FALSE_LEAP_DAY = 60
"""Workbooks count a 29.02.1900 that never was."""
LAST_DAY = 2_958_465
SIGNIFICANT = ".15g"
"""What a workbook keeps of a number; further digits are a binary tail."""
LONGEST_TAIL = 6
"""More decimals than this are the trace of a division, and are cut as the cell's format says."""
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
# fmt: off
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    **dict.fromkeys([*range(27, 32), 36, *range(50, 59)], "dd.mm.yyyy"),
}
# fmt: on
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General', re.I)
_NUMBERS = re.compile(
    r"(?:№|N|#|номер)\s*(?:п\.?\s*/?\s*п\.?|пункта|строки|показателя|результата|мероприятия)?\.?", re.I
)
_ITEM = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,}\.?")
_RECENT = range(2000, 2030)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What matters in a format: the parts of a date it shows, or decimals, percent and thousands left out."""

    date_parts: frozenset[str] = frozenset()
    decimals: int = 0
    rounds: bool = False
    percent: bool = False
    thousands: int = 0


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """Understand the first section of a format."""
    bare = _LITERAL.sub("", code).split(";")[0].lower()
    if parts := frozenset(re.findall(r"[ymdhs]", bare)):
        return NumberFormat(date_parts=parts)
    digits = re.search(r"[0#?][0#?, ]*(?:\.([0#?]*))?(,*)", bare)
    if digits is None or "e" in bare or "/" in bare:
        return NumberFormat(percent="%" in bare)
    scaled = re.search(r"(,+)(?:\.|[^0#?,.]*$)", bare)
    return NumberFormat(
        decimals=(digits[1] or "").count("0"),
        rounds=True,
        percent="%" in bare,
        thousands=len(scaled[1]) if scaled else 0,
    )


class Column(Enum):
    """What stands in a column: `1.1` may have become a fraction among numbers of items, or a date among them."""

    VALUES = auto()
    POINTED = auto()
    NUMBERS = auto()


def column_of(texts: Sequence[str], *, is_first: bool) -> Column:
    """By its heading a column of item numbers; fractions have points where the first column or `1.1.1` say so."""
    if any(_NUMBERS.fullmatch(text.strip()) for text in texts):
        return Column.NUMBERS
    return Column.POINTED if is_first or any(map(_ITEM.fullmatch, texts)) else Column.VALUES


def shown(written: str, code: str, *, from_1904: bool = False, column: Column = Column.VALUES) -> str:
    """A number as it is written in the workbook's XML -> as it is seen."""
    try:
        number = float(written)
    except ValueError:
        return written
    form = number_format(code)
    if not math.isfinite(number):
        return written
    if form.date_parts and (moment := _moment(number, from_1904=from_1904)):
        return _item_of(moment, form) if column is Column.NUMBERS else _dated(moment, form)
    text = _decimal(number, form)
    return text.replace(".", ",") if column is Column.VALUES else text


def _decimal(number: float, form: NumberFormat) -> str:
    exact = Decimal(format(number, SIGNIFICANT)).scaleb(2 * form.percent - 3 * form.thousands)
    tail = max(-int(exact.normalize().as_tuple().exponent), 0)
    if tail > LONGEST_TAIL and form.rounds:
        exact, tail = round(exact, form.decimals), 0
    text = f"{exact:.{max(form.decimals, tail)}f}"
    return (text[1:] if text.startswith("-") and not text.strip("-0.") else text) + "%" * form.percent


def _moment(number: float, *, from_1904: bool) -> datetime | None:
    days = number + DAYS_TO_1904 * from_1904
    if not 0 <= days < LAST_DAY:
        return None
    return EPOCH + timedelta(days=days + (days < FALSE_LEAP_DAY), seconds=0.5)


def _dated(moment: datetime, form: NumberFormat) -> str:
    """A day, or the month or the year when that is all that is shown; a time when there is no day."""
    parts = form.date_parts
    if "d" in parts:
        return moment.strftime("%d.%m.%Y")
    if "y" in parts:
        return f"{MONTHS[moment.month - 1]} {moment.year} г." if "m" in parts else str(moment.year)
    return moment.strftime("%H:%M") if parts & set("hs") else MONTHS[moment.month - 1]


def _item_of(moment: datetime, form: NumberFormat) -> str:
    """`1.2` and `1.2.3` typed as item numbers become the 1st of February, of this year or of 2003."""
    if "y" not in form.date_parts:
        return f"{moment.day}.{moment.month}"
    return f"{moment.day}.{moment.month}.{moment.year - 2000}" if moment.year in _RECENT else _dated(moment, form)
