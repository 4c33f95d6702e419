"""What a server is not trusted with: another's certificate, a password in a log, an answer that makes no sense."""

import logging
import ssl
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiosmtpd.smtp import SMTP, syntax

from notifications.channels import ChannelDown, Unsure
from notifications.mail.post import Mail, Outcome, Patience, Post
from notifications.mail.server import server_from
from tests.mail.servers import PASSWORD, USER, by_password, serving

FAIR = Patience(2.0, 2.0, 10.0)
LETTER = Mail("box@example.ru", b"Subject: x\r\n\r\nx\r\n")


class Garbled(SMTP):
    """Takes the letter and answers something that is not SMTP."""

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: ARG002, N802  # aiosmtpd's name
        await self.push("354 go on")
        while await self._reader.readline() != b".\r\n":
            pass
        self.event_handler.arrived.append(self.envelope)
        await self.push("thanks a lot")


class Closed(SMTP):
    """Refuses whoever comes, in its greeting."""

    async def push(self, status: Any) -> None:
        await super().push("554 5.7.1 go away" if str(status).startswith("220") else status)


def outcome_of(url: str) -> Outcome:
    post = Post(server_from(url), "vekha@example.ru", FAIR)
    try:
        (outcome,) = post.send([LETTER])
    finally:
        post.close()
    return outcome


def test_a_letter_that_was_taken_and_answered_with_nonsense_may_have_gone() -> None:
    with serving(kind=Garbled) as server:
        outcome = outcome_of(server.url())
    assert len(server.postbox.arrived) == 1
    assert isinstance(outcome, Unsure)


def test_a_server_that_greets_with_a_refusal_is_down() -> None:
    with serving(kind=Closed) as server:
        outcome = outcome_of(server.url())
    assert type(outcome) is ChannelDown
    assert "554 5.7.1 go away" in str(outcome)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_of_another_host_is_not_trusted_although_its_authority_is(
    tls: str, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    context, ca = certificate
    given: dict[str, Any] = {"implicit": context} if tls == "tls" else {"tls_context": context}
    with serving(**given) as server:
        outcome = outcome_of(f"smtp://localhost:{server.port}?tls={tls}&ca={ca}")
    assert isinstance(outcome, ChannelDown)
    assert "сертификату сервера почты нельзя доверять" in str(outcome)
    assert server.postbox.arrived == []


@pytest.mark.parametrize("password", [PASSWORD, "sekret-71"])
def test_no_log_repeats_a_password_that_was_right_or_wrong(
    password: str, certificate: tuple[ssl.SSLContext, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the service logs at its wordiest; what the test's own server says is not the service's."""
    caplog.set_level(logging.DEBUG)
    context, ca = certificate
    login = f"{quote(USER, safe='')}:{quote(password, safe='')}@"
    given: dict[str, Any] = {"auth_required": True, "authenticator": by_password, "require_starttls": True}
    with serving(tls_context=context, **given) as server:
        outcome = outcome_of(server.url(f"?tls=starttls&ca={ca}", login))
    assert (outcome is None) == (password == PASSWORD)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("mail.log"))
    assert password not in said + str(outcome)
    assert quote(password, safe="") not in said + str(outcome)
