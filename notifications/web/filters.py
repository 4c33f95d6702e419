"""The board's filters: what may be chosen, what an address asks for, and what it asks for in vain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from domain.plan import PlanItem
from domain.vocabulary import DocumentKind
from notifications import words
from notifications.web.overview import LIGHTS, Book, Light

FIELDS = {
    "passport": "паспорт",
    "level": "уровень контроля",
    "executor": "исполнитель",
    "kind": "вид документа",
    "year": "год срока",
    "state": "состояние",
}
LONGEST = 120
"""Letters of a value that nobody could have chosen, as the page repeats it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how it reads."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page is to show: values that may be chosen, empty where everything is wanted."""

    passport: str = ""
    level: str = ""
    executor: str = ""
    kind: str = ""
    year: str = ""
    state: str = ""

    def chosen(self) -> dict[str, str]:
        return {name: value for name in FIELDS if (value := getattr(self, name))}

    def address(self, **otherwise: str) -> str:
        """The query of this choice, with some values otherwise: `?level=%D0%9F%D0%9A`; empty without any."""
        asked = {name: value for name, value in {**self.chosen(), **otherwise}.items() if value}
        return f"?{urlencode(asked)}" if asked else ""

    def admits(self, item: PlanItem) -> bool:
        """Whether the item is one of the wanted; the filter by state is the board's."""
        asked = (
            (self.passport, (item.passport,)),
            (self.level, (item.level,)),
            (self.executor, item.executors),
            (self.kind, (item.document_kind,)),
            (self.year, (str(item.year),)),
        )
        return all(not value or value in has for value, has in asked)


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices of a person's board, the wanted ones among them, and a sentence for each that does not exist."""

    choices: Mapping[str, tuple[Choice, ...]]
    wanted: Wanted
    ignored: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """`уровень контроля: ПК; год срока: 2019`."""
        chosen = self.wanted.chosen().items()
        return "; ".join(f"{FIELDS[name]}: {self._words(name, value)}" for name, value in chosen)

    def narrowed(self, passport: str, state: str) -> str:
        """The address of the same page for one passport and one state; of all states where that one is chosen."""
        several = len(self.choices["passport"]) > 1
        chosen = self.wanted.state == state and self.wanted.passport == (passport if several else "")
        return self.wanted.address(passport=passport if several else "", state="" if chosen else state)

    def _words(self, name: str, value: str) -> str:
        return next(choice.words for choice in self.choices[name] if choice.value == value)


def filters(books: Sequence[Book], asked: Mapping[str, str]) -> Filters:
    """What `asked` (the query of the address) means for these books."""
    choices = _choices(books)
    given = {name: " ".join(asked[name].split()) for name in FIELDS if asked.get(name, "").strip()}
    known = {name: value for name, value in given.items() if any(c.value == value for c in choices[name])}
    ignored = tuple(_in_vain(name, value) for name, value in given.items() if name not in known)
    return Filters(choices, Wanted(**known), ignored)


def _in_vain(name: str, value: str) -> str:
    said = words.shortened("".join(filter(str.isprintable, value)), LONGEST)
    return f"Условие «{FIELDS[name]}: {said}» не учтено: такого значения в ваших паспортах нет."


def _choices(books: Sequence[Book]) -> dict[str, tuple[Choice, ...]]:
    items = [item for book in books for item in book.items]
    levels = {level.code: level.title for book in books for level in book.staff.levels}
    kinds = {item.document_kind for item in items}
    return {
        "passport": tuple(Choice(book.code, book.title) for book in books),
        "level": tuple(Choice(code, code) for code in levels),
        "executor": _plain(name for item in items for name in item.executors),
        "kind": tuple(Choice(kind, words.KINDS[kind]) for kind in DocumentKind if kind in kinds),
        "year": _plain(str(item.year) for item in items),
        "state": tuple(Choice(light, LIGHTS[light]) for light in Light),
    }


def _plain(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in sorted(set(values)))
