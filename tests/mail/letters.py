"""Letters for e-mail: the samples of all letters with their words laid apart, and what goes with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import quote

from domain.letters import LetterKind
from domain.linking import Mailbox
from domain.plan import PlanItem
from notifications.channels import Outgoing
from notifications.mail.channel import MailChannel
from notifications.mail.post import Post
from notifications.mail.sender import sender_of
from notifications.mail.server import server_from
from notifications.render import render
from tests.notifications import samples
from tests.notifications.samples import AGREEMENT, HEAD, PASSPORT, SampleView, moment

NOW = "2019-02-25 09:00"
SENDER = "Веха <vekha@example.ru>"
LEFT = {"left": "3wd"}
SECRETARY = "Гаврилюк Ю.В."


def view_of(*items: PlanItem, now: str = NOW) -> SampleView:
    """The sample plan with these items in place of its own."""
    plan = {item.id: item for item in (*samples.PLAN, *items)}
    return SampleView(moment(now), tuple(plan.values()))


def outgoing(
    *items: PlanItem,
    kind: LetterKind = LetterKind.REMINDER,
    to: str = HEAD,
    facts: dict[str, str] | None = None,
    now: str = NOW,
) -> Outgoing:
    """A letter about these items, a reminder of the agreement to its executor unless said otherwise."""
    about = items or (AGREEMENT,)
    letter = samples.letter(kind, to, about, LEFT if facts is None else facts, now)
    return Outgoing(to, render(letter, view_of(*about, now=now)), letter)


def many(count: int) -> list[Outgoing]:
    """Reminders to as many people; their words are one person's."""
    one = outgoing()
    return [
        replace(one, recipient=name, letter=replace(one.letter, recipient=name))
        for name in (f"Исполнителев {n}" for n in range(count))
    ]


@dataclass
class Book:
    """Addresses of people, `box…@example.ru` for whoever is not named here; ПК is read by its secretary."""

    known: dict[str, str | None] = field(default_factory=dict)
    spoils: dict[str, str] = field(default_factory=dict)
    marked: list[tuple[str, str, datetime, str | None]] = field(default_factory=list)

    def of(self, recipient: str, passport: str | None = None) -> Mailbox | None:
        is_body = passport == PASSPORT.code and recipient in {level.code for level in PASSPORT.levels}
        reader = SECRETARY if is_body else recipient
        address = self.known.setdefault(reader, f"box{len(self.known)}@example.ru")
        return Mailbox(reader, address, moment(NOW), self.spoils.get(reader)) if address else None

    def spoiled(self, person: str, reason: str, at: datetime, address: str | None = None) -> None:
        self.marked.append((person, reason, at, address))


class Desk:
    """Addresses of a desk that say whose they are, and by which letter; as long as real ones."""

    def desk(self, person: str, letter: str = "") -> str:
        return _address("l", person, "desk", letter)

    def item(self, person: str, item_id: int, letter: str = "") -> str:
        return _address("l", person, str(item_id), letter)

    def report(self, person: str, report_id: int, letter: str = "") -> str:
        return _address("l", person, f"report-{report_id}", letter)

    def unsubscribe(self, person: str) -> str:
        return _address("u", person, "news", "-_" * 40)

    def calendar(self, person: str) -> str:
        return _address("c", person)

    def passport_calendar(self, person: str, passport: str) -> str:
        return _address("c", person, passport)


def _address(door: str, *what: str) -> str:
    return f"https://vekha.example.ru/{door}/{quote('~'.join(what))}"


def channel(url: str, book: Book | None = None, **given: object) -> MailChannel:
    """E-mail by a server at that address; `given` are fields of the channel."""
    sender = sender_of(SENDER)
    made = MailChannel(
        Post(server_from(url), sender.address), sender, book or Book(), Desk(), lambda _item, _person: None,
        lambda: moment(NOW),
    )  # fmt: skip
    return replace(made, **given)  # type: ignore[arg-type]


def parsed(content: bytes) -> EmailMessage:
    """What arrived, as a mailbox reads it."""
    made = message_from_bytes(content, policy=default)
    assert isinstance(made, EmailMessage)
    return made


def part(message: EmailMessage, kind: str) -> EmailMessage:
    """The first part of that type."""
    return next(one for one in parts(message) if one.get_content_type() == kind)


def parts(message: EmailMessage) -> Iterator[EmailMessage]:
    return (one for one in message.walk() if isinstance(one, EmailMessage) and not one.is_multipart())


def kinds(message: EmailMessage) -> list[str]:
    return [one.get_content_type() for one in parts(message)]


def at_once(answers: Iterable[object]) -> list[str]:
    """The answers' names, for comparing."""
    return [type(answer).__name__ for answer in answers]
