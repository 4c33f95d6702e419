"""The clerk's window of the office: what the bot asks, answered from the plan, the contacts and the files."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from config.plans import Plans, SeenPlan, with_secretary
from config.presses import deputed, outdated, proof_of, speaks_as, use_case_of, waits, words_of
from config.prospects import OfficeProspects
from config.report_room import OfficeReportRoom
from config.wiring import Office
from domain.authority import Absence, Staff, controller, roles
from domain.errors import Sentence
from domain.guards import Facts
from domain.lifecycle import advance, allowed
from domain.linking import ConfirmationNeeded
from domain.passport import Passport, is_person
from domain.plan import Evidence, PlanItem
from domain.ports import Desk, UnknownItem
from domain.storage import journal
from domain.storage.contacts import Contacts
from domain.storage.journal import Happening
from domain.storage.messages import Messages
from domain.storage.outbox_store import StoredLetters
from domain.storage.plan_store import StoredPlan
from domain.storage.preferences import preferences_in
from domain.storage.records import absences
from domain.storage.secretaries import bodies_of
from domain.vocabulary import Event, Role, State
from notifications.cards import Card, card, is_owed
from notifications.counter import Caller, Deed, Dossier, Outdated
from notifications.telegram.ports import OldChatMustConfirm

LATEST = 5
CARD = "card"
TELEGRAM = "telegram"


class NotHere(Sentence):
    """Something that cannot be done from where it was asked."""


@dataclass
class OfficeClerk:
    """Implements `notifications.telegram.ports.Clerk` over an office; every call is a transaction of its own."""

    office: Office
    holder: str = field(default_factory=lambda: uuid4().hex)

    @property
    def contacts(self) -> Contacts:
        return self.office.contacts

    @property
    def messages(self) -> Messages:
        return self.office.messages

    @cached_property
    def plans(self) -> Plans:
        return Plans(self.office.records)

    @cached_property
    def room(self) -> OfficeReportRoom:
        return OfficeReportRoom(self.office, self.plans)

    @property
    def prospects(self) -> OfficeProspects:
        return OfficeProspects(self.office, self.plans)

    @property
    def now(self) -> datetime:
        return self.office.clock.now()

    # who speaks

    def caller(self, user: int, chat: int) -> Caller | None:
        name = self.contacts.person_of(user)
        return Caller(user, chat, name, self.contacts.group_of(chat) if chat < 0 else None) if name else None

    def stranger(self, user: int) -> bool:
        return self.contacts.stranger(user, self.now)

    def invited(self, token: str) -> str | None:
        known = self.contacts.invitation(token, self.now)
        return known.subject if known else None

    def is_body(self, name: str) -> bool:
        return not is_person(name)

    def link(self, token: str, user: int, chat: int, *, confirmed: bool = False) -> str:
        try:
            return self.contacts.link(token, user, chat, self.now, confirmed_by_old=confirmed)
        except ConfirmationNeeded as needed:
            raise OldChatMustConfirm(needed.person, needed.old_chat) from None

    def link_group(self, token: str, chat: int, title: str, user: int) -> str:
        return self.contacts.link_group(token, chat, title, user, self.now)

    def group_left(self, chat: int) -> None:
        self.contacts.unlink_group(chat, self.now)

    def group_moved(self, old: int, new: int) -> None:
        self.contacts.moved(old, new)

    def unlink(self, user: int) -> str | None:
        return self.contacts.unlink(user, self.now)

    def position(self, name: str) -> str:
        return next((p for plan in self.plans.of(name) if (p := plan.staff.positions.get(name, ""))), "")

    def settings(self, name: str) -> Mapping[str, str]:
        return self.office.preferences.of(name)

    def set(self, name: str, setting: str, value: str) -> None:
        self.office.preferences.set(name, setting, value)

    # lists

    def own(self, caller: Caller) -> list[Card]:
        mine = [(i, plan) for i, plan in self._involving(caller, Role.EXECUTOR) if not i.state.is_closed]
        return self._cards(sorted(mine, key=lambda f: (not is_owed(f[0]), f[0].due_at, f[0].number)))

    def late(self, caller: Caller) -> list[Card]:
        everybody = (Role.EXECUTOR, Role.CONTROLLER, Role.HIGHER, Role.SUPERVISOR)
        late = [(i, plan) for i, plan in self._involving(caller, *everybody) if i.state is State.OVERDUE]
        return self._cards(sorted(late, key=lambda f: (f[0].due_at, f[0].number)))

    def waiting(self, caller: Caller) -> list[Card]:
        found = [(i, plan) for i, plan in self._involving(caller, Role.CONTROLLER) if waits(i)]
        return self._cards(sorted(found, key=lambda f: (_since(f[0]), f[0].number)))

    def _involving(self, caller: Caller, *wanted: Role) -> Iterator[tuple[PlanItem, SeenPlan]]:
        name, today = speaks_as(caller), self.office.ladder.calendar.day_of(self.now)
        for plan in self.plans.of(caller.name):
            for item in plan.involving(name, frozenset(wanted), today):
                yield item, plan

    def _cards(self, found: list[tuple[PlanItem, SeenPlan]]) -> list[Card]:
        calendar, now = self.office.ladder.calendar, self.now
        return [card(item, plan.staff, calendar, now) for item, plan in found]

    def numbered(self, number: str, caller: Caller) -> list[int]:
        return [i.id for plan in self.plans.of(caller.name) for i in plan.items if i.number == number]

    def people(self, caller: Caller, part: str) -> list[str]:
        wanted = " ".join(part.split()).casefold()
        names = {name for plan in self.plans.of(caller.name) for name in plan.staff.positions}
        return sorted(name for name in names if wanted and name.casefold().startswith(wanted))

    def workdays_since(self, at: datetime) -> int:
        calendar = self.office.ladder.calendar
        return calendar.between(calendar.day_of(at), calendar.day_of(self.now))

    # one item

    def dossier(self, item: int, caller: Caller, version: int | None = None) -> Dossier:
        with self.office.database.reading() as connection:
            found, book, staff = self._found(connection, item, caller)
            history = self._history(connection, item)
            beneath = StoredPlan(connection, book.code, self.office.zone).under(found)
            dates = preferences_in(connection, caller.name).get("dates", "digits")
        calendar, now = self.office.ladder.calendar, self.now
        known = Role.STRANGER not in roles(speaks_as(caller), found, staff, calendar.day_of(now))
        return Dossier(
            item=found,
            card=card(found, staff, calendar, now),
            history=tuple(history[-LATEST:]),
            events=self._events(found, caller, staff, now),
            proof=proof_of(found, history) if known else None,
            minuted=any(level.is_body and level.code == controller(found, staff) for level in staff.levels),
            open_below=tuple(i.number for i in beneath if not i.state.is_closed),
            outdated=None if version is None else outdated(found, version, history),
            dates=dates,
        )

    def _events(self, item: PlanItem, caller: Caller, staff: Staff, now: datetime) -> tuple[Event, ...]:
        calendar = self.office.ladder.calendar
        may = set(allowed(item, caller.name, staff, now, calendar))
        member = deputed(staff, caller, Event.ACKNOWLEDGE)
        may |= {Event.ACKNOWLEDGE} & set(allowed(item, caller.name, member, now, calendar))
        return tuple(event for event in Event if event in may)

    def act(self, deed: Deed, caller: Caller) -> PlanItem:
        """Whether the press comes too late is seen in the very transaction of the deed."""
        with self.office.database.writing() as connection:
            found, book, staff = self._found(connection, deed.item, caller)
            history = [] if deed.version == found.version else self._history(connection, deed.item)
            if refusal := outdated(found, deed.version, history):
                raise Outdated(refusal)
            plan, letters = StoredPlan(connection, book.code, self.office.zone), StoredLetters(connection)
            desk = Desk(plan, letters, self.office.ladder, deputed(staff, caller, deed.event))
            return use_case_of(deed)(found.number, by=caller.name, now=self.now, desk=desk, **words_of(deed))

    def _history(self, connection: Connection, item: int) -> list[Happening]:
        rows = journal.history(connection, self.office.zone, item)
        return [row for row in rows if row.event != "rescheduled"]

    def _found(self, connection: Connection, item: int, caller: Caller) -> tuple[PlanItem, Passport, Staff]:
        """Raises UnknownItem, also for whoever takes no part in the item's passport."""
        records = self.office.records
        found = records.item_in(connection, item)
        book = records.passport_in(connection, found.passport)
        known = records.staff_with(book, absences(connection, book.code))
        levels = tuple(level for code, level in bodies_of(connection, caller.name) if code == book.code)
        staff = with_secretary(known, levels, caller.name)
        if not (staff.knows(caller.name) or staff.secretaries):
            raise UnknownItem("Такого пункта среди ваших нет")
        return found, book, staff

    def refuse(self, deed: Deed, caller: Caller) -> None:
        with self.office.database.reading() as connection:
            found, _, staff = self._found(connection, deed.item, caller)
        mine = deputed(staff, caller, deed.event)
        calendar = self.office.ladder.calendar
        advance(found, deed.event, by=caller.name, now=self.now, staff=mine, calendar=calendar, facts=Facts())
        raise NotHere(f"Пункт {found.number}: сейчас это невозможно; откройте карточку заново")

    def away(self, caller: Caller, stand_in: str, since: date, until: date) -> None:
        if stand_in == caller.name:
            raise NotHere("Замещать самого себя нельзя; назовите другого участника")
        for plan in self.plans.of(caller.name):
            if plan.staff.knows(stand_in):
                self.office.absent(plan.book, Absence(caller.name, stand_in, since, until), by=caller.name)

    def keep(self, name: str, content: bytes) -> Evidence:
        return self.office.files.keep(name, content)

    def proof(self, item: int, caller: Caller) -> tuple[str, bytes] | None:
        proof = self.dossier(item, caller).proof
        return (proof.file or "файл", self.office.files.content(proof.sha256)) if proof and proof.sha256 else None

    # conversations, messages, updates

    def talk(self, chat: int, user: int) -> dict[str, Any] | None:
        return self.office.conversations.of(chat, user)

    def keep_talk(self, chat: int, user: int, state: dict[str, Any]) -> None:
        self.office.conversations.saved(chat, user, state, self.now)

    def end_talk(self, chat: int, user: int) -> None:
        self.office.conversations.ended(chat, user)

    def seen_of(self, updates: Collection[int]) -> frozenset[int]:
        return frozenset(self.office.updates.seen_of(updates))

    def handled(self, updates: Collection[int]) -> None:
        self.office.updates.all_handled(updates, datetime.now(UTC))

    def shown(self, chat: int, message: int, items: tuple[int, ...], text: str) -> None:
        self.messages.remember(chat, message, "", items, CARD, text, self.now)

    def is_letter(self, chat: int, message: int) -> bool:
        return self.messages.kind_of(chat, message) not in (None, CARD)

    def read(self, chat: int, message: int) -> None:
        if key := self.messages.letter_of(chat, message):
            self.office.outbox.read(key, TELEGRAM, self.now)

    def may_poll(self) -> bool:
        return self.office.leases.take(TELEGRAM, self.holder, datetime.now(UTC))

    def give_up_polling(self) -> None:
        self.office.leases.give_up(TELEGRAM, self.holder)


def _since(item: PlanItem) -> datetime:
    """Since when an answer is waited for."""
    return item.reported_at or item.spoken_at or item.due_at
