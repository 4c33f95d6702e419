"""What Telegram's messages show at the moment: their buttons, their news, the board; and up to where they are true."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.clerk import CARD, OfficeClerk
from config.wiring import Office
from domain.letters import LetterKind
from domain.linking import Group
from domain.plan import PlanItem
from domain.ports import UnknownItem
from domain.storage import journal
from notifications.counter import Caller, Dossier
from notifications.pictures import board_picture
from notifications.telegram import screens
from notifications.telegram.board import board
from notifications.telegram.channel import Markup, Sent, is_group
from notifications.telegram.digest import concerns
from notifications.telegram.letter_buttons import a_button_each, whole
from notifications.telegram.page import with_news
from notifications.telegram.truth import Shown, news

MARK = "telegram:truth"
LETTERS = frozenset(LetterKind)


@dataclass
class Screens:
    """What messages show at the moment: the buttons of a letter, and any message as it should read now."""

    office: Office
    clerk: OfficeClerk

    def keyboard(self, recipient: str, items: Sequence[int]) -> Markup | None:
        """Of one item all that the recipient may do; of several a button each."""
        known = (self._dossier(item, recipient) for item in items)
        open_ = [dossier for dossier in known if dossier and not dossier.item.state.is_closed]
        if not open_:
            return None
        return whole(open_[0]) if len(items) == 1 else a_button_each(open_)

    def redraw(self, sent: Sent) -> Shown | None:
        """None for what is left as it is: lists, and what was said to people who are no longer linked."""
        recipient = self._recipient(sent)
        if recipient is None:
            return None
        if sent.kind == CARD:
            return self._card(sent, recipient)
        return self._letter(sent, recipient) if sent.kind in LETTERS else None

    def board(self, caller: Caller) -> str:
        """In a body's group what concerns the body; to a person the plans that he takes part in."""
        return board(self._concerning(caller), self.office.clock.now(), self.office.ladder.calendar)

    def picture(self, caller: Caller) -> bytes:
        """The same as PNG."""
        items = self._concerning(caller)
        titles = {p.code: p.title for p in self.office.records.passports()}
        named = list(dict.fromkeys(titles[item.passport] for item in items))
        title = named[0] if len(named) == 1 else "Планы проектов"
        return board_picture(items, self.office.clock.now(), self.office.ladder.calendar, title)

    def _concerning(self, caller: Caller) -> list[PlanItem]:
        groups = [group for group in self.clerk.contacts.groups() if group.chat == caller.chat]
        return self._of_groups(groups) if groups else self._of_person(caller.name)

    def _of_groups(self, groups: Sequence[Group]) -> list[PlanItem]:
        return [item for group in groups for item in group_items(self.office, group)]

    def _of_person(self, name: str) -> list[PlanItem]:
        records = self.office.records
        books = [book.code for book in records.passports() if records.staff(book).knows(name)]
        return [item for code in books for item in records.items(code)]

    def _letter(self, sent: Sent, recipient: str) -> Shown:
        records = self.office.records
        lines = (news(records.item(item), records.history(item), sent) for item in sent.items)
        return Shown(with_news(sent.text, [line for line in lines if line]), self.keyboard(recipient, sent.items))

    def _card(self, sent: Sent, recipient: str) -> Shown | None:
        if len(sent.items) != 1:
            return None
        dossier = self._dossier(sent.items[0], recipient)
        return Shown(screens.item(dossier), whole(dossier)) if dossier else None

    def _recipient(self, sent: Sent) -> str | None:
        contacts = self.clerk.contacts
        return contacts.group_of(sent.chat) if is_group(sent.chat) else contacts.person_of(sent.chat)

    def _dossier(self, item: int, recipient: str) -> Dossier | None:
        """None where the recipient no longer takes part: he is told, and has no buttons."""
        try:
            return self.clerk.dossier(item, Caller(0, 0, recipient))
        except UnknownItem:
            return None


def group_items(office: Office, group: Group) -> list[PlanItem]:
    """What the body of the group controls or has been told of."""
    staff = office.staff(group.passport)
    return [item for item in office.records.items(group.passport) if concerns(item, group.level, staff)]


@dataclass
class JournalLedger:
    """Up to where the screens are true, kept in the database."""

    office: Office

    def moved_since(self, seq: int) -> tuple[int, tuple[int, ...]]:
        with self.office.database.reading() as connection:
            return journal.moved_since(connection, seq)

    def mark(self) -> int | None:
        kept = self.office.records.fact(MARK)
        return int(kept) if kept else None

    def set_mark(self, seq: int) -> None:
        self.office.records.remember(MARK, str(seq))
