"""What letters are written from: one portion of delivery looks things up here."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from domain.authority import Staff
from domain.passport import Passport
from domain.plan import PlanItem
from domain.ports import UnknownItem
from domain.storage.plan_store import StoredPlan
from domain.vocabulary import State
from domain.workdays import Calendar
from notifications.choices import order_of

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
        self._calendars: dict[str, Calendar] = {}
        self._preferences: dict[str, dict[str, str]] = {}

    @cached_property
    def _passports(self) -> dict[str, Passport]:
        return {passport.code: passport for passport in self.office.records.passports()}

    def is_quiet(self, recipient: str) -> bool:
        """By the hours that the person has set for himself, else by the office's."""
        if recipient not in self._quiet:
            self._quiet[recipient] = self._calendar_of(recipient).is_quiet(self.now)
        return self._quiet[recipient]

    def speaks_from(self, recipient: str, at: datetime) -> datetime:
        """The first instant at or after `at` that is not quiet for this recipient."""
        return self._calendar_of(recipient).speaks_from(at)

    def _calendar_of(self, recipient: str) -> Calendar:
        if recipient not in self._calendars:
            chosen = HOURS.fullmatch(self._chosen("quiet").get(recipient, ""))
            self._calendars[recipient] = self._with_hours(chosen) if chosen else self.calendar
        return self._calendars[recipient]

    def _with_hours(self, chosen: re.Match[str]) -> Calendar:
        return replace(self.calendar, quiet_from=time(int(chosen[1])), quiet_to=time(int(chosen[2])))

    def channels_of(self, recipient: str) -> tuple[str, ...]:
        """The channels by which the person wishes to be written to, the first one first."""
        return order_of(self._chosen("channels").get(recipient, ""))

    def wants_news(self, recipient: str) -> bool:
        return self._chosen("news").get(recipient) != "none"

    def _chosen(self, setting: str) -> dict[str, str]:
        if setting not in self._preferences:
            self._preferences[setting] = self.office.preferences.all_of(setting)
        return self._preferences[setting]

    def is_body(self, recipient: str, passport: str) -> bool:
        """Whether the recipient is one of the passport's bodies rather than a person."""
        return recipient in self._bodies.get(passport, ())

    @cached_property
    def _bodies(self) -> dict[str, frozenset[str]]:
        books = self._passports.items()
        return {code: frozenset(level.code for level in book.levels if level.is_body) for code, book in books}

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

    def answer_by(self, item: PlanItem) -> date:
        return self.office.ladder.answer_by(item)

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
