"""What letters are written from: one portion of delivery looks things up here and keeps them."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from domain.authority import Staff
from domain.passport import Passport
from domain.plan import PlanItem
from domain.vocabulary import State
from domain.workdays import Calendar

if TYPE_CHECKING:
    from config.wiring import Office


class OfficeView:
    """A view of the office at `now`; each passport's plan is read once."""

    def __init__(self, office: "Office", now: datetime) -> None:
        self.office = office
        self.now = now
        self.calendar: Calendar = office.ladder.calendar
        self._staff: dict[str, Staff] = {}

    @cached_property
    def _items(self) -> dict[int, PlanItem]:
        return {item.id: item for item in self.office.records.items()}

    @cached_property
    def _passports(self) -> dict[str, Passport]:
        return {passport.code: passport for passport in self.office.records.passports()}

    def item(self, item_id: int) -> PlanItem:
        return self._items[item_id]

    def late_beneath(self, item: PlanItem) -> list[PlanItem]:
        return [i for i in self._items.values() if self._is_under(i, item) and i.state is State.OVERDUE]

    @staticmethod
    def _is_under(one: PlanItem, other: PlanItem) -> bool:
        return one.passport == other.passport and other.is_above(one)

    def waiting_for(self, item: PlanItem) -> list[PlanItem]:
        return [i for i in self._items.values() if i.passport == item.passport and i.predecessor == item.number]

    def staff(self, passport: str) -> Staff:
        if passport not in self._staff:
            self._staff[passport] = self.office.records.staff(self._passports[passport])
        return self._staff[passport]

    def passport(self, code: str) -> Passport:
        return self._passports[code]
