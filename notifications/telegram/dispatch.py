"""What an update means: who speaks is resolved first, by Telegram's own user id, and only then what he wants."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.errors import Sentence
from domain.ports import UnknownItem
from notifications.counter import Caller
from notifications.telegram import facts, items, linking, lists, outlook, reports, screens, settings, talking
from notifications.telegram.buttons import (
    CANCEL,
    CARD,
    DRAFT,
    LINK,
    NOT_ME,
    PROOF,
    SEND,
    SET,
    STOP,
    TITLES,
    Press,
    TokenPress,
    token_unpacked,
    unpacked,
)  # fmt: skip
from notifications.telegram.mouth import Mouth
from notifications.telegram.ports import Clerk
from notifications.telegram.visit import Acted, Visit, nobody_else

if TYPE_CHECKING:
    from telegram import CallbackQuery, ChatMemberUpdated, Message, Update

log = logging.getLogger(__name__)

Command = Callable[[Visit, str], Awaitable[None]]
START = ("start", "link")
GONE = ("left", "kicked")


async def helped(visit: Visit, _words: str = "") -> None:
    await visit.say(screens.HELP)


async def cancelled(visit: Visit, _words: str = "") -> None:
    await talking.cancelled(visit)


def _list(name: str) -> Command:
    async def show(visit: Visit, _words: str) -> None:
        await lists.listed(visit, name)

    return show


COMMANDS: Mapping[str, Command] = {
    **{name: _list(name) for name in lists.NAMES},
    "item": items.by_number,
    "reports": reports.listed,
    "outlook": outlook.listed,
    "facts": facts.asked,
    "settings": settings.shown,
    "help": helped,
    "cancel": cancelled,
    "stop": linking.leaving,
}

PRESSES: Mapping[str, Callable[[Visit, Press], Awaitable[None]]] = {
    CARD: items.opened,
    PROOF: items.file,
    SEND: talking.sent,
    CANCEL: talking.cancelled,
    SET: settings.pressed,
    reports.SIGN: reports.signed,
    reports.RETURN: reports.returning,
    reports.CARD: reports.card,
    reports.ALBUM: reports.album,
    reports.FILE: reports.file,
    facts.FACTS: facts.chosen,
    DRAFT: items.draft,
    **dict.fromkeys(TITLES, talking.begun),
}


@dataclass(frozen=True)
class Dispatch:
    """Hears updates; `more` are commands of others (the committee's board, say), `acted` tells every other screen."""

    mouth: Mouth
    clerk: Clerk
    name: str = ""
    more: Mapping[str, Command] = field(default_factory=dict)
    acted: Acted = field(default=nobody_else)

    async def hear(self, update: "Update") -> None:
        """Deal with one update; a refusal is said, a failure is logged, and neither stops the bot."""
        try:
            await self._heard_out(update)
        except Exception:
            log.exception("update %s failed", update.update_id)
            await self._apologised(update)

    async def _heard_out(self, update: "Update") -> None:
        message = update.message
        if update.callback_query:
            await self._pressed(update.callback_query)
        elif update.my_chat_member:
            await self._placed(update.my_chat_member)
        elif message and message.migrate_to_chat_id:
            await asyncio.to_thread(self.clerk.group_moved, message.chat.id, message.migrate_to_chat_id)
        elif message and message.from_user and not message.from_user.is_bot:
            await self._said(message)

    async def _apologised(self, update: "Update") -> None:
        """A person never sees a traceback, and is never left without an answer."""
        chat = update.effective_chat
        try:
            if update.callback_query:
                await self.mouth.toast(update.callback_query.id, screens.TROUBLE, alert=True)
            elif chat and chat.id > 0:
                await self.mouth.say(chat.id, screens.TROUBLE)
        except Exception:
            log.exception("no apology for update %s either", update.update_id)

    async def _placed(self, change: "ChatMemberUpdated") -> None:
        """Put out of a group, the bot forgets it; nobody is written to there again."""
        if change.chat.id < 0 and change.new_chat_member.status in GONE:
            await asyncio.to_thread(self.clerk.group_left, change.chat.id)

    async def _caller(self, user: int, chat: int) -> Caller | None:
        return await asyncio.to_thread(self.clerk.caller, user, chat)

    # words

    async def _said(self, message: "Message") -> None:
        user, chat = message.from_user, message.chat
        assert user is not None  # noqa: S101  # hear() has seen to it
        command, words = self._command(message)
        caller = await self._caller(user.id, chat.id)
        if command in START and words and chat.id > 0:
            await self._started(user.id, chat.id, words.split()[0])
        elif caller is None:
            await self._unknown(user.id, chat.id)
        else:
            await self._heard(self._visit(caller, message), message, command, words)

    def _visit(self, caller: Caller, message: "Message | None") -> Visit:
        return Visit(self.mouth, self.clerk, caller, message, acted=self.acted)

    def _command(self, message: "Message") -> tuple[str, str]:
        """`/item@vekha_bot 2.1.2` is `item` and `2.1.2`; a command for another bot is none."""
        text = message.text or ""
        if not text.startswith("/"):
            return "", text
        word, _, rest = text[1:].partition(" ")
        name, _, bot = word.partition("@")
        return ("", "") if bot and bot.lower() != self.name.lower() else (name.lower(), rest.strip())

    async def _started(self, user: int, chat: int, token: str) -> None:
        if not await linking.offered(self.mouth, self.clerk, chat, token):
            await self._not_valid(user, chat)

    async def _not_valid(self, user: int, chat: int) -> None:
        """Guessing learns nothing: an unknown account is told the same as any other, and as rarely."""
        if await self._caller(user, chat):
            await self.mouth.say(chat, linking.NOT_VALID)
        else:
            await self._unknown(user, chat)

    async def _unknown(self, user: int, chat: int) -> None:
        """An unknown account learns nothing; in a group it is not even answered."""
        answered = await asyncio.to_thread(self.clerk.stranger, user)
        if answered and chat > 0:
            await self.mouth.say(chat, screens.STRANGER)

    async def _heard(self, visit: Visit, message: "Message", command: str, words: str) -> None:
        try:
            if command in START:
                await self._welcomed(visit, message, words)
            elif not command:
                await self._answered(visit, message)
            elif visit.is_private or visit.caller.body:
                await self._commanded(visit, command, words)
        except Sentence as refusal:
            await visit.say(screens.sentence(refusal))

    async def _welcomed(self, visit: Visit, message: "Message", words: str) -> None:
        if not visit.is_private and words:
            await linking.group_linked(visit, words.split(maxsplit=1)[0], message.chat)
        elif visit.is_private:
            await helped(visit)

    async def _answered(self, visit: Visit, message: "Message") -> None:
        if message.text or message.document or message.photo:
            await talking.answered(visit, message)
        elif visit.is_private:
            await visit.say(screens.HINT)

    async def _commanded(self, visit: Visit, command: str, words: str) -> None:
        known = self.more.get(command) or COMMANDS.get(command)
        if known:
            await known(visit, words)
        elif visit.is_private:
            await visit.say(f"Такой команды нет. {screens.HINT}")

    # presses

    async def _pressed(self, query: "CallbackQuery") -> None:
        chat = query.message.chat.id if query.message else query.from_user.id
        data, screen = query.data or "", query.message.message_id if query.message else 0
        token, caller = token_unpacked(data), await self._caller(query.from_user.id, chat)
        if token and token.action == LINK and await self._may_link(caller, token):
            await self._linked(query, chat, screen, token)
        elif caller is None:
            await self._unknown_press(query, data, chat, screen)
        else:
            visit = Visit(self.mouth, self.clerk, caller, None, query.id, screen, self.acted)
            await self._press(visit, data, token)
            await self._read(chat, screen)

    async def _read(self, chat: int, screen: int) -> None:
        """Whoever presses under a letter has read it; noted after the answer, and worth no apology."""
        try:
            await asyncio.to_thread(self.clerk.read, chat, screen)
        except Exception:
            log.exception("message %s: that it has been read is not noted", screen)

    async def _may_link(self, caller: Caller | None, token: TokenPress) -> bool:
        """Guessing by buttons learns as little, and is noted as much, as guessing by words."""
        return caller is not None or await asyncio.to_thread(self.clerk.invited, token.token) is not None

    async def _linked(self, query: "CallbackQuery", chat: int, screen: int, token: TokenPress) -> None:
        told = await linking.linked(self.mouth, self.clerk, query.from_user.id, chat, token)
        await self.mouth.toast(query.id)
        if not await self.mouth.edit(chat, screen, told):
            await self.mouth.say(chat, told)

    async def _unknown_press(self, query: "CallbackQuery", data: str, chat: int, screen: int) -> None:
        if data.startswith(f"{NOT_ME}:"):
            await self.mouth.toast(query.id)
            await self.mouth.edit(chat, screen, "Хорошо, ничего не сделано.")
            return
        answered = await asyncio.to_thread(self.clerk.stranger, query.from_user.id)
        await self.mouth.toast(query.id, screens.STRANGER if answered else "", alert=answered)

    async def _press(self, visit: Visit, data: str, token: TokenPress | None) -> None:
        press = unpacked(data)
        try:
            if token:
                await linking.moved(visit, token)
            elif press is None:
                await visit.toast(screens.NOT_OURS, alert=True)
            else:
                await self._acted(visit, press)
        except UnknownItem:
            await visit.toast(screens.NOT_OURS, alert=True)
        except Sentence as refusal:
            await _refused(visit, press, refusal)

    async def _acted(self, visit: Visit, press: Press) -> None:
        if press.action in lists.PAGES:
            await lists.listed(visit, lists.PAGES[press.action], press.version)
            await visit.toast()
        elif press.action == STOP:
            await linking.left(visit)
        elif press.action == NOT_ME:
            await visit.toast()
            await visit.show("Хорошо, ничего не изменено.")
        else:
            await PRESSES.get(press.action, _meaningless)(visit, press)


async def _meaningless(visit: Visit, _press: Press) -> None:
    await visit.toast(screens.NOT_OURS, alert=True)


async def _refused(visit: Visit, press: Press | None, refusal: Sentence) -> None:
    if press and press.item:
        await items.refused(visit, press, refusal)
    else:
        await visit.toast(screens.sentence(refusal), alert=True)
