"""Items and people of the real plan, and a view of them: what the tests of letters are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.authority import Absence, Staff
from domain.letters import Letter, LetterKind
from domain.passport import Participant, Passport
from domain.plan import PlanItem
from domain.vocabulary import ControlLevel, DocumentKind, Rank, State
from domain.workdays import Calendar

ZONE = ZoneInfo("Asia/Novokuznetsk")
CALENDAR = Calendar(ZONE)
HEAD, CURATOR, DEPUTY, INSTITUTE = "Чепкасов А.В.", "Пахомова Е.А.", "Чванова Л.В.", "Пфетцер С.А."

LEVELS = (
    ControlLevel("РРП", "Руководитель регионального проекта", HEAD),
    ControlLevel("ПК", "Проектный комитет"),
    ControlLevel("Коллегия", "Коллегия Администрации Кемеровской области"),
)
PEOPLE = (
    Participant("1", "Руководитель", HEAD, "Начальник департамента образования и науки Кемеровской области", CURATOR),
    Participant("12", "Ответственный", DEPUTY, "Заместитель начальника департамента", HEAD),
    Participant("13", "Участник", INSTITUTE, "Заместитель начальника департамента", HEAD),
)
PASSPORT = Passport(
    code="kemerovo",
    title='"Цифровая образовательная среда"',
    region="Кемеровская область",
    order="распоряжение от 11.12.2018 N 618-р",
    starts=date(2019, 1, 1),
    ends=date(2024, 12, 31),
    head=HEAD,
    curator=CURATOR,
    administrator=None,
    levels=LEVELS,
    participants=PEOPLE,
    plan=(),
    positions={CURATOR: "Заместитель Губернатора Кемеровской области (по вопросам образования и науки)"},
)


def moment(text: str) -> datetime:
    """`2019-02-25 09:00` in the project's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def plan_item(number: str, rank: Rank, title: str, finish: date, **known: object) -> PlanItem:
    """An item in work, led by the deputy and controlled by the head; `known` says what is otherwise."""
    item = PlanItem(
        id=int(number.replace(".", "")),
        passport=PASSPORT.code,
        number=number,
        rank=rank,
        title=title,
        document="Информационно-аналитический отчет",
        document_kind=DocumentKind.REPORT,
        level="РРП",
        executors=(DEPUTY,),
        start=None,
        finish=finish,
        original_finish=finish,
        opens_on=date(2019, 1, 9),
        due_at=CALENDAR.due_at(finish),
        state=State.IN_PROGRESS,
    )
    return replace(item, **known)  # type: ignore[arg-type]


MODEL = "В Кемеровской области внедрена целевая модель цифровой образовательной среды"
RESULT = plan_item("2", Rank.RESULT, MODEL, date(2019, 12, 31), level="Коллегия", executors=(HEAD,))
POINT = plan_item("2.1", Rank.CONTROL_POINT, MODEL, date(2019, 12, 31), level="ПК", executors=(HEAD,))
APPLICATION = plan_item(
    "2.1.1",
    Rank.ACTIVITY,
    "Подготовка и представление заявки в Министерство просвещения Российской Федерации на участие в отборе "
    "на предоставление субсидий на внедрение целевой модели цифровой образовательной среды",
    date(2018, 10, 30),
    document="Заявка Кемеровской области в Министерство просвещения Российской Федерации",
    document_kind=DocumentKind.APPLICATION,
    executors=(HEAD,),
)
AGREEMENT = plan_item(
    "2.1.2",
    Rank.ACTIVITY,
    "Заключение соглашения с Министерством просвещения Российской Федерации о предоставлении субсидии из "
    "федерального бюджета на внедрение целевой модели цифровой образовательной среды",
    date(2019, 2, 28),
    document="Соглашение с Министерством просвещения Российской Федерации",
    document_kind=DocumentKind.AGREEMENT,
    executors=(HEAD,),
    predecessor="2.1.1",
)
PLATFORM = plan_item(
    "1.1.1",
    Rank.ACTIVITY,
    "Апробация и тестирование федеральной информационно-сервисной платформы цифровой образовательной среды",
    date(2020, 12, 31),
    executors=(DEPUTY, INSTITUTE),
)
PLAN = (RESULT, POINT, APPLICATION, AGREEMENT, PLATFORM)


@dataclass(frozen=True)
class SampleView:
    """The sample plan as it stands at `now`."""

    now: datetime
    plan: tuple[PlanItem, ...] = PLAN
    absences: tuple[Absence, ...] = ()
    calendar: Calendar = field(default=CALENDAR)
    sleeping: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def item(self, item_id: int) -> PlanItem:
        return {item.id: item for item in self.plan}[item_id]

    def late_beneath(self, item: PlanItem) -> list[PlanItem]:
        return [low for low in self.plan if item.is_above(low) and self.now >= low.due_at]

    def answer_by(self, item: PlanItem) -> date:
        return self.calendar.add(self.calendar.day_of(item.reported_at or self.now), 3)

    def is_quiet(self, recipient: str) -> bool:
        return recipient in self.sleeping or self.calendar.is_quiet(self.now)

    def speaks_from(self, recipient: str, at: datetime) -> datetime:
        """Whoever sleeps longer does so till the evening."""
        until = self.calendar.at(self.calendar.day_of(at), time(19)) if recipient in self.sleeping else at
        return self.calendar.speaks_from(max(until, at))

    def channels_of(self, recipient: str) -> tuple[str, ...]:
        return self.orders.get(recipient, ("telegram", "mail"))

    def wants_news(self, recipient: str) -> bool:
        return recipient not in self.busy

    def is_body(self, recipient: str, passport: str) -> bool:
        levels = self.passport(passport).levels
        return any(level.code == recipient and level.is_body for level in levels)

    def waiting_for(self, item: PlanItem) -> list[PlanItem]:
        return [low for low in self.plan if low.predecessor == item.number]

    def staff(self, passport: str) -> Staff:
        return Staff.of(self.passport(passport), self.absences)

    def passport(self, code: str) -> Passport:
        return {PASSPORT.code: PASSPORT}[code]


def letter(
    kind: LetterKind,
    recipient: str,
    items: Iterable[PlanItem],
    facts: Mapping[str, str],
    at: str = "2019-02-25 09:00",
) -> Letter:
    return Letter(kind, recipient, PASSPORT.code, tuple(i.id for i in items), "sample", moment(at), facts)


K = LetterKind
STRANGER = "Иванов И.И."
SWAP = {"by": HEAD, "was": INSTITUTE, "now": f"{DEPUTY}, {INSTITUTE}", "reason": "отпуск"}
LATER = {"by": HEAD, "reason": "поставка задержана"}
MOVED = {"by": CURATOR, "was": "2019-02-28", "until": "2019-03-29", "reason": "подписание перенесено."}
NEWS = {"by": "администратор", "grounds": "распоряжением от 20.05.2020 N 301-р", "changes": "прежний номер 3.1.2"}
SUMMARY = {"summary": "перенесено сроков — 4, изменено номеров — 12"}
Sample = tuple[LetterKind, str, PlanItem, dict[str, str]]
# fmt: off
SAMPLES: tuple[Sample, ...] = (
    (K.STARTED,          HEAD,       AGREEMENT,   {}),
    (K.REMINDER,         HEAD,       AGREEMENT,   {"left": "3wd"}),
    (K.REMINDER,         HEAD,       RESULT,      {"left": "30d"}),
    (K.NOT_TAKEN,        DEPUTY,     PLATFORM,    {}),
    (K.HALF_TERM,        INSTITUTE,  PLATFORM,    {}),
    (K.PROGRESS_WANTED,  DEPUTY,     PLATFORM,    {}),
    (K.DEADLINE_MISSED,  HEAD,       AGREEMENT,   {}),
    (K.DEADLINE_MISSED,  CURATOR,    POINT,       {}),
    (K.ESCALATION,       "ПК",       POINT,       {"rung": "2", "level": "ПК"}),
    (K.ESCALATION,       "Коллегия", APPLICATION, {"rung": "4", "level": "РРП"}),
    (K.CATCH_UP,         HEAD,       POINT,       {}),
    (K.REVIEW_WANTED,    CURATOR,    AGREEMENT,   {"by": HEAD}),
    (K.REVIEW_WANTED,    "ПК",       POINT,       {"by": HEAD}),
    (K.REVIEW_WAITING,   CURATOR,    AGREEMENT,   {}),
    (K.REVIEW_WAITING,   "Коллегия", POINT,       {}),
    (K.DECISION_WAITING, HEAD,       APPLICATION, {}),
    (K.ACCEPTED,         HEAD,       POINT,       {"by": "ПК", "minutes": "№ 5 от 01.03.2019"}),
    (K.ACCEPTED,         DEPUTY,     PLATFORM,    {"by": HEAD}),
    (K.RETURNED,         HEAD,       AGREEMENT,   {"by": CURATOR, "reason": "не указан номер соглашения"}),
    (K.GRANTED,          HEAD,       APPLICATION, {"by": HEAD}),
    (K.REFUSED,          "ПК",       APPLICATION, {"by": HEAD, "reason": "область не прошла отбор"}),
    (K.CASCADED,         HEAD,       AGREEMENT,   {"reason": "область не прошла отбор"}),
    (K.CASCADED,         "ПК",       AGREEMENT,   {"reason": "область не прошла отбор", "by": HEAD}),
    (K.EXTENSION_ASKED,  HEAD,       PLATFORM,    LATER | {"until": "2021-03-01"}),
    (K.EXTENSION_ASKED,  "ПК",       POINT,       LATER | {"until": "2020-03-02"}),
    (K.HANDOVER_ASKED,   HEAD,       PLATFORM,    {"by": DEPUTY, "now": INSTITUTE, "reason": "по принадлежности"}),
    (K.EXTENDED,         HEAD,       AGREEMENT,   MOVED),
    (K.DENIED,           HEAD,       AGREEMENT,   {"by": CURATOR, "reason": "причина не подтверждена"}),
    (K.ACKNOWLEDGED,     "ПК",       POINT,       {"by": HEAD, "until": "2020-01-14"}),
    (K.REASSIGNED,       HEAD,       PLATFORM,    SWAP),
    (K.REASSIGNED,       DEPUTY,     PLATFORM,    SWAP),
    (K.REASSIGNED,       INSTITUTE,  PLATFORM,    SWAP),
    (K.REASSIGNED,       STRANGER,   PLATFORM,    SWAP | {"was": STRANGER}),
    (K.WITHDRAWN,        HEAD,       AGREEMENT,   {"by": CURATOR, "reason": "проект изменён"}),
    (K.REOPENED,         HEAD,       AGREEMENT,   {"by": CURATOR, "reason": "соглашение расторгнуто"}),
    (K.AMENDED,          HEAD,       AGREEMENT,   NEWS),
    (K.AMENDED,          "ПК",       POINT,       NEWS | SUMMARY),
)
# fmt: on
