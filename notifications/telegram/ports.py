"""What the bot asks of the office: who somebody is, what he may do, and to do it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from domain.errors import Sentence
from domain.plan import Evidence, PlanItem
from domain.vocabulary import Event
from notifications.cards import Card


class Outdated(Sentence):
    """The press comes from a message that no longer shows how the item stands."""


class OldChatMustConfirm(Sentence):
    """The person is linked to another chat, which must agree to the move."""

    def __init__(self, person: str, chat: int) -> None:
        super().__init__(f"{person}: к другой учётной записи Telegram уже привязан")
        self.person = person
        self.chat = chat


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks: Telegram's own user id resolved to a name; `body` is the control level whose group the chat is."""

    user: int
    chat: int
    name: str
    body: str | None = None


class Happened(Protocol):
    """One line of an item's history."""

    @property
    def at(self) -> datetime: ...
    @property
    def event(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def details(self) -> Mapping[str, Any]: ...


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


class Clerk(Protocol):
    """Synchronous and safe to use from several threads; refusals are Sentences."""

    def caller(self, user: int, chat: int) -> Caller | None:
        """The linked person of that account, or None."""

    def stranger(self, user: int) -> bool:
        """Journal an unknown account; whether it may be answered now."""

    def invited(self, token: str) -> str | None:
        """The person, or the body, whom a valid invitation names."""

    def is_body(self, name: str) -> bool: ...

    def link(self, token: str, user: int, chat: int, *, confirmed: bool = False) -> str:
        """Link the account; gives the person's name. Raises OldChatMustConfirm and other Sentences."""

    def link_group(self, token: str, chat: int, title: str, user: int) -> str:
        """Make the chat the group of a body; gives the body's code."""

    def group_left(self, chat: int) -> None:
        """The bot was put out of a group."""

    def group_moved(self, old: int, new: int) -> None:
        """Telegram has given a group another id."""

    def unlink(self, user: int) -> str | None: ...

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

    def talk(self, chat: int, user: int) -> dict[str, Any] | None:
        """The conversation under way, as it was kept."""

    def keep_talk(self, chat: int, user: int, state: dict[str, Any]) -> None: ...

    def end_talk(self, chat: int, user: int) -> None: ...

    def seen_of(self, updates: Collection[int]) -> frozenset[int]:
        """Those of the updates that have been handled; asking marks nothing."""

    def handled(self, updates: Collection[int]) -> None: ...

    def shown(self, chat: int, message: int, items: tuple[int, ...], text: str) -> None:
        """Remember a screen of the bot's own, so that it can be edited to the truth."""

    def is_letter(self, chat: int, message: int) -> bool:
        """Whether the message is a delivered letter, not a screen of the bot's own."""

    def may_poll(self) -> bool:
        """Whether this service is the one that polls now, and for the next half a minute."""

    def give_up_polling(self) -> None: ...
