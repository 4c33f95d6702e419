"""What the bot and the web desk ask of the office on a person's behalf: what he may do with an item, and to do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.errors import Sentence
from domain.history import Happened
from domain.plan import Evidence, PlanItem
from domain.vocabulary import Event
from notifications.cards import Card


class Outdated(Sentence):
    """The press comes from a message that no longer shows how the item stands."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks: Telegram's own user id resolved to a name; `body` is the control level whose group the chat is."""

    user: int
    chat: int
    name: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """An item as one caller may see it now: its card, its last five happenings, oldest first, what he may do.

    `proof` is what was reported last and may be shown to him; `minuted` says that a body accepts; `open_below` are
    numbers beneath it that are not closed; `outdated` is the refusal of a press from an older message; `dates` is how
    the caller wants dates: in digits or in words.
    """

    item: PlanItem
    card: Card
    history: tuple[Happened, ...]
    events: tuple[Event, ...]
    proof: Evidence | None = None
    minuted: bool = False
    open_below: tuple[str, ...] = ()
    outdated: str | None = None
    dates: str = "digits"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a caller does to an item that his message showed at `version`; facts are strings, dates in ISO."""

    event: Event
    item: int
    version: int
    facts: Mapping[str, str]


class Counter(Protocol):
    """Synchronous and safe to use from several threads; refusals are Sentences."""

    def own(self, caller: Caller) -> list[Card]:
        """What the caller executes and has not finished, most urgent first."""

    def late(self, caller: Caller) -> list[Card]:
        """Overdue items that the caller executes, controls or hears of; latest first."""

    def waiting(self, caller: Caller) -> list[Card]:
        """What waits for the caller's acceptance or decision, longest first."""

    def numbered(self, number: str, caller: Caller) -> list[int]:
        """The ids of the items of that number, in all passports that the caller belongs to."""

    def dossier(self, item: int, caller: Caller, version: int | None = None) -> Dossier:
        """Raises UnknownItem."""

    def act(self, deed: Deed, caller: Caller) -> PlanItem:
        """Carry the deed out in one transaction. Raises Outdated, Refused, StaleItem, UnknownItem."""

    def refuse(self, deed: Deed, caller: Caller) -> None:
        """Raises Refused with the rules' own reason why the caller may not do this at all."""

    def keep(self, name: str, content: bytes) -> Evidence:
        """Keep a file as evidence. Raises BadFile."""

    def proof(self, item: int, caller: Caller) -> tuple[str, bytes] | None:
        """The reported file's name and content, for whoever may see it."""

    def people(self, caller: Caller, part: str) -> list[str]:
        """Participants whose name begins with `part`, in whatever case."""

    def away(self, caller: Caller, stand_in: str, since: date, until: date) -> None: ...

    def position(self, name: str) -> str: ...

    def workdays_since(self, at: datetime) -> int: ...

    def settings(self, name: str) -> Mapping[str, str]: ...

    def set(self, name: str, setting: str, value: str) -> None: ...
