"""Letters find another way: from Telegram to e-mail, past a mail server that dies and comes back, to a secretary."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from config.links import SignedLinks, links_for
from config.mail import mail_for
from config.reporting import Reports
from config.settings import Settings
from domain.letters import LetterKind
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from domain.storage.proofs import Standing
from notifications.web.seals import Scope
from tests.mail.letters import part
from tests.mail.servers import Postbox
from tests.scenarios.story import ADMINISTRATOR, COMMITTEE, CURATOR, DEPUTY, HEAD, INSTITUTE
from tests.telegram.post import Post, opened_post

BOXES = {name: f"box{n}@example.ru" for n, name in enumerate((HEAD, CURATOR, DEPUTY, INSTITUTE, ADMINISTRATOR))}
PAUSE = timedelta(minutes=11)
"""After which a channel that was down is tried again."""


@dataclass
class Ways:
    """Telegram (the emulator) and a mail server that may be stopped and started at one port."""

    post: Post
    links: SignedLinks
    port: int
    box: Postbox
    server: Controller | None = None

    def start(self) -> None:
        self.server = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def stop(self) -> None:
        if self.server:
            self.server.stop()
        self.server = None

    def later(self, pause: timedelta = PAUSE) -> None:
        self.post.story.clock.present += pause
        self.post.round()

    @property
    def channels(self) -> dict[str, list[str]]:
        """By recipient the ways that their letters have gone."""
        told: dict[str, list[str]] = {}
        for one in self.post.story.office.proofs.newest(100):
            if one.standing in {Standing.SENT, Standing.DELIVERED}:
                told.setdefault(one.letter.recipient, []).append(one.channel)
        return told


@contextmanager
def opened_ways(home: Path, port: int) -> Iterator[Ways]:
    with opened_post(home, "2", "3") as post:
        office = post.story.office
        settings = Settings(
            home=home, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="vekha@example.ru",
            web_url="https://vekha.example.ru",
        )  # fmt: skip
        links = links_for(office, settings)
        mail = mail_for(office, settings, links)
        assert mail is not None
        assert links is not None
        office.mailboxes.put_all(BOXES, office.clock.now())
        ways = Ways(post, links, port, Postbox())
        ways.start()
        try:
            yield ways
        finally:
            mail.close()
            ways.stop()


@pytest.fixture
def ways(tmp_path: Path, free_tcp_port: int) -> Iterator[Ways]:
    with opened_ways(tmp_path, free_tcp_port) as opened:
        yield opened


def test_whoever_has_telegram_reads_there_and_whoever_has_not_gets_e_mail_at_once(ways: Ways) -> None:
    phone = ways.post.person(DEPUTY)
    ways.post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    ways.post.put(LetterKind.STARTED, INSTITUTE, "3.1.2")
    ways.post.all_sent()
    assert "3.1.2" in phone.last.text
    assert ways.box.addresses == [BOXES[INSTITUTE]]
    assert ways.channels == {DEPUTY: ["telegram"], INSTITUTE: ["mail"]}


def test_whoever_has_blocked_the_bot_gets_e_mail_at_once(ways: Ways) -> None:
    phone = ways.post.person(DEPUTY)
    ways.post.emulator.block(phone)
    ways.post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    ways.post.all_sent()
    assert ways.box.addresses == [BOXES[DEPUTY]]


def test_a_dead_telegram_is_waited_for_and_then_the_letter_goes_by_e_mail_and_only_there(ways: Ways) -> None:
    phone = ways.post.person(DEPUTY)
    ways.post.emulator.fail("sendMessage", code=502, times=100_000)
    ways.post.put(LetterKind.STARTED, DEPUTY, "3.1.2")
    ways.post.until(lambda: len(ways.post.emulator.calls_of("sendMessage")) == 1)
    ways.later(timedelta(minutes=14))
    ways.post.until(lambda: len(ways.post.emulator.calls_of("sendMessage")) == 2)
    assert ways.box.arrived == []
    ways.later(timedelta(minutes=2))
    ways.post.all_sent()
    assert ways.box.addresses == [BOXES[DEPUTY]]
    assert ways.channels == {DEPUTY: ["mail"]}
    ways.post.emulator.heal()
    ways.later()
    assert len(ways.box.arrived) == 1
    assert len(phone.screen) == 0


def test_a_mail_server_that_dies_and_comes_back_loses_nothing_and_gets_nothing_twice(ways: Ways) -> None:
    """Alive, dead, alive: one letter each time to each of three people."""
    people = (DEPUTY, INSTITUTE, HEAD)
    for is_alive, occasion in ((True, "первое"), (False, "второе"), (True, "третье")):
        if is_alive and ways.server is None:
            ways.start()
        if not is_alive:
            ways.stop()
        for name in people:
            ways.post.put(LetterKind.STARTED, name, "3.1.2", occasion=occasion)
        ways.later()
        waiting = ways.post.story.office.outbox.counts()["waiting"]
        assert waiting == (0 if is_alive else len(people))
    names = [letter["Message-ID"] for letter in ways.box.letters]
    assert len(names) == len(set(names))
    carried = [one for one in ways.post.story.office.proofs.newest(100) if one.letter.recipient in people]
    assert len(carried) == 9
    assert {one.standing for one in carried} == {Standing.SENT}
    assert set(ways.box.addresses) == {BOXES[name] for name in people}


def test_a_committee_s_letter_goes_to_its_secretary_with_the_secretary_s_own_links(ways: Ways) -> None:
    office = ways.post.story.office
    office.mailboxes.appoint(COMMITTEE, ways.post.story.passport.code, ADMINISTRATOR, office.clock.now())
    letter = ways.post.put(LetterKind.ESCALATION, COMMITTEE, "2.1.1", rung="2", level=COMMITTEE)
    ways.post.all_sent()
    (arrived,) = ways.box.letters
    assert arrived["To"].addresses[0].addr_spec == BOXES[ADMINISTRATOR]
    addresses = [word for word in part(arrived, "text/plain").get_content().split() if "/l/" in word]
    opened = [ways.links.seals.opened(word.rpartition("/")[2], Scope.DESK, Scope.ITEM) for word in addresses]
    assert len(opened) >= 2
    assert {given.person for given in opened if given} == {ADMINISTRATOR}
    assert {given.letter for given in opened if given} == {letter.key}


def test_a_letter_about_a_report_leads_to_the_report(ways: Ways) -> None:
    told = ways.post.story
    kept = Reports(told.office, Thresholds()).draft(told.passport, Period(PeriodKind.MONTH, 2019, 2))
    assert kept
    ways.post.all_sent()
    letter = next(one for one in ways.box.letters if "На подпись" in one["Subject"])
    line = next(x for x in part(letter, "text/plain").get_content().splitlines() if x.startswith("Открыть отчёт"))
    given = ways.links.seals.opened(line.rpartition("/")[2], Scope.REPORT)
    assert given
    assert (given.person, given.place) == (HEAD, f"/reports/{kept.id}")
    assert ">Открыть отчёт</a>" in part(letter, "text/html").get_content()


def test_no_line_of_a_letter_is_too_long_for_a_server_whoever_reads_it(ways: Ways) -> None:
    """RFC 5321: 998 octets; headers with signed addresses are the longest there are."""
    name = "Константинопольская-Многоуважаемая " * 7
    office = ways.post.story.office
    office.mailboxes.put(name, "long@example.ru", office.clock.now())
    ways.post.put(LetterKind.GRANTED, name, "2.1.1", by=CURATOR)
    ways.post.all_sent()
    (envelope,) = ways.box.arrived
    content = envelope.original_content or b""
    assert b"List-Unsubscribe: <https://vekha.example.ru/u/" in content
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
