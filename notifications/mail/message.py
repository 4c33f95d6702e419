"""One letter as the bytes of one e-mail: headers, text, HTML, the deadline's event, the reported file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from domain.letters import LetterKind
from notifications.channels import Outgoing
from notifications.mail.event import Attachment
from notifications.mail.page import Addresses, html, text
from notifications.mail.sender import Sender

LONGEST_SUBJECT = 200
POLICY = SMTP.clone(cte_type="8bit", max_line_length=998)
"""Texts and pages go as UTF-8, headers are encoded words; lines are folded by nobody but us."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along: the deadline's event and files by their names."""

    event: Attachment | None = None
    files: Sequence[tuple[str, bytes]] = ()


def message(
    outgoing: Outgoing, to: tuple[str, str], sender: Sender, addresses: Addresses, enclosed: Enclosed, now: datetime
) -> bytes:
    """`to` is the reader's name and address. The same letter has the same Message-ID whenever it is sent."""
    made = EmailMessage(POLICY)
    _head(made, outgoing, to, sender, now)
    _thread(made, outgoing, sender)
    if addresses.unsubscribe:
        made["List-Unsubscribe"] = f"<{addresses.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(text(outgoing.rendered, addresses), cte="base64")
    made.add_alternative(html(outgoing.rendered, addresses), subtype="html", cte="base64")
    _enclose(made, enclosed)
    return made.as_bytes()


def _head(made: EmailMessage, outgoing: Outgoing, to: tuple[str, str], sender: Sender, now: datetime) -> None:
    made["From"] = _address(sender.name, sender.address)
    made["To"] = _address(*to)
    made["Subject"] = line(outgoing.rendered.subject)[:LONGEST_SUBJECT]
    made["Date"] = format_datetime(now)
    made["Content-Language"] = "ru"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"


def _address(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(line(name), local, domain)


def _thread(made: EmailMessage, outgoing: Outgoing, sender: Sender) -> None:
    """All letters about one item hang on one root that nobody has ever sent; a digest stands by itself."""
    letter = outgoing.letter
    made["Message-ID"] = f"<{_digest(letter.key + letter.passport)}@{sender.domain}>"
    if letter.items and letter.kind is not LetterKind.DIGEST and len(letter.items) == 1:
        root = f"<item-{letter.items[0]}.{_digest(letter.passport)[:12]}@{sender.domain}>"
        made["In-Reply-To"] = root
        made["References"] = root


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _enclose(made: EmailMessage, enclosed: Enclosed) -> None:
    if enclosed.event:
        made.add_alternative(enclosed.event.content.decode(), subtype="calendar", cte="base64")
        part = list(made.iter_parts())[-1]
        part.set_param("method", str(enclosed.event.method))
        part.add_header("Content-Disposition", "inline", filename="srok.ics")
    for name, content in enclosed.files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=line(name))


def line(text: str) -> str:
    """One line without anything that a header could be broken by: controls, separators, marks of direction."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
