"""One update from a linked person: what he sent, where, and the ways to answer him."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from telegram import ForceReply

from domain.plan import PlanItem
from notifications.counter import Caller, Deed
from notifications.telegram.mouth import Mouth
from notifications.telegram.ports import Clerk

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Message

P = ParamSpec("P")
T = TypeVar("T")

Acted = Callable[[PlanItem], Awaitable[None]]


async def nobody_else(_: PlanItem) -> None:
    """For a bot whose other messages need no truth told."""


@dataclass(frozen=True)
class Visit:
    """`message` is what was sent, or what carries the pressed button; `query` is the press's id."""

    mouth: Mouth
    clerk: Clerk
    caller: Caller
    message: "Message | None" = None
    query: str | None = None
    pressed: int = 0
    acted: Acted = field(default=nobody_else)

    @property
    def chat(self) -> int:
        return self.caller.chat

    @property
    def is_private(self) -> bool:
        return self.chat > 0

    async def ask(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the office answers; it works in a thread, so that others are served meanwhile."""
        return await asyncio.to_thread(call, *args, **kwargs)

    async def do(self, deed: Deed) -> PlanItem:
        """Raises as `Clerk.act` does."""
        return await self.mouth.deeds.do(self.clerk, deed, self.caller)

    async def say(self, text: str, markup: "InlineKeyboardMarkup | None" = None) -> int | None:
        """A message in this chat; in a group it is a reply, so that it is clear to whom."""
        return await self.mouth.say(self.chat, text, markup, self._replied)

    async def picture(self, png: bytes) -> bool:
        """A picture in this chat; whether it went out."""
        return await self.mouth.picture(self.chat, png, self._replied)

    async def pictures(self, pngs: Sequence[bytes]) -> bool:
        """Pictures in one message of this chat; whether they went out."""
        if len(pngs) == 1:
            return await self.picture(pngs[0])
        return await self.mouth.album(self.chat, pngs, self._replied)

    async def inquire(self, text: str) -> int | None:
        """A question; in a group only a reply to it reaches a bot, so the reply is opened at once."""
        markup = None if self.is_private else ForceReply(selective=True)
        return await self.mouth.say(self.chat, text, markup, self._replied)

    @property
    def _replied(self) -> int | None:
        return self.message.message_id if self.message and not self.is_private and not self.query else None

    async def show(self, text: str, markup: "InlineKeyboardMarkup | None" = None) -> int | None:
        """In place of the pressed screen, or as a new message when there is none to edit."""
        if self.pressed and await self.mouth.edit(self.chat, self.pressed, text, markup):
            return self.pressed
        return await self.mouth.say(self.chat, text, markup)

    async def toast(self, text: str = "", *, alert: bool = False) -> None:
        """Answer the press; what nobody would see so is said as a message."""
        shown = bool(self.query) and await self.mouth.toast(self.query or "", text, alert=alert)
        if text and not shown:
            await self.say(text)
