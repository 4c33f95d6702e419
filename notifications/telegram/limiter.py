"""How fast the bot itself may speak: as the library has it, but for edits of people's own screens."""

from typing import Any

from telegram.ext import AIORateLimiter


class PressLimiter(AIORateLimiter):
    """Telegram limits messages; an edit in a private chat waits only where Telegram itself has asked to."""

    def __init__(self, max_retries: int) -> None:
        super().__init__(max_retries=max_retries)
        self._edits: AIORateLimiter = AIORateLimiter(overall_max_rate=0, max_retries=max_retries)

    async def process_request(
        self, callback: Any, args: Any, kwargs: dict[str, Any], endpoint: str, data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:  # fmt: skip
        chat = data.get("chat_id")
        is_own_screen = endpoint.startswith("editMessage") and isinstance(chat, int) and chat > 0
        process = self._edits.process_request if is_own_screen else super().process_request
        return await process(callback, args, kwargs, endpoint, data, rate_limit_args)
