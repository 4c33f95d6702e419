"""Real SMTP servers (aiosmtpd) in a thread of their own, obliging or not, and what has arrived at them."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, syntax
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.mail.letters import parsed

USER, PASSWORD = "vekha@example.ru", "пароль:с@знаками/"
OK = "250 OK"


@dataclass
class Postbox:
    """What has arrived and how the server behaves. `rcpt` and `data` answer to addresses, `pause` is in seconds."""

    rcpt: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    mail: str = ""
    pause: float = 0.0
    connections: int = 0
    arrived: list[Envelope] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await asyncio.sleep(self.pause)
        envelope.mail_from = address
        return self.mail or OK

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if refusal := self.rcpt.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if refusal := self.data.get(envelope.rcpt_tos[0]):
            return refusal
        self.arrived.append(envelope)
        return OK

    @property
    def addresses(self) -> list[str]:
        return sorted(envelope.rcpt_tos[0] for envelope in self.arrived)

    @property
    def letters(self) -> list[Any]:
        """Parsed, in the order of their arrival."""
        return [parsed(envelope.original_content or b"") for envelope in self.arrived]


class Dropping(SMTP):
    """Ends the connection in the middle of the content meant for `for_whom`."""

    for_whom = "box1@example.ru"

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        assert self.envelope
        if self.for_whom not in self.envelope.rcpt_tos:
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readline()
        _transport(self).abort()


class Tired(SMTP):
    """Says goodbye after two letters on one connection, as some servers do."""

    taken = 0

    @syntax("MAIL FROM: <address>")
    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        self.taken += 1
        if self.taken > 2:
            await self.push("421 4.7.0 too many letters on one connection")
            _transport(self).close()
            return
        await super().smtp_MAIL(arg)


def _transport(server: SMTP) -> asyncio.Transport:
    assert isinstance(server.transport, asyncio.Transport)
    return server.transport


@dataclass(frozen=True)
class Running:
    """A server at work; `url` is for VEKHA_SMTP_URL."""

    port: int
    postbox: Postbox

    def url(self, query: str = "", login: str = "") -> str:
        return f"smtp://{login}127.0.0.1:{self.port}{query}"


@contextmanager
def serving(
    postbox: Postbox | None = None,
    kind: Callable[..., SMTP] = SMTP,
    implicit: ssl.SSLContext | None = None,
    **given: Any,
) -> Iterator[Running]:
    """A server of that kind on a free port; `given` are aiosmtpd's own settings."""
    box = postbox or Postbox()
    listening = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="smtp", daemon=True)
    thread.start()

    def protocol() -> SMTP:
        box.connections += 1
        return kind(box, hostname="mail.example.ru", loop=loop, **given)

    async def begin() -> asyncio.Server:
        return await loop.create_server(protocol, sock=listening, ssl=implicit)

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(5)
    try:
        yield Running(listening.getsockname()[1], box)
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _end() -> None:
    """Whatever the server still does for its clients is broken off."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)


def by_password(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    """Knows one user and his password."""
    is_known = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for 127.0.0.1, and the file of the certificate that has signed itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return context, certificate
