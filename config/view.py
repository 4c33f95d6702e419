"""What letters are written from: one portion of delivery looks things up here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from domain.authority import Staff
from domain.passport import Passport
from domain.plan import PlanItem
from domain.ports import UnknownItem
from domain.storage.plan_store import StoredPlan
from domain.vocabulary import State
from domain.workdays import Calendar

if TYPE_CHECKING:
    from config.wiring import Office


class OfficeView:
    """A view of the office at `now`: it reads what the letters name, not every plan."""

    def __init__(self, office: "Office", now: datetime) -> None:
        self.office = office
        self.now = now
        self.calendar: Calendar = office.ladder.calendar
        self._items: dict[int, PlanItem] = {}
        self._staff: dict[str, Staff] = {}

    @cached_property
    def _passports(self) -> dict[str, Passport]:
        return {passport.code: passport for passport in self.office.records.passports()}

    def item(self, item_id: int) -> PlanItem:
        """Raises KeyError: the letter that names it cannot be written, the others can."""
        if item_id not in self._items:
            try:
                self._items[item_id] = self.office.records.item(item_id)
            except UnknownItem as unknown:
                raise KeyError(item_id) from unknown
        return self._items[item_id]

    def late_beneath(self, item: PlanItem) -> list[PlanItem]:
        with self._plan(item) as plan:
            return [below for below in plan.under(item) if below.state is State.OVERDUE]

    def waiting_for(self, item: PlanItem) -> list[PlanItem]:
        with self._plan(item) as plan:
            return plan.blocked_by(item)

    @contextmanager
    def _plan(self, item: PlanItem) -> Iterator[StoredPlan]:
        with self.office.database.reading() as connection:
            yield StoredPlan(connection, item.passport, self.office.zone)

    def staff(self, passport: str) -> Staff:
        if passport not in self._staff:
            self._staff[passport] = self.office.records.staff(self._passports[passport])
        return self._staff[passport]

    def passport(self, code: str) -> Passport:
        return self._passports[code]
