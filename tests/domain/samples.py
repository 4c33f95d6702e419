"""A small project with its people, items in any state, a plan in memory: what the tests of the rules are made of."""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.authority import Absence, Staff
from domain.guards import Facts
from domain.ladder import Ladder
from domain.letters import Letter, LetterKind
from domain.lifecycle import Move, advance
from domain.passport import Participant, Passport, PlanRow
from domain.plan import Evidence, PlanItem
from domain.ports import Desk, Entry, StaleItem, UnknownItem
from domain.rungs import ladder_from
from domain.vocabulary import ControlLevel, DocumentKind, Event, Rank, State
from domain.workdays import Calendar

ZONE = ZoneInfo("Asia/Novokuznetsk")
CALENDAR = Calendar(ZONE)
LADDER_FILE = Path(__file__).parents[2] / "config" / "ladder.toml"
RULES = ladder_from(tomllib.loads(LADDER_FILE.read_text(encoding="utf-8")))
LADDER = Ladder(RULES, CALENDAR)

HEAD, CURATOR, DEPUTY, LEAD, OTHER = "Чепкасов А.В.", "Пахомова Е.А.", "Чванова Л.В.", "Пфетцер С.А.", "Барков В.А."
STRANGER = "Иванов И.И."
SCHOOLS = "Руководители образовательных организаций"
COMMITTEE, COLLEGIUM = "ПК", "Коллегия"

LEVELS = (
    ControlLevel("РРП", "Руководитель регионального проекта", HEAD),
    ControlLevel(COMMITTEE, "Проектный комитет"),
    ControlLevel(COLLEGIUM, "Коллегия Администрации Кемеровской области"),
)
PEOPLE = (
    Participant("1", "Руководитель", HEAD, "Начальник департамента", CURATOR),
    Participant("2", "Участник", DEPUTY, "Заместитель начальника департамента", HEAD),
    Participant("3", "Участник", LEAD, "Начальник отдела", DEPUTY),
    Participant("4", "Участник", OTHER, "Директор центра", HEAD),
    Participant("5", "Участник", SCHOOLS, "Директора школ", "Органы местного самоуправления"),
)
PASSPORT = Passport(
    code="kemerovo",
    title="Цифровая образовательная среда",
    region="Кемеровская область",
    order="от 11.12.2018 N 618-р",
    starts=date(2019, 1, 1),
    ends=date(2024, 12, 31),
    head=HEAD,
    curator=CURATOR,
    administrator=None,
    levels=LEVELS,
    participants=PEOPLE,
    plan=(),
    positions={CURATOR: "Заместитель Губернатора"},
)
STAFF = Staff.of(PASSPORT)

PROOF = Evidence(file="2.1.2.pdf", number="073-08-2019-1", dated=date(2019, 2, 20), link="https://example.org/1")
"""Evidence that satisfies every kind of document."""


def moment(text: str) -> datetime:
    """`2019-02-25 09:00` in the project's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def said(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def item(number: str = "2.1.2", **known: Any) -> PlanItem:
    """The agreement 2.1.2, led by `LEAD` and controlled by the head; `known` says what is otherwise."""
    finish = known.pop("finish", date(2019, 2, 28))
    opens = known.get("start", date(2019, 1, 1))
    plain = PlanItem(
        id=int(number.replace(".", "")),
        passport=PASSPORT.code,
        number=number,
        rank={0: Rank.RESULT, 1: Rank.CONTROL_POINT}.get(number.count("."), Rank.ACTIVITY),
        title="Заключение соглашения с Министерством просвещения Российской Федерации",
        document="Соглашение",
        document_kind=DocumentKind.AGREEMENT,
        level="РРП",
        executors=(LEAD,),
        start=opens,
        finish=finish,
        original_finish=finish,
        opens_on=opens or finish,
        due_at=CALENDAR.due_at(finish),
        top=4,
    )
    return replace(plain, **known)


APPLICATION = item(
    "2.1.1", document_kind=DocumentKind.APPLICATION, executors=(OTHER,), spoken_at=moment("2019-02-20 10:00")
)
BLOCKED = item(predecessor="2.1.1", state=State.BLOCKED)
"""The agreement that waits for the application."""


def row(number: str, **known: Any) -> PlanRow:
    """A row of a passport's plan, complete; `known` says what is otherwise."""
    rank = {0: Rank.RESULT, 1: Rank.CONTROL_POINT}.get(number.count("."), Rank.ACTIVITY)
    start = date(2019, 1, 1) if rank is Rank.ACTIVITY else None
    plain = PlanRow(number, rank, "Отчёт", start, date(2019, 12, 31), (LEAD,), "Отчёт", DocumentKind.REPORT, "РРП")
    return replace(plain, **known)


def move(
    subject: PlanItem, event: Event, by: str, now: datetime, facts: Facts | None = None, staff: Staff = STAFF
) -> Move:
    return advance(subject, event, by=by, now=now, staff=staff, calendar=CALENDAR, facts=facts or Facts())


def away(person: str, stand_in: str, since: date, until: date) -> Staff:
    """The staff while `person` is absent."""
    return replace(STAFF, absences=(Absence(person, stand_in, since, until),))


@dataclass
class FakePlan:
    """A plan in memory that minds versions as the stored one does."""

    kept: dict[str, PlanItem] = field(default_factory=dict)
    journal: list[Entry] = field(default_factory=list)

    def get(self, number: str) -> PlanItem:
        if number not in self.kept:
            raise UnknownItem(f"В плане нет пункта {number}")
        return self.kept[number]

    def under(self, item: PlanItem) -> list[PlanItem]:
        return [low for low in self.kept.values() if item.is_above(low)]

    def blocked_by(self, item: PlanItem) -> list[PlanItem]:
        return [low for low in self.kept.values() if low.predecessor == item.number]

    def record(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if self.kept[entry.before.number].version != entry.before.version:
                raise StaleItem(f"Пункт {entry.before.number}: его только что изменил кто-то другой")
            self.kept[entry.after.number] = entry.after
            self.journal.append(entry)


@dataclass
class FakeLetters:
    """Letters by key: a repeat is the same letter."""

    kept: dict[str, Letter] = field(default_factory=dict)

    def put(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            self.kept.setdefault(letter.key, letter)

    def to(self, recipient: str) -> list[LetterKind]:
        return [letter.kind for letter in self.kept.values() if letter.recipient == recipient]

    def of(self, kind: LetterKind) -> dict[str, Letter]:
        """The letters of one kind, by recipient."""
        return {letter.recipient: letter for letter in self.kept.values() if letter.kind is kind}


@dataclass
class Office:
    """A desk over a plan and letters in memory."""

    plan: FakePlan
    letters: FakeLetters
    desk: Desk

    def __getitem__(self, number: str) -> PlanItem:
        return self.plan.kept[number]

    def events(self, number: str) -> list[str]:
        return [str(entry.event) for entry in self.plan.journal if entry.after.number == number]


def office(*items: PlanItem, staff: Staff = STAFF, ladder: Ladder = LADDER) -> Office:
    plan, letters = FakePlan({one.number: one for one in items}), FakeLetters()
    return Office(plan, letters, Desk(plan, letters, ladder, staff))


def working(number: str = "2.1.2", **known: Any) -> PlanItem:
    """An item in work since its start, with nothing said since the first of February."""
    now = moment("2019-02-01 10:00")
    usual: dict[str, Any] = {"state": State.IN_PROGRESS, "spoken_at": now, "entered_at": now}
    return item(number, **(usual | known))


def reported(**known: Any) -> PlanItem:
    """An item that its lead has reported on the twentieth of February."""
    at = moment("2019-02-20 09:00")
    usual: dict[str, Any] = {"state": State.UNDER_REVIEW, "reported_by": LEAD, "reported_at": at, "spoken_at": at}
    return working(**(usual | known))


def act(house: Office, deed: Callable[..., PlanItem], by: str, now: datetime, **facts: Any) -> PlanItem:
    """Ask the use case `deed` of the item 2.1.2, or of `number`."""
    return deed(facts.pop("number", "2.1.2"), by=by, now=now, desk=house.desk, **facts)


def told(house: Office) -> dict[str, list[str]]:
    """Who was written to, by kind of letter."""
    found: dict[str, list[str]] = {}
    for letter in house.letters.kept.values():
        found.setdefault(letter.kind.value, []).append(letter.recipient)
    return found
