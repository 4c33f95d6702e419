"""E-mail as the service sets it up: real delivery with the addresses, the files and the links of the office."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.files import beside
from config.links import links_for
from config.mail import Mail, mail_for
from config.reporting import Reports
from config.settings import Settings
from domain import use_cases
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from notifications.reports import file_name
from tests.mail.letters import part, parts
from tests.mail.servers import Postbox, serving
from tests.scenarios.story import COMMITTEE, CURATOR, HEAD, Story, story

BOXES = {HEAD: "head@example.ru", CURATOR: "curator@example.ru"}


@contextmanager
def mailing(home: Path, postbox: Postbox | None = None) -> Iterator[tuple[Story, Mail, Postbox]]:
    """An office that can do nothing but e-mail, with the mailboxes of two people."""
    told = story("2")
    told.office.home, told.office.files = home, beside(home)
    told.office.mailboxes.put_all(BOXES, told.clock.present)
    with serving(postbox) as server:
        settings = Settings(
            home=home, smtp_url=server.url(), mail_from="Веха <vekha@example.ru>", web_url="https://vekha.example.ru"
        )
        mail = mail_for(told.office, settings, links_for(told.office, settings))
        assert mail is not None
        try:
            yield told, mail, server.postbox
        finally:
            mail.close()
            told.office.close()


def test_without_a_server_there_is_no_mail() -> None:
    told = story("2")
    assert mail_for(told.office, Settings(smtp_url=""), None) is None
    assert told.office.channels == ()


def test_an_acceptor_s_letter_carries_the_file_that_was_reported(tmp_path: Path) -> None:
    with mailing(tmp_path) as (told, _, box):
        told.until("2018-10-29 10:00")
        evidence = told.office.files.keep("Заявка области.pdf", b"%PDF-1.4 application")
        told.do(use_cases.report, "2.1.1", by=HEAD, evidence=evidence)
        while told.office.deliver():
            pass
        reviews = [one for one in box.letters if one["To"].addresses[0].addr_spec == BOXES[CURATOR]]
        files = [one for letter in reviews for one in parts(letter) if one.get_filename() == "Заявка области.pdf"]
        assert [file.get_content() for file in files] == [b"%PDF-1.4 application"]
        assert "https://vekha.example.ru/l/" in part(reviews[-1], "text/html").get_content()


def test_a_letter_about_a_report_carries_the_report(tmp_path: Path) -> None:
    with mailing(tmp_path) as (told, _, box):
        told.until("2019-04-03 10:00")
        told.office.mailboxes.put_all({COMMITTEE: "secretary@example.ru"}, told.clock.present)
        reports = Reports(told.office, Thresholds())
        kept = reports.draft(told.passport, Period(PeriodKind.MONTH, 2019, 3))
        assert kept
        told.office.deliver()
        (letter,) = [one for one in box.letters if one["Subject"].startswith("На подпись: отчёт № 1 за март 2019 года")]
        assert letter["To"].addresses[0].addr_spec == BOXES[HEAD]
        assert [one.get_filename() for one in parts(letter) if one.get_filename()] == [file_name(kept.report, "docx")]


def test_the_letter_that_begins_an_item_carries_a_draft_of_its_document(tmp_path: Path) -> None:
    with mailing(tmp_path) as (told, _, box):
        told.until("2018-10-01 09:30")
        while told.office.deliver():
            pass
        files = [one.get_filename() for letter in box.letters for one in parts(letter) if one.get_filename()]
        assert "2.1.1 заявка, заготовка.docx" in files


def test_an_address_that_the_server_does_not_know_is_marked_and_not_tried_again(tmp_path: Path) -> None:
    with mailing(tmp_path, Postbox(rcpt={BOXES[HEAD]: "550 5.1.1 no such user"})) as (told, _, box):
        told.until("2018-10-29 10:00")
        while told.office.deliver():
            pass
        marked = told.office.mailboxes.of(HEAD)
        assert marked is not None
        assert "550 5.1.1 no such user" in (marked.spoiled or "")
        assert BOXES[HEAD] not in box.addresses


def test_a_fresh_link_goes_to_the_address_on_record_and_to_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with mailing(tmp_path) as (_, mail, box):
        mail.send_fresh(HEAD)
        mail.send_fresh("Неизвестный И.И.")
        (arrived,) = box.letters
    assert arrived["To"].addresses[0].addr_spec == BOXES[HEAD]
    assert "https://vekha.example.ru/l/" in part(arrived, "text/plain").get_content()
    assert "нет адреса" in caplog.text
