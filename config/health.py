"""Whether all is well with letters: what waits, what is dead, whom nothing reaches, how the channels are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from config.reach import unreachable
from config.states import TITLES, State, channels_of, states
from domain.storage.proofs import LetterStanding
from domain.storage.queue import Queue, Wanted, letters, queue_of
from notifications.words import plural

if TYPE_CHECKING:
    from config.settings import Settings
    from config.wiring import Office

WAITS_TOO_LONG = timedelta(minutes=30)
"""Of time in which it might have gone: a letter that waits longer means that nobody delivers."""
SHOWN_DEAD = 50
WEEK = timedelta(days=7)
Counts = Mapping[str, Mapping[str, int]]
"""How often each channel had each outcome."""


@dataclass(frozen=True)
class Health:
    """The letters at `now`; `troubles` are what somebody should look at, in words."""

    now: datetime
    channels: tuple[State, ...]
    queue: Queue
    dead: tuple[LetterStanding, ...]
    unreachable: Mapping[str, list[str]]
    today: Counts
    week: Counts
    is_stuck: bool

    @property
    def troubles(self) -> list[str]:
        return list(_troubles(self))


def health_of(office: "Office", settings: "Settings") -> Health:
    now, calendar = office.clock.now(), office.ladder.calendar
    proofs = office.proofs
    queue = queue_of(office.database, now, office.zone)
    midnight = now.astimezone(office.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Health(
        now=now,
        channels=tuple(states(office, settings)),
        queue=queue,
        dead=tuple(letters(proofs, Wanted(failed=True), SHOWN_DEAD)),
        unreachable=unreachable(office, channels_of(settings)),
        today=proofs.counts(midnight),
        week=proofs.counts(midnight - WEEK + timedelta(days=1)),
        is_stuck=queue.oldest is not None and now - calendar.speaks_from(queue.oldest) > WAITS_TOO_LONG,
    )


def _troubles(health: Health) -> Iterator[str]:
    for channel in health.channels:
        if channel.is_well is False:
            yield f"{TITLES[channel.channel]} — {channel.breaker or channel.words}"
    if health.queue.dead:
        yield f"не доставлено {plural(health.queue.dead, 'письмо', 'письма', 'писем')}"
    if health.is_stuck:
        yield f"письма не уходят с {health.queue.oldest:%d.%m.%Y %H:%M}"
    if health.unreachable:
        yield f"некуда писать: {', '.join(health.unreachable)}"
