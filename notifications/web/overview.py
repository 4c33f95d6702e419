"""What the board says of plans at one moment: each item's light, its delay, who has been told, and how many of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from domain.authority import Staff
from domain.ladder import heard_at
from domain.plan import PlanItem
from domain.titles import waits_for
from domain.vocabulary import State
from domain.workdays import Calendar
from notifications import words
from notifications.cards import Card, card

DECEMBER = 12


class Light(StrEnum):
    """How an item stands, in the order of urgency; the codes stand in addresses."""

    LATE = "late"
    REVIEW = "review"
    DECISION = "decision"
    SOON = "soon"
    IN_TIME = "in_time"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


LIGHTS = {
    Light.LATE: "просрочено",
    Light.REVIEW: "ждёт приёмки",
    Light.DECISION: "ждёт решения",
    Light.SOON: "срок в ближайшие 7 дней",
    Light.IN_TIME: "в срок",
    Light.DONE: "исполнено",
    Light.DECLINED: "отклонено",
    Light.WITHDRAWN: "снято с контроля",
}
_BY_STATE = {
    State.UNDER_REVIEW: Light.REVIEW,
    State.AWAITING_DECISION: Light.DECISION,
    State.DONE: Light.DONE,
    State.DECLINED: Light.DECLINED,
    State.WITHDRAWN: Light.WITHDRAWN,
}
COLOURS = {
    Light.LATE: "#b3261e",
    Light.REVIEW: "#7b3fa0",
    Light.DECISION: "#7b3fa0",
    Light.SOON: "#a86400",
    Light.IN_TIME: "#0b62a4",
    Light.DONE: "#0b7a55",
    Light.DECLINED: "#5f6b76",
    Light.WITHDRAWN: "#5f6b76",
}
"""Told apart by the colour-blind, and at least 4.5 : 1 on white; each has a shape of its own as well."""


@dataclass(frozen=True, slots=True)
class Book:
    """One passport that somebody takes part in: its people and its plan in the document's order."""

    code: str
    title: str
    region: str
    staff: Staff
    items: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the board. Delays are calendar and working days; `told` are those who have heard of the delay."""

    card: Card
    light: Light
    days_late: int
    workdays_late: int
    told: tuple[str, ...]
    remarks: tuple[str, ...]
    since: date | None
    waited: int

    @property
    def item(self) -> PlanItem:
        return self.card.item

    @property
    def state(self) -> str:
        return words.STATES[self.item.state]

    @property
    def kind(self) -> str:
        return words.KINDS[self.item.document_kind]

    @property
    def standing(self) -> str:
        """What the letters say of the item, beside the word of its light."""
        return self.state if self.light in (Light.DECLINED, Light.WITHDRAWN) else words.opening(self.card.status)

    @property
    def delay(self) -> str:
        """`3 дня`; on the very day the hour tells."""
        return words.days(self.days_late) if self.days_late else self.standing

    @property
    def rung(self) -> str:
        """`ступень 2 из 4`; an item that has no rung is late, but nobody has been told."""
        return f"ступень {self.item.rung} из {self.item.top}" if self.item.rung else "ещё никто не извещён"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading; `code` is the anchor and the choice of columns."""

    code: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """One passport on the board. `counts` are of everything but the filter by state, `sections` of what is shown."""

    book: Book
    counts: tuple[tuple[Light, int], ...]
    done_late: int
    percent: float
    sections: tuple[Section, ...]

    @property
    def percent_words(self) -> str:
        """`38,4 %`."""
        return f"{self.percent:g} %".replace(".", ",")

    @property
    def shown(self) -> int:
        return sum(len(section.rows) for section in self.sections)


def row(item: PlanItem, staff: Staff, calendar: Calendar, now: datetime) -> Row:
    """The item as it stands at `now`."""
    made, today = card(item, staff, calendar, now), calendar.day_of(now)
    late = made.is_late
    since = calendar.day_of(at) if (at := waits_since(item)) else None
    return Row(
        card=made,
        light=_light(made),
        days_late=item.days_late(today) if late else 0,
        workdays_late=_between(calendar, calendar.day_of(item.due_at), today) if late else 0,
        told=tuple(told(item, staff)) if late else (),
        remarks=tuple(_remarks(item, calendar, late=late)),
        since=since,
        waited=_between(calendar, since, today) if since else 0,
    )


def waits_since(item: PlanItem) -> datetime | None:
    """Since when somebody is to accept the item, or the ministry to decide."""
    if item.state is State.UNDER_REVIEW:
        return item.reported_at
    return item.entered_at if item.state is State.AWAITING_DECISION else None


@lru_cache(maxsize=4096)
def _between(calendar: Calendar, after: date, until: date) -> int:
    return max(0, calendar.between(after, until))


def _light(made: Card) -> Light:
    if made.is_late:
        return Light.LATE
    if made.is_soon:
        return Light.SOON
    return _BY_STATE.get(made.item.state, Light.IN_TIME)


def told(item: PlanItem, staff: Staff) -> list[str]:
    """Everybody who has heard that the item is late, from the lowest rung up."""
    return list(dict.fromkeys(name for rung in range(1, item.rung + 1) for name in heard_at(rung, item, staff)))


def _remarks(item: PlanItem, calendar: Calendar, *, late: bool) -> Iterator[str]:
    if item.state is State.BLOCKED and item.predecessor:
        yield waits_for(item.predecessor)
    if late and item.paused_until:
        yield f"взято на контроль до {words.date_ru(item.paused_until)}"
    if item.asked_finish and not item.state.is_closed:
        yield f"просят продлить до {words.date_ru(item.asked_finish)}"
    if item.original_finish != item.finish:
        yield f"первоначальный срок {words.date_ru(item.original_finish)}"
    if item.reported_at and item.state in (State.UNDER_REVIEW, State.AWAITING_DECISION):
        yield from _reported_late(item.days_late(calendar.day_of(item.reported_at)))


def _reported_late(days: int) -> Iterator[str]:
    if days:
        yield f"сообщено с опозданием на {words.days(days)}"


def overview(book: Book, matching: Sequence[Row], state: str, calendar: Calendar, now: datetime) -> Overview:
    """The passport's board of the `matching` rows; `state` narrows what is listed, not what is counted."""
    counted = Counter(row.light for row in matching)
    done = [row for row in matching if row.light is Light.DONE]
    asked = len(matching) - counted[Light.DECLINED] - counted[Light.WITHDRAWN]
    return Overview(
        book=book,
        counts=tuple((light, counted[light]) for light in Light),
        done_late=sum(1 for row in done if reported_late(row.item, calendar)),
        percent=round(100 * len(done) / asked, 1) if asked else 0.0,
        sections=tuple(_sections([row for row in matching if state in ("", row.light)], calendar, now)),
    )


def reported_late(item: PlanItem, calendar: Calendar) -> bool:
    return bool(item.reported_at and item.days_late(calendar.day_of(item.reported_at)))


def _sections(rows: Iterable[Row], calendar: Calendar, now: datetime) -> Iterator[Section]:
    today = calendar.day_of(now)
    months = (_month(today), _month(_next_month(today)))
    found: dict[str, list[Row]] = {code: [] for code in TITLES}
    for one in rows:
        found[_section(one, calendar.day_of(one.item.due_at), months)].append(one)
    names = {"this": _month_words(today), "next": _month_words(_next_month(today))}
    for code, listed in found.items():
        if listed:
            yield Section(code, TITLES[code].format(month=names.get(code, "")), tuple(sorted(listed, key=_ORDER[code])))


TITLES = {
    "late": "Просрочено",
    "waiting": "Ждёт приёмки или решения",
    "this": "Срок в этом месяце — {month}",
    "next": "Срок в следующем месяце — {month}",
    "later": "Остальные открытые пункты",
    "closed": "Закрытые пункты",
}


def _section(one: Row, due: date, months: tuple[tuple[int, int], tuple[int, int]]) -> str:
    if one.light is Light.LATE:
        return "late"
    if one.light in (Light.REVIEW, Light.DECISION):
        return "waiting"
    if one.item.state.is_closed:
        return "closed"
    return {months[0]: "this", months[1]: "next"}.get(_month(due), "later")


def by_due(one: Row) -> tuple[datetime, str, int]:
    return one.item.due_at, one.item.passport, one.item.id


def _by_wait(one: Row) -> tuple[date, str, int]:
    return one.since or date.max, one.item.passport, one.item.id


def _by_close(one: Row) -> tuple[float, str, int]:
    """What was closed last comes first."""
    return -(one.item.closed_at or one.item.due_at).timestamp(), one.item.passport, one.item.id


_ORDER = dict.fromkeys(TITLES, by_due) | {"waiting": _by_wait, "closed": _by_close}


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _next_month(day: date) -> date:
    return date(day.year + day.month // DECEMBER, day.month % DECEMBER + 1, 1)


def _month_words(day: date) -> str:
    """`март 2019 г.`"""
    return f"{MONTHS[day.month - 1]} {day.year} г."


# fmt: off
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)
# fmt: on
