"""What letters are written from: one portion of delivery looks things up here."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
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


HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
"""How a person's quiet hours are kept: `18-9`."""


class OfficeView:
    """A view of the office at `now`: it reads what the letters name, not every plan."""

    def __init__(self, office: "Office", now: datetime) -> None:
        self.office = office
        self.now = now
        self.calendar: Calendar = office.ladder.calendar
        self._items: dict[int, PlanItem] = {}
        self._staff: dict[str, Staff] = {}
        self._quiet: dict[str, bool] = {}

    @cached_property
    def _passports(self) -> dict[str, Passport]:
        return {passport.code: passport for passport in self.office.records.passports()}

    def is_quiet(self, recipient: str) -> bool:
        """By the hours that the person has set for himself, else by the office's."""
        if recipient not in self._quiet:
            self._quiet[recipient] = self._calendar_of(recipient).is_quiet(self.now)
        return self._quiet[recipient]

    def _calendar_of(self, recipient: str) -> Calendar:
        chosen = HOURS.fullmatch(self.office.preferences.of(recipient).get("quiet", ""))
        if chosen is None:
            return self.calendar
        return replace(self.calendar, quiet_from=time(int(chosen[1])), quiet_to=time(int(chosen[2])))

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
