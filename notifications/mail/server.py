"""Which SMTP server letters leave by, read from one address; a password in it is never shown."""

import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit


class Tls(StrEnum):
    """STARTTLS is demanded, not tried; `NONE` is for a server on the same machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Tls.STARTTLS: 587, Tls.TLS: 465, Tls.NONE: 25}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
KNOWN = frozenset({"tls", "ca"})
SHAPE = (
    "нужен адрес вида smtp://ИМЯ:ПАРОЛЬ@УЗЕЛ:ПОРТ?tls=starttls; знаки @ : / ? # % в имени и пароле "
    "пишутся через процент, например %40"
)


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how; `ca` is the file of a private authority that has signed the server's certificate."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""

    def context(self) -> ssl.SSLContext:
        """Certificates and names are checked, whatever the mode. Raises OSError for a file that is no certificate."""
        return ssl.create_default_context(cafile=self.ca or None)


def server_from(url: str, *, allow_plain: bool = False) -> Server:
    """From `smtp://user:password@host:port?tls=starttls|tls|none&ca=FILE`.

    Raises:
        ValueError: what is wrong, in words, without repeating the address: a password may stand in it.
    """
    parts, port = _parts(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not KNOWN.issuperset(asked):
        raise ValueError(f"после знака ? бывают только tls и ca; {SHAPE}")
    host = (parts.hostname or "").lower()
    tls = _tls(asked.get("tls"), host, allow_plain)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    made = Server(host, port or PORTS[tls], tls, user, password, asked.get("ca", ""))
    _refuse_bad_authority(made)
    return made


def _parts(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise ValueError(f"порт или узел записан неверно; {SHAPE}") from None
    if parts.scheme != "smtp" or not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise ValueError(SHAPE)
    if not url.isprintable() or port == 0:
        raise ValueError("в адресе лишние знаки или порт 0")
    return parts, port


def _tls(asked: str | None, host: str, allow_plain: bool) -> Tls:
    if asked is None:
        return Tls.NONE if host in LOCAL else Tls.STARTTLS
    if asked not in list(Tls):
        raise ValueError(f"tls бывает: {', '.join(Tls)}")
    if asked == Tls.NONE and host not in LOCAL and not allow_plain:
        raise ValueError(
            "без шифрования письма уходят только на свою машину; уберите tls=none или задайте VEKHA_SMTP_PLAIN=1"
        )
    return Tls(asked)


def _refuse_bad_authority(server: Server) -> None:
    if not server.ca:
        return
    if not Path(server.ca).is_file():
        raise ValueError("файл сертификата, названный в ca, не найден")
    try:
        server.context()
    except OSError:
        raise ValueError("файл, названный в ca, — не сертификат") from None
