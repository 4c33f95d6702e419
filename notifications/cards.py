"""A plan item as its letters show it: its dates, people and documents already in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.authority import Staff, controller, name_of
from domain.plan import PlanItem
from domain.vocabulary import ControlLevel, State
from domain.workdays import Calendar
from notifications import words

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """What templates may say of an item. `status` is how it stands at the moment of writing."""

    item: PlanItem
    rank: str
    due: str
    status: str
    evidence: str
    executors: str
    control: str
    acceptor: str
    is_owed: bool
    is_late: bool
    is_last_day: bool
    is_soon: bool

    @property
    def number(self) -> str:
        return self.item.number

    @property
    def title(self) -> str:
        return words.typeset(self.item.title)


def card(item: PlanItem, staff: Staff, calendar: Calendar, now: datetime) -> Card:
    """The item in words, as it stands at `now`."""
    return Card(
        item=item,
        rank=words.RANKS[item.rank],
        due=due(item, calendar),
        status=status(item, calendar, now),
        evidence=words.EVIDENCE[item.document_kind],
        executors=executors(item.executors),
        control=control(item, staff),
        acceptor=controller(item, staff),
        is_owed=is_owed(item),
        is_late=is_owed(item) and now >= item.due_at,
        is_last_day=calendar.day_of(now) == calendar.day_of(item.due_at),
        is_soon=is_soon(item, now),
    )


def is_owed(item: PlanItem) -> bool:
    """Whether the executor still owes a report, so that working days are counted."""
    return not item.state.is_closed and item.state not in (State.UNDER_REVIEW, State.AWAITING_DECISION)


def is_soon(item: PlanItem, now: datetime) -> bool:
    """Whether its executor still owes it and the deadline is a week away or nearer."""
    return is_owed(item) and item.state is not State.OVERDUE and now <= item.due_at <= now + SOON


def due(item: PlanItem, calendar: Calendar) -> str:
    """The finish date and, where it is a day off, the day by which the work must be reported."""
    local = item.due_at.astimezone(calendar.zone)
    if local.date() == item.finish:
        return f"{words.day_ru(item.finish)}, до {local:%H:%M}"
    moved = f"исполнить до {local:%H:%M} {words.day_ru(local.date())}"
    return f"{words.date_ru(item.finish)}, выходной день; {moved}"


def status(item: PlanItem, calendar: Calendar, now: datetime) -> str:
    if item.state is State.DONE and item.reported_at:
        return words.inside(words.done_words(item.days_late(calendar.day_of(item.reported_at))))
    if item.state is State.UNDER_REVIEW and item.reported_at:
        return f"об исполнении сообщено {words.date_ru(calendar.day_of(item.reported_at))}"
    if is_owed(item):
        return words.workdays_left(item.due_at, now, calendar)
    return words.inside(words.STATES[item.state])


def executors(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{names[0]} (ответственный), {', '.join(names[1:])}"


def control(item: PlanItem, staff: Staff) -> str:
    """The control level with its holder, and who accepts where the holder executes the item himself."""
    level, acceptor = staff.level(item.level), controller(item, staff)
    if acceptor == name_of(level):
        return level_words(level)
    return f"{level.code}; принимает {acceptor}, поскольку исполнитель — {name_of(level)}"


def level_words(level: ControlLevel) -> str:
    if level.holder:
        return f"{level.code} — {level.holder}"
    return body_words(level)


def body_words(level: ControlLevel) -> str:
    """`ПК (Проектный комитет)`; a title that begins with the code needs no code."""
    return level.title if level.title.startswith(level.code) else f"{level.code} ({level.title})"


def addressee(name: str, staff: Staff) -> str:
    """The recipient with his position, or a body with its full title."""
    level = next((level for level in staff.levels if level.code == name), None)
    if level:
        return body_words(level)
    position = staff.positions.get(name, "")
    return f"{name}, {words.inside(position)}" if position else name
