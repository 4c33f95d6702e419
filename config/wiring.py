"""The composition root: reads settings, puts the parts together, and is the one place that commits."""

import logging
import time
import tomllib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock, RLock
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from config import amendment, report_day, rounds
from config.clock import Clock, DemoClock, RealClock, clock_from, clock_respelled
from config.files import Files, beside
from config.health import Health, health_of
from config.lights import limits_of
from config.people import People
from config.settings import Settings, load_settings
from config.stores import Stores
from domain import intake, use_cases
from domain.amending import Amendment
from domain.authority import Absence, Staff
from domain.errors import Sentence
from domain.ladder import Ladder
from domain.passport import Passport
from domain.plan import PlanItem
from domain.planting import planted
from domain.ports import Desk
from domain.reporting.outlook import Estimate
from domain.rungs import BadLadder, ladder_from
from domain.storage import editions, journal, records
from domain.storage.database import Database
from domain.storage.outbox_store import StoredLetters
from domain.storage.plan_store import StoredPlan, due
from domain.workdays import Calendar, decree_is_known
from notifications.delivery import Channel, Delivered

log = logging.getLogger(__name__)

BATCH = 1000
CLOCK_FACT = "clock"
SAMPLE = Path(__file__).parent / "passports" / "kemerovo-digital-education.yaml"


class Unknown(Sentence):
    """What was named is not here: a passport, a person."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """How often this process has ticked, and how long the last tick took."""

    ticks: int = 0
    seconds: float = 0.0


@dataclass
class Office(Stores):
    """Everything at work: the database, the ladder, the clock, the channels. Synchronous and thread-safe."""

    database: Database
    ladder: Ladder
    clock: Clock
    home: Path
    execution: Literal["inline", "workers"] = "inline"
    channels: Sequence[Channel] = ()
    people: People | None = None
    files: Files = field(init=False)
    screens: Callable[[datetime], None] | None = None
    zone: ZoneInfo = field(init=False)
    ticking: AbstractContextManager[object] = field(default_factory=RLock, init=False, repr=False)
    """Held by a tick of any number of batches and by a look at the outbox, never while something is sent."""
    delivering: Lock = field(default_factory=Lock, init=False, repr=False)

    pulse: Pulse = field(default=Pulse(), init=False, repr=False)
    _reports_looked_at: date | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.zone = self.ladder.calendar.zone
        self.files = beside(self.home)

    def passport(self, code: str | None = None) -> Passport:
        """The passport of that code, or the only one. Raises Unknown."""
        found = self.records.passports()
        if not found:
            raise Unknown("Паспортов на контроле нет; загрузите первый: «vekha passport import ФАЙЛ»")
        if code is None and len(found) > 1:
            raise Unknown(f"Паспортов несколько, назовите один через --passport: {', '.join(p.code for p in found)}")
        matching = [p for p in found if code in {None, p.code}]
        if not matching:
            raise Unknown(f"Паспорта {code} нет на контроле; есть: {', '.join(p.code for p in found)}")
        return matching[0]

    def staff(self, passport_code: str) -> Staff:
        return self.records.staff(self.passport(passport_code))

    def act(self, passport: Passport, event: Callable[[Desk, datetime], PlanItem]) -> PlanItem:
        """Carry out one person's event in one transaction."""
        with self.database.writing() as connection:
            return event(self.desk(connection, passport), self.clock.now())

    def desk(self, connection: Connection, passport: Passport) -> Desk:
        staff = self.records.staff_with(passport, records.absences(connection, passport.code))
        plan = StoredPlan(connection, passport.code, self.zone)
        return Desk(plan, StoredLetters(connection), self.ladder, staff)

    def tick(self) -> int:
        """Let the clock do all that is due, a batch a transaction; returns how many items were dealt with."""
        done, now, began = 0, self.clock.now(), time.perf_counter()
        with self.ticking:
            while count := self.tick_once(now):
                done += count
        self.pulse = Pulse(self.pulse.ticks + 1, time.perf_counter() - began)
        return done + (self.people.act(now) if self.people else 0)

    def tick_once(self, now: datetime) -> int:
        passports = {passport.code: passport for passport in self.records.passports()}
        with self.database.writing() as connection:
            items = due(connection, now, BATCH, self.zone)
            desks = {code: self.desk(connection, passports[code]) for code in items}
            return use_cases.tick(now, items, desks)

    def retime(self) -> int:
        """After a change of the ladder or of the calendar every item wakes when it now should."""
        now, moved = self.clock.now(), 0
        for passport in self.records.passports():
            items = self.records.items(passport.code)
            with self.database.writing() as connection:
                moved += use_cases.retime(now, items, self.desk(connection, passport))
        return moved

    def keep_time(self) -> None:
        """Write a demo clock's present down: a restart goes on from here, and so does the command line."""
        if isinstance(self.clock, DemoClock):
            self.records.remember(CLOCK_FACT, self.clock.spelled())

    def deliver(self) -> int:
        return self.delivered().sent

    def delivered(self) -> Delivered:
        """One round of delivery."""
        return rounds.delivered(self)

    def draft_reports(self, kind: str = "", period: str = "", passport: str = "") -> int:
        """Draft the reports whose working day has come, looked at once a day of this process's life; or the one named.

        Raises NotAPeriod, NotYet, Unknown.
        """
        if kind:
            return report_day.drafted_one(self, kind, period, passport or None)
        today = self.ladder.calendar.day_of(self.clock.now())
        if today == self._reports_looked_at:
            return 0
        made, is_over = report_day.drafted(self)
        if is_over:
            self._reports_looked_at = today
        if made and self.people:
            self.people.read_reports()
        return made

    def next_due(self) -> datetime | None:
        """When something is to be done next, by the clock or by a demo's people."""
        due = self.records.next_due()
        acts = self.people.next_at if self.people else None
        return min(due, acts) if due and acts else due or acts

    def load(self, file: Path) -> str:
        """Import a passport's file as it is; gives its code. Raises NotAPassport, NotPlannable, Unknown."""
        return self.plant(intake.read(file).passport, by="администратор")

    def plant(self, passport: Passport, by: str) -> str:
        """Put a passport under control from now on, in one transaction."""
        now = self.clock.now()
        self.warn_of_unknown_years(passport)
        with self.database.writing() as connection:
            if records.has_passport(connection, passport.code):
                raise Unknown(f"Паспорт {passport.code} уже на контроле; новую редакцию вносит «vekha amend ФАЙЛ»")
            self._planted(connection, passport, by, now)
            details = {"order": passport.order, "corrections": [c.number for c in passport.corrections]}
            journal.append_event(connection, int(now.timestamp()), passport.code, "import", by, details)
        return passport.code

    def _planted(self, connection: Connection, passport: Passport, by: str, now: datetime) -> None:
        items = planted(passport, self.ladder, now, self.ids_taken(connection, passport))
        editions.first_edition(connection, passport, by, now)
        StoredPlan(connection, passport.code, self.zone).plant(items)

    def ids_taken(self, connection: Connection, passport: Passport) -> dict[date, int]:
        """What `planted` must know of the ids given out on the days of the passport's deadlines."""
        calendar = self.ladder.calendar
        days = {calendar.day_of(calendar.due_at(row.finish)) for row in passport.plan if row.finish}
        return records.ids_taken(connection, days)

    def amend(self, old: Passport, new: Passport, by: str) -> Amendment:
        """Bring the plan of `old` to its edition `new`, in one transaction.

        Raises:
            NotAnEdition, NotPlannable, StaleItem: nothing is changed then.
        """
        return amendment.amend(self, old, new, by)

    def warn_of_unknown_years(self, passport: Passport) -> None:
        years = sorted({row.finish.year for row in passport.plan if row.finish})
        if unknown := [str(year) for year in years if not decree_is_known(year)]:
            log.warning("Переносы выходных ещё не известны на %s: сроки могут сместиться", ", ".join(unknown))

    def absent(self, passport: Passport, absence: Absence, by: str) -> None:
        """Note that somebody is away and who stands in."""
        with self.database.writing() as connection:
            records.add_absence(connection, passport.code, absence)
            details = {"person": absence.person, "stand_in": absence.stand_in}
            period = {"since": absence.since.isoformat(), "until": absence.until.isoformat()}
            at = int(self.clock.now().timestamp())
            journal.append_event(connection, at, passport.code, "absence", by, details | period)

    def outlook(self, passport: Passport) -> list[tuple[PlanItem, Estimate]]:
        """The begun items, the likeliest to be late first."""
        from config.outlook import outlook_of

        return outlook_of(self, passport)

    def health(self) -> Health:
        """How letters and channels are, by the settings of this process."""
        return health_of(self, load_settings())

    def verify_journal(self) -> int:
        with self.database.reading() as connection:
            return journal.verify(connection)

    def close(self) -> None:
        self.database.close()


def ladder_of(settings: Settings) -> Ladder:
    """The ladder of the settings' file. Raises BadLadder with the file's name."""
    path = settings.ladder
    try:
        rules = ladder_from(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadLadder(f"Лестница {path}: файл не читается ({error}); проверьте VEKHA_LADDER") from None
    except tomllib.TOMLDecodeError as error:
        raise BadLadder(f"Лестница {path}: ошибка записи TOML ({error}); исправьте файл") from None
    except BadLadder as error:
        raise BadLadder(f"Лестница {path}: {error}") from None
    return Ladder(rules, Calendar(ZoneInfo(settings.zone), day_off=settings.day_off))


def open_office(settings: Settings | None = None, *, channels: Sequence[Channel] = ()) -> Office:
    """Open everything that the settings name; the database is made or brought up to date.

    Raises:
        BadSetting, BadLadder, BadThresholds, BadClock, DatabaseUnusable: one sentence each.
    """
    settings = settings or load_settings()
    ladder = ladder_of(settings)
    limits_of(settings.lights)
    if not settings.database_url:
        _make_home(settings.home)
    database = Database(settings.database)
    database.migrate()
    office = Office(database, ladder, RealClock(ladder.calendar.zone), settings.home, settings.execution, channels)
    office.files = Files(settings.files_address)
    office.clock = _clock(office, settings.clock)
    return office


def _make_home(home: Path) -> None:
    from domain.storage.database import DatabaseUnusable

    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"Папка данных {home} не создаётся ({error.strerror}); задайте VEKHA_HOME") from None


def _clock(office: Office, spec: str) -> Clock:
    """A demo clock never goes back: a later setting starts no earlier than the present of the last one."""
    kept = office.records.fact(CLOCK_FACT)
    last = clock_respelled(kept, office.zone) if kept else None
    if not spec:
        return last or RealClock(office.zone)
    wanted = clock_from(spec, office.zone)
    return replace(wanted, start=max(wanted.start, last.start)) if last else wanted
