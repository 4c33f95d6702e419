"""python-telegram-bot's own Bot against the emulator, and what the tests of both share."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.request import HTTPXRequest

from tests.telegram.emulator import Emulator

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"\x08\x02\x00\x00\x00"


def a_bot(telegram: Emulator, token: str = "", read_timeout: float = 5.0) -> Bot:
    """A bot of the library, not yet begun."""
    asking, polling = (HTTPXRequest(connection_pool_size=64, read_timeout=read_timeout) for _ in range(2))
    return Bot(
        token or telegram.token,
        base_url=f"{telegram.url}/bot",
        base_file_url=f"{telegram.url}/file/bot",
        request=asking,
        get_updates_request=polling,
    )


def under(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Inline buttons: rows of (words, data)."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(words, callback_data=data) for words, data in row] for row in rows]
    )


async def heard(bot: Bot, seconds: int = 2) -> list[Update]:
    """What waits for the bot, confirmed at once."""
    updates = await bot.get_updates(timeout=seconds)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return list(updates)
