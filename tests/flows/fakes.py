"""An office in memory: a small plan, a journal and a wake queue, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from config.health import Health
from domain.authority import Staff
from domain.passport import Participant, Passport
from domain.plan import PlanItem
from domain.reporting.outlook import Estimate, Reason
from domain.storage.queue import Queue
from domain.vocabulary import ControlLevel, DocumentKind, Event, Rank, State

ZONE = ZoneInfo("Asia/Novokuznetsk")
NOW = datetime(2019, 2, 20, 9, tzinfo=ZONE)

PASSPORT = Passport(
    code="618-р",
    title="Цифровая образовательная среда",
    region="Кемеровская область",
    order="618-р",
    starts=date(2018, 10, 1),
    ends=date(2024, 12, 31),
    head="Чепкасов А.В.",
    curator="Пахомова Е.А.",
    administrator=None,
    levels=(
        ControlLevel("РРП", "Руководитель регионального проекта", "Чепкасов А.В."),
        ControlLevel("ПК", "Проектный комитет"),
        ControlLevel("Коллегия", "Коллегия Администрации Кемеровской области"),
    ),
    participants=(
        Participant("1", "Руководитель", "Чепкасов А.В.", "начальник департамента", "Пахомова Е.А."),
        Participant("2", "Участник", "Чванова Л.В.", "заместитель начальника", "Чепкасов А.В."),
    ),
    plan=(),
)


@dataclass(frozen=True, slots=True)
class Row:
    at: datetime
    event: str
    actor: str = "Веха"
    reason: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def item_of(item_id: int, **changes: Any) -> PlanItem:
    """A planned activity; every sixth has another document kind."""
    finish = date(2019, 2, 28) + timedelta(days=item_id)
    plain = PlanItem(
        id=item_id,
        passport=PASSPORT.code,
        number=f"2.1.{item_id}",
        rank=Rank.ACTIVITY,
        title="Заключение соглашения о предоставлении субсидии из федерального бюджета",
        document="Соглашение",
        document_kind=list(DocumentKind)[item_id % len(DocumentKind)],
        level="РРП",
        executors=("Чванова Л.В.",),
        start=date(2019, 1, 15),
        finish=finish,
        original_finish=finish,
        opens_on=date(2019, 1, 15),
        due_at=datetime.combine(finish, datetime.min.time(), ZONE).replace(hour=18),
    )
    return replace(plain, **changes)


@dataclass
class FakeClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def seconds_until(self, instant: datetime) -> float:
        return (instant - self.moment).total_seconds()


@dataclass
class FakeRecords:
    kept: dict[int, PlanItem] = field(default_factory=dict)
    queue: dict[int, int] = field(default_factory=dict)
    journal: dict[int, list[Row]] = field(default_factory=dict)

    def passports(self) -> list[Passport]:
        return [PASSPORT]

    def items(self, passport: str | None = None) -> list[PlanItem]:
        return [item for item in list(self.kept.values()) if passport in (None, item.passport)]

    def item(self, item_id: int) -> PlanItem:
        return self.kept[item_id]

    def wakes(self, limit: int) -> list[tuple[int, int]]:
        return list(self.queue.items())[:limit]

    def woken(self, pairs: Sequence[tuple[int, int]]) -> None:
        for item_id, version in pairs:
            if self.queue.get(item_id) == version:
                del self.queue[item_id]

    def remember_run(self, item_id: int, run_id: str) -> None:
        self.kept[item_id] = replace(self.kept[item_id], flow_run_id=run_id)

    def history(self, item_id: int) -> Sequence[Row]:
        return list(self.journal.get(item_id, ()))


def well(now: datetime) -> Health:
    """No letter waits, and no channel is set up."""
    return Health(now, (), Queue(0, 0, 0, None), (), {}, {}, {}, is_stuck=False)


@dataclass
class FakeOffice:
    home: Path
    execution: Literal["inline", "workers"] = "inline"
    clock: FakeClock = field(default_factory=FakeClock)
    records: FakeRecords = field(default_factory=FakeRecords)
    due: datetime | None = None
    ticks: int = 0
    deliveries: int = 0
    drafted: list[tuple[str, str, str]] = field(default_factory=list)
    condition: Health | None = None
    likely: Estimate = field(default_factory=lambda: Estimate(0.66, (Reason("исполнитель просил", 1.2),)))

    @classmethod
    def with_items(cls, home: Path, count: int, first: int = 1) -> "FakeOffice":
        return cls(home, records=FakeRecords({number: item_of(number) for number in range(first, first + count)}))

    def tick(self) -> int:
        self.ticks += 1
        self.due = None
        return 1

    def deliver(self) -> int:
        self.deliveries += 1
        return 0

    def draft_reports(self, kind: str = "", period: str = "", passport: str = "") -> int:
        self.drafted.append((kind, period, passport))
        return 1

    def outlook(self, passport: Passport) -> list[tuple[PlanItem, Estimate]]:
        return [(item, self.likely) for item in self.records.items(passport.code)]

    def next_due(self) -> datetime | None:
        return self.due

    def staff(self, passport_code: str) -> Staff:
        assert passport_code == PASSPORT.code
        return Staff.of(PASSPORT)

    def keep_time(self) -> None:
        """A fake clock has nothing to write down."""

    def load(self, file: Path) -> str:
        return file.stem

    def health(self) -> Health:
        return self.condition or well(self.clock.now())

    def moves(self, item_id: int, event: Event, **changes: Any) -> PlanItem:
        """What a transaction would do: a new item, a journal row, a wake."""
        item = self.records.kept[item_id]
        moved = replace(item, version=item.version + 1, **changes)
        self.records.kept[item_id] = moved
        self.records.journal.setdefault(item_id, []).append(Row(self.clock.now().astimezone(UTC), event))
        self.records.queue[item_id] = moved.version
        return moved

    def starts(self, item_id: int) -> PlanItem:
        return self.moves(item_id, Event.START_COMES, state=State.IN_PROGRESS)
