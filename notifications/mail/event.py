"""A deadline as a calendar event that comes with a letter, moves when the deadline moves and goes when it is over."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

from domain.plan import PlanItem
from domain.vocabulary import State
from notifications import words
from notifications.cards import is_owed
from notifications.feeds import PRODUCT
from notifications.mail.mime import line

LASTS = timedelta(minutes=30)
LONGEST = 200


class Method(StrEnum):
    """What the reader's calendar is asked to do (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of the event by his name and address."""

    name: str
    address: str


def method_of(item: PlanItem, reader: str, now: datetime) -> Method | None:
    """None while there is nothing to be said: the deadline has passed, or a report waits for its acceptance."""
    if reader not in item.executors:
        return Method.CANCEL
    if is_owed(item):
        return Method.REQUEST if now < item.due_at else None
    return None if item.state is State.UNDER_REVIEW else Method.CANCEL


def event(item: PlanItem, method: Method, organizer: Party, attendee: Party, now: datetime) -> bytes:
    """The last half an hour before the deadline, in UTC, so that no reader needs a table of time zones.

    `SEQUENCE` is the item's version: a calendar keeps the newest whatever the order of arrival.
    """
    made = Event()
    made.add("uid", uid(item.id, attendee.name))
    made.add("sequence", item.version)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", (item.due_at - LASTS).astimezone(UTC))
    made.add("dtend", item.due_at.astimezone(UTC))
    made.add("summary", words.shortened(f"{item.number} Срок: {line(item.title)}", LONGEST))
    made.add("description", f"Срок: {words.day_ru(item.finish)}. Уровень контроля: {line(item.level)}.")
    made.add("status", "CONFIRMED" if method is Method.REQUEST else "CANCELLED")
    made.add("transp", "TRANSPARENT")
    made.add("organizer", _party(organizer))
    made.add("attendee", _attending(attendee))
    return _calendar(made, method)


def uid(item_id: int, reader: str) -> str:
    """The same for the life of the item and its reader; a mailbox may serve several readers."""
    return f"item-{item_id}.{hashlib.sha256(reader.encode()).hexdigest()[:12]}@vekha"


def _party(party: Party) -> vCalAddress:
    made = vCalAddress(f"mailto:{party.address}")
    made.params["CN"] = line(party.name).replace('"', "")
    return made


def _attending(party: Party) -> vCalAddress:
    """A duty needs no consent: no answer is asked for."""
    made = _party(party)
    made.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return made


def _calendar(made: Event, method: Method) -> bytes:
    calendar = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", str(method))):
        calendar.add(name, value)
    calendar.add_component(made)
    return bytes(calendar.to_ical())
