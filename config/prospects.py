"""The outlook at the desk and in the bot, answered by the office for whoever takes part in a passport."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from config.outlook import trial
from config.plans import Plans
from domain.ports import UnknownItem
from domain.reporting.what_if import Trial
from notifications.prospects import Prospect

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.passport import Passport


@dataclass
class OfficeProspects:
    """Implements `notifications.prospects.Prospects`."""

    office: "Office"
    plans: Plans

    def outlook(self, person: str) -> list[Prospect]:
        books = [plan.book for plan in self.plans.of(person)]
        return [Prospect(book.code, book.title, self.office.outlook(book)) for book in books]

    def title(self, person: str, passport: str) -> str:
        return self._book(person, passport).title

    def trial(self, person: str, passport: str, number: str, finish: date) -> Trial:
        return trial(self.office, self._book(person, passport), number, finish)

    def _book(self, person: str, passport: str) -> "Passport":
        for plan in self.plans.of(person):
            if plan.book.code == passport:
                return plan.book
        raise UnknownItem("Такого паспорта среди ваших нет")
