"""Carries finished messages to the SMTP server over a few connections that are kept open between letters."""

import asyncio
import contextlib
import logging
import ssl
import threading
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from notifications.channels import ChannelDown, RecipientDelayed, RecipientRefused, Unsure
from notifications.mail.server import Server, Tls

log = logging.getLogger(__name__)

CONNECTIONS = 4
CONNECT_WITHIN, ANSWER_WITHIN = 10.0, 30.0
IDLE = 20.0
"""Seconds that a connection stays open without letters."""
CLOSING, FOREVER = 421, 500
"""The server ends the connection; from here on an answer is final."""
BROKEN = (SMTPServerDisconnected, SMTPTimeoutError, OSError, asyncio.TimeoutError)

Outcome = Exception | None


@dataclass(frozen=True, slots=True)
class Mail:
    """One message for one mailbox: all its bytes, as they go into DATA."""

    address: str
    content: bytes


@dataclass
class Post:
    """Synchronous for its callers; inside, one thread with a loop of its own that lives as long as the service."""

    server: Server
    sender: str
    answer_within: float = ANSWER_WITHIN
    _idle: deque[SMTP] = field(default_factory=deque, init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _closing: asyncio.TimerHandle | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def send(self, mails: Sequence[Mail]) -> list[Outcome]:
        """What became of each, in their order; None is sent.

        RecipientRefused and RecipientDelayed concern the one mailbox, ChannelDown and Unsure the server.
        """
        return asyncio.run_coroutine_threadsafe(self._send(mails), self._running()).result()

    def close(self) -> None:
        """Say goodbye to the server and end the thread."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._part(), loop).result(CONNECT_WITHIN)
            loop.call_soon_threadsafe(loop.stop)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), name="mail", daemon=True).start()
            return self._loop

    async def _send(self, mails: Sequence[Mail]) -> list[Outcome]:
        if self._closing:
            self._closing.cancel()
        batch = _Batch(deque(enumerate(mails)), [ChannelDown("письмо не дошло до очереди")] * len(mails))
        await asyncio.gather(*(self._work(batch) for _ in range(min(CONNECTIONS, len(mails)))))
        self._closing = asyncio.get_running_loop().call_later(IDLE, lambda: asyncio.ensure_future(self._part()))
        return batch.outcomes

    async def _work(self, batch: "_Batch") -> None:
        """Send what is left of the batch over one connection; a trouble of the server ends it for everybody."""
        while batch.left and not batch.trouble:
            place, mail = batch.left.popleft()
            batch.outcomes[place] = outcome = await self._outcome(mail)
            if isinstance(outcome, ChannelDown):
                batch.stop(outcome)

    async def _outcome(self, mail: Mail) -> Outcome:
        try:
            async with self._connection() as client:
                await self._hand_in(client, mail)
        except (ChannelDown, RecipientRefused, RecipientDelayed) as known:
            return known
        except BROKEN as broken:
            return ChannelDown(f"сервер почты не отвечает ({_named(broken)}); проверьте сеть и VEKHA_SMTP_URL")
        except SMTPException as strange:
            return ChannelDown(f"сервер почты ответил не по правилам ({_named(strange)})")
        return None

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[SMTP]:
        """An open connection; whoever breaks it does not give it back."""
        client = await self._taken()
        try:
            yield client
        except (RecipientRefused, RecipientDelayed):
            self._idle.append(client)
            raise
        except BaseException:
            client.close()
            raise
        else:
            self._idle.append(client)

    async def _taken(self) -> SMTP:
        """One that still answers, or a new one: servers close what has been silent for a while."""
        while self._idle:
            client = self._idle.popleft()
            with contextlib.suppress(SMTPException, *BROKEN):
                await client.rset()
                return client
            client.close()
        return await self._opened()

    async def _opened(self) -> SMTP:
        where, encrypted = self.server, self.server.tls is not Tls.NONE
        client = SMTP(
            hostname=where.host, port=where.port, use_tls=where.tls is Tls.TLS, start_tls=where.tls is Tls.STARTTLS,
            tls_context=where.context() if encrypted else None, timeout=CONNECT_WITHIN,
            local_hostname=self.sender.rpartition("@")[2] or "localhost",
        )  # fmt: skip
        try:
            await client.connect()
            if where.user:
                await client.login(where.user, where.password)
        except Exception as refusal:
            client.close()
            raise _not_opened(refusal) from None
        client.timeout = self.answer_within
        return client

    async def _hand_in(self, client: SMTP, mail: Mail) -> None:
        try:
            await client.mail(self.sender)
        except SMTPResponseException as refusal:
            raise ChannelDown(f"сервер почты не принимает отправителя: {_said(refusal)}") from None
        try:
            await client.rcpt(mail.address)
        except SMTPResponseException as refusal:
            _refused(refusal)
        await self._content(client, mail)

    async def _content(self, client: SMTP, mail: Mail) -> None:
        """Once the message has begun to go, a silence leaves open whether it has arrived."""
        try:
            await client.data(mail.content)
        except SMTPResponseException as refusal:
            _refused(refusal)
        except BROKEN as broken:
            raise Unsure(f"сервер почты замолчал посреди письма ({_named(broken)})") from None

    async def _part(self) -> None:
        while self._idle:
            client = self._idle.popleft()
            with contextlib.suppress(SMTPException, *BROKEN):
                await asyncio.wait_for(client.quit(), 2)
            client.close()


@dataclass
class _Batch:
    left: deque[tuple[int, Mail]]
    outcomes: list[Outcome]
    trouble: ChannelDown | None = None

    def stop(self, trouble: ChannelDown) -> None:
        """The rest is not tried: it would meet the same server."""
        self.trouble = trouble
        said = ChannelDown(str(trouble))
        while self.left:
            self.outcomes[self.left.popleft()[0]] = said


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()


def _not_opened(refusal: Exception) -> Exception:
    if isinstance(refusal, SMTPAuthenticationError):
        return ChannelDown("сервер почты не принял имя или пароль; проверьте VEKHA_SMTP_URL")
    if isinstance(refusal, ssl.SSLError) or isinstance(refusal.__cause__, ssl.SSLError):
        return ChannelDown("сертификату сервера почты нельзя доверять; проверьте имя узла, tls и ca в VEKHA_SMTP_URL")
    if isinstance(refusal, (*BROKEN, SMTPException)):
        return ChannelDown(f"сервер почты недоступен ({_named(refusal)}); проверьте сеть и VEKHA_SMTP_URL")
    return refusal


def _refused(refusal: SMTPResponseException) -> NoReturn:
    """4xx: this mailbox later; 5xx: never; 421 is the server's own trouble."""
    if refusal.code == CLOSING:
        raise ChannelDown(f"сервер почты закрывает соединение: {_said(refusal)}") from None
    if refusal.code < FOREVER:
        raise RecipientDelayed(f"почтовый ящик пока не принимает: {_said(refusal)}") from None
    raise RecipientRefused(f"почтовый ящик не принимает: {_said(refusal)}") from None


def _said(refusal: SMTPResponseException) -> str:
    text = "".join(filter(str.isprintable, " ".join(str(refusal.message).split())))
    return f"{refusal.code} {text}"[:300]


def _named(error: BaseException) -> str:
    return type(error).__name__
