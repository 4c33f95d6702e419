"""What the bot asks of the office besides what every counter does: accounts, groups, conversations, messages."""

from collections.abc import Collection
from typing import Any, Protocol

from domain.errors import Sentence
from notifications.counter import Caller, Counter
from notifications.prospects import Prospects
from notifications.room import ReportRoom


class OldChatMustConfirm(Sentence):
    """The person is linked to another chat, which must agree to the move."""

    def __init__(self, person: str, chat: int) -> None:
        super().__init__(f"{person}: к другой учётной записи Telegram уже привязан")
        self.person = person
        self.chat = chat


class Clerk(Counter, Protocol):
    """Synchronous and safe to use from several threads; refusals are Sentences."""

    @property
    def room(self) -> ReportRoom:
        """The reports and facts."""

    @property
    def prospects(self) -> Prospects:
        """What may be late."""

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

    def read(self, chat: int, message: int) -> None:
        """Somebody has pressed under the message: the letter that it carries, if it does, has been read."""

    def may_poll(self) -> bool:
        """Whether this service is the one that polls now, and for the next half a minute."""

    def give_up_polling(self) -> None: ...
