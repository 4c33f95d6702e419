"""Numbers of rows as tables write them: in a column of their own, with letters, or before the title."""

import re
from itertools import pairwise

_NUMBER = re.compile(r"[^\W\d]{0,3}[-.№]*(\d{1,4}(?:[.,]\d{1,4}){0,7})\.?")
_ODD = re.compile(r"\d[\w.]{0,11}")
_BEFORE_TITLE = re.compile(
    r"(?:№\s*)?(?:(?P<letters>[А-ЯЁA-Z]{1,3})[\s.-]*)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,7})(?P<dot>\.?\)?)(?:\s+|(?<=[.)]))(?P<title>(?=[^\W\d]|[«\"(]).*)",
    re.S,
)
_NUMERAL = re.compile(r"\(?\d{1,2}[а-яa-z]?\)?\.?")
FEWEST_NUMERALS = 3
SELDOM = 3


def number_of(text: str) -> str | None:
    """`1.1.`, `№ 1`, `КТ-1.2` and `2.1. 1` as digits with dots; None when it is no number."""
    plain = re.sub(r"\s+", "", text)
    if found := _NUMBER.fullmatch(plain.lstrip("№")):
        return found[1].replace(",", ".")
    return plain.rstrip(".") if _ODD.fullmatch(plain) else None


def parted(text: str, *, surely: bool) -> tuple[str, str] | None:
    """Part "2.1. Заключено соглашение" into number and title. Unless `surely`, "100 школ" is no numbered title."""
    found = _BEFORE_TITLE.match(text.strip())
    if found is None or not (surely or found["dot"] or found["letters"] or "." in found["number"]):
        return None
    return found["number"], found["title"].strip()


def is_numerals(texts: list[str]) -> bool:
    """A row of column numerals: `1 2 3 4`, also `1 | 2 | 3а` and those that go on from another part of the table.

    The last words of the headings above may have slipped into a cell or two of a long row.
    """
    filled = [text.strip() for text in texts if text.strip()]
    numerals = [numeral for text in filled if (numeral := _numeral(text))]
    slipped = sum(not _NUMERAL.fullmatch(text) for text in filled)
    if len(filled) < FEWEST_NUMERALS or len(numerals) < len(filled) or slipped * SELDOM > len(filled):
        return False
    values = [int(re.sub(r"\D", "", numeral)) for numeral in numerals]
    return values[0] == 1 and all(0 <= right - left <= 1 for left, right in pairwise(values))


def _numeral(text: str) -> str | None:
    """The numeral of a cell, or the only one among its words."""
    found = [word for word in text.split() if _NUMERAL.fullmatch(word)]
    return found[0] if len(found) == 1 else None
