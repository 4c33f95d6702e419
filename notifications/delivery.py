"""From the outbox to the channels: who is written to, in what order, and what is kept of it."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.letters import Letter
from notifications.render import Rendered, Unrenderable, View, render

log = logging.getLogger(__name__)

MARK_EVERY = 20
"""Letters sent between two marks: what a crash may repeat, at most, on one channel."""

PATIENCE = timedelta(minutes=15)
"""How long a letter waits for a channel that is down before the next one is tried."""


class RecipientRefused(Exception):
    """This channel will never reach this recipient: no address, blocked, no such chat."""


class ChannelDown(Exception):
    """The channel does not work at the moment, whoever is written to."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That a channel took a letter; `reference` is the channel's own number of the message."""

    channel: str
    reference: str = ""


class Channel(Protocol):
    """A way to people: console, Telegram, e-mail. `send` returns a proof or raises one of the two above."""

    @property
    def name(self) -> str: ...

    def send(self, recipient: str, rendered: Rendered, letter: Letter) -> Proof: ...


class OutboxPort(Protocol):
    """Letters that wait, oldest first, and what became of them; `final` failures are not offered again."""

    def unsent(self, limit: int) -> list[tuple[int, Letter]]: ...

    def sent(self, ids: Sequence[int], channel: str, at: datetime) -> None: ...

    def failed(self, letter_id: int, reason: str, at: datetime, final: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did: sent, held back by quiet hours, left for another round, given up for good."""

    sent: int = 0
    held: int = 0
    postponed: int = 0
    failed: int = 0


def deliver(outbox: OutboxPort, channels: Sequence[Channel], view: View, now: datetime, limit: int = 500) -> Delivered:
    """Send what waits, oldest first, and mark it; a letter that cannot go does not stop the others."""
    waiting = outbox.unsent(limit)
    if view.calendar.is_quiet(now):
        return Delivered(held=len(waiting))
    with _round(outbox, channels, view, now) as this:
        for done, (letter_id, letter) in enumerate(waiting):
            if this.is_hopeless:
                this.counts["postponed"] += len(waiting) - done
                break
            this.counts[_dispatch(letter_id, letter, this)] += 1
    return Delivered(**this.counts)


@dataclass(slots=True)
class _Round:
    outbox: OutboxPort
    channels: Sequence[Channel]
    view: View
    now: datetime
    down: dict[str, str] = field(default_factory=dict)
    unmarked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def is_hopeless(self) -> bool:
        """Whether every channel has gone down, so that the rest is best left for another round."""
        return bool(self.down) and len(self.down) == len(self.channels)

    def take(self, letter_id: int, proof: Proof) -> None:
        self.unmarked[proof.channel].append(letter_id)
        if len(self.unmarked[proof.channel]) >= MARK_EVERY:
            self.mark(proof.channel)

    def mark(self, channel: str) -> None:
        ids = self.unmarked.pop(channel)
        self.outbox.sent(ids, channel, self.now)


@contextmanager
def _round(outbox: OutboxPort, channels: Sequence[Channel], view: View, now: datetime) -> Iterator[_Round]:
    """A round whose sent letters are marked however it ends."""
    this = _Round(outbox, channels, view, now)
    try:
        yield this
    finally:
        for channel in list(this.unmarked):
            this.mark(channel)


def _dispatch(letter_id: int, letter: Letter, this: _Round) -> str:
    """Send one letter or record why not; returns the name of its count."""
    try:
        this.take(letter_id, _sent(letter, render(letter, this.view), this))
    except (Unrenderable, RecipientRefused) as refusal:
        return _given_up(letter_id, letter, refusal, this)
    except Exception as trouble:  # one letter's trouble, whatever it is, must not stop the others
        log.warning("letter %s waits: %s", letter.key, trouble)
        this.outbox.failed(letter_id, _reason(trouble), this.now, final=False)
        return "postponed"
    return "sent"


def _given_up(letter_id: int, letter: Letter, refusal: Exception, this: _Round) -> str:
    log.error("letter %s is given up: %s", letter.key, refusal)
    this.outbox.failed(letter_id, _reason(refusal), this.now, final=True)
    return "failed"


def _sent(letter: Letter, rendered: Rendered, this: _Round) -> Proof:
    """Try the channels in order: after a refusal the next at once, after a failure once patience is over."""
    refusals = []
    for channel in this.channels:
        try:
            return _offer(channel, letter, rendered, this)
        except RecipientRefused as refusal:
            refusals.append(f"{channel.name}: {refusal}")
        except ChannelDown as trouble:
            this.down[channel.name] = str(trouble)
            refusals.append(f"{channel.name}: {trouble}")
            if not _is_out_of_patience(letter, this):
                break
    verdict = ChannelDown if this.down else RecipientRefused
    raise verdict("; ".join(refusals) or "no channel is set up")


def _offer(channel: Channel, letter: Letter, rendered: Rendered, this: _Round) -> Proof:
    """A channel that went down in this round is not asked again before the next."""
    if channel.name in this.down:
        raise ChannelDown(this.down[channel.name])
    return channel.send(letter.recipient, rendered, letter)


def _is_out_of_patience(letter: Letter, this: _Round) -> bool:
    """Whether the letter could have gone out long ago; nights and days off do not count."""
    return this.now - this.view.calendar.speaks_from(letter.at) >= PATIENCE


def _reason(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"
