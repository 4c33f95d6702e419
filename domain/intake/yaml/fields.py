"""Fields of a YAML mapping, checked one by one: a wrong one is refused with its place and what to do."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from domain.intake.refusal import NotAPassport
from domain.intake.words.dates import read_date

Word = TypeVar("Word", bound=StrEnum)
ITEM_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,5}")
YEAR = re.compile(r"[12][0-9]{3}")
DECIMAL = re.compile(r"-?[0-9]{1,20}(?:[.,][0-9]{1,20})?")
TOTAL = "total"
MOST_DIGITS = 6
SHOWN = 60


class Fields:
    """A mapping of known keys at a known place of the file."""

    def __init__(self, place: str, mapping: Mapping[Any, Any], keys: Sequence[str]) -> None:
        self._place = place
        self._mapping = mapping
        for key in mapping:
            if key not in keys:
                raise NotAPassport(f"{place}: неизвестное поле {_shown(key)}; допустимы: {', '.join(keys)}")

    def text(self, key: str) -> str:
        return self.optional(key) or ""

    def optional(self, key: str) -> str | None:
        value = self._mapping.get(key)
        if value is not None and not isinstance(value, str):
            raise self._refused(key, value, "запишите его одной строкой")
        return value

    def date(self, key: str) -> datetime.date | None:
        written = self.optional(key)
        if written is None:
            return None
        day = _iso(written) or read_date(written)
        if day is None:
            raise self._refused(key, written, "такой даты нет; запишите ее в виде ГГГГ-ММ-ДД или null")
        return day

    def whole_number(self, key: str) -> int | None:
        written = self.optional(key)
        if written is None:
            return None
        if not re.fullmatch(rf"-?[0-9]{{1,{MOST_DIGITS}}}", written):
            raise self._refused(key, written, "запишите целое число или null")
        return int(written)

    def decimal(self, key: str) -> Decimal | None:
        written = self.optional(key)
        if written is None:
            return None
        number = _decimal(written)
        if number is None:
            raise self._refused(key, written, "запишите число, например 12.5, или null")
        return number

    def by_years(self, key: str) -> dict[int, Decimal]:
        """Numbers by year, in the order of the file."""
        found: dict[int, Decimal] = {}
        for year, written in self.mapping(key, "запишите пары «год: число»").items():
            number = _decimal(written)
            if number is None or not YEAR.fullmatch(year):
                raise self._refused(key, f"{year}: {written}", "запишите пары «год: число», например 2019: 12.5")
            found[int(year)] = number
        return found

    def years_and_total(self, key: str) -> frozenset[int | None]:
        """Years, and None for the word `total`."""
        words = self.texts(key)
        if wrong := next((word for word in words if word != TOTAL and not YEAR.fullmatch(word)), None):
            raise self._refused(key, wrong, "запишите список лет и слово total")
        return frozenset(None if word == TOTAL else int(word) for word in words)

    def item_number(self, key: str) -> str:
        number = self.text(key)
        if not ITEM_NUMBER.fullmatch(number):
            raise self._refused(key, number, "запишите номер пункта в виде 2, 2.1 или 2.1.1")
        return number

    def one_of(self, key: str, words: type[Word]) -> Word:
        word = self.optional_one_of(key, words)
        if word is None:
            raise self._refused(key, None, f"выберите одно из: {', '.join(words)}")
        return word

    def optional_one_of(self, key: str, words: type[Word]) -> Word | None:
        written = self.optional(key)
        if written is None:
            return None
        if written not in tuple(words):
            raise self._refused(key, written, f"выберите одно из: {', '.join(words)}")
        return words(written)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._mapping.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self._refused(key, values, "запишите список строк")
        return tuple(values)

    def mapping(self, key: str, advice: str = "запишите пары «имя: должность»") -> dict[str, str]:
        pairs = self._mapping.get(key) or {}
        if not isinstance(pairs, dict) or not all(isinstance(text, str) for pair in pairs.items() for text in pair):
            raise self._refused(key, pairs, advice)
        return dict(pairs)

    def mappings(self, key: str) -> list[Mapping[Any, Any]]:
        values = self._mapping.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self._refused(key, values, "запишите список, где у каждой строки свои поля")
        return values

    def _refused(self, key: str, value: Any, advice: str) -> NotAPassport:
        return NotAPassport(f"{self._place}, поле {key}: {_shown(value)} не подходит; {advice}")


def listed(fields: Fields, key: str, place: str, keys: Sequence[str]) -> Iterator[Fields]:
    """The mappings of a list, each knowing which one it is: by its number or code, else by its place."""
    for n, mapping in enumerate(fields.mappings(key), 1):
        label = mapping.get(keys[0])
        yield Fields(f"{place} {_shown(label) if isinstance(label, str) else n}", mapping, keys)


def _decimal(written: str) -> Decimal | None:
    return Decimal(written.replace(",", ".")) if DECIMAL.fullmatch(written) else None


def _iso(written: str) -> datetime.date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def _shown(value: Any) -> str:
    """A value as a person may see it in a sentence: short, and never a whole structure."""
    if value is None or value == "":
        return "пустое значение"
    return f"«{value[:SHOWN]}»" if isinstance(value, str) else "вложенное значение"
