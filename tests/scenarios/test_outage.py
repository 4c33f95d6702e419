"""Telegram and the mail server are dead for three weeks while the plan goes on; then each person gets one message."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from config.mail import mail_for
from config.settings import Settings
from domain.storage.proofs import LetterStanding, Standing
from tests.scenarios.story import CURATOR, DEPUTY, HEAD, INSTITUTE, moment
from tests.telegram.post import Post, opened_post

PEOPLE = (HEAD, CURATOR, DEPUTY, INSTITUTE)
ADDRESSES = {HEAD: "head@example.ru", DEPUTY: "deputy@example.ru", INSTITUTE: "institute@example.ru"}
WITH_TELEGRAM = (HEAD, CURATOR)
DIES, BACK = moment("2019-12-24 12:30"), moment("2020-01-15 12:00")
BREAK = timedelta(minutes=20)
UNDER_WAY = {Standing.QUEUED, Standing.HELD, Standing.IN_FLIGHT}


class Mailroom:
    """A real server's end: to whom each message came."""

    def __init__(self) -> None:
        self.came: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's
        self.came += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def post(tmp_path: Path, free_tcp_port: int) -> Iterator[Post]:
    """Nobody listens at the mail server's port yet."""
    with opened_post(tmp_path, "2", "3", begins="2019-12-24 12:00") as opened:
        office = opened.story.office
        address = f"smtp://127.0.0.1:{free_tcp_port}?tls=none"
        mail = mail_for(office, Settings(smtp_url=address, mail_from="vekha@example.ru"), None)
        assert mail is not None
        office.mailboxes.put_all(ADDRESSES, office.clock.now())
        try:
            yield opened
        finally:
            mail.close()


def to_people(post: Post) -> list[LetterStanding]:
    return [one for one in post.story.office.proofs.newest(1000) if one.letter.recipient in PEOPLE]


def lived_without_any_channel(post: Post) -> None:
    """Ticks come when they are due, and rounds of delivery as often as anything may be tried."""
    office, clock = post.story.office, post.story.clock
    clock.present = DIES
    while clock.present < BACK:
        due = min(filter(None, (office.next_due(), office.outbox.next_try_at())), default=BACK)
        clock.present = min(max(due, clock.present + BREAK), BACK)
        office.tick()
        office.delivered()


def test_after_dead_weeks_nothing_is_lost_and_each_person_gets_one_message(post: Post, free_tcp_port: int) -> None:
    phones = {name: post.person(name) for name in WITH_TELEGRAM}
    post.emulator.fail("sendMessage", code=502, times=100_000)
    lived_without_any_channel(post)
    assert {one.letter.recipient for one in to_people(post)} == set(PEOPLE)
    assert {one.standing for one in to_people(post)} <= UNDER_WAY
    assert len(to_people(post)) > 10
    mailroom = Mailroom()
    server = Controller(mailroom, hostname="127.0.0.1", port=free_tcp_port)
    server.start()
    try:
        post.emulator.heal()
        post.story.clock.present += timedelta(minutes=11)
        post.until(lambda: not [one for one in to_people(post) if one.standing in UNDER_WAY], 30)
    finally:
        server.stop()
    assert {name: len(phone.screen) for name, phone in phones.items()} == dict.fromkeys(WITH_TELEGRAM, 1)
    assert sorted(mailroom.came) == sorted([ADDRESSES[DEPUTY], ADDRESSES[INSTITUTE]])
    assert {one.standing for one in to_people(post)} == {Standing.DELIVERED, Standing.SENT}
    parcels = {one.proofs[-1].parcel for one in to_people(post)}
    assert all("/after_outage|digest|" in parcel for parcel in parcels)
    assert post.emulator.limits.refused == 0
