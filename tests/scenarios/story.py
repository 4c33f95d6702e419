"""A plan lived through with a clock moved by hand: what the scenarios are told with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from config.replay import StoryClock
from config.settings import Settings
from config.wiring import SAMPLE, Office, ladder_of
from domain import intake, use_cases
from domain.authority import Absence
from domain.ladder import Ladder
from domain.letters import Letter
from domain.passport import Passport
from domain.plan import Evidence, PlanItem
from domain.ports import Desk
from domain.storage.database import MEMORY, Database
from domain.storage.journal import Happening

ZONE = ZoneInfo("Asia/Novokuznetsk")
HEAD, CURATOR, DEPUTY, INSTITUTE = "Чепкасов А.В.", "Пахомова Е.А.", "Чванова Л.В.", "Пфетцер С.А."
ADMINISTRATOR = "Гаврилюк Ю.В."
COMMITTEE, COLLEGIUM = "ПК", "Коллегия"
MINUTES = "№ 5 от 20.12.2019"
PROOF = Evidence(file="отчёт.pdf", number="073-09-2019-215", dated=date(2019, 2, 20))
"""Evidence that satisfies every kind of document."""


def moment(text: str) -> datetime:
    """`2019-02-25 09:00` in the project's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@cache
def ladder() -> Ladder:
    """The ladder that stands in the repository, with the real calendar."""
    return ladder_of(Settings(zone=ZONE.key))


@cache
def sample(*roots: str) -> Passport:
    """The sample passport; when results are named, only they and what serves them."""
    passport = intake.read(SAMPLE).passport
    rows = (row for row in passport.plan if not roots or row.number.split(".")[0] in roots)
    return replace(passport, plan=tuple(rows))


@dataclass
class Story:
    """One office, its only passport, and the clock."""

    office: Office
    passport: Passport
    clock: StoryClock

    def __getitem__(self, number: str) -> PlanItem:
        return next(item for item in self.items() if item.number == number)

    def items(self) -> list[PlanItem]:
        return self.office.records.items(self.passport.code)

    def until(self, text: str) -> "Story":
        """Live on to that instant; every tick comes at the very instant when something is due."""
        end = moment(text)
        while (due := self.office.next_due()) and due <= end:
            self.clock.present = max(due, self.clock.present)
            self.office.tick_once(self.clock.present)
        self.clock.present = end
        return self

    def down_until(self, text: str) -> "Story":
        """Nothing ticks before that instant; then everything that was missed is made up for."""
        self.clock.present = moment(text)
        self.office.tick()
        return self

    def do(self, use_case: Callable[..., PlanItem], number: str, *, by: str, **words: object) -> PlanItem:
        """Somebody's event, now."""

        def event(desk: Desk, now: datetime) -> PlanItem:
            return use_case(number, by=by, now=now, desk=desk, **words)

        return self.office.act(self.passport, event)

    def away(self, person: str, stand_in: str) -> None:
        """`person` is absent for the whole year of 2019."""
        absence = Absence(person, stand_in, date(2019, 1, 1), date(2019, 12, 31))
        self.office.absent(self.passport, absence, by="администратор")

    def granted(self, number: str) -> PlanItem:
        """The head's application is filed, accepted by his supervisor and granted by the ministry."""
        self.do(use_cases.report, number, by=HEAD, evidence=PROOF)
        self.do(use_cases.accept, number, by=CURATOR)
        return self.do(use_cases.grant, number, by=CURATOR)

    def letters(self, about: str | None = None, since: str = "2018-01-01 00:00") -> list[Letter]:
        """Everything in the outbox, or what names one item."""
        wanted = self[about].id if about else None
        kept = (letter for letter in self.office.outbox.all() if wanted is None or wanted in letter.items)
        return [letter for letter in kept if letter.at >= moment(since)]

    def said(self, about: str, since: str = "2018-01-01 00:00") -> list[tuple[str, str, str]]:
        """What was said about one item: when, the kind of letter, to whom."""
        return [(f"{x.at:%d.%m.%Y %H:%M}", x.kind.value, x.recipient) for x in self.letters(about, since)]

    def told(self, kind: str, about: str) -> dict[str, Letter]:
        """The letters of one kind about one item, by recipient."""
        return {letter.recipient: letter for letter in self.letters(about) if letter.kind == kind}

    def history(self, number: str) -> list[Happening]:
        return self.office.records.history(self[number].id)

    def events(self, number: str) -> list[str]:
        return [row.event for row in self.history(number)]


def story(*roots: str, begins: str = "2018-10-01 08:00", url: str = MEMORY) -> Story:
    """The sample passport planted at `begins`, whole or cut down to some results."""
    clock = StoryClock(moment(begins))
    database = Database(url)
    database.migrate()
    office = Office(database, ladder(), clock, Path())
    passport = sample(*roots)
    office.plant(passport, by="администратор")
    return Story(office, passport, clock)
