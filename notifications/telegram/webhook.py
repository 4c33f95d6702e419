"""Updates brought by Telegram itself: a small server behind the address that VEKHA_TELEGRAM_WEBHOOK names."""

import asyncio
import contextlib
import hashlib
import hmac
import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from notifications.telegram.api import ApiDown, ApiRefused, BotApi

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

HEADER = "x-telegram-bot-api-secret-token"
LARGEST = 1_000_000
"""Bytes of an update; files never come in it."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class Taker(Protocol):
    """The bot that does not poll."""

    trouble: str | None

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def take(self, payload: Mapping[str, Any]) -> None: ...


class WebhookBot:
    """A bot that is called; an update is answered 200 only when it has been handled, so that none is lost."""

    def __init__(self, bot: Taker, api: BotApi, address: str, port: int) -> None:
        self._bot, self._api, self._address, self._port = bot, api, address, port
        self._secret = hashlib.sha256(f"webhook:{api.token}".encode()).hexdigest()
        self._unknown: str | None = "адрес ещё не сообщён Telegram"
        self._tasks: list[asyncio.Task[None]] = []
        self._server = _server(self._answer, urlsplit(address).path or "/", port)

    @property
    def trouble(self) -> str | None:
        return self._bot.trouble or self._unknown

    async def start(self) -> None:
        await self._bot.start()
        self._tasks = [asyncio.create_task(self._server.serve()), asyncio.create_task(self._register())]

    async def stop(self) -> None:
        """The webhook stays with Telegram, which keeps what comes meanwhile for the next start."""
        self._server.should_exit = True
        serving, registering = self._tasks or (None, None)
        if registering:
            registering.cancel()
        if serving:
            await asyncio.wait({serving}, timeout=5)
        await self._bot.stop()

    async def _register(self) -> None:
        pause = FIRST_PAUSE
        while self._unknown:
            try:
                await asyncio.to_thread(self._api.call, "setWebhook", url=self._address, secret_token=self._secret)
                self._unknown = None
            except (ApiDown, ApiRefused) as refusal:
                self._unknown = f"адрес не сообщён Telegram ({refusal})"
                log.warning("Telegram: %s; повтор через %.0f с", self._unknown, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _answer(self, request: "Request") -> "Response":
        from starlette.responses import Response

        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self._secret.encode()):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        update = await _update(request)
        if update is None:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        await self._bot.take(update)
        return Response(status_code=HTTPStatus.OK)


async def _update(request: "Request") -> dict[str, Any] | None:
    if int(request.headers.get("content-length") or LARGEST + 1) > LARGEST:
        return None
    try:
        said = await request.json()
    except ValueError:
        return None
    return said if isinstance(said, dict) and isinstance(said.get("update_id"), int) else None


def _server(answer: Any, path: str, port: int) -> Any:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.routing import Route

    class Quiet(uvicorn.Server):
        """Leaves the signals to the service, which stops everything in its order."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    app = Starlette(routes=[Route(path, answer, methods=["POST"])])
    return Quiet(uvicorn.Config(app, host="0.0.0.0", port=port, log_level="error", lifespan="off"))  # noqa: S104  # a proxy calls from outside
