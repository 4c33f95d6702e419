"""The desk's reports and facts, answered by the office for whoever takes part in a passport."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.drafting import draft_for
from config.entering import Said, enter
from config.facts_form import exported, loaded
from config.lights import limits_of
from config.plans import Plans, SeenPlan
from config.reporting import Reports
from domain.ports import UnknownItem
from domain.reporting.entering import MayNotEnter, may_enter
from domain.reporting.facts import Entered
from domain.reporting.life import KeptReport, NoReport, NotForSignature, Stage, decided
from domain.reporting.periods import PeriodKind, last_ended
from notifications.counter import Caller
from notifications.room import Opened, Shelf

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.passport import Passport

ABSENT = "Такого отчёта среди ваших нет"


@dataclass
class OfficeReportRoom:
    """Implements `notifications.room.ReportRoom`."""

    office: "Office"
    plans: Plans

    @property
    def reports(self) -> Reports:
        return Reports(self.office, limits_of())

    def shelves(self, person: str) -> list[Shelf]:
        return [self._shelf(plan, person) for plan in self.plans.of(person)]

    def _shelf(self, plan: SeenPlan, person: str) -> Shelf:
        """Whoever only takes part sees what is signed; the newest edition of each number."""
        enters = self._enters(plan, person)
        rows = self.reports.listed(plan.book)
        newest = {(row.kind, row.period): row for row in reversed(rows)}
        seen = [row for row in rows if newest[row.kind, row.period] is row and (enters or row.stage == Stage.SIGNED)]
        return Shelf(plan.book.code, plan.book.title, seen, enters)

    def _enters(self, plan: SeenPlan, person: str) -> bool:
        today = self.office.ladder.calendar.day_of(self.office.clock.now())
        return may_enter(person, plan.book, plan.staff, today)

    def opened(self, report: int, person: str) -> Opened:
        kept, plan = self._found(report, person)
        return Opened(kept, self._may_decide(kept, plan, person))

    def _found(self, report: int, person: str) -> tuple[KeptReport, SeenPlan]:
        """A report that is not there and one that the person may not see read the same."""
        kept = self._kept(report)
        plan = next((plan for plan in self.plans.of(person) if plan.book.code == kept.report.passport), None)
        if plan is None or not (kept.stage is Stage.SIGNED or self._enters(plan, person)):
            raise NoReport(ABSENT)
        return kept, plan

    def _kept(self, report: int) -> KeptReport:
        try:
            return self.reports.kept(report)
        except NoReport:
            raise NoReport(ABSENT) from None

    def _may_decide(self, kept: KeptReport, plan: SeenPlan, person: str) -> bool:
        now = self.office.clock.now()
        try:
            decided(kept, person, plan.book, plan.staff, now, self.office.ladder.calendar.day_of(now))
        except NotForSignature:
            return False
        return True

    def file(self, report: int, person: str, form: str) -> tuple[str, bytes]:
        from notifications.reports import file_name, written

        whole = self._found(report, person)[0].report
        return file_name(whole, form), written(whole, form)

    def card(self, report: int, person: str) -> bytes:
        from notifications.reports.card import card

        return card(self._found(report, person)[0].report)

    def album(self, report: int, person: str) -> list[bytes]:
        from notifications.reports.phone import album

        return album(self._found(report, person)[0].report)

    def sign(self, report: int, person: str) -> KeptReport:
        self._found(report, person)
        return self.reports.sign(report, person)

    def return_(self, report: int, person: str, reason: str) -> KeptReport:
        self._found(report, person)
        return self.reports.return_(report, person, reason)

    def draft(self, item: int, caller: Caller) -> tuple[str, bytes] | None:
        found = self.office.records.item(item)
        known = any(plan.book.code == found.passport for plan in self.plans.of(caller.name))
        if not known:
            raise UnknownItem("Такого пункта среди ваших нет")
        return draft_for(self.office, found, caller.name)

    def facts(self, person: str, passport: str) -> list[Entered]:
        return list(reversed(self.reports.entered(self._entered_by(person, passport))))

    def enter(self, person: str, passport: str, kind: str, fields: Mapping[str, str]) -> int:
        return enter(self.office, self._entered_by(person, passport), [Said(kind, fields)], person)

    def form(self, person: str, passport: str) -> tuple[str, bytes]:
        book = self._entered_by(person, passport)
        today = self.office.ladder.calendar.day_of(self.office.clock.now())
        period = last_ended(PeriodKind.MONTH, today)
        return f"Сведения {period.code}.xlsx", exported(self.office, book, period)

    def load(self, person: str, passport: str, content: bytes) -> int:
        return enter(self.office, self._entered_by(person, passport), loaded(content), person)

    def _entered_by(self, person: str, passport: str) -> "Passport":
        for plan in self.plans.of(person):
            if plan.book.code == passport and self._enters(plan, person):
                return plan.book
        raise MayNotEnter("Сведения для отчёта вносят администратор и руководитель проекта")
