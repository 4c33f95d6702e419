"""Telegram as a channel of delivery: letters become messages with buttons, and each message is remembered."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Protocol

from domain.letters import Letter, LetterKind
from notifications.channels import Busy, ChannelDown, Proof, RecipientRefused, Unsure
from notifications.render import Rendered
from notifications.telegram.api import ApiDown, ApiRefused, ApiSilent, BotApi
from notifications.telegram.outage import Outage
from notifications.telegram.pace import Pace
from notifications.telegram.page import joined, page, plain

log = logging.getLogger(__name__)

TOGETHER = timedelta(minutes=10)
"""Escalations to one group within this time are one message."""
BLINK = 0.2
"""A wait as short as this, in seconds, is waited out on the spot."""

Markup = dict[str, Any]
Keyboard = Callable[[str, Sequence[int]], Markup | None]
"""From a recipient and the ids of items to the inline keyboard of what the recipient may do with them now."""


def as_html(text: str) -> dict[str, Any]:
    """The text's fields of a request; an address in a letter shows no picture of its site."""
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def is_group(chat: int) -> bool:
    return chat < 0


class Sent(Protocol):
    """A message that is on somebody's screen; `text` as it stands there, in HTML."""

    @property
    def chat(self) -> int: ...

    @property
    def message(self) -> int: ...

    @property
    def letter_key(self) -> str: ...

    @property
    def items(self) -> tuple[int, ...]: ...

    @property
    def kind(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def at(self) -> datetime: ...


class ContactsPort(Protocol):
    """Who is reached where: a person's name or a level's code to a chat and back."""

    def chat_of(self, recipient: str, passport: str | None = None) -> int | None: ...

    def moved(self, old_chat: int, new_chat: int) -> None: ...


class MessagesPort(Protocol):
    """The messages on people's screens, by the items that they are about."""

    def remember(
        self, chat: int, message: int, letter_key: str, items: tuple[int, ...], kind: str, text: str, now: datetime
    ) -> None: ...

    def about(self, item_id: int) -> Sequence[Sent]: ...

    def of_letter(self, letter_key: str, item_id: int, chat: int) -> Sent | None: ...

    def edited(self, chat: int, message: int, text: str) -> None: ...

    def forget(self, chat: int, message: int) -> None: ...


@dataclass(frozen=True, slots=True)
class _Open:
    """A group's escalation that the next ones still join."""

    message: int
    key: str
    items: tuple[int, ...]
    text: str
    at: datetime


@dataclass
class TelegramChannel:
    """Sends letters from whatever thread delivery runs in; its limits are kept by refusing until they allow."""

    api: BotApi
    contacts: ContactsPort
    messages: MessagesPort
    keyboard: Keyboard
    now: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    about_report: Callable[[Letter], Markup | None] = lambda _: None
    name: str = "telegram"
    _outage: Outage = field(default_factory=Outage, init=False)
    _open: dict[int, _Open] = field(default_factory=dict, init=False)

    def gathers(self, letter: Letter) -> bool:
        """Whether letters like this one go to their recipient together: escalations to a group."""
        return letter.kind is LetterKind.ESCALATION and is_group(self._known(letter) or 0)

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        """One message, or a part of the group's last one.

        Raises:
            RecipientRefused: not linked, has blocked the bot, or the chat is gone.
            Busy: a limit of Telegram's, or a 429; nothing was sent.
            ChannelDown: no network, 5xx, a token that is not accepted; Unsure where only the answer is missing.
        """
        chat = self._chat(self._known(letter))
        if known := self._already(chat, letter):
            return Proof(self.name, str(known.message), known=True)
        text, key, items = page(rendered), letter.key, letter.items
        self._await_turn(chat)
        open_ = self._joinable(chat, letter)
        if open_ and (whole := joined(open_.text, text)) and self._join(chat, open_, whole, recipient, items):
            return Proof(self.name, str(open_.message))
        markup = self.keyboard(recipient, items) if items else self.about_report(letter)
        said = self._say(chat, text, markup)
        chat, message = _place(said, chat)
        sent = _Open(message, key, items, text, self.now())
        self._remember(chat, sent, letter.kind)
        if is_group(chat) and _tells_of_escalation(rendered, letter):
            self._open[chat] = sent
        return Proof(self.name, str(message))

    def _known(self, letter: Letter) -> int | None:
        return self.contacts.chat_of(letter.recipient, letter.passport)

    def _chat(self, known: int | None) -> int:
        if known is None:
            raise RecipientRefused("не связан с Telegram")
        return known

    def _already(self, chat: int, letter: Letter) -> Sent | None:
        """The message of this very letter, sent before a crash kept its mark from being made."""
        return self.messages.of_letter(letter.key, letter.items[0], chat) if letter.items else None

    def is_busy(self, letter: Letter) -> bool:
        """Asked before a letter is written: whoever is not linked is nobody's delay."""
        chat = self._known(letter)
        return chat is not None and self._wait(chat) > BLINK

    def _wait(self, chat: int) -> float:
        return max(self.pace.wait_for_all(), self.pace.wait_for(chat), self._outage.left())

    def _await_turn(self, chat: int) -> None:
        if (wait := self._wait(chat)) > BLINK:
            raise Busy(f"Telegram примет через {wait:.0f} с")
        time.sleep(wait)

    def _joinable(self, chat: int, letter: Letter) -> _Open | None:
        found = self._open.get(chat) if letter.kind is LetterKind.ESCALATION and is_group(chat) else None
        return found if found and self.now() - found.at < TOGETHER else None

    def _join(self, chat: int, open_: _Open, whole: str, recipient: str, items: tuple[int, ...]) -> bool:
        """Put the letter into the group's last escalation; False where that message is gone."""
        together = tuple(dict.fromkeys((*open_.items, *items)))
        fields = {"message_id": open_.message, "reply_markup": self.keyboard(recipient, together)}
        try:
            self._call("editMessageText", chat, **as_html(whole), **fields)
        except RecipientRefused:
            return False
        self.messages.forget(chat, open_.message)
        grown = _Open(open_.message, open_.key, together, whole, open_.at)
        self._remember(chat, grown, LetterKind.ESCALATION)
        self._open[chat] = grown
        return True

    def _remember(self, chat: int, sent: _Open, kind: LetterKind) -> None:
        self.messages.remember(chat, sent.message, sent.key, sent.items, kind.value, sent.text, sent.at)

    def _say(self, chat: int, text: str, markup: Markup | None) -> Any:
        """Send; a text that Telegram cannot read goes without its marks rather than not at all."""
        try:
            return self._call("sendMessage", chat, **as_html(text), reply_markup=markup)
        except _Unreadable:
            log.warning("Telegram не разобрал разметку письма, оно ушло простым текстом")
            return self._call("sendMessage", chat, text=plain(text), reply_markup=markup)

    def tell(self, recipient: str, passport: str, text: str) -> None:
        """Say something that is no letter (HTML). Raises as `send` does."""
        chat = self._chat(self.contacts.chat_of(recipient, passport))
        self._await_turn(chat)
        self._say(chat, text, None)

    def _call(self, method: str, chat: int, **fields: Any) -> Any:
        if method == "sendMessage":
            self.pace.wrote(chat)
        else:
            self.pace.edited()
        try:
            answer = self.api.call(method, chat_id=chat, **fields)
            self._outage.is_over()
            return answer
        except ApiDown as down:
            raise self._gone(str(down), Unsure if isinstance(down, ApiSilent) else ChannelDown) from None
        except ApiRefused as refusal:
            if refusal.moved_to and refusal.moved_to != chat:
                self.contacts.moved(chat, refusal.moved_to)
                return self._call(method, refusal.moved_to, **fields)
            raise self._understood(refusal, chat) from None

    def _understood(self, refusal: ApiRefused, chat: int) -> Exception:
        if refusal.code == HTTPStatus.TOO_MANY_REQUESTS:
            self.pace.hold(chat, refusal.retry_after)
            return Busy(f"Telegram просит подождать {refusal.retry_after:.0f} с")
        if refusal.code == HTTPStatus.BAD_REQUEST and "parse entities" in refusal.description:
            return _Unreadable(str(refusal))
        if refusal.code in {HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST}:
            return RecipientRefused(str(refusal))
        return self._gone(f"Telegram не принял обращение ({refusal.code}): проверьте VEKHA_TELEGRAM_TOKEN")

    def _gone(self, reason: str, kind: type[ChannelDown] = ChannelDown) -> ChannelDown:
        self._outage.goes_on()
        return kind(reason)


def _tells_of_escalation(rendered: Rendered, letter: Letter) -> bool:
    """Whether the message is an escalation or a digest with one: the next one may join it."""
    escalation = LetterKind.ESCALATION
    return letter.kind is escalation or any(section.kind is escalation for section in rendered.sections)


def _place(said: Any, chat: int) -> tuple[int, int]:
    """Where the message stands: a group that became a supergroup has another id than was written to."""
    return int(said.get("chat", {}).get("id", chat)), int(said["message_id"])


class _Unreadable(RecipientRefused):
    """The text's own marks are at fault, not the recipient."""
