"""The plans as one person sees them, read anew only when the journal has grown: every change of a plan is in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from domain.authority import Staff, roles
from domain.passport import Passport
from domain.plan import PlanItem
from domain.storage import journal
from domain.storage.records import Records, absences
from domain.storage.secretaries import Body, bodies_of
from domain.vocabulary import Role

MOST = 20_000
"""Items that are kept; of more, only what is asked for is read, each time."""
Whose = tuple[str, date, tuple[str, ...]]
"""A name, a day, and the levels whose secretary that name is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One passport's people and items; `staff` has no secretaries of bodies."""

    book: Passport
    staff: Staff
    items: tuple[PlanItem, ...]
    _roles: dict[Whose, tuple[frozenset[Role], ...]] = field(default_factory=dict)

    def seen_by(self, name: str, bodies: list[Body]) -> "SeenPlan":
        levels = tuple(level for passport, level in bodies if passport == self.book.code)
        return SeenPlan(self, name, with_secretary(self.staff, levels, name), levels)

    def roles(self, name: str, staff: Staff, today: date, levels: tuple[str, ...]) -> tuple[frozenset[Role], ...]:
        """What the name is to each item, in the order of the items."""
        whose = (name, today, levels)
        if (known := self._roles.get(whose)) is None:
            known = self._roles[whose] = tuple(roles(name, item, staff, today) for item in self.items)
        return known


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """A plan before a person; `staff` has the bodies whose secretary he is."""

    plan: Plan
    person: str
    staff: Staff
    levels: tuple[str, ...] = ()

    @property
    def book(self) -> Passport:
        return self.plan.book

    @property
    def items(self) -> tuple[PlanItem, ...]:
        return self.plan.items

    @property
    def is_his(self) -> bool:
        """Whether he takes part in it."""
        return bool(self.levels) or self.staff.knows(self.person)

    def involving(self, name: str, wanted: frozenset[Role], today: date) -> Iterator[PlanItem]:
        """The items to which the name, his own or that of a body he speaks for, is one of the wanted."""
        held = self.plan.roles(name, self.staff, today, self.levels)
        return (item for item, mine in zip(self.items, held, strict=True) if not mine.isdisjoint(wanted))


@dataclass
class Plans:
    """Safe for several threads: what is kept is never changed, only replaced, and is known by the journal's head."""

    records: Records
    _kept: tuple[str, tuple[Plan, ...]] | None = None

    def of(self, person: str) -> list[SeenPlan]:
        """Those that the person takes part in or records a body's decisions of, by code."""
        with self.records.database.reading() as connection:
            bodies = bodies_of(connection, person)
            plans = self._plans(connection)
        seen = (plan.seen_by(person, bodies) for plan in plans)
        return [plan for plan in seen if plan.is_his]

    def _plans(self, connection: Connection) -> tuple[Plan, ...]:
        """The head and the rows are of one moment, being read in one transaction."""
        head, kept = journal.head(connection), self._kept
        if kept and head and kept[0] == head:
            return kept[1]
        plans = tuple(self._read(connection))
        if sum(len(plan.items) for plan in plans) <= MOST:
            self._kept = (head, plans)
        return plans

    def _read(self, connection: Connection) -> Iterator[Plan]:
        for book in self.records.passports_in(connection):
            staff = self.records.staff_with(book, absences(connection, book.code))
            yield Plan(book, staff, tuple(self.records.items_in(connection, book.code)))


def with_secretary(staff: Staff, levels: tuple[str, ...], name: str) -> Staff:
    """The staff, with the bodies whose secretary the person is: appointed, or known as the group's."""
    return replace(staff, secretaries=dict.fromkeys(levels, name)) if levels else staff
