"""How many messages one recipient gets on one day, and when what is too much leaves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.letters import Letter, LetterKind
from domain.sending import Message, Waiting
from domain.workdays import Calendar

AT_ONCE = 3
"""Messages a day that leave at once: a fourth return or report within hours is no longer read as it comes."""
A_DAY = 5
"""The morning's digest, three at once and the evening's: more than that is not read at all."""
EVENING = time(18, 5)
"""Five minutes after deadlines pass, so that the evening's message tells of them too."""

CLOCK = frozenset(
    {
        LetterKind.STARTED,
        LetterKind.REMINDER,
        LetterKind.NOT_TAKEN,
        LetterKind.HALF_TERM,
        LetterKind.PROGRESS_WANTED,
        LetterKind.DEADLINE_MISSED,
        LetterKind.ESCALATION,
        LetterKind.REVIEW_WAITING,
        LetterKind.DECISION_WAITING,
        LetterKind.CATCH_UP,
    }
)
"""The kinds that nobody's deed causes."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A recipient's day: `quiet_until` in quiet time, `evening` while it is still ahead, `morning` the next one."""

    now: datetime
    calendar: Calendar
    quiet_until: datetime | None
    evening: datetime | None
    morning: datetime

    def is_due(self, waiting: Waiting) -> bool:
        return waiting.try_at is None or waiting.try_at <= self.now

    def is_late(self, waiting: Waiting) -> bool:
        """Whether it should have gone more than a working day ago: the service or the channel did not work."""
        since = due_since(waiting, self.calendar).astimezone(self.calendar.zone)
        return self.now > self.calendar.at(self.calendar.add(since.date(), 1), since.time())

    def is_of_morning(self, letter: Letter) -> bool:
        """Whether the clock has written it for the morning of a working day."""
        return is_of_morning(letter.occasion, letter.kind, self.calendar)


def is_of_morning(occasion: str, kind: str, calendar: Calendar) -> bool:
    return kind in CLOCK and occasion[10:17] == f"T{calendar.starts:%H:%M}/"


def due_since(waiting: Waiting, calendar: Calendar) -> datetime:
    """Since when nothing but trouble keeps the letter; nights, days off and our own holding back do not count."""
    since = calendar.speaks_from(waiting.letter.at)
    return max(since, waiting.try_at) if waiting.try_at and not waiting.reason else since


def hours(now: datetime, calendar: Calendar, speaks_from: Callable[[datetime], datetime], is_quiet: bool) -> Hours:
    """The hours of one recipient, by the instant at or after another at which he may be spoken to."""
    today = calendar.day_of(now)
    evening = calendar.at(today, EVENING)
    is_ahead = now < evening and speaks_from(evening) == evening
    morning = speaks_from(calendar.morning(calendar.working_on_or_after(today + timedelta(days=1))))
    return Hours(now, calendar, speaks_from(now) if is_quiet else None, evening if is_ahead else None, morning)


@dataclass(slots=True)
class Spent:
    """What a recipient has got today: messages in all, and those of them that left at once."""

    messages: int = 0
    at_once: int = 0

    def add(self, *, at_once: bool) -> None:
        self.messages += 1
        self.at_once += at_once

    @property
    def is_all(self) -> bool:
        return self.messages >= A_DAY


def spent(messages: Iterable[Message], calendar: Calendar) -> Spent:
    """One message may have carried many letters, of several passports."""
    counted = Spent()
    for parcel in {message.parcel for message in messages}:
        counted.add(at_once=not _is_mornings(parcel, calendar))
    return counted


def _is_mornings(parcel: str, calendar: Calendar) -> bool:
    occasion, kind = parcel.split("|")[:2]
    return occasion.endswith("/morning") or is_of_morning(occasion, kind, calendar)
