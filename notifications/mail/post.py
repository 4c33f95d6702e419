"""Carries finished messages to the SMTP server over a few connections that are kept open between letters."""

import asyncio
import contextlib
import ssl
import threading
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from notifications.channels import ChannelDown, RecipientDelayed, RecipientRefused, Unsure
from notifications.mail import answers
from notifications.mail.answers import BROKEN
from notifications.mail.server import Server, Tls

CONNECTIONS = 5
IDLE = 20.0
"""Seconds that a connection stays open without letters."""
SLOWEST = 50_000
"""Bytes a second that a line must carry at least: a letter with a file needs its time."""
GOODBYE = 2.0
SETTLING = 0.05
"""The loop's last turns, in which closed connections let go of their sockets."""

Outcome = Exception | None


@dataclass(frozen=True, slots=True)
class Mail:
    """One message for one mailbox: all its bytes, as they go into DATA."""

    address: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for each step of opening a connection, for an answer, and after which no further message is begun."""

    connect: float = 10.0
    answer: float = 30.0
    whole: float = 120.0


@dataclass
class Post:
    """Synchronous for its callers; inside, one thread with a loop of its own that lives as long as the service."""

    server: Server
    sender: str
    patience: Patience = Patience()
    idle: float = IDLE
    _idle: deque[SMTP] = field(default_factory=deque, init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)
    _parting: asyncio.TimerHandle | None = field(default=None, init=False)
    _leaving: "asyncio.Future[None] | None" = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def send(self, mails: Sequence[Mail]) -> list[Outcome]:
        """What became of each, in their order; None is sent.

        RecipientRefused and RecipientDelayed concern the one mailbox, ChannelDown and Unsure the server.

        Raises:
            concurrent.futures.CancelledError: the post was closed meanwhile, and nobody knows what went.
        """
        return asyncio.run_coroutine_threadsafe(self._send(mails), self._running()).result()

    def close(self) -> None:
        """Say goodbye to the server and end the thread."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end(), loop).result((CONNECTIONS + 2) * GOODBYE)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(GOODBYE)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_run, args=(self._loop,), name="mail", daemon=True)
                self._thread.start()
            return self._loop

    @cached_property
    def _tls(self) -> ssl.SSLContext | None:
        """Made once: reading the machine's authorities takes longer than a letter."""
        return None if self.server.tls is Tls.NONE else self.server.context()

    async def _send(self, mails: Sequence[Mail]) -> list[Outcome]:
        loop = asyncio.get_running_loop()
        if self._parting:
            self._parting.cancel()
        batch = _Batch.of(mails, loop.time() + self.patience.whole)
        try:
            await asyncio.gather(*(self._work(batch) for _ in range(min(CONNECTIONS, len(mails)))))
        finally:
            self._parting = loop.call_later(self.idle, self._leave)
        return batch.outcomes

    async def _work(self, batch: "_Batch") -> None:
        """Send what is left of the batch, one by one; a trouble of the server ends it for everybody."""
        while batch.left:
            if asyncio.get_running_loop().time() > batch.until:
                batch.stop(ChannelDown("сервер почты отвечает слишком медленно"))
                return
            place, mail = batch.left.popleft()
            batch.outcomes[place] = outcome = await self._outcome(mail)
            if isinstance(outcome, ChannelDown):
                batch.stop(outcome)

    async def _outcome(self, mail: Mail) -> Outcome:
        try:
            client = await self._begun()
            await self._handed_in(client, mail)
        except (ChannelDown, RecipientRefused, RecipientDelayed) as known:
            return known
        except Exception as trouble:
            return answers.about_silence(trouble)
        return None

    async def _begun(self) -> SMTP:
        """A connection that has taken MAIL FROM: one from before, or a new one where servers have ended those."""
        while self._idle:
            client = self._idle.popleft()
            with contextlib.suppress(SMTPException, *BROKEN), _closed_in_trouble(client):
                await client.mail(self.sender)
                return client
        client = await self._opened()
        with _closed_in_trouble(client):
            try:
                await client.mail(self.sender)
            except SMTPResponseException as refusal:
                raise answers.about_sender(refusal) from None
        return client

    async def _opened(self) -> SMTP:
        where = self.server
        client = SMTP(
            hostname=where.host, port=where.port, use_tls=where.tls is Tls.TLS, start_tls=where.tls is Tls.STARTTLS,
            tls_context=self._tls, timeout=self.patience.connect,
            local_hostname=self.sender.rpartition("@")[2],
        )  # fmt: skip
        with _closed_in_trouble(client):
            try:
                await client.connect()
                if where.user:
                    await client.login(where.user, where.password)
            except (SMTPException, *BROKEN, ValueError) as refusal:
                raise answers.about_opening(refusal) from None
        client.timeout = self.patience.answer
        return client

    async def _handed_in(self, client: SMTP, mail: Mail) -> None:
        """The rest of the dialogue; a connection that breaks is not given back."""
        try:
            await self._dialogue(client, mail)
        except (RecipientRefused, RecipientDelayed):
            await self._cleared(client)
            raise
        except BaseException:
            client.close()
            raise
        self._idle.append(client)

    async def _dialogue(self, client: SMTP, mail: Mail) -> None:
        try:
            await client.rcpt(mail.address)
        except SMTPResponseException as refusal:
            raise answers.about_mailbox(refusal) from None
        try:
            await client.data(mail.content, timeout=self.patience.answer + len(mail.content) / SLOWEST)
        except SMTPResponseException as refusal:
            raise answers.about_message(refusal) from None
        except BROKEN as broken:
            silence = f"сервер почты замолчал посреди письма ({answers.named(broken)})"
            raise Unsure(silence) from None

    async def _cleared(self, client: SMTP) -> None:
        """Ready for the next letter, what is left of this one forgotten."""
        try:
            await client.rset()
        except (SMTPException, *BROKEN):
            client.close()
        else:
            self._idle.append(client)

    async def _end(self) -> None:
        if self._parting:
            self._parting.cancel()
        await _finished(asyncio.all_tasks() - {asyncio.current_task()})
        await self._part()
        await asyncio.sleep(SETTLING)

    def _leave(self) -> None:
        self._leaving = asyncio.ensure_future(self._part())

    async def _part(self) -> None:
        while self._idle:
            client = self._idle.popleft()
            with contextlib.suppress(SMTPException, *BROKEN):
                await asyncio.wait_for(client.quit(), GOODBYE)
            client.close()


@contextlib.contextmanager
def _closed_in_trouble(client: SMTP) -> Iterator[None]:
    try:
        yield
    except BaseException:
        client.close()
        raise


@dataclass
class _Batch:
    left: deque[tuple[int, Mail]]
    outcomes: list[Outcome]
    until: float

    @classmethod
    def of(cls, mails: Sequence[Mail], until: float) -> "_Batch":
        return cls(deque(enumerate(mails)), [None] * len(mails), until)

    def stop(self, trouble: ChannelDown) -> None:
        """The rest is not tried: it would meet the same server."""
        said = ChannelDown(str(trouble))
        while self.left:
            self.outcomes[self.left.popleft()[0]] = said


async def _finished(tasks: Collection["asyncio.Task[object]"]) -> None:
    """What is being sent has a moment to end; then it is broken off, and its sender hears so."""
    if tasks:
        _, pending = await asyncio.wait(tasks, timeout=GOODBYE)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()
