"""The clock that everything is told the time by: real, frozen, or running fast."""

import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.errors import Sentence

SPEC = re.compile(r"^(?P<start>[^@]+)(?:@(?P<speed>\d+(?:\.\d+)?))?$")
FOREVER = float("inf")


class BadClock(Sentence):
    """VEKHA_CLOCK cannot be read; the message says what it should look like."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The present of this clock, in whole seconds, with its zone."""

    def seconds_until(self, instant: datetime) -> float:
        """Real seconds until `instant` of this clock; 0 when it has passed."""


@dataclass(frozen=True)
class RealClock:
    zone: ZoneInfo

    def now(self) -> datetime:
        return datetime.now(self.zone).replace(microsecond=0)

    def seconds_until(self, instant: datetime) -> float:
        return max(0.0, (instant - datetime.now(self.zone)).total_seconds())


@dataclass(frozen=True)
class DemoClock:
    """Starts at `start` when the real clock shows `since` (seconds since the epoch) and runs `speed` times as fast."""

    zone: ZoneInfo
    start: datetime
    since: float
    speed: float

    def now(self) -> datetime:
        lived = timedelta(seconds=(time.time() - self.since) * self.speed)
        return (self.start + lived).astimezone(self.zone).replace(microsecond=0)

    def seconds_until(self, instant: datetime) -> float:
        ahead = (instant - self.start).total_seconds()
        if self.speed == 0:
            return 0.0 if ahead <= 0 else FOREVER
        return max(0.0, self.since + ahead / self.speed - time.time())

    def spelled(self) -> str:
        """This clock, started anew at its present."""
        return f"{self.now().isoformat()}@{self.speed:g}@{time.time()}"


def clock_from(spec: str, zone: ZoneInfo) -> DemoClock:
    """A demo clock from `2019-02-20T09:00+07:00@3600`; without `@speed` it stands still.

    Raises:
        BadClock: the text is not an instant with a speed.
    """
    match = SPEC.match(spec.strip())
    try:
        start = datetime.fromisoformat(match["start"]) if match else None
    except ValueError:
        start = None
    if match is None or start is None:
        raise BadClock(f"VEKHA_CLOCK: «{spec}» — не момент времени; нужно, например, 2019-02-20T09:00+07:00@3600")
    local = start if start.tzinfo else start.replace(tzinfo=zone)
    return DemoClock(zone, local.astimezone(zone), time.time(), float(match["speed"] or 0))


def clock_respelled(text: str, zone: ZoneInfo) -> DemoClock:
    """The clock that `spelled` wrote down."""
    start, speed, since = text.split("@")
    return DemoClock(zone, datetime.fromisoformat(start).astimezone(zone), float(since), float(speed))
