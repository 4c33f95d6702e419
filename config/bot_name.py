"""The bot's own name in Telegram, for deep links: from the settings, or asked of Telegram itself."""

import logging
from typing import Any

from config.settings import Settings

SECONDS = 5.0


def bot_name(settings: Settings) -> str | None:
    """The bot's username without `@`; None when no token is set, or Telegram cannot be asked."""
    if settings.telegram_bot:
        return settings.telegram_bot
    token = settings.telegram_token.get_secret_value()
    found = _asked(f"{settings.telegram_api_url}/bot{token}/getMe", settings.telegram_proxy) if token else None
    return str(found["username"]) if found and found.get("username") else None


def deep_link(name: str, token: str) -> str:
    return f"https://t.me/{name}?start={token}"


def _asked(address: str, proxy: str) -> dict[str, Any] | None:
    """What `getMe` answers; its address holds the token, so nothing of it may reach a log or an error."""
    import httpx

    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        answer = httpx.get(address, timeout=SECONDS, proxy=proxy or None).json()
        result = answer.get("result")
    except (httpx.HTTPError, ImportError, ValueError, AttributeError):
        return None
    return result if isinstance(result, dict) else None
