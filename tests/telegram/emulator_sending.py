"""sendMessage, sendPhoto, sendDocument and sendMediaGroup."""

import time
from typing import Any

from tests.telegram.emulator_errors import Json, Refusal, bad_request
from tests.telegram.emulator_files import MEGABYTE
from tests.telegram.emulator_html import read_html, read_plain, utf16
from tests.telegram.emulator_markup import keyboard
from tests.telegram.emulator_wire import Call
from tests.telegram.emulator_world import Chat, World


def formatted(raw: str, mode: str, entities: Any) -> tuple[str, list[Json]]:
    """A text read by its parse mode; Markdown is not emulated and is refused, so that nobody relies on it."""
    if mode.lower() == "html":
        return read_html(raw)
    if mode:
        raise bad_request("unsupported parse_mode")
    return read_plain(raw, entities or [])


def text_of(call: Call) -> Json:
    """The fields `text` and `entities` of a message."""
    text, entities = formatted(call.word("text"), call.word("parse_mode"), call.value("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > 4096:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(raw: str, mode: str, entities: Any) -> Json:
    """The fields `caption` and `caption_entities` of a message, none for an empty caption."""
    text, entities = formatted(raw, mode, entities)
    if utf16(text) > 1024:
        raise bad_request("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def media(world: World, call: Call, kind: str, given: str) -> Json:
    """The field `photo` or `document`: an upload, `attach://name`, or the file_id of something stored."""
    upload = call.files.get(given.removeprefix("attach://") if given else kind)
    if upload is None and (not given or given.startswith(("http", "attach:"))):
        raise bad_request("wrong file identifier/HTTP URL specified" if given else f"there is no {kind} in the request")
    stored = world.files.called(given) if upload is None else upload
    if not stored.content:
        raise bad_request("file must be non-empty")
    if len(stored.content) > 50 * MEGABYTE:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo":
        return {"photo": world.files.photo(stored.content)}
    return {"document": world.files.document(stored.name, stored.content, stored.mime)}


def reply_to(chat: Chat, call: Call) -> Json:
    """The field `reply_to_message`."""
    asked = call.value("reply_parameters") or {"message_id": call.number("reply_to_message_id")}
    found = chat.messages.get(int(asked.get("message_id", 0)))
    if found is not None:
        return {"reply_to_message": {name: value for name, value in found.items() if name != "reply_to_message"}}
    if asked.get("message_id") and not asked.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {}


def post(world: World, call: Call, chat: Chat, content: Json) -> Json:
    """Write the bot's message, within the limits; counts it for the chat."""
    content = content | keyboard(call) | reply_to(chat, call)
    world.limits.take(chat.id)
    world.sent[chat.id].append(time.monotonic())
    return world.write(chat, world.bot, content)


def send_message(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#sendmessage"""
    chat = world.open_chat(call.chat)
    return post(world, call, chat, text_of(call))


def send_photo(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#sendphoto"""
    return _send_media(world, call, "photo")


def send_document(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#senddocument"""
    return _send_media(world, call, "document")


def send_album(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#sendmediagroup"""
    chat, given = world.open_chat(call.chat), call.value("media") or []
    if not 2 <= len(given) <= 10:
        raise bad_request("media must include 2-10 items")
    group = {"media_group_id": str(call.number("chat_id")) + str(time.monotonic_ns())}
    return [post(world, call, chat, _one_of_album(world, call, one) | group) for one in given]


def _one_of_album(world: World, call: Call, one: Json) -> Json:
    caption = caption_of(one.get("caption", ""), one.get("parse_mode", ""), one.get("caption_entities"))
    return media(world, call, one["type"], one["media"]) | caption


def _send_media(world: World, call: Call, kind: str) -> Json:
    chat = world.open_chat(call.chat)
    caption = caption_of(call.word("caption"), call.word("parse_mode"), call.value("caption_entities"))
    return post(world, call, chat, media(world, call, kind, call.word(kind)) | caption)
