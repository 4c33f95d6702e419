"""E-mail as a channel of delivery: letters are written for their readers and handed to the post together."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from domain.letters import REPORTS, Letter, LetterKind
from domain.linking import Mailbox
from domain.plan import PlanItem
from notifications import words
from notifications.channels import Outgoing, Proof, RecipientRefused
from notifications.links import Links
from notifications.mail.answers import NoMailbox
from notifications.mail.event import Party, event, method_of
from notifications.mail.message import Enclosed, Invitation, message
from notifications.mail.page import Addresses
from notifications.mail.post import Mail, Post
from notifications.mail.sender import Sender
from notifications.render import Rendered

log = logging.getLogger(__name__)

LARGEST = 10 * 1024 * 1024
"""Of all files of a letter together; what is larger is not enclosed: the card at the desk has it."""


MOVES = frozenset({
    LetterKind.EXTENDED, LetterKind.REASSIGNED, LetterKind.REOPENED, LetterKind.AMENDED, LetterKind.ACCEPTED,
    LetterKind.WITHDRAWN, LetterKind.CASCADED, LetterKind.REFUSED,
})  # fmt: skip
"""Letters that change a deadline, or whose it is."""
MOST_EVENTS = 20


class AddressesPort(Protocol):
    """Who reads e-mail where."""

    def of(self, recipient: str, passport: str | None = None) -> Mailbox | None: ...

    def spoiled(self, person: str, reason: str, at: datetime, address: str | None = None) -> None: ...


Papers = Callable[[Letter, str], tuple[str, bytes] | None]
"""From a letter about a report and a reader to the report's file, for whoever may see it."""
Drafts = Callable[[PlanItem, str], tuple[str, bytes] | None]
"""From an item and a reader to the document begun for him, where he executes it."""
BEGUN = frozenset({LetterKind.STARTED, LetterKind.REMINDER, LetterKind.NOT_TAKEN, LetterKind.DIGEST})
MOST_DRAFTS = 3
Proofs = Callable[[int, str], tuple[str, bytes] | None]
"""From an item's id and a reader to the reported file's name and content, for whoever may see it."""


@dataclass
class MailChannel:
    """Every call comes from delivery's thread. `links` is None without a web desk."""

    post: Post
    sender: Sender
    addresses: AddressesPort
    links: Links | None
    proofs: Proofs
    now: Callable[[], datetime]
    papers: Papers = lambda _letter, _reader: None
    drafts: Drafts = lambda _item, _reader: None
    name: str = "mail"

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof:
        """One letter. Raises as `send_all` answers."""
        (answer,) = self.send_all([Outgoing(recipient, rendered, letter)])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def send_all(self, outgoing: Sequence[Outgoing]) -> list[Proof | Exception]:
        """Each message's proof or trouble; whoever has no address is refused without asking the server."""
        ready = [self._ready(one) for one in outgoing]
        mails = [one.mail for one in ready if isinstance(one, _Ready)]
        outcomes = iter(self.post.send(mails) if mails else ())
        return [self._answer(one, next(outcomes)) if isinstance(one, _Ready) else one for one in ready]

    def _mark(self, box: Mailbox, reason: str) -> None:
        """What cannot be noted now is heard from the server again; the other letters' answers must not be lost."""
        try:
            self.addresses.spoiled(box.person, reason, self.now(), box.address)
        except Exception:
            log.exception("негодный адрес %s не отмечен", box.address)

    def close(self) -> None:
        self.post.close()

    def _ready(self, one: Outgoing) -> "_Ready | Exception":
        """The message for its mailbox; what is wrong with one letter is its own trouble."""
        try:
            box = self.addresses.of(one.recipient, one.letter.passport)
            if box is None:
                return RecipientRefused("нет адреса электронной почты")
            if box.spoiled is not None:
                return RecipientRefused(f"адрес {box.address} не принимает письма: {box.spoiled}")
            return _Ready(box, Mail(box.address, self._written(one, box)))
        except Exception as fault:
            log.exception("письмо %s не составлено", one.letter.key)
            return fault

    def _answer(self, one: "_Ready", outcome: Exception | None) -> Proof | Exception:
        if isinstance(outcome, NoMailbox):
            self._mark(one.box, str(outcome))
        return outcome or Proof(self.name, one.box.address)

    def _written(self, one: Outgoing, box: Mailbox) -> bytes:
        return message(
            one, (box.person, box.address), self.sender, self._addresses(one, box), self._enclosed(one, box), self.now()
        )

    def _addresses(self, one: Outgoing, box: Mailbox) -> Addresses:
        """The links are the reader's: a body's letters open the desk of its secretary."""
        if self.links is None:
            return Addresses()
        links, key = self.links, one.letter.key
        items = dict.fromkeys(card.item.id for section in one.rendered.sections for card in section.cards)
        report = one.letter.facts.get("report")
        is_news = one.letter.kind in words.NEWS
        return Addresses(
            desk=links.desk(box.person, key),
            report=links.report(box.person, int(report), key) if report else "",
            items={item: links.item(box.person, item, key) for item in items},
            unsubscribe=links.unsubscribe(box.person) if is_news else "",
        )

    def _enclosed(self, one: Outgoing, box: Mailbox) -> Enclosed:
        return Enclosed(self._event(one, box), tuple(self._events(one, box)), self._files(one, box))

    def _event(self, one: Outgoing, box: Mailbox) -> Invitation | None:
        """For an executor of the one item, and for whoever has ceased to be one."""
        item = _only(one.rendered)
        if item is None or not (one.recipient in item.executors or _has_left(one)):
            return None
        return self._invitation(item, one, box)

    def _events(self, one: Outgoing, box: Mailbox) -> Iterator[tuple[str, Invitation]]:
        """Of a message about several items: those whose deadline has moved, begun or ended for this reader."""
        for item in islice(_moved(one), MOST_EVENTS):
            if made := self._invitation(item, one, box):
                yield item.number, made

    def _invitation(self, item: PlanItem, one: Outgoing, box: Mailbox) -> Invitation | None:
        now = self.now()
        if (method := method_of(item, one.recipient, now)) is None:
            return None
        organizer, attendee = Party(self.sender.name, self.sender.address), Party(one.recipient, box.address)
        return Invitation(method, event(item, method, organizer, attendee, now))

    def _files(self, one: Outgoing, box: Mailbox) -> list[tuple[str, bytes]]:
        """Of items that the reader is asked to accept, as many as there is room for."""
        found: list[tuple[str, bytes]] = []
        room = LARGEST
        if one.letter.kind in REPORTS and (paper := self._paper(one, box)):
            return [paper]
        found += self._begun(one)
        for item in _to_accept(one.rendered):
            file = self._file(item, one, box)
            if file and len(file[1]) <= room:
                found.append(file)
                room -= len(file[1])
        return found

    def _begun(self, one: Outgoing) -> list[tuple[str, bytes]]:
        """Drafts of items whose work begins, or whose deadline is near, while nobody has taken them to work."""
        cards = (card for section in one.rendered.sections for card in section.cards)
        fresh = {card.item.id: card.item for card in cards if card.is_owed and not card.item.taken_at}
        chosen = islice(fresh.values(), MOST_DRAFTS) if one.letter.kind in BEGUN else ()
        try:
            return [made for item in chosen if (made := self.drafts(item, one.recipient))]
        except Exception:  # the letter matters more than what goes along; the card has it
            log.exception("заготовка к письму %s не приложена", one.letter.key)
            return []

    def _paper(self, one: Outgoing, box: Mailbox) -> tuple[str, bytes] | None:
        try:
            return self.papers(one.letter, box.person)
        except Exception:  # the letter matters more than what goes along; the desk has it
            log.exception("отчёт к письму %s не приложен", one.letter.key)
            return None

    def _file(self, item: int, one: Outgoing, box: Mailbox) -> tuple[str, bytes] | None:
        try:
            return self.proofs(item, box.person)
        except Exception:  # the letter matters more than what goes along; the card has it
            log.exception("файл к письму %s не приложен", one.letter.key)
            return None


@dataclass(frozen=True, slots=True)
class _Ready:
    box: Mailbox
    mail: Mail


def _only(rendered: Rendered) -> PlanItem | None:
    cards = [card for section in rendered.sections for card in section.cards]
    return cards[0].item if len(cards) == 1 else None


def _moved(one: Outgoing) -> Iterator[PlanItem]:
    if _only(one.rendered) is not None:
        return
    for section in one.rendered.sections:
        for card in section.cards if section.kind in MOVES else ():
            if one.recipient in card.item.executors or section.kind is LetterKind.REASSIGNED:
                yield card.item


def _to_accept(rendered: Rendered) -> Iterator[int]:
    wanted = (section for section in rendered.sections if section.kind is LetterKind.REVIEW_WANTED)
    return iter(dict.fromkeys(card.item.id for section in wanted for card in section.cards))


def _has_left(one: Outgoing) -> bool:
    """Whether the item has been taken from this reader and given to others."""
    return one.letter.kind is LetterKind.REASSIGNED and one.recipient in one.letter.facts.get("was", "").split(", ")
