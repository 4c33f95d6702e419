"""E-mail as delivery meets it: who is refused, what is noted, what goes along."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from domain.letters import LetterKind
from domain.plan import PlanItem
from domain.vocabulary import State
from notifications.channels import BatchChannel, ChannelDown, Outgoing, Proof, RecipientDelayed, RecipientRefused
from notifications.digest import Occasion, render_digest
from notifications.mail.channel import LARGEST
from tests.mail.letters import Book, channel, kinds, many, outgoing, part, parts, view_of
from tests.mail.servers import Postbox, serving
from tests.notifications import samples
from tests.notifications.samples import (
    AGREEMENT,
    CALENDAR,
    CURATOR,
    DEPUTY,
    HEAD,
    INSTITUTE,
    PLATFORM,
    POINT,
    RESULT,
    moment,
)

SWAP = {"by": HEAD, "was": f"{INSTITUTE}, {DEPUTY}", "now": DEPUTY, "reason": "отпуск"}


def delivered(*letters: Outgoing, **given: object) -> tuple[Sequence[Proof | Exception], Postbox]:
    """The channel's answers, and what has arrived."""
    with serving() as server:
        post = channel(server.url(), **given)  # type: ignore[arg-type]
        answers = post.send_all(letters)
        post.close()
    return answers, server.postbox


def event_of(one: Outgoing) -> Any:
    """The event that came with the letter; its part, its file and its method agree."""
    _, box = delivered(one, now=lambda: one.rendered.at)
    (arrived,) = box.letters
    if "text/calendar" not in kinds(arrived):
        assert "application/ics" not in kinds(arrived)
        return None
    invitation = part(arrived, "text/calendar")
    calendar = Calendar.from_ical(invitation.get_content())
    assert part(arrived, "application/ics").get_content() == invitation.get_content().encode()
    assert invitation.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    event["METHOD"] = calendar["METHOD"]
    return event


def test_it_is_a_channel_that_takes_batches() -> None:
    assert isinstance(channel("smtp://127.0.0.1:9"), BatchChannel)


def test_each_letter_is_answered_in_its_place_and_whoever_has_no_address_is_not_sent_to() -> None:
    letters = many(4)
    book = Book({letters[1].recipient: None}, spoils={letters[2].recipient: "550 no such user"})
    answers, box = delivered(*letters, book=book)
    assert answers[0] == Proof("mail", "box1@example.ru")
    assert str(answers[1]) == "нет адреса электронной почты"
    assert isinstance(answers[1], RecipientRefused)
    assert isinstance(answers[2], RecipientRefused)
    assert "550 no such user" in str(answers[2])
    assert isinstance(answers[3], Proof)
    assert len(box.arrived) == 2


def test_a_mailbox_that_is_not_there_is_noted_and_one_that_is_full_is_not() -> None:
    refusals = {"box1@example.ru": "550 5.1.1 no such user", "box2@example.ru": "452 4.2.2 full"}
    refusals["box3@example.ru"] = "554 5.7.1 relay access denied"
    book, letters = Book(), many(5)
    with serving(Postbox(rcpt=refusals)) as server:
        post = channel(server.url(), book)
        answers = post.send_all(letters)
        post.close()
    assert [type(answer).__name__ for answer in answers] == [
        "Proof", "NoMailbox", "RecipientDelayed", "RecipientRefused", "Proof"
    ]  # fmt: skip
    ((person, reason, at, address),) = book.marked
    assert (person, at, address) == (letters[1].recipient, moment("2019-02-25 09:00"), "box1@example.ru")
    assert "550 5.1.1 no such user" in reason


def test_one_letter_alone_raises_what_a_batch_answers() -> None:
    one = outgoing()
    with serving(Postbox(rcpt={"box0@example.ru": "451 later"})) as server:
        post = channel(server.url())
        with pytest.raises(RecipientDelayed):
            post.send(one.recipient, one.rendered, one.letter)
        post.close()
    with pytest.raises(ChannelDown):
        post.send(one.recipient, one.rendered, one.letter)
    post.close()


def test_a_letter_that_cannot_be_written_is_its_own_trouble(caplog: pytest.LogCaptureFixture) -> None:
    letters = many(3)
    letters[1] = replace(letters[1], rendered=replace(letters[1].rendered, sections=(None,)))  # type: ignore[arg-type]
    answers, box = delivered(*letters)
    assert isinstance(answers[0], Proof)
    assert isinstance(answers[1], AttributeError)
    assert isinstance(answers[2], Proof)
    assert "не составлено" in caplog.text
    assert len(box.arrived) == 2


# the deadline's event


def test_an_executor_gets_the_deadline_into_the_calendar() -> None:
    event = event_of(outgoing())
    assert event["METHOD"] == "REQUEST"
    assert event.decoded("dtend") == moment("2019-02-28 18:00")
    assert str(event["SUMMARY"]).startswith("2.1.2 Срок: Заключение соглашения")
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == "mailto:vekha@example.ru"
    assert event["ATTENDEE"] == "mailto:box0@example.ru"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert "DTSTAMP" in event


def test_a_moved_deadline_moves_the_same_event() -> None:
    finish = date(2019, 3, 29)
    moved = replace(AGREEMENT, version=AGREEMENT.version + 2, finish=finish, due_at=CALENDAR.due_at(finish))
    facts = {"by": CURATOR, "was": "2019-02-28", "until": "2019-03-29", "reason": "подписание перенесено."}
    first, second = event_of(outgoing()), event_of(outgoing(moved, kind=LetterKind.EXTENDED, facts=facts))
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] == first["SEQUENCE"] + 2
    assert second["METHOD"] == "REQUEST"
    assert second.decoded("dtend") == moment("2019-03-29 18:00")


ENDS: tuple[tuple[State, LetterKind, dict[str, str]], ...] = (
    (State.DONE, LetterKind.ACCEPTED, {"by": CURATOR}),
    (State.WITHDRAWN, LetterKind.WITHDRAWN, {"by": CURATOR, "reason": "проект изменён"}),
)


@pytest.mark.parametrize(("state", "kind", "facts"), ENDS)
def test_an_item_that_is_over_leaves_the_calendar(state: State, kind: LetterKind, facts: dict[str, str]) -> None:
    over = replace(AGREEMENT, state=state, version=9, reported_at=moment("2019-02-25 08:00"))
    event = event_of(outgoing(over, kind=kind, facts=facts))
    assert (event["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 9)
    begun = event_of(outgoing())
    assert event["UID"] == begun["UID"]


def test_a_digest_moves_and_ends_the_events_of_its_items_and_leaves_the_others_alone() -> None:
    finish = date(2019, 3, 29)
    moved = replace(AGREEMENT, version=3, finish=finish, due_at=CALENDAR.due_at(finish))
    over = replace(POINT, state=State.DONE, version=5, reported_at=moment("2019-02-25 08:00"))
    facts = {"by": CURATOR, "was": "2019-02-28", "until": "2019-03-29", "reason": "подписание перенесено."}
    letters = [
        samples.letter(LetterKind.EXTENDED, HEAD, (moved,), facts),
        samples.letter(LetterKind.ACCEPTED, HEAD, (over,), {"by": CURATOR}),
        samples.letter(LetterKind.REMINDER, HEAD, (RESULT,), {"left": "30d"}),
    ]
    view = view_of(moved, over, RESULT)
    whole = replace(letters[0], kind=LetterKind.DIGEST, items=tuple(item.id for item in (moved, over, RESULT)))
    _, box = delivered(Outgoing(HEAD, render_digest(letters, view, Occasion.DAY), whole), now=lambda: view.now)
    (arrived,) = box.letters
    found = {part.get_filename(): part for part in arrived.walk() if part.get_content_type() == "text/calendar"}
    methods = {name: part.get_param("method") for name, part in found.items()}
    assert methods == {"srok-2.1.2.ics": "REQUEST", "srok-2.1.ics": "CANCEL"}
    (event,) = Calendar.from_ical(found["srok-2.1.2.ics"].get_content()).walk("VEVENT")
    assert event["UID"] == event_of(outgoing())["UID"]
    assert event.decoded("dtend") == moment("2019-03-29 18:00")


def test_whoever_has_handed_an_item_over_loses_its_event_and_the_new_executor_gets_it() -> None:
    given = replace(PLATFORM, executors=(DEPUTY,))
    former = event_of(outgoing(given, kind=LetterKind.REASSIGNED, to=INSTITUTE, facts=SWAP))
    stays = event_of(outgoing(given, kind=LetterKind.REASSIGNED, to=DEPUTY, facts=SWAP))
    assert (former["METHOD"], stays["METHOD"]) == ("CANCEL", "REQUEST")
    assert former["UID"] != stays["UID"]


@pytest.mark.parametrize(
    ("item", "to", "now"),
    [
        (AGREEMENT, CURATOR, "2019-02-25 09:00"),
        (replace(AGREEMENT, state=State.OVERDUE), HEAD, "2019-03-04 09:00"),
        (
            replace(AGREEMENT, state=State.UNDER_REVIEW, reported_at=moment("2019-02-22 10:00")),
            HEAD,
            "2019-02-25 09:00",
        ),
    ],
    ids=["not an executor", "overdue", "under review"],
)
def test_there_is_no_event_where_a_calendar_has_nothing_to_learn(item: PlanItem, to: str, now: str) -> None:
    assert event_of(outgoing(item, to=to, now=now)) is None


def test_a_letter_about_several_items_has_no_event() -> None:
    assert event_of(outgoing(AGREEMENT, PLATFORM)) is None


# what an acceptor is asked to look at

REPORTED = replace(AGREEMENT, state=State.UNDER_REVIEW, reported_at=moment("2019-02-22 10:00"))
NAME = "../Соглашение № 7 «о субсидии»\r\n.pdf"


def review(**given: object) -> Postbox:
    one = outgoing(REPORTED, kind=LetterKind.REVIEW_WANTED, to=CURATOR, facts={"by": HEAD})
    return delivered(one, **given)[1]


def test_an_acceptor_gets_the_reported_file() -> None:
    content = bytes(range(256)) * 1000
    (arrived,) = review(
        proofs=lambda item, reader: (NAME, content) if (item, reader) == (212, CURATOR) else None
    ).letters
    (file,) = (one for one in parts(arrived) if one.get_content_disposition() == "attachment")
    assert file.get_filename() == "_Соглашение № 7 «о субсидии» .pdf"
    assert file.get_content_type() == "application/pdf"
    assert file.get_content() == content


def test_a_long_name_of_a_file_keeps_its_end() -> None:
    (arrived,) = review(proofs=lambda _item, _reader: ("акт " * 100 + ".docx", b"x")).letters
    (file,) = (one for one in parts(arrived) if one.get_content_disposition() == "attachment")
    assert len(str(file.get_filename())) <= 120
    assert str(file.get_filename()).endswith("акт .docx")


def test_a_file_that_is_too_large_or_out_of_reach_stays_at_the_desk(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_item: int, _reader: str) -> tuple[str, bytes]:
        raise OSError("the store is away")

    for proofs in (broken, lambda _item, _reader: ("a.pdf", b"x" * (LARGEST + 1)), lambda _item, _reader: None):
        (arrived,) = review(proofs=proofs).letters
        assert kinds(arrived) == ["text/plain", "text/html"]
    assert "не приложен" in caplog.text


def test_only_whoever_is_asked_to_accept_gets_the_file() -> None:
    _, box = delivered(outgoing(), proofs=lambda _item, _reader: ("a.pdf", b"x"))
    assert "application/pdf" not in kinds(box.letters[0])
