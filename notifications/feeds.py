"""A plan as a calendar that other programs subscribe to (RFC 5545, RFC 7986): an event for each deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

from domain.plan import PlanItem
from domain.vocabulary import State
from notifications import words

PRODUCT = "-//Vekha//Calendar of deadlines//RU"
REFRESH = timedelta(hours=1)
GONE = frozenset({State.WITHDRAWN, State.DECLINED})


@dataclass(frozen=True, slots=True)
class Deadline:
    """One event: the item, the instant by which something is asked, what is asked, where its card is (or empty).

    `accepts` says that the reader is asked to accept the item, not to execute it.
    """

    item: PlanItem
    at: datetime
    accepts: bool = False
    card: str = ""


def feed(name: str, deadlines: Iterable[Deadline]) -> bytes:
    """The calendar called `name`. The same deadlines give the same bytes: no clock is read.

    Instants are in UTC, so that no reader needs a table of time zones.
    """
    calendar = Calendar()
    for field, value in (("version", "2.0"), ("prodid", PRODUCT), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(field, value)
    for field in ("name", "x-wr-calname"):
        calendar.add(field, vText(_clean(name)))
    hours = vDuration(REFRESH)
    hours.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", hours)
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for deadline in sorted(deadlines, key=lambda one: (one.at, one.item.id)):
        calendar.add_component(_event(deadline))
    return bytes(calendar.to_ical())


def changed_at(item: PlanItem) -> datetime:
    """The last instant that the item itself remembers."""
    known = (item.entered_at, item.taken_at, item.reported_at, item.climbed_at, item.closed_at, item.spoken_at)
    return max((at for at in known if at), default=item.due_at).astimezone(UTC)


def uid(item_id: int) -> str:
    """The same for the item's life, in a feed and in the letters."""
    return f"item-{item_id}@vekha"


def _event(deadline: Deadline) -> Event:
    item, event = deadline.item, Event()
    event.add("uid", uid(item.id))
    event.add("dtstamp", changed_at(item))
    event.add("last-modified", changed_at(item))
    event.add("dtstart", deadline.at.astimezone(UTC))
    event.add("sequence", item.version)
    event.add("status", "CANCELLED" if item.state in GONE else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", _clean(_summary(deadline)))
    event.add("description", "\n".join(map(_clean, _description(deadline))))
    if deadline.card:
        event.add("url", deadline.card)
    return event


ASKED = {State.UNDER_REVIEW: "Принять исполнение", State.AWAITING_DECISION: "Внести решение по заявке"}
UNSAID = frozenset({State.PLANNED, State.BLOCKED, State.IN_PROGRESS})


def _summary(deadline: Deadline) -> str:
    item = deadline.item
    return f"{_standing(deadline)}{item.number} {item.title}"


def _standing(deadline: Deadline) -> str:
    state = deadline.item.state
    if deadline.accepts:
        return f"{ASKED.get(state, 'Ответить о продлении срока')}: "
    return "" if state in UNSAID else f"{words.STATES[state]}: "


def _description(deadline: Deadline) -> Iterable[str]:
    item = deadline.item
    yield item.title
    yield f"{words.RANKS[item.rank]} {item.number}, {words.inside(words.STATES[item.state])}"
    yield f"Срок: {words.day_ru(item.finish)}"
    yield f"Ответственный: {item.lead}"
    yield f"Уровень контроля: {item.level}"
    yield f"Подтверждается: {item.document or words.KINDS[item.document_kind]}"


def _clean(text: str) -> str:
    """One line without control characters; the library escapes what has a meaning of its own."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
