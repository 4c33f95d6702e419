"""From the outbox to the channels: one round looks at what is due, makes messages of it and sends them."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from domain.letters import Letter
from domain.sending import Fate, Message, Waiting
from notifications import words
from notifications.allowance import Hours, hours, spent
from notifications.breaker import Breakers
from notifications.channels import (
    BatchChannel,
    Busy,
    Channel,
    ChannelDown,
    LastResort,
    Outgoing,
    PacedChannel,
    Proof,
    RecipientDelayed,
    RecipientRefused,
    Unsure,
)
from notifications.dispatch import Dispatch
from notifications.errands import Errand
from notifications.gathering import Parcel, Plan, planned
from notifications.render import View

log = logging.getLogger(__name__)

__all__ = [
    "BatchChannel",
    "Breakers",
    "Busy",
    "Channel",
    "ChannelDown",
    "Delivered",
    "LastResort",
    "Outgoing",
    "PacedChannel",
    "Proof",
    "RecipientDelayed",
    "RecipientRefused",
    "Unsure",
    "deliver",
]

Group = tuple[str, str]
"""A recipient and, for a body, its passport: two passports' committees are not one."""


class Audience(View, Protocol):
    """A view that also knows how its readers want to be written to."""

    def speaks_from(self, recipient: str, at: datetime) -> datetime:
        """The first instant at or after `at` at which this recipient may be written to."""

    def channels_of(self, recipient: str) -> tuple[str, ...]:
        """The names of the channels in the order of the recipient's choice."""

    def wants_news(self, recipient: str) -> bool:
        """Whether letters that ask nothing of this recipient are wanted."""

    def is_body(self, recipient: str, passport: str) -> bool: ...


class OutboxPort(Protocol):
    """The outbox; each call is a transaction of its own."""

    def waiting(self, now: datetime, limit: int) -> list[Waiting]: ...

    def messages(self, recipients: Collection[str], since: datetime) -> list[Message]: ...

    def record(self, fates: Sequence[Fate], at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did with letters: sent, held back to an hour of their own, left for another round, given up
    for good, not wanted by their reader."""

    sent: int = 0
    held: int = 0
    postponed: int = 0
    failed: int = 0
    muted: int = 0


def deliver(
    outbox: OutboxPort,
    channels: Sequence[Channel],
    view: Audience,
    now: datetime,
    limit: int = 500,
    breakers: Breakers | None = None,
    looking: AbstractContextManager[object] | None = None,
) -> Delivered:
    """One round for at most `limit` recipients; a letter that cannot go does not stop the others.

    `looking` is held while the outbox is looked at, so that what a tick puts there is seen whole or not at all.
    """
    this = Dispatch(outbox, view, now, Breakers() if breakers is None else breakers)
    with looking or nullcontext():
        parcels = _looked_at(outbox, channels, view, now, limit, this)
    this.send(Errand(parcel, _order(channels, view, parcel.letter)) for parcel in parcels)
    counts = this.counts
    return Delivered(counts["sent"], counts["held"], counts["postponed"], counts["failed"], counts["muted"])


def _looked_at(
    outbox: OutboxPort, channels: Sequence[Channel], view: Audience, now: datetime, limit: int, this: Dispatch
) -> list[Parcel]:
    """The messages of this round, what went astray before first; what is held or muted is recorded."""
    waiting = outbox.waiting(now, limit)
    if not waiting:
        return []
    wanted = [one for one in waiting if not _is_muted(one, view, this)]
    plans = list(_plans(wanted, outbox, channels, view, now))
    for plan in plans:
        this.hold(plan.held)
    this.flush()
    parcels = [parcel for plan in plans for parcel in plan.parcels]
    return sorted(parcels, key=lambda parcel: not parcel.repeat)


def _is_muted(one: Waiting, view: Audience, this: Dispatch) -> bool:
    is_muted = one.letter.kind in words.NEWS and not view.wants_news(one.letter.recipient)
    if is_muted:
        this.mute(one)
    return is_muted


def _plans(
    waiting: Sequence[Waiting], outbox: OutboxPort, channels: Sequence[Channel], view: Audience, now: datetime
) -> Iterator[Plan]:
    midnight = view.calendar.at(view.calendar.day_of(now), time(0))
    gone = _by_group(outbox.messages({one.letter.recipient for one in waiting}, midnight), view)
    gathers = _gathers(channels)
    for group, theirs in _by_recipient(waiting, view):
        today = spent(gone.get(group, ()), view.calendar)
        yield planned(theirs, _hours(group[0], view, now), today, gathers)


def _hours(recipient: str, view: Audience, now: datetime) -> Hours:
    def speaks_from(at: datetime) -> datetime:
        return view.speaks_from(recipient, at)

    return hours(now, view.calendar, speaks_from, view.is_quiet(recipient))


def _by_recipient(waiting: Sequence[Waiting], view: Audience) -> Iterator[tuple[Group, list[Waiting]]]:
    grouped: dict[Group, list[Waiting]] = {}
    for one in waiting:
        grouped.setdefault(_group(one.letter.recipient, one.letter.passport, view), []).append(one)
    return iter(grouped.items())


def _by_group(messages: Sequence[Message], view: Audience) -> dict[Group, list[Message]]:
    grouped: dict[Group, list[Message]] = {}
    for message in messages:
        grouped.setdefault(_group(message.recipient, message.passport, view), []).append(message)
    return grouped


def _group(recipient: str, passport: str, view: Audience) -> Group:
    return recipient, passport if view.is_body(recipient, passport) else ""


def _gathers(channels: Sequence[Channel]) -> Callable[[Letter], bool]:
    """The first channel decides: it is the one that letters go by."""
    first = channels[0] if channels else None
    return first.gathers if isinstance(first, PacedChannel) else lambda _: False


def _order(channels: Sequence[Channel], view: Audience, letter: Letter) -> list[Channel]:
    """The recipient's own order, then whatever else there is, the operator's last."""
    chosen = view.channels_of(letter.recipient)
    place = {name: number for number, name in enumerate(chosen)}

    def rank(channel: Channel) -> tuple[bool, int]:
        return isinstance(channel, LastResort), place.get(channel.name, len(place))

    return sorted(channels, key=rank)
