"""The way to a server and back: encryption, logins, refusals, silence, connections."""

import ssl
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from notifications.channels import ChannelDown, RecipientDelayed, RecipientRefused, Unsure
from notifications.mail.answers import NoMailbox
from notifications.mail.post import CONNECTIONS, Mail, Outcome, Patience, Post
from notifications.mail.server import server_from
from tests.mail.servers import PASSWORD, USER, Dropping, Postbox, Running, Tired, by_password, serving

LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@"
QUICK = Patience(connect=0.5, answer=0.3, whole=1.0)
FAIR = Patience(2.0, 2.0, 10.0)
TLS = tuple[ssl.SSLContext, Path]


@contextmanager
def posting(url: str, patience: Patience = FAIR) -> Iterator[Post]:
    post = Post(server_from(url), "vekha@example.ru", patience)
    try:
        yield post
    finally:
        post.close()


def mails(count: int, size: int = 10) -> list[Mail]:
    return [Mail(f"box{n}@example.ru", b"Subject: x\r\n\r\n" + b"x" * size + b"\r\n") for n in range(count)]


def sent(running: Running, mails_: Sequence[Mail], patience: Patience = FAIR) -> list[Outcome]:
    with posting(running.url(), patience) as post:
        return post.send(mails_)


def test_starttls_and_a_login_with_signs_in_the_password(certificate: TLS) -> None:
    context, ca = certificate
    login: dict[str, Any] = {"auth_required": True, "authenticator": by_password}
    with (
        serving(tls_context=context, require_starttls=True, **login) as server,
        posting(server.url(f"?tls=starttls&ca={ca}", LOGIN)) as post,
    ):
        assert post.send(mails(3)) == [None] * 3
    assert len(server.postbox.arrived) == 3


def test_implicit_tls(certificate: TLS) -> None:
    context, ca = certificate
    with serving(implicit=context) as server, posting(server.url(f"?tls=tls&ca={ca}")) as post:
        assert post.send(mails(2)) == [None, None]


def test_a_server_without_starttls_gets_no_letter() -> None:
    with serving() as server, posting(server.url("?tls=starttls")) as post:
        (down,) = post.send(mails(1))
    assert isinstance(down, ChannelDown)
    assert "tls" in str(down)
    assert server.postbox.arrived == []


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate: TLS) -> None:
    context, _ = certificate
    for query, given in (("?tls=starttls", {"tls_context": context}), ("?tls=tls", {"implicit": context})):
        with serving(**given) as server, posting(server.url(query)) as post:  # type: ignore[arg-type]
            (down,) = post.send(mails(1))
        assert isinstance(down, ChannelDown)
        assert "сертификату" in str(down)
        assert server.postbox.arrived == []


def test_a_wrong_password_stops_the_channel_and_is_not_repeated(certificate: TLS) -> None:
    context, ca = certificate
    login: dict[str, Any] = {"auth_required": True, "authenticator": by_password, "require_starttls": True}
    with (
        serving(tls_context=context, **login) as server,
        posting(server.url(f"?tls=starttls&ca={ca}", "vekha:sekret-71@")) as post,
    ):
        outcomes = post.send(mails(7))
    assert {type(outcome) for outcome in outcomes} == {ChannelDown}
    assert "имя или пароль" in str(outcomes[0])
    assert not any("sekret-71" in str(outcome) for outcome in outcomes)
    assert server.postbox.arrived == []


def test_a_login_that_the_server_does_not_want_stops_the_channel() -> None:
    with serving() as server, posting(server.url("?tls=none", "vekha:sekret-71@")) as post:
        (down,) = post.send(mails(1))
    assert isinstance(down, ChannelDown)
    assert "sekret-71" not in str(down)


def test_nobody_at_the_port_is_a_server_that_is_down() -> None:
    with serving() as server:
        pass
    (down,) = sent(server, mails(1))
    assert isinstance(down, ChannelDown)
    assert "недоступен" in str(down)


def test_a_slow_server_is_not_waited_for_longer_than_agreed() -> None:
    with serving(Postbox(pause=5.0)) as server:
        before = time.monotonic()
        outcomes = sent(server, mails(40), QUICK)
        assert time.monotonic() - before < 4.0
    assert {type(outcome) for outcome in outcomes} == {ChannelDown}


def test_a_sluggish_server_gets_no_new_letters_after_a_while() -> None:
    with serving(Postbox(pause=0.15)) as server:
        outcomes = sent(server, mails(40), Patience(5.0, 5.0, whole=0.4))
    went = outcomes.count(None)
    assert 0 < went < 40
    assert went == len(server.postbox.arrived)
    assert "слишком медленно" in str(next(outcome for outcome in outcomes if outcome))


REFUSALS: tuple[tuple[str, type[Exception]], ...] = (
    ("550 5.1.1 no such user", NoMailbox),
    ("553 mailbox name not allowed", NoMailbox),
    ("554 5.7.1 relay access denied", RecipientRefused),
    ("550 relay not permitted", RecipientRefused),
    ("552 5.2.2 mailbox full", RecipientDelayed),
    ("450 4.2.1 mailbox busy", RecipientDelayed),
    ("451 greylisted", RecipientDelayed),
)


@pytest.mark.parametrize(("answer", "meaning"), REFUSALS)
def test_one_bad_recipient_spoils_no_batch(answer: str, meaning: type[Exception]) -> None:
    with serving(Postbox(rcpt={"box3@example.ru": answer})) as server:
        outcomes = sent(server, mails(20))
    assert type(outcomes.pop(3)) is meaning
    assert outcomes == [None] * 19
    assert len(server.postbox.arrived) == 19
    assert server.postbox.connections <= CONNECTIONS


@pytest.mark.parametrize("answer", ["530 authentication required", "421 4.3.2 shutting down", "503 bad sequence"])
def test_what_a_server_would_say_to_anybody_stops_the_channel(answer: str) -> None:
    with serving(Postbox(rcpt={f"box{n}@example.ru": answer for n in range(20)})) as server:
        outcomes = sent(server, mails(20))
    assert {type(outcome) for outcome in outcomes} == {ChannelDown}


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [("452 try later", RecipientDelayed), ("554 5.6.0 spam", RecipientRefused), ("421 closing", ChannelDown)],
)
def test_a_letter_that_is_refused_after_its_content_says_nothing_of_the_mailbox(
    answer: str, meaning: type[Exception]
) -> None:
    with serving(Postbox(data={"box0@example.ru": answer})) as server:
        (outcome,) = sent(server, mails(1))
    assert type(outcome) is meaning


@pytest.mark.parametrize("answer", ["550 5.7.1 sender rejected", "451 rate limit"])
def test_a_sender_who_is_refused_stops_the_channel(answer: str) -> None:
    with serving(Postbox(mail=answer)) as server:
        outcomes = sent(server, mails(40))
    assert {type(outcome) for outcome in outcomes} == {ChannelDown}
    assert answer in str(outcomes[0])
    assert server.postbox.connections <= CONNECTIONS  # the others are not tried


def test_what_was_confirmed_before_a_drop_is_sent_and_what_was_not_is_unsure() -> None:
    with serving(kind=Dropping) as server:
        outcomes = sent(server, mails(20, size=200_000))
    assert isinstance(outcomes[1], Unsure)
    assert outcomes.count(None) == len(server.postbox.arrived)
    others = [outcome for n, outcome in enumerate(outcomes) if outcome and n != 1]
    assert {type(outcome) for outcome in others} <= {ChannelDown}
    assert sorted(mail.address for mail, outcome in zip(mails(20), outcomes, strict=True) if outcome is None) == (
        server.postbox.addresses
    )


def test_connections_are_few_and_serve_many_letters_and_rounds() -> None:
    with serving() as server, posting(server.url()) as post:
        for _ in range(3):
            assert post.send(mails(40)) == [None] * 40
        assert server.postbox.connections <= CONNECTIONS
    assert len(server.postbox.arrived) == 120


def test_a_server_that_ends_each_connection_after_two_letters_gets_all_of_them() -> None:
    with serving(kind=Tired) as server, posting(server.url()) as post:
        assert post.send(mails(20)) == [None] * 20
        assert post.send(mails(3)) == [None] * 3
    assert server.postbox.connections >= 11


def test_a_server_that_was_started_anew_between_rounds_gets_the_next_one() -> None:
    with serving(timeout=0.2) as server, posting(server.url()) as post:
        assert post.send(mails(2)) == [None, None]
        time.sleep(0.5)  # the server ends connections that say nothing
        assert post.send(mails(2)) == [None, None]
    assert len(server.postbox.arrived) == 4


def test_idle_connections_are_closed() -> None:
    with serving() as server, posting(server.url()) as post:
        post.idle = 0.1
        post.send(mails(5))
        time.sleep(0.8)
        before = server.postbox.connections
        post.send(mails(1))
        assert server.postbox.connections == before + 1


def test_a_closed_post_may_be_used_again() -> None:
    with serving() as server, posting(server.url()) as post:
        assert post.send(mails(1)) == [None]
        post.close()
        assert post.send(mails(1)) == [None]


def test_whoever_is_sending_while_the_post_is_closed_is_not_left_waiting() -> None:
    patience = Patience(answer=60.0)
    with serving(Postbox(pause=30.0)) as server, posting(server.url(), patience) as post, ThreadPoolExecutor(1) as pool:
        sending = pool.submit(post.send, mails(3))
        time.sleep(0.3)
        post.close()
        with pytest.raises(CancelledError):
            sending.result(5)


def test_lines_that_begin_with_a_dot_arrive_as_they_are() -> None:
    content = b"Subject: x\r\n\r\n.\r\n..a\r\nend\r\n"
    with serving() as server:
        assert sent(server, [Mail("box@example.ru", content)]) == [None]
    assert server.postbox.arrived[0].original_content == content
