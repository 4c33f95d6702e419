"""Amounts and numbers of a passport, exact to the last digit: money in million rubles, values of indicators."""

import re
from decimal import Decimal
from typing import NamedTuple

MILLION = Decimal(1)
LONGEST = 120
"""A cell of more letters is not an amount, whatever stands in it."""

NOT_APPLICABLE = frozenset({
    "", "-", "–", "—", "−", "х", "x", "×", "…", "н/д", "нет", "нет данных", "не применимо", "неприменимо",
    "не предусмотрено", "не требуется", "не установлено", "не определено",
})  # fmt: skip

_MARK = re.compile(r"<\s?(?:\*{1,3}|\d{1,2})\s?>|\(\s?\*{1,3}\s?\)|\*{1,3}\)?|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]")
_CONDITION = re.compile(r"\([^()]*(?:в случае|при условии|при наличии)[^()]*\)")
_SCALES = "млрд|миллиард|млн|миллион|тыс"
_RUBLES = rf"(?:(?P<scale>{_SCALES})[а-я]{{0,4}}\.?\s?)?(?:руб(?:\.|л[а-я]{{1,3}})?|р\.|₽)(?![а-я])"
_UNIT = re.compile(rf"(?<![а-я])(?:{_RUBLES}|(?P<bare>{_SCALES})[а-я]{{0,4}}\.?\)?$)")
_UNIT_AFTER = re.compile(rf"\s?\(?(?:{_RUBLES}|(?P<bare>млрд|млн|тыс)\.?)\)?$")
_FACTORS = {
    "млрд": Decimal(1000), "миллиард": Decimal(1000), "млн": MILLION, "миллион": MILLION, "тыс": Decimal("0.001"),
    "": Decimal("0.000001"),
}  # fmt: skip
_GROUPED = re.compile(r"[-−]?\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3}){0,5}(?:[.,]\d{1,9})?")
_PLAIN = re.compile(r"[-−]?\d{1,15}(?:[.,]\s?\d{1,9})?")
_BLANK = re.compile(r"[\s\u00a0\u2007-\u200b\u202f\u205f\u2060]+")
_COMPARED = re.compile(
    r"(?:(?:не\s(?:менее|более|ниже|выше|меньше|больше)(?:,?\sчем)?|более|свыше|менее|до|около|от|<=|>=|=<|=>|[≤≥<>~=])\s?){1,2}"
)
_COUNTED = re.compile(
    r"\s?(?:%|процент(?:а|ов)?|проц\.?|п\.\s?п\.|ед(?:\.|иниц[аы]?)?|шт(?:\.|ук[аи]?)?|чел(?:\.|овека?)?|балл(?:а|ов)?|"
    r"раза?|мест[оа]?|лет|года?)$"
)


class Amount(NamedTuple):
    """What a cell of money says: None where nothing is planned; `conditional` is marked by `<*>` or in words."""

    value: Decimal | None
    conditional: bool = False


def read_amount(written: str, unit: Decimal = MILLION) -> Amount | None:
    """Read a cell of a table in `unit`s as million rubles; None when it holds something that is no amount.

    A unit of the cell's own (`12,0 тыс. руб.`) goes before the table's.
    """
    plain = _plain(written)
    if plain is None:
        return None
    words, conditions = _CONDITION.subn("", plain)
    words, marks = _MARK.subn("", words)
    is_conditional = bool(conditions + marks)
    own = _UNIT_AFTER.search(words)
    number = _number(words[: own.start()] if own else words)
    if number is None:
        return Amount(None, is_conditional) if words.strip() in NOT_APPLICABLE else None
    factor = _factor(own) if own else unit
    return Amount(number if factor == MILLION else _tidy(number * factor), is_conditional)


def read_value(written: str) -> Amount | None:
    """Read a value of an indicator: `65`, `12,5 %`, `не менее 20`, `100 единиц`; None when it holds no number."""
    plain = _plain(written)
    if plain is None:
        return None
    words, marks = _MARK.subn("", plain)
    words = words.strip()
    if words in NOT_APPLICABLE:
        return Amount(None, bool(marks))
    compared = _COMPARED.match(words)
    bare = _COUNTED.sub("", words[compared.end() :] if compared else words)
    number = _number(bare)
    return Amount(number, bool(marks)) if number is not None else None


def unit_of(caption: str) -> Decimal:
    """What one unit of a table is in million rubles, by the words of its header; millions when it says nothing."""
    found = _UNIT.search(_BLANK.sub(" ", caption).lower())
    return _factor(found) if found else MILLION


def _factor(unit: re.Match[str]) -> Decimal:
    return _FACTORS[unit["scale"] or unit["bare"] or ""]


def _plain(written: str) -> str | None:
    return _BLANK.sub(" ", written).strip(" ;").lower() if len(written) <= LONGEST else None


def _number(words: str) -> Decimal | None:
    """`1 234 567,89`, `1.234.567,89` and `1234567.89`; one point or comma alone always opens a fraction."""
    bare = words.strip()
    if _PLAIN.fullmatch(bare):
        return _decimal(bare.replace(",", "."))
    grouped = _GROUPED.fullmatch(bare)
    if not grouped:
        return None
    whole, fraction = _parted(bare, grouped[1])
    return _decimal(f"{whole}.{fraction}" if fraction else whole)


def _parted(bare: str, separator: str) -> tuple[str, str]:
    """Whole part and fraction of a number in groups of three."""
    other = {".": ",", ",": "."}.get(separator)
    marks = [other] if other else [".", ","]
    mark = next((mark for mark in marks if mark in bare), None)
    whole, _, fraction = bare.partition(mark) if mark else (bare, "", "")
    return whole.replace(separator, ""), fraction


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace("−", "-").replace(" ", ""))


def _tidy(number: Decimal) -> Decimal:
    """Without the zeros that a change of units leaves: `13.1520` is `13.152`."""
    tidy = number.normalize()
    return tidy if int(tidy.as_tuple().exponent) <= 0 else tidy.quantize(Decimal(1))
