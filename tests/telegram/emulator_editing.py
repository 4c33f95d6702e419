"""editMessageText, -Caption, -Media, -ReplyMarkup and deleteMessage."""

import time
from typing import Any

from tests.telegram.emulator_errors import Json, bad_request
from tests.telegram.emulator_markup import keyboard
from tests.telegram.emulator_sending import caption_of, media, text_of
from tests.telegram.emulator_wire import Call
from tests.telegram.emulator_world import Chat, World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")
_MEDIA = ("photo", "document")
_TWO_DAYS = 48 * 3600


def _own(world: World, call: Call, verb: str) -> tuple[Chat, Json]:
    chat = world.open_chat(call.chat)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return chat, message


def _editable(world: World, call: Call) -> tuple[Chat, Json]:
    chat, message = _own(world, call, "edit")
    if message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(world: World, chat: Chat, message: Json, replaced: tuple[str, ...], content: Json) -> Json:
    names = (*replaced, "reply_markup")
    if _seen(message, names) == _seen(content, names):
        raise bad_request(_SAME)
    world.limits.take_edit(chat.id)
    kept = {name: value for name, value in message.items() if name not in names}
    return world.replace(chat, kept | content | {"edit_date": int(time.time())})


def _seen(message: Json, names: tuple[str, ...]) -> list[Any]:
    return [message.get(name) for name in names]


def edit_text(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagetext"""
    chat, message = _editable(world, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, chat, message, _TEXT, text_of(call) | keyboard(call))


def edit_caption(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagecaption"""
    chat, message = _editable(world, call)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    caption = caption_of(call.word("caption"), call.word("parse_mode"), call.value("caption_entities"))
    return _edited(world, chat, message, _CAPTION, caption | keyboard(call))


def edit_media(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagemedia"""
    chat, message = _editable(world, call)
    asked = call.value("media", "input media") or {}
    kind = asked.get("type", "")
    if kind not in _MEDIA:
        raise bad_request("can't parse input media: unsupported type")
    caption = caption_of(asked.get("caption", ""), asked.get("parse_mode", ""), asked.get("caption_entities"))
    content = media(world, call, kind, asked.get("media", "")) | caption | keyboard(call)
    return _edited(world, chat, message, (*_TEXT, *_CAPTION, *_MEDIA), content)


def edit_markup(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagereplymarkup"""
    chat, message = _editable(world, call)
    return _edited(world, chat, message, (), keyboard(call))


def delete_message(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemessage"""
    chat, message = _own(world, call, "delete")
    is_foreign = message["from"]["id"] != world.bot["id"] and chat.members.get(world.bot["id"]) != "administrator"
    if time.time() - message["date"] > _TWO_DAYS or (is_foreign and chat.kind != "private"):
        raise bad_request("message can't be deleted")
    del chat.messages[message["message_id"]]
    world.changed.notify_all()
    return True
