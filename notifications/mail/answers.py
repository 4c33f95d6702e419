"""What an SMTP server's refusals mean: for the one mailbox, for the one message, or for everybody."""

import asyncio
import re
import ssl

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from notifications.channels import ChannelDown, RecipientDelayed, RecipientRefused, Unsure

BROKEN = (SMTPServerDisconnected, SMTPTimeoutError, OSError, asyncio.TimeoutError)
"""Nothing more comes over this connection."""
CLOSING = 421
SERVERS_OWN = frozenset({CLOSING, 500, 501, 502, 503, 504, 530, 534, 535, 538})
"""Answers that would be the same to any address: the session, the login or the commands do not suit the server."""
FULL = re.compile(r"^552\b|^\d+ 5\.2\.2\b")
POLICY = re.compile(r"^\d+ 5\.7\.\d|relay", re.I)
"""Who may send to whom (RFC 3463): the sender's trouble, the mailbox may be as good as ever."""
LONGEST = 300
CHECK = "проверьте сеть и VEKHA_SMTP_URL"


class NoMailbox(RecipientRefused):
    """The server says for good that there is no such mailbox."""


def about_opening(refusal: Exception) -> ChannelDown:
    """Why there is no connection; what the server says of a login is not repeated."""
    if isinstance(refusal, SMTPAuthenticationError) and refusal.code >= 500:  # noqa: PLR2004  # RFC 4954: 4xx is for now
        return ChannelDown("сервер почты не принял имя или пароль; проверьте VEKHA_SMTP_URL")
    if isinstance(refusal, ssl.SSLError) or isinstance(refusal.__cause__, ssl.SSLError):
        return ChannelDown("сертификату сервера почты нельзя доверять; проверьте имя узла, tls и ca в VEKHA_SMTP_URL")
    if type(refusal) is SMTPException:  # the library's own: STARTTLS or AUTH is not among what the server offers
        return ChannelDown("сервер почты не умеет шифровать или входить по имени; проверьте tls в VEKHA_SMTP_URL")
    if isinstance(refusal, SMTPResponseException) and refusal.code > 0:
        return ChannelDown(f"сервер почты не принимает соединение: {said(refusal)}")
    return ChannelDown(f"сервер почты недоступен ({named(refusal)}); {CHECK}")


def about_sender(refusal: SMTPResponseException) -> ChannelDown:
    return ChannelDown(f"сервер почты не принимает отправителя: {said(refusal)}")


def about_mailbox(refusal: SMTPResponseException) -> Exception:
    """An answer to RCPT."""
    words = said(refusal)
    if _is_servers_own(refusal):
        return ChannelDown(f"сервер почты не принимает письма: {words}")
    if refusal.code < 500 or FULL.search(words):  # noqa: PLR2004  # RFC 5321: 4xx is for now
        return RecipientDelayed(f"почтовый ящик пока не принимает: {words}")
    if POLICY.search(words):
        return RecipientRefused(f"сервер почты не пересылает по этому адресу: {words}")
    return NoMailbox(f"почтовый ящик не принимает: {words}")


def about_message(refusal: SMTPResponseException) -> Exception:
    """An answer to DATA: it is the message that is refused, the mailbox has been accepted before."""
    words = said(refusal)
    if not _is_refusal(refusal):
        return Unsure(f"сервер почты ответил на письмо не по правилам: {words}")
    if _is_servers_own(refusal):
        return ChannelDown(f"сервер почты не принимает письма: {words}")
    if refusal.code < 500:  # noqa: PLR2004  # RFC 5321: 4xx is for now
        return RecipientDelayed(f"сервер почты пока не принял письмо: {words}")
    return RecipientRefused(f"сервер почты не принял письмо: {words}")


def about_silence(trouble: Exception) -> Exception:
    """Anything else: the connection broke, what came makes no sense, or the fault is in the message itself."""
    if isinstance(trouble, BROKEN):
        return ChannelDown(f"сервер почты не отвечает ({named(trouble)}); {CHECK}")
    if isinstance(trouble, SMTPException):
        return ChannelDown(f"сервер почты ответил не по правилам ({named(trouble)})")
    return trouble


def said(refusal: SMTPResponseException) -> str:
    """The server's words on one line."""
    text = "".join(filter(str.isprintable, " ".join(str(refusal.message).split())))
    return f"{refusal.code} {text}"[:LONGEST]


def named(error: BaseException) -> str:
    return type(error).__name__


def _is_servers_own(refusal: SMTPResponseException) -> bool:
    """Also whatever is no answer of SMTP at all."""
    return refusal.code in SERVERS_OWN or not _is_refusal(refusal)


def _is_refusal(refusal: SMTPResponseException) -> bool:
    """Whatever else came is no refusal of RFC 5321: the server may have taken what it was given."""
    return 400 <= refusal.code < 600  # noqa: PLR2004  # RFC 5321
