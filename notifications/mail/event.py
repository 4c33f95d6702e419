"""A deadline as a calendar event that comes with a letter, moves when the deadline moves and goes when it is over."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

from domain.plan import PlanItem
from notifications.cards import is_owed
from notifications.feeds import PRODUCT, uid

LASTS = timedelta(minutes=30)
LONGEST = 200


class Method(StrEnum):
    """What the reader's calendar is asked to do (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Attachment:
    """The part of a message; `method` stands in its type too, or calendars do not believe it."""

    method: Method
    content: bytes


def event(item: PlanItem, recipient: str, organizer: str, attendee: str, now: datetime) -> Attachment:
    """`organizer` and `attendee` are addresses. The last half an hour before the deadline, in UTC.

    `SEQUENCE` is the item's version, so that a calendar keeps the newest whatever the order of arrival.
    """
    method = Method.REQUEST if is_owed(item) and recipient in item.executors else Method.CANCEL
    made = Event()
    made.add("uid", uid(item.id))
    made.add("sequence", item.version)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", (item.due_at - LASTS).astimezone(UTC))
    made.add("dtend", item.due_at.astimezone(UTC))
    made.add("summary", f"Срок: {item.number}. {_line(item.title)}"[:LONGEST])
    made.add("status", "CONFIRMED" if method is Method.REQUEST else "CANCELLED")
    made.add("transp", "TRANSPARENT")
    made.add("organizer", vCalAddress(f"mailto:{organizer}"))
    made.add("attendee", _attendee(attendee))
    return Attachment(method, _calendar(made, method))


def _attendee(address: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["RSVP"] = "FALSE"
    attendee.params["PARTSTAT"] = "ACCEPTED"
    return attendee


def _calendar(made: Event, method: Method) -> bytes:
    calendar = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", str(method))):
        calendar.add(name, value)
    calendar.add_component(made)
    return bytes(calendar.to_ical())


def _line(text: str) -> str:
    return "".join(filter(str.isprintable, " ".join(text.split())))
