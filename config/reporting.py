"""Reports of the office: formed from what the database knows, drafted, signed, returned, found again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from config.lights import limits_of
from domain.errors import Sentence
from domain.passport import Passport
from domain.reporting.changes import compared
from domain.reporting.compiling import Ground, compiled
from domain.reporting.facts import Entered, KnownFacts
from domain.reporting.form import Report
from domain.reporting.life import (
    KeptReport,
    Stage,
    called_by,
    decided,
    drafted_letters,
    drafting_day,
    kinds_due,
    returned_letters,
    signed_letters,
)
from domain.reporting.past import as_it_was
from domain.reporting.periods import Period, last_ended
from domain.reporting.thresholds import Thresholds
from domain.storage import facts, journal, reports
from domain.storage.outbox_store import StoredLetters
from domain.storage.records import absences

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.authority import Staff

PROGRAM = "Веха"
NIGHT = time(23, 59, 59)
GRACE = timedelta(days=31)
"""For so long after a period people give risks and forecasts for its report."""


class NotYet(Sentence):
    """A period of which nothing can be told yet."""


@dataclass(frozen=True)
class Reports:
    """The reports of one office. Every call is a transaction of its own."""

    office: "Office"
    limits: Thresholds = field(default_factory=limits_of)

    def formed(self, passport: Passport, period: Period) -> Report:
        """The report as it would be today; nothing is kept. Raises NotYet."""
        with self.office.database.reading() as connection:
            return self._formed(connection, passport, period, self.office.clock.now())

    def _formed(self, connection: Connection, passport: Passport, period: Period, now: datetime) -> Report:
        today = self._today(now)
        if period.first > today:
            raise NotYet(f"Период {period.code} ещё не начался; сегодня {today:%d.%m.%Y}")
        as_of = min(period.last, today)
        end = min(datetime.combine(as_of, NIGHT, self.office.zone), now)
        entered = facts.facts(connection, self.office.zone, passport.code, now)
        histories = journal.histories(connection, self.office.zone, passport.code)
        items = self.office.records.items_in(connection, passport.code)
        plan = [as_it_was(item, histories.get(item.id, []), end) for item in items]
        known = KnownFacts.by(as_of, entered, min(today, period.last + GRACE))
        ground = Ground(passport, plan, known, self.limits, period, as_of, now)
        return self._compared(connection, compiled(ground))

    def _compared(self, connection: Connection, report: Report) -> Report:
        before = reports.last_before(connection, self.office.zone, report.passport, report.period)
        return compared(report, before.report, called_by(before.report)) if before else report

    def _today(self, now: datetime) -> date:
        return self.office.ladder.calendar.day_of(now)

    def entered(self, passport: Passport) -> list[Entered]:
        """All facts with their history, in the order in which they were entered."""
        with self.office.database.reading() as connection:
            return facts.facts(connection, self.office.zone, passport.code)

    # the life of a report

    def draft(self, passport: Passport, period: Period, by: str = PROGRAM) -> KeptReport | None:
        """Draft the period's report for the head, with its letter; None where one waits or is signed already."""
        now = self.office.clock.now()
        with self.office.database.writing() as connection:
            last = reports.latest(connection, self.office.zone, passport.code, period)
            if last and last.stage is not Stage.RETURNED:
                return None
            number = last.report.number if last else reports.next_number(connection, passport.code)
            whole = replace(self._formed(connection, passport, period, now), number=number)
            kept = reports.draft(connection, whole, last.edition + 1 if last else 1, now, by)
            letters = drafted_letters(kept, passport, self._staff(connection, passport), now, self._today(now))
            StoredLetters(connection).put(letters)
            return kept

    def sign(self, report_id: int, by: str) -> KeptReport:
        """The head signs; the committee receives. Raises NotForSignature, NoReport."""
        return self._decide(report_id, by, Stage.SIGNED)

    def return_(self, report_id: int, by: str, reason: str) -> KeptReport:
        """The head returns it with a reason; the administrator hears. Raises NotForSignature, NoReport."""
        if not reason.strip():
            raise NotYet("Не указано, что исправить в отчёте; напишите причину возврата")
        return self._decide(report_id, by, Stage.RETURNED, " ".join(reason.split()))

    def _decide(self, report_id: int, by: str, stage: Stage, reason: str = "") -> KeptReport:
        now = self.office.clock.now()
        with self.office.database.writing() as connection:
            kept = reports.report(connection, self.office.zone, report_id)
            passport = self.office.records.passport_in(connection, kept.report.passport)
            staff, today = self._staff(connection, passport), self._today(now)
            decided(kept, by, passport, staff, now, today)
            if not reports.decide(connection, kept, stage, by, now, reason):
                decided(reports.report(connection, self.office.zone, report_id), by, passport, staff, now, today)
            if stage is Stage.SIGNED:
                letters = signed_letters(kept, staff, by, now)
            else:
                letters = returned_letters(kept, passport, staff, by, reason, now, today)
            StoredLetters(connection).put(letters)
        return replace(kept, stage=stage, decided_at=now, decided_by=by, reason=reason)

    def _staff(self, connection: Connection, passport: Passport) -> "Staff":
        return self.office.records.staff_with(passport, absences(connection, passport.code))

    def draft_due(self, working_day: int) -> list[KeptReport]:
        """Draft whatever is due by the calendar and not drafted yet; after a standstill the last period only."""
        now = self.office.clock.now()
        today, calendar = self._today(now), self.office.ladder.calendar
        if working_day <= 0 or now < calendar.morning(drafting_day(today.year, today.month, working_day, calendar)):
            return []
        wanted = [
            (passport, last_ended(kind, today))
            for passport in self.office.records.passports()
            for kind in kinds_due(today)
        ]
        made = [self.draft(*one) for one in wanted if self._is_wanted(*one)]
        return [kept for kept in made if kept]

    def _is_wanted(self, passport: Passport, period: Period) -> bool:
        """Whether the plan was under control in the period, and nobody has drafted its report, were it returned."""
        first = self.office.records.editions(passport.code)[0].at
        is_under_control = self._today(first) <= period.last and _is_alive(passport, period)
        return is_under_control and self.latest(passport, period) is None

    # finding

    def kept(self, report_id: int) -> KeptReport:
        """Raises NoReport."""
        with self.office.database.reading() as connection:
            return reports.report(connection, self.office.zone, report_id)

    def latest(self, passport: Passport, period: Period) -> KeptReport | None:
        with self.office.database.reading() as connection:
            return reports.latest(connection, self.office.zone, passport.code, period)

    def listed(self, passport: Passport) -> Sequence[Any]:
        """All drafts without their contents, the newest first."""
        with self.office.database.reading() as connection:
            return reports.listed(connection, passport.code)


def _is_alive(passport: Passport, period: Period) -> bool:
    """Whether the plan runs in the period: nobody wants reports for years after it."""
    finishes = [row.finish for row in passport.plan if row.finish]
    return bool(finishes) and period.first <= max(finishes) + timedelta(days=31)
