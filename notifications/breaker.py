"""A channel that does not answer is left alone for a growing while, then tried with one letter."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_AFTER = 3
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=10)


class Circuit(StrEnum):
    CLOSED = "closed"
    """The channel works, or has not failed often enough."""
    OPEN = "open"
    """It is left alone."""
    HALF_OPEN = "half_open"
    """The pause is over: one letter tries it."""


@dataclass(slots=True)
class Breaker:
    """One channel's; `since` is when the outage began, `until` when the next letter may try."""

    failures: int = 0
    since: datetime | None = None
    until: datetime | None = None
    pause: timedelta = FIRST_PAUSE

    def fell(self, now: datetime) -> None:
        """The channel was down when it was asked."""
        self.since = self.since or now
        self.failures += 1
        if self.failures >= OPENS_AFTER:
            self.until = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def went(self) -> None:
        """The channel has answered, whatever it said."""
        self.failures, self.since, self.until, self.pause = 0, None, None, FIRST_PAUSE

    def circuit(self, now: datetime) -> Circuit:
        if self.until is None:
            return Circuit.CLOSED
        return Circuit.OPEN if now < self.until else Circuit.HALF_OPEN


@dataclass
class Breakers:
    """The channels' breakers by name, for the life of the process; a restart tries every channel anew."""

    known: dict[str, Breaker] = field(default_factory=dict)

    def of(self, channel: str) -> Breaker:
        return self.known.setdefault(channel, Breaker())
