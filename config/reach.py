"""Who can be reached by what: Telegram, e-mail, or nothing at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.authority import Staff, controller, spoken_to
from domain.linking import Mailbox
from domain.passport import Passport
from notifications.choices import order_of

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.storage.mailboxes import AddressBook


@dataclass(frozen=True, slots=True)
class Ways:
    """How one recipient is reached; `order` is the person's own, `mailbox` also one that is spoiled."""

    telegram: bool
    mailbox: Mailbox | None
    order: tuple[str, ...]

    @property
    def channels(self) -> tuple[str, ...]:
        """Those that work for this recipient, the first one first."""
        works = {"telegram": self.telegram, "mail": self.mailbox is not None and self.mailbox.spoiled is None}
        return tuple(name for name in self.order if works.get(name))


@dataclass(frozen=True)
class Reach:
    """Links and addresses of one moment; recipients are people's names and levels' codes."""

    people: frozenset[str]
    groups: frozenset[tuple[str, str]]
    book: "AddressBook"
    orders: Mapping[str, str]

    def of(self, recipient: str, passport: str) -> Ways:
        telegram = recipient in self.people or (passport, recipient) in self.groups
        mailbox = self.book.of(recipient, passport)
        reader = mailbox.person if mailbox else recipient
        return Ways(telegram, mailbox, order_of(self.orders.get(reader, "")))


def reach_of(office: "Office") -> Reach:
    """As it is now."""
    contacts = office.contacts
    return Reach(
        frozenset(contact.name for contact in contacts.people()),
        frozenset((group.passport, group.level) for group in contacts.groups()),
        office.mailboxes.book(),
        office.preferences.all_of("channels"),
    )


def unreachable(office: "Office", channels: frozenset[str]) -> dict[str, list[str]]:
    """Whom none of these channels reaches though letters go to them: the numbers of their open items by name.

    Where no channel is set up everybody reads the console, and nobody is unreachable.
    """
    if not channels:
        return {}
    reach, found = reach_of(office), dict[str, list[str]]()
    for book in office.records.passports():
        for recipient, number in _open(office, book):
            if not channels.intersection(reach.of(recipient, book.code).channels):
                found.setdefault(recipient, []).append(number)
    return {name: sorted(set(numbers), key=_natural) for name, numbers in sorted(found.items())}


def _open(office: "Office", book: Passport) -> Iterator[tuple[str, str]]:
    """Who is written to about each open item: its executors and whoever controls it."""
    staff: Staff = office.records.staff(book)
    for item in office.records.items(book.code):
        if not item.state.is_closed:
            for recipient in dict.fromkeys((*spoken_to(item), controller(item, staff))):
                yield recipient, item.number


def _natural(number: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in number.split("."))
