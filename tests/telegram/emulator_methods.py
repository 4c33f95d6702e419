"""The table of methods, and the exchange that gives a call to its method."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram import emulator_asking as asking
from tests.telegram import emulator_editing as editing
from tests.telegram import emulator_sending as sending
from tests.telegram.emulator_errors import Json, Refusal, usual
from tests.telegram.emulator_faults import Faults, Reply, as_reply
from tests.telegram.emulator_files import Stored
from tests.telegram.emulator_wire import Call
from tests.telegram.emulator_world import World

METHODS: dict[str, Callable[[World, Call], Any]] = {
    "getMe": asking.get_me,
    "getUpdates": asking.get_updates,
    "setWebhook": asking.set_webhook,
    "deleteWebhook": asking.delete_webhook,
    "getWebhookInfo": asking.webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_album,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": asking.answer_query,
    "getFile": asking.get_file,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_member,
    "getChatAdministrators": asking.get_administrators,
    "getChatMemberCount": asking.count_members,
    "leaveChat": asking.leave,
    "setMyCommands": asking.set_commands,
    "getMyCommands": asking.get_commands,
    "deleteMyCommands": asking.delete_commands,
    "sendChatAction": asking.in_chat,
    "setMessageReaction": asking.in_chat,
    "pinChatMessage": asking.in_chat,
    "unpinChatMessage": asking.in_chat,
    "setMyName": asking.agree,
    "setMyDescription": asking.agree,
    "setMyShortDescription": asking.agree,
    "setChatMenuButton": asking.agree,
}

MINIMAL = frozenset(METHODS) & {
    "getMe", "getUpdates", "setWebhook", "deleteWebhook", "answerCallbackQuery",
    "sendMessage", "editMessageText", "editMessageReplyMarkup", "deleteMessage",
}  # fmt: skip
_SPELLED = {name.lower(): name for name in METHODS}
_TOKEN = re.compile(r"\d+:[\w-]+")


def spelled(method: str) -> str:
    """The method's name in its usual spelling: Telegram does not tell case apart."""
    return _SPELLED.get(method.lower(), method)


@dataclass
class Exchange:
    """Answers calls: the token first, then the method; keeps every call and whatever went wrong in the emulator."""

    world: World
    token: str
    methods: frozenset[str] = frozenset(METHODS)
    calls: list[Call] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    troubles: list[str] = field(default_factory=list)

    def admit(self, token: str) -> None:
        """Refuse a wrong token: 401 when it looks like one, 404 otherwise."""
        if token != self.token:
            raise usual(401 if _TOKEN.fullmatch(token) else 404)

    def reply(self, token: str, call: Call) -> Reply:
        """The answer to a call; a mistake of the emulator itself is kept in `troubles` and answered with 500."""
        try:
            self.admit(token)
            return as_reply({"ok": True, "result": self._perform(call)})
        except Refusal as refusal:
            return as_reply(refusal)
        except Exception:
            self.troubles.append(f"{call.method} {call.data}\n{traceback.format_exc()}")
            return as_reply(usual(500))

    def _perform(self, call: Call) -> Json | list[Json] | bool:
        if call.method not in self.methods:
            raise usual(404)
        with self.world.changed:
            result: Json | list[Json] | bool = METHODS[call.method](self.world, call)
        return result

    def download(self, token: str, path: str) -> Stored:
        """The file behind a link of getFile."""
        self.admit(token)
        return self.world.files.at(path)
