"""What somebody writes or sends to make another's browser do something: in a real browser nothing comes of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, FilePayload

from domain.storage import journal
from tests.scenarios.story import CURATOR, DEPUTY, HEAD
from tests.web.chromium.people import Person, person
from tests.web.house import House

SCRIPTS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "'><svg/onload=alert(3)>", "{{ 7*7 }}")
HTML = b"<!doctype html><script>alert(document.domain)</script>"


@pytest.fixture
def reader(browser: Browser, desk: House) -> Iterator[Person]:
    """The head, whose browser runs whatever it is given."""
    known = person(browser, desk, scripts=True)
    known.comes_in(HEAD)
    yield known
    known.context.close()


@pytest.fixture
def writer(browser: Browser, desk: House) -> Iterator[Person]:
    known = person(browser, desk)
    known.comes_in(DEPUTY)
    yield known
    known.context.close()


def reported(writer: Person, desk: House, name: str, content: bytes, **said: str) -> None:
    writer.opens(f"{desk.card('3.1.1')}/report")
    writer.fills({"Номер документа": "15-р", "Дата документа": "2019-06-05", **said})
    writer.attaches(FilePayload(name=name, mimeType="text/html", buffer=content))
    writer.presses("Сообщить об исполнении")


def test_script_in_what_people_write_is_only_words(desk: House, writer: Person, reader: Person) -> None:
    for words in SCRIPTS:
        writer.opens(f"{desk.card('3.1.1')}/note")
        writer.fills({"Как идёт исполнение": f"{words} и дальше"})
        writer.presses("Записать ход исполнения")
    reported(writer, desk, "'><svg onload=alert(4)>.pdf", HTML, **{"Номер документа": SCRIPTS[1]})
    for path in (desk.card("3.1.1"), f"{desk.card('3.1.1')}/accept", "/desk", "/board", f"/find?number={SCRIPTS[1]}"):
        reader.opens(path)
        assert reader.page.locator("script, [onerror], [onload], img[src=x], iframe, object").count() == 0
    reader.opens(desk.card("3.1.1"))
    assert all(words in reader.text for words in SCRIPTS)
    assert reader.heard == []


def test_a_script_that_had_got_in_would_be_stopped_and_heard_of(desk: House, reader: Person) -> None:
    reader.page.evaluate("document.querySelector('main').innerHTML += '<img src=x onerror=alert(1)>'")
    reader.page.wait_for_timeout(300)
    assert [words for words in reader.heard if "Content Security Policy" in words]
    assert not [words for words in reader.heard if words.startswith("dialog")]


def test_a_link_that_would_run_is_refused(desk: House, writer: Person) -> None:
    for link in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example"):
        reported(writer, desk, "график.pdf", b"%PDF-1.4", **{"Ссылка на документ": link})
    assert desk.story.events("3.1.1").count("report") == 0


def test_a_link_that_is_in_the_journal_all_the_same_is_not_one_to_press(desk: House, reader: Person) -> None:
    """The command line and the bot have checks of their own; the page does not rely on them."""
    desk.reported("3.1.1", by=DEPUTY)
    with desk.story.office.database.writing() as connection:
        spelled = '{"link": "javascript:alert(1)", "number": "15-р", "dated": "2019-06-05"}'
        last = connection.exec_driver_sql("SELECT max(seq) FROM journal WHERE event = 'report'").scalar()
        connection.execute(journal.JOURNAL.update().where(journal.JOURNAL.c.seq == last).values(details=spelled))
    reader.opens(desk.card("3.1.1"))
    assert "15-р" in reader.text
    assert reader.page.locator("a[href^='javascript']").count() == 0


def test_a_file_that_browsers_run_is_not_taken(desk: House, writer: Person) -> None:
    for name in ("отчёт.svg", "отчёт.html", "отчёт.pdf.html", "отчёт.xhtml"):
        reported(writer, desk, name, HTML)
        assert "Не выполнено." in writer.text
        assert writer.page.get_by_label("Номер документа").input_value() == "15-р"
    assert desk.story.events("3.1.1").count("report") == 0


def test_a_page_named_as_a_document_is_saved_and_never_shown(desk: House, writer: Person, reader: Person) -> None:
    reported(writer, desk, "отчёт.pdf", HTML)
    with pytest.raises(Error, match="Download is starting"):
        reader.opens(f"{desk.card('3.1.1')}/file")
    reader.opens(desk.card("3.1.1"))
    assert reader.saves("Скачать файл «отчёт.pdf»").read_bytes() == HTML
    given = reader.context.request.get(f"{desk.site}{desk.card('3.1.1')}/file")
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-type"] == "application/octet-stream"
    assert reader.heard == []


def test_nobody_elses_page_can_frame_the_desk_or_send_its_forms(desk: House, reader: Person) -> None:
    """Another site, on another port of this machine: the browser itself keeps the two apart."""
    address = f"{desk.site}{desk.card('3.1.1')}/withdraw"
    page = f"<iframe src='{desk.site}/desk'></iframe><form method=post action='{address}'><input name=reason value=x>"
    reader.page.route("http://evil.example/", lambda route: route.fulfill(body=page, content_type="text/html"))
    reader.page.goto("http://evil.example/")
    assert "Мои пункты" not in (reader.page.frames[1].content())
    reader.page.evaluate("document.forms[0].submit()")
    reader.page.wait_for_url("**/withdraw")
    assert "Нужно войти" in reader.text
    assert desk.story.events("3.1.1").count("withdraw") == 0


def test_the_cookie_is_out_of_reach_and_new_with_each_way_in(desk: House, reader: Person) -> None:
    (first,) = reader.context.cookies()
    assert (first["name"], first["httpOnly"], first["sameSite"], first["path"]) == ("vekha", True, "Lax", "/")
    assert reader.page.evaluate("document.cookie") == ""
    reader.context.add_cookies([{"name": "vekha", "value": "chosen-by-somebody-else", "url": desk.site}])
    reader.opens("/desk")
    assert "Нужно войти" in reader.text
    reader.comes_in(CURATOR)
    assert reader.context.cookies()[0]["value"] not in ("chosen-by-somebody-else", first["value"])


@pytest.mark.parametrize(
    "tail", ["?next=//evil.example", "?next=https://evil.example", "/..//evil.example", "//evil.example/%2e%2e"]
)
def test_no_address_leads_to_another_site(desk: House, reader: Person, tail: str) -> None:
    for path in ("/", "/desk", desk.links.desk(HEAD).removeprefix(desk.site)):
        reader.opens(path.rstrip("/") + tail)
        assert reader.page.url.startswith(f"{desk.site}/")
    reader.opens("//evil.example/%5cevil.example")
    assert reader.page.url.startswith(desk.site)
