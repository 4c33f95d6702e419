"""E-mail put together: the channel of delivery, and the fresh links that the desk sends on request."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from config.clerk import OfficeClerk
from config.drafting import draft_for
from config.links import SignedLinks
from config.settings import Settings
from config.states import WORKS, noted
from config.wiring import Office
from domain.errors import Sentence
from domain.letters import Letter, LetterKind
from notifications.channels import ChannelDown, RecipientDelayed, RecipientRefused
from notifications.counter import Caller
from notifications.mail.channel import MailChannel
from notifications.mail.post import Post
from notifications.mail.sender import sender_of
from notifications.mail.server import server_from
from notifications.render import Rendered

log = logging.getLogger(__name__)

FRESH = """По вашей просьбе высылаем новую ссылку на рабочий стол: она в конце письма.

Если вы её не просили, ничего делать не нужно."""
WHY = "Вы получили это письмо, потому что новую ссылку запросили по прежней, срок которой истёк."


@dataclass
class Mail:
    """All of e-mail; `links` is None where there is no desk."""

    office: Office
    channel: MailChannel

    def send_fresh(self, person: str) -> None:
        """A new link to the address on record; whoever has none gets nothing, and the log says why."""
        now = datetime.now(UTC).astimezone(self.office.zone)
        letter = Letter(LetterKind.DIGEST, person, "", (), f"{now:%Y-%m-%dT%H:%M:%S}/fresh", now)
        rendered = Rendered("Новая ссылка на рабочий стол", f"{FRESH}\n\n{WHY}", person, now, why=WHY)
        try:
            self.channel.send(person, rendered, letter)
        except (RecipientRefused, RecipientDelayed, ChannelDown) as trouble:
            log.warning("Новая ссылка не отправлена: %s", trouble)

    def close(self) -> None:
        self.channel.close()


def mail_for(office: Office, settings: Settings, links: SignedLinks | None) -> Mail | None:
    """E-mail by the settings, put after Telegram among the office's channels; None without VEKHA_SMTP_URL."""
    if not settings.smtp_url:
        return None
    sender = sender_of(settings.mail_from)
    post = Post(server_from(settings.smtp_url, allow_plain=settings.smtp_plain), sender.address)
    clerk = OfficeClerk(office)

    def proof(item: int, reader: str) -> tuple[str, bytes] | None:
        try:
            return clerk.proof(item, Caller(0, 0, reader))
        except Sentence:
            return None

    def paper(letter: Letter, reader: str) -> tuple[str, bytes] | None:
        try:
            return clerk.room.file(int(letter.facts["report"]), reader, "docx")
        except Sentence:
            return None

    channel = MailChannel(
        post, sender, office.mailboxes, links, proof, office.clock.now, paper, partial(draft_for, office)
    )
    office.channels = (
        *(c for c in office.channels if c.name == "telegram"),
        channel,
        *(c for c in office.channels if c.name != "telegram"),
    )
    noted(office, "mail", WORKS)
    return Mail(office, channel)
