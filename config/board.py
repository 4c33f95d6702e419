"""What the board and the calendar feeds ask of the office: the passports of a person, and his deadlines."""

from dataclasses import dataclass
from datetime import datetime

from config.clerk import OfficeClerk
from config.plans import Plan
from config.wiring import Office
from domain.plan import PlanItem
from domain.workdays import Calendar
from notifications.counter import Caller
from notifications.feeds import Deadline
from notifications.web.overview import Book


@dataclass
class OfficeBookshelf:
    """Implements `notifications.web.bookshelf.Bookshelf`; every call only reads."""

    office: Office
    clerk: OfficeClerk

    @property
    def now(self) -> datetime:
        return self.office.clock.now()

    @property
    def calendar(self) -> Calendar:
        return self.office.ladder.calendar

    def books(self, person: str) -> list[Book]:
        return [_book(seen.plan) for seen in self.clerk.plans.of(person)]

    def own(self, person: str) -> list[Deadline]:
        caller = Caller(0, 0, person)
        executes = {card.item.id: Deadline(card.item, card.item.due_at) for card in self.clerk.own(caller)}
        accepts = {
            card.item.id: Deadline(card.item, self._answer_by(card.item), accepts=True)
            for card in self.clerk.waiting(caller)
        }
        return list((executes | accepts).values())

    def whole(self, person: str, code: str) -> tuple[str, list[Deadline]] | None:
        found = next((seen for seen in self.clerk.plans.of(person) if seen.book.code == code), None)
        if found is None:
            return None
        return found.book.title, [Deadline(item, item.due_at) for item in found.items]

    def _answer_by(self, item: PlanItem) -> datetime:
        """The end of the working day by which an answer is due."""
        return self.calendar.at(self.office.ladder.answer_by(item), self.calendar.ends)


def _book(plan: Plan) -> Book:
    book = plan.book
    return Book(book.code, book.title, book.region, plan.staff, plan.items)
