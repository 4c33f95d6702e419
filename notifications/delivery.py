"""From the outbox to the channels: who is written to, in what order, and what is kept of it."""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from domain.letters import Letter
from notifications.gathering import Parcel, parcels
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


class Busy(ChannelDown):
    """The channel will take this letter a little later: it keeps its place and has not failed."""


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


@runtime_checkable
class PacedChannel(Channel, Protocol):
    """A channel that has limits: it may be asked before a letter is written for it."""

    def gathers(self, letter: Letter) -> bool:
        """Whether letters like this one go to their recipient as one."""

    def is_busy(self, letter: Letter) -> bool:
        """Whether it reaches the recipient, and only later: `send` would raise Busy."""


@runtime_checkable
class LastResort(Channel, Protocol):
    """Reaches the operator: good for whom no other channel knows, no substitute for one that is down."""

    @property
    def is_operators(self) -> bool: ...


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
    offered = outbox.unsent(limit)
    waiting = [(letter_id, letter) for letter_id, letter in offered if not view.is_quiet(letter.recipient)]
    with _round(outbox, channels, view, now) as this:
        this.counts["held"] = len(offered) - len(waiting)
        for parcel in parcels(waiting, _gathers(channels)):
            _dispatch(parcel, this)
    return Delivered(**this.counts)


def _gathers(channels: Sequence[Channel]) -> Callable[[Letter], bool]:
    paced = _first_paced(channels)
    return paced.gathers if paced else lambda _: False


def _first_paced(channels: Sequence[Channel]) -> PacedChannel | None:
    """The first channel decides: it is the one that letters go by."""
    first = channels[0] if channels else None
    return first if isinstance(first, PacedChannel) else None


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

    def must_wait(self, letter: Letter) -> bool:
        paced = _first_paced(self.channels)
        return self.is_hopeless or (paced is not None and paced.is_busy(letter))

    def fail(self, parcel: Parcel, trouble: Exception, final: bool) -> None:
        for letter_id in parcel.ids:
            self.outbox.failed(letter_id, _reason(trouble), self.now, final)

    def take(self, ids: tuple[int, ...], proof: Proof) -> None:
        self.unmarked[proof.channel].extend(ids)
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


def _dispatch(parcel: Parcel, this: _Round) -> None:
    """Send a parcel or record why not, and count its letters; one bad letter spoils no parcel."""
    if this.must_wait(parcel.letter):
        this.counts["postponed"] += len(parcel.letters)
    elif len(parcel.letters) > 1 and not _is_renderable(parcel, this):
        for alone in parcel.apart():
            _dispatch(alone, this)
    else:
        this.counts[_outcome(parcel, this)] += len(parcel.letters)


def _is_renderable(parcel: Parcel, this: _Round) -> bool:
    try:
        return bool(render(parcel.letter, this.view))
    except Unrenderable:
        return False


def _outcome(parcel: Parcel, this: _Round) -> str:
    letter = parcel.letter
    try:
        this.take(parcel.ids, _sent(letter, render(letter, this.view), this))
    except (Unrenderable, RecipientRefused) as refusal:
        return _given_up(parcel, refusal, this)
    except Busy:
        return "postponed"
    except Exception as trouble:  # one letter's trouble, whatever it is, must not stop the others
        log.warning("letter %s waits: %s", letter.key, trouble)
        this.fail(parcel, trouble, final=False)
        return "postponed"
    return "sent"


def _given_up(parcel: Parcel, refusal: Exception, this: _Round) -> str:
    log.error("letter %s is given up: %s", parcel.letter.key, refusal)
    this.fail(parcel, refusal, final=True)
    return "failed"


def _sent(letter: Letter, rendered: Rendered, this: _Round) -> Proof:
    """Try the channels in order: after a refusal the next at once, after a failure once patience is over."""
    refusals = []
    for place, channel in enumerate(this.channels, start=1):
        try:
            return _offer(channel, letter, rendered, this)
        except RecipientRefused as refusal:
            refusals.append(f"{channel.name}: {refusal}")
        except ChannelDown as trouble:
            refusals.append(f"{channel.name}: {trouble}")
            _note_down(channel, trouble, this)
            if not (_is_out_of_patience(letter, this) and _reaches_people(this.channels[place:])):
                break
    verdict = ChannelDown if this.down else RecipientRefused
    raise verdict("; ".join(refusals) or "no channel is set up")


def _note_down(channel: Channel, trouble: ChannelDown, this: _Round) -> None:
    """A channel that is only busy is not down: its letter waits for it, whatever comes next in order."""
    if isinstance(trouble, Busy):
        raise trouble
    this.down[channel.name] = str(trouble)


def _reaches_people(channels: Sequence[Channel]) -> bool:
    return any(not isinstance(channel, LastResort) for channel in channels)


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
