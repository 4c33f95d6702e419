"""Keyboards under messages, checked as Telegram checks them."""

import json

from tests.telegram.emulator_errors import Json, bad_request
from tests.telegram.emulator_wire import Call

_ACTIONS = ("url", "callback_data", "web_app", "switch_inline_query", "switch_inline_query_current_chat", "copy_text")


def keyboard(call: Call) -> Json:
    """The message's fields made by `reply_markup`: only an inline keyboard is part of a message."""
    given = call.value("reply_markup", "reply keyboard markup")
    if not isinstance(given, dict) or "inline_keyboard" not in given:
        return {}
    rows = given["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: field "inline_keyboard" must be of type Array of Array')
    return _checked([row for row in rows if row])


def _checked(rows: list[list[Json]]) -> Json:
    for row in rows:
        for button in row:
            _check(button)
    if sum(map(len, rows)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if len(json.dumps(rows)) > 10 * 1024 * 2:
        raise bad_request("reply markup is too long")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check(button: Json) -> None:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request(wrong + 'Can\'t find field "text"')
    if sum(action in button for action in _ACTIONS) != 1:
        raise bad_request(wrong + "Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    _check_address(str(button.get("url", "https://t.me/")))


def _check_address(url: str) -> None:
    if not url.startswith(("https://", "http://", "tg://")) or " " in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if "//localhost" in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
