"""A made-up life of the sample plan in which every kind of letter is written once: what previews are shown from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from config.clerk import OfficeClerk
from config.replay import StoryClock
from config.reporting import Reports
from config.settings import Settings
from config.telegram_screens import Screens
from config.view import OfficeView
from config.wiring import SAMPLE, Office, ladder_of
from domain import use_cases
from domain.authority import controller
from domain.intake import read
from domain.ladder import Ladder
from domain.letters import Letter, LetterKind
from domain.passport import Passport
from domain.plan import Evidence, PlanItem
from domain.ports import Desk
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from domain.storage.database import MEMORY, Database
from notifications.digest import Occasion, render_digest
from notifications.mail.page import Addresses, html, text
from notifications.preview import Preview
from notifications.render import Rendered, render
from notifications.telegram.reports import buttons as about_report

MORNING = 9
"""The hour of the clock's letters."""
SITE = "https://vekha.example.ru"
BEGINS, ENDS = "2018-10-01T08:00", "2019-12-31T18:00"
PROOF = Evidence("заявка.pdf", "4512/08", date(2018, 10, 29))
MINUTES = "№ 5 от 20.12.2018"

Act = Callable[["Life"], object]


@dataclass
class Life:
    """One office in memory whose clock is moved by hand; every letter is looked at as soon as it is written."""

    office: Office
    clock: StoryClock
    passport: Passport
    found: dict[LetterKind, Preview] = field(default_factory=dict)
    seen: int = 0
    most: int = 0

    def until(self, at: datetime) -> None:
        while (due := self.office.next_due()) and due <= at:
            self.clock.present = max(due, self.clock.present)
            self.office.tick()
            self.look()
        self.clock.present = at

    def do(self, use_case: Callable[..., PlanItem], number: str, by: str = "", **words: object) -> PlanItem:
        """Somebody's event; whoever accepts the item where nobody is named."""

        def event(desk: Desk, now: datetime) -> PlanItem:
            actor = by or controller(desk.plan.get(number), desk.staff)
            return use_case(number, by=actor, now=now, desk=desk, **words)

        item = self.office.act(self.passport, event)
        self.look()
        return item

    def look(self) -> None:
        letters = self.office.outbox.all()
        new, self.seen = letters[self.seen :], len(letters)
        for letter in new:
            if self._is_better(letter):
                self.found[letter.kind] = self.shown(letter)
        if self.clock.now().hour == MORNING:
            self._look_for_digest(new)

    def _is_better(self, letter: Letter) -> bool:
        """The first of its kind; rather one about one item than one about several."""
        known = self.found.get(letter.kind)
        return known is None or (len(known.letter.items) > 1 and len(letter.items) == 1)

    def _look_for_digest(self, new: list[Letter]) -> None:
        """The morning on which one reader is due the most kinds."""
        for name in dict.fromkeys(letter.recipient for letter in new):
            together = [letter for letter in new if letter.recipient == name]
            kinds = len({letter.kind for letter in together})
            if kinds > max(self.most, 1):
                self.most = kinds
                items = tuple(dict.fromkeys(item for letter in together for item in letter.items))
                whole = replace(together[0], kind=LetterKind.DIGEST, items=items)
                made = render_digest(together, OfficeView(self.office, self.clock.now()), Occasion.MORNING)
                self.found[LetterKind.DIGEST] = self._preview(whole, made)

    def shown(self, letter: Letter) -> Preview:
        return self._preview(letter, render(letter, OfficeView(self.office, self.clock.now())))

    def _preview(self, letter: Letter, rendered: Rendered) -> Preview:
        screens = Screens(self.office, OfficeClerk(self.office))
        markup = screens.keyboard(letter.recipient, letter.items) if letter.items else about_report(letter)
        rows = tuple(tuple(button["text"] for button in row) for row in (markup or {}).get("inline_keyboard", ()))
        links = dict.fromkeys(letter.items, f"{SITE}/l/…")
        to = Addresses(f"{SITE}/l/…", links, report=f"{SITE}/l/…" if "report" in letter.facts else "")
        return Preview(letter, rendered, rows, html(rendered, to), text(rendered, to))


def own_ladder() -> Ladder:
    """The ladder that comes with the program, whatever the settings of this machine."""
    return ladder_of(Settings.model_construct())


def previews(ladder: Ladder, progress: Callable[[float], None] = lambda _: None) -> list[Preview]:
    """Every kind once, in the order of `LetterKind`; the same each time."""
    life = _born(ladder)
    for done, (at, act) in enumerate(_acts(), start=1):
        life.until(_moment(at, life))
        act(life)
        progress(done)
    life.until(_moment(ENDS, life))
    return [life.found[kind] for kind in LetterKind]


def _born(ladder: Ladder) -> Life:
    clock, database = StoryClock(datetime.fromisoformat(BEGINS).replace(tzinfo=ladder.calendar.zone)), Database(MEMORY)
    database.migrate()
    office, passport = Office(database, ladder, clock, Path()), read(SAMPLE).passport
    office.plant(passport, by="администратор")
    return Life(office, clock, office.passport())


def _moment(text: str, life: Life) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=life.office.zone)


def _acts() -> Iterator[tuple[str, Act]]:
    """When, and what somebody does then."""
    head, deputy, institute = "Чепкасов А.В.", "Чванова Л.В.", "Пфетцер С.А."
    proof: dict[str, Any] = {"evidence": PROOF}
    yield "2018-11-20T10:00", lambda at: at.do(use_cases.report, "2.1.1", head, **proof)
    yield "2018-11-26T11:00", lambda at: at.do(use_cases.return_, "2.1.1", reason="не приложена смета")
    yield "2018-11-28T10:00", lambda at: at.do(use_cases.report, "2.1.1", head, **proof)
    yield "2018-11-29T15:00", lambda at: at.do(use_cases.accept, "2.1.1")
    yield "2018-12-10T10:00", lambda at: at.do(use_cases.report, "6.1.1", head, **proof)
    yield "2018-12-11T10:00", lambda at: at.do(use_cases.accept, "6.1.1")
    yield "2018-12-24T10:00", lambda at: at.do(use_cases.refuse, "6.1.1", reason="область не прошла отбор")
    yield "2018-12-25T10:00", lambda at: at.do(use_cases.grant, "2.1.1")
    yield "2019-02-20T10:00", lambda at: at.do(use_cases.ask, "2.1.2", head, finish=date(2019, 3, 29), reason=LATE)
    yield "2019-02-21T10:00", lambda at: at.do(use_cases.deny, "2.1.2", reason=UNPROVED)
    yield "2019-02-22T10:00", lambda at: at.do(use_cases.extend, "2.1.2", finish=date(2019, 3, 15), reason=LATE)
    yield "2019-03-18T10:00", lambda at: at.do(use_cases.acknowledge, "2.1.2")
    swap: dict[str, Any] = {"executors": (institute,), "reason": "по принадлежности"}
    yield "2019-03-20T10:00", lambda at: at.do(use_cases.hand_over, "5.1", deputy, **swap)
    yield "2019-03-21T10:00", lambda at: at.do(use_cases.reassign, "5.1", **swap)
    yield "2019-03-22T10:00", lambda at: at.do(use_cases.withdraw, "5.1", reason="работа выполнена министерством")
    yield "2019-03-25T10:00", lambda at: at.do(use_cases.reopen, "5.1", reason="работа поручена области снова")
    yield "2019-04-02T10:00", _amended
    yield "2019-04-03T10:00", _reported
    yield "2019-05-20T10:00", _asleep


MORE = timedelta(days=31)
LATE, UNPROVED = "подписание перенесено министерством", "перенос срока не подтверждён министерством"


def _amended(life: Life) -> None:
    """A new edition moves one deadline."""
    old = life.office.passport()
    rows = (
        replace(row, finish=row.finish + timedelta(days=31)) if row.number == "3.1.1" and row.finish else row
        for row in old.plan
    )
    life.office.amend(old, replace(old, order="распоряжение от 29.03.2019 N 112-р", plan=tuple(rows)), "администратор")
    life.passport = life.office.passport()
    life.look()


def _reported(life: Life) -> None:
    """The report of March goes back once, then it is signed."""
    reports, period = Reports(life.office, Thresholds()), Period(PeriodKind.MONTH, 2019, 3)
    head = life.passport.head or ""
    if drafted := reports.draft(life.passport, period):
        reports.return_(drafted.id, head, "внести значения показателей за I квартал")
    if again := reports.draft(life.passport, period):
        reports.sign(again.id, head)
    life.look()


def _asleep(life: Life) -> None:
    """Nothing happens for three weeks, then all of it at once."""
    life.clock.present += timedelta(days=21)
    life.office.tick()
    life.look()
