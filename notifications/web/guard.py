"""Stands before every page: the host, the pace, the size and the pace of what is sent, the headers of each answer."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse

from domain.errors import Sentence
from notifications.web.limits import Buckets

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
SMALL, LARGE = 64 * 1024, 21 * 1024 * 1024
"""Bytes of a form without a file and of one with a file."""
SILENCE, SMALL_WITHIN, LARGE_WITHIN = 15.0, 30.0, 300.0
"""Seconds between two pieces of what is sent, and for all of it."""
CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-store",
}
"""What an answer has unless it says otherwise."""
NOT_A_HOST = frozenset("@/\\?#%, ")
HSTS = "max-age=31536000"


class TooLarge(Sentence):
    """More is sent than any form of the desk can hold."""


class TooSlow(Sentence):
    """What is sent does not come."""


@dataclass
class Guard:
    """The outermost layer; nothing behind it answers without its headers."""

    app: App
    web_url: str
    addresses: Buckets
    links: Buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await _refuse_other(scope, receive, send)
            return
        headers, answer = Headers(scope=scope), _Answer(send, self._headers())
        if refusal := self._refusal(scope, headers):
            await refusal(scope, receive, answer)
            return
        await self._through(scope, _Bounded(receive, scope["path"]), answer)

    async def _through(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:
            log.debug("Рабочий стол: браузер не дождался")
        except Exception as error:  # what nobody foresaw; its address may hold a token and is not logged
            log.exception("Рабочий стол: страница не ответила", exc_info=error)
            if not answer.begun:
                await _plain(HTTPStatus.INTERNAL_SERVER_ERROR, TROUBLE)(scope, receive, answer)

    def _headers(self) -> Mapping[str, str]:
        secure = {"strict-transport-security": HSTS} if self.web_url.startswith("https://") else {}
        return HEADERS | secure

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if _host(headers.get("host", "")) not in LOCAL | {urlsplit(self.web_url).hostname}:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, "Этот сервер отвечает только по своему адресу.")
        if wait := self._wait(scope):
            return _plain(HTTPStatus.TOO_MANY_REQUESTS, HURRIED.format(wait), {"retry-after": str(wait)})
        if _declared(headers) > _most(scope["path"]):
            return _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, LARGEST, {"connection": "close"})
        return None

    def _wait(self, scope: Scope) -> int:
        address = scope["client"][0] if scope.get("client") else ""
        return self.addresses.wait(address) or (self.links.wait(key) if (key := _link(scope["path"])) else 0)


TROUBLE = "Сейчас это выполнить не удалось, изменений нет. Повторите через минуту."
HURRIED = "Слишком много запросов подряд; повторите через {} с."
LARGEST = "Передано слишком много: файл может быть не больше 20 МБ."


def _plain(status: int, text: str, headers: Mapping[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status, headers)


async def _refuse_other(scope: Scope, receive: Receive, send: Send) -> None:
    """There is nothing to start or stop with the server, and no other protocol is spoken."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})


def _host(header: str) -> str:
    """The host of a Host header, without its port; empty where it is none, or more than that."""
    if not NOT_A_HOST.isdisjoint(header):
        return ""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _declared(headers: Headers) -> int:
    said = headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else LARGE + 1  # noqa: PLR2004


def _link(path: str) -> str:
    """What the bucket of a secret address is kept under: never the address itself."""
    if not path.startswith(("/l/", "/u/", "/calendar/")) or path == "/calendar/renew":
        return ""
    return hashlib.sha256("/".join(path.split("/")[:3]).encode("utf-8", "surrogatepass")).hexdigest()


def _takes_file(path: str) -> bool:
    return path.startswith("/item/") and path.endswith("/report")


def _most(path: str) -> int:
    return LARGE if _takes_file(path) else SMALL


@dataclass
class _Answer:
    """Sends with the headers."""

    send: Send
    headers: Mapping[str, str]
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            said = MutableHeaders(scope=message)
            for name, value in self.headers.items():
                said.setdefault(name, value)
        await self.send(message)


class _Bounded:
    """Receives no more and no longer than the page may take. Raises TooLarge, TooSlow."""

    def __init__(self, receive: Receive, path: str) -> None:
        self._receive, self._left = receive, _most(path)
        within = LARGE_WITHIN if _takes_file(path) else SMALL_WITHIN
        self._until = asyncio.get_running_loop().time() + within
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        until = min(self._until, asyncio.get_running_loop().time() + SILENCE)
        try:
            async with asyncio.timeout_at(until):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow("Данные формы так и не пришли; отправьте её ещё раз") from None
        self._left -= len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._left < 0:
            raise TooLarge(LARGEST)
        return message
