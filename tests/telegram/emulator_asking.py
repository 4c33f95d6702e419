"""The calls that ask and set: the bot itself, chats and members, files, commands, presses, updates, webhook."""

import copy
import json
import time
from typing import Any

from tests.telegram.emulator_errors import Json, bad_request
from tests.telegram.emulator_html import utf16
from tests.telegram.emulator_wire import Call
from tests.telegram.emulator_world import World

_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getme"""
    return world.bot | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def get_updates(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#getupdates"""
    wanted = call.value("allowed_updates")
    world.updates.allowed = world.updates.allowed if wanted is None else wanted
    limit = min(max(call.number("limit", 100), 1), 100)
    return world.updates.poll(call.number("offset"), limit, min(call.number("timeout"), 50))


def set_webhook(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#setwebhook; plain HTTP is let through, as by a local Bot API server."""
    url = call.word("url")
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.updates.webhook = {"url": url, "secret": call.word("secret_token")} if url else {}
    world.updates.allowed = call.value("allowed_updates") or world.updates.allowed
    if call.flag("drop_pending_updates"):
        world.updates.pending = []
    world.changed.notify_all()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook"""
    call.data.pop("url", None)
    return set_webhook(world, call)


def webhook_info(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getwebhookinfo"""
    told: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    return told | {name: value for name, value in world.updates.webhook.items() if name != "secret"}


def answer_query(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery; a query is answered once, while it is fresh."""
    query = world.queries.get(call.word("callback_query_id"))
    if query is None or query.answer is not None or time.monotonic() - query.at > world.query_lifetime:
        raise bad_request(_TOO_OLD)
    if utf16(call.word("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": call.word("text"), "alert": call.flag("show_alert")}
    world.changed.notify_all()
    return True


def get_file(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getfile"""
    return world.files.link(call.word("file_id"))


def get_chat(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchat"""
    gifts = dict.fromkeys(_GIFTS, False)
    return world.open_chat(call.chat).as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def member(world: World, user: int, status: str) -> Json:
    """A ChatMember object of any status."""
    told: Json = {"user": world.users[user], "status": status}
    if status == "creator":
        told["is_anonymous"] = False
    if status == "administrator":
        told |= dict.fromkeys(_RIGHTS, False)
    return told | ({"until_date": 0} if status == "kicked" else {})


def get_member(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchatmember"""
    chat = world.open_chat(call.chat)
    user = call.number("user_id")
    if user not in world.users:
        raise bad_request("user not found")
    return member(world, user, chat.members.get(user, "left"))


def get_administrators(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#getchatadministrators"""
    chat = world.open_chat(call.chat)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    chiefs = {user: status for user, status in chat.members.items() if status in ("creator", "administrator")}
    return [member(world, user, status) for user, status in chiefs.items()]


def count_members(world: World, call: Call) -> int:
    """https://core.telegram.org/bots/api#getchatmembercount"""
    return len(world.open_chat(call.chat).members)


def set_commands(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmycommands"""
    given: list[Json] = call.value("commands", "bot commands") or []
    for command in given:
        name = command.get("command", "").removeprefix("/")
        if not (name.isascii() and name.replace("_", "").isalnum() and name == name.lower() and len(name) <= 32):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(call)] = given
    return True


def get_commands(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#getmycommands"""
    return copy.deepcopy(world.commands.get(_scope(call), []))


def delete_commands(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands"""
    world.commands.pop(_scope(call), None)
    return True


def _scope(call: Call) -> str:
    scope: Any = call.value("scope", "bot command scope") or {"type": "default"}
    return json.dumps([scope, call.word("language_code")], sort_keys=True)


def in_chat(world: World, call: Call) -> bool:
    """sendChatAction, setMessageReaction and others that only need the chat."""
    return bool(world.open_chat(call.chat))


def agree(world: World, call: Call) -> bool:
    """Settings of the bot that change nothing here."""
    return True


def leave(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#leavechat"""
    return world.open_chat(call.chat).members.pop(world.bot["id"], "") != ""
