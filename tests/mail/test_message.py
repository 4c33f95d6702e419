"""What arrives in a mailbox: Cyrillic, threads, the desk's addresses, nothing that an author could smuggle in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters import LetterKind
from domain.vocabulary import State
from notifications import words
from notifications.channels import Outgoing
from notifications.mail.message import Enclosed, message
from notifications.mail.page import FULL, Addresses
from notifications.mail.sender import Sender, sender_of
from notifications.render import Rendered, render
from tests.mail.letters import NOW, SENDER, Book, channel, kinds, outgoing, parsed, part, view_of
from tests.mail.servers import serving
from tests.notifications.samples import (
    AGREEMENT,
    CURATOR,
    DEPUTY,
    HEAD,
    PLATFORM,
    SAMPLES,
    letter,
    moment,
    plan_item,
)

HOSTILE = (
    "Отчёт\r\nBcc: chuzhoy@example.ru\r\n\r\n<script>alert(1)</script>\x00"
    "\u2028Bcc: x\u202eгп\u200f\ud800 =?utf-8?q?x?="
)


def written(one: Outgoing, now: str = NOW, to: str = HEAD, addresses: Addresses | None = None) -> bytes:
    box = (to, "box@example.ru")
    return message(one, box, sender_of(SENDER), addresses or Addresses(), Enclosed(), moment(now))


def test_what_was_written_in_cyrillic_is_read_in_cyrillic_at_the_other_end() -> None:
    one = outgoing()
    with serving() as server:
        post = channel(server.url())
        post.send(one.recipient, one.rendered, one.letter)
        post.close()
    (arrived,) = server.postbox.letters
    assert arrived["Subject"] == one.rendered.subject
    assert arrived["From"].addresses[0].display_name == "Веха"
    assert arrived["To"].addresses[0].display_name == HEAD
    assert one.rendered.text in part(arrived, "text/plain").get_content()
    assert AGREEMENT.title in part(arrived, "text/html").get_content()
    assert arrived["Date"].datetime == moment(NOW)
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Reply-To"] is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample[0]}-{sample[1]}")
def test_every_letter_of_the_set_is_a_message_without_defects(
    sample: tuple[LetterKind, str, object, dict[str, str]],
) -> None:
    kind, to, item, facts = sample
    one = outgoing(item, kind=kind, to=to, facts=facts)  # type: ignore[arg-type]  # a sample's item
    content = written(one)
    arrived = parsed(content)
    assert all(not each.defects for each in arrived.walk())
    assert arrived["Subject"] == one.rendered.subject
    assert kinds(arrived) == ["text/plain", "text/html"]
    assert max(map(len, content.split(b"\r\n"))) <= 200
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("place", ["subject", "sender", "reader", "title"])
def test_nothing_that_an_author_writes_becomes_a_header_or_a_script(place: str) -> None:
    item = replace(AGREEMENT, title=HOSTILE) if place == "title" else AGREEMENT
    one = outgoing(item)
    if place == "subject":
        one = replace(one, rendered=replace(one.rendered, subject=HOSTILE))
    sender = Sender(HOSTILE if place == "sender" else "Веха", "vekha@example.ru")
    to = HOSTILE if place == "reader" else HEAD
    content = message(one, (to, "box@example.ru"), sender, Addresses(), Enclosed(), moment(NOW))
    arrived, honest = parsed(content), parsed(written(outgoing()))
    assert arrived.keys() == honest.keys()
    assert arrived["Bcc"] is None
    assert [each.addr_spec for each in arrived["To"].addresses] == ["box@example.ru"]
    page = part(arrived, "text/html").get_content()
    assert "<script" not in page
    assert not set("\x00\u2028\u202e\u200f") & set(page + part(arrived, "text/plain").get_content())


@given(st.text(max_size=300))
def test_any_subject_is_one_header_and_says_what_was_written(subject: str) -> None:
    bare = " ".join("".join(sign for sign in subject if sign.isprintable() or sign.isspace()).split())
    content = written(Outgoing(HEAD, Rendered(subject, "Письмо."), outgoing().letter))
    read = parsed(content)["Subject"]
    assert read == words.shortened(bare, 200)
    assert max(map(len, content.split(b"\r\n"))) <= 200


@pytest.mark.parametrize("subject", ["=?utf-8?q?Bcc=3A?=", "Report 2.1.2", "a" * 190, "слово " * 30])
def test_a_subject_that_looks_encoded_or_is_long_arrives_as_it_was_written(subject: str) -> None:
    content = written(Outgoing(HEAD, Rendered(subject, "Письмо."), outgoing().letter))
    assert parsed(content)["Subject"] == subject.strip()


@given(st.text(max_size=60))
def test_any_name_stands_beside_one_address(name: str) -> None:
    (address,) = parsed(written(outgoing(), to=name))["To"].addresses
    assert address.addr_spec == "box@example.ru"


def test_a_letter_keeps_its_name_whenever_it_is_sent_and_no_other_has_it() -> None:
    first, again = written(outgoing()), written(outgoing(), now="2019-02-26 09:00")
    other = written(outgoing(to=CURATOR))
    names = [parsed(content)["Message-ID"] for content in (first, again, other)]
    assert names[0] == names[1] != names[2]


def test_letters_about_one_item_are_one_thread_and_others_are_not_in_it() -> None:
    done = replace(AGREEMENT, state=State.DONE, reported_at=moment("2019-02-25 08:00"))
    reminder, accepted = parsed(written(outgoing())), parsed(
        written(outgoing(done, kind=LetterKind.ACCEPTED, facts={"by": CURATOR}))
    )  # fmt: skip
    other = parsed(written(outgoing(PLATFORM, to=DEPUTY)))
    assert reminder["References"] == reminder["In-Reply-To"] == accepted["References"]
    assert other["References"] != reminder["References"]


def test_a_letter_about_several_items_and_a_digest_hang_on_no_thread() -> None:
    several = outgoing(AGREEMENT, PLATFORM)
    digest = replace(outgoing(), letter=replace(outgoing().letter, kind=LetterKind.DIGEST))
    for one in (several, digest):
        assert parsed(written(one))["References"] is None


def test_news_can_be_stopped_by_one_press_and_a_duty_cannot() -> None:
    done = replace(AGREEMENT, state=State.DONE, reported_at=moment("2019-02-25 08:00"))
    news = outgoing(done, kind=LetterKind.ACCEPTED, facts={"by": CURATOR})
    with serving() as server:
        post = channel(server.url())
        post.send_all([news, outgoing()])
        post.close()
    by_subject = {arrived["Subject"]: arrived for arrived in server.postbox.letters}
    stopped, duty = by_subject[news.rendered.subject], by_subject[outgoing().rendered.subject]
    assert stopped["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = stopped["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://vekha.example.ru/u/")
    assert address in part(stopped, "text/html").get_content().replace("&amp;", "&")
    assert duty["List-Unsubscribe"] is None


def test_the_buttons_open_the_reader_s_own_desk_by_this_very_letter() -> None:
    one = outgoing()
    with serving() as server:
        post = channel(server.url())
        post.send(one.recipient, one.rendered, one.letter)
        item = post.links.item(HEAD, AGREEMENT.id, one.letter.key)  # type: ignore[union-attr]
        desk = post.links.desk(HEAD, one.letter.key)  # type: ignore[union-attr]
        post.close()
    (arrived,) = server.postbox.letters
    for kind in ("text/html", "text/plain"):
        content = part(arrived, kind).get_content()
        assert item in content
        assert desk in content
    assert "Открыть пункт 2.1.2" in part(arrived, "text/html").get_content()


def test_a_committee_s_letter_opens_the_desk_of_its_secretary() -> None:
    one = outgoing(kind=LetterKind.ACKNOWLEDGED, to="ПК", facts={"by": HEAD, "until": "2020-01-14"})
    with serving() as server:
        post = channel(server.url(), Book({"Гаврилюк Ю.В.": "sekretar@example.ru"}))
        post.send(one.recipient, one.rendered, one.letter)
        desk = post.links.desk("Гаврилюк Ю.В.", one.letter.key)  # type: ignore[union-attr]
        post.close()
    (arrived,) = server.postbox.letters
    assert arrived["To"].addresses[0].addr_spec == "sekretar@example.ru"
    assert desk in part(arrived, "text/html").get_content()


def test_without_a_desk_the_letter_has_no_buttons_and_says_where_to_act() -> None:
    arrived = parsed(written(outgoing()))
    for kind in ("text/html", "text/plain"):
        content = part(arrived, kind).get_content()
        assert "http" not in content.replace("http://www.w3.org", "")
        assert "Действуйте в Telegram" in content
        assert "ответы на него никто не читает" in content


def test_a_page_takes_nothing_from_other_places_and_knows_its_language() -> None:
    page = part(parsed(written(outgoing())), "text/html").get_content()
    assert '<html lang="ru">' in page
    assert not any(foreign in page for foreign in ("<img", "<link", "@import", "url(", "<script", "src="))
    assert page.count("<table") == page.count('role="presentation"')
    assert page.count("<h1") == 1


def test_the_longest_digest_stays_below_what_gmail_shows() -> None:
    title = "Заключение соглашения о предоставлении субсидии " * 12
    items = [
        plan_item(
            f"{n}.1", AGREEMENT.rank, title, AGREEMENT.finish, document=title, executors=(HEAD, DEPUTY, CURATOR) * 20
        )
        for n in range(10, 210)
    ]
    one = letter(LetterKind.REMINDER, HEAD, items, {"left": "3wd"})
    links = {item.id: f"https://vekha.example.ru/l/{'x' * 240}" for item in items}
    rendered = render(one, view_of(*items))
    page = part(
        parsed(written(Outgoing(HEAD, rendered, one), addresses=Addresses("https://vekha.example.ru/l/d", links))),
        "text/html",
    ).get_content()
    assert len(page.encode()) < 102 * 1024
    assert page.count("<h2") == FULL
    assert "И ещё 140 пунктов" in page
