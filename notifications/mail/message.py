"""One letter as the bytes of one e-mail: headers, text, HTML, the deadline's event, the reported file."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from domain.letters import LetterKind
from notifications import words
from notifications.channels import Outgoing
from notifications.mail.mime import attached, encoded, line, multipart, party, plain, worded
from notifications.mail.page import Addresses, html, text
from notifications.mail.sender import Sender

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar with an event; `method` stands in the part's type too, or calendars do not believe it."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along: the deadline's event, or events by the numbers of their items, and files by their names."""

    event: Invitation | None = None
    events: Sequence[tuple[str, Invitation]] = ()
    files: Sequence[tuple[str, bytes]] = ()


def message(
    outgoing: Outgoing, to: tuple[str, str], sender: Sender, addresses: Addresses, enclosed: Enclosed, now: datetime
) -> bytes:
    """`to` is the reader's name and address. The same letter has the same Message-ID whenever it is sent."""
    head = (*_head(outgoing, to, sender, now), *_thread(outgoing, sender), *_unsubscribing(addresses))
    words_of_it = multipart("alternative", list(_alternatives(outgoing, addresses, enclosed)))
    return "".join(head).encode("ascii") + multipart("mixed", [words_of_it, *_files(enclosed)])


def _head(outgoing: Outgoing, to: tuple[str, str], sender: Sender, now: datetime) -> Iterator[str]:
    yield party("From", sender.name, sender.address)
    yield party("To", *to)
    yield worded("Subject", words.shortened(line(outgoing.rendered.subject), LONGEST_SUBJECT))
    yield plain("Date", format_datetime(now))
    yield plain("Auto-Submitted", "auto-generated")
    yield plain("X-Auto-Response-Suppress", "All")
    yield plain("MIME-Version", "1.0")


def _thread(outgoing: Outgoing, sender: Sender) -> Iterator[str]:
    """All letters about one item hang on one root that nobody has ever sent; a digest stands by itself."""
    letter = outgoing.letter
    yield plain("Message-ID", f"<{_digest(f'{letter.key}|{letter.passport}', 32)}@{sender.domain}>")
    if len(letter.items) == 1 and letter.kind is not LetterKind.DIGEST:
        root = f"<item-{letter.items[0]}.{_digest(letter.passport, 12)}@{sender.domain}>"
        yield plain("In-Reply-To", root)
        yield plain("References", root)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def _unsubscribing(addresses: Addresses) -> Iterator[str]:
    """RFC 8058: a press in the mailbox itself."""
    if addresses.unsubscribe:
        yield plain("List-Unsubscribe", f"<{addresses.unsubscribe}>")
        yield plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def _alternatives(outgoing: Outgoing, addresses: Addresses, enclosed: Enclosed) -> Iterator[bytes]:
    yield encoded('text/plain; charset="utf-8"', text(outgoing.rendered, addresses).encode())
    yield encoded('text/html; charset="utf-8"', html(outgoing.rendered, addresses).encode())
    if event := enclosed.event:
        yield encoded(f'text/calendar; charset="utf-8"; method={event.method}', event.content)


def _files(enclosed: Enclosed) -> Iterator[bytes]:
    """The event once more, as other calendars send it: it is not only understood but can be opened."""
    if event := enclosed.event:
        yield attached("srok.ics", event.content, "application/ics")
    for number, event in enclosed.events:
        yield attached(f"srok-{number}.ics", event.content, f'text/calendar; charset="utf-8"; method={event.method}')
    for name, content in enclosed.files:
        yield attached(name, content)
