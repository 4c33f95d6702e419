"""Hands parcels to channels, a portion at a time, and records each one's fate."""

import logging
import random
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from domain.sending import Fate, Outcome, Waiting
from notifications.allowance import due_since
from notifications.breaker import Breakers, Circuit
from notifications.channels import (
    BatchChannel,
    Busy,
    Channel,
    ChannelDown,
    LastResort,
    PacedChannel,
    Proof,
    RecipientDelayed,
    RecipientRefused,
    Unsure,
)
from notifications.errands import Errand, divided, written
from notifications.render import Unrenderable, View

if TYPE_CHECKING:
    from notifications.delivery import OutboxPort

log = logging.getLogger(__name__)

PORTION = 20
"""Letters in flight at a time: what a crash may repeat, at most."""
PATIENCE = timedelta(minutes=15)
"""How long a letter waits for a channel that is down before the next one is tried."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
JITTER = 0.2
GIVEN_UP_AFTER = timedelta(days=3)
"""For how long a letter is tried that makes trouble by itself; a channel that is down kills none."""

Result = Proof | Exception
COUNTED = {Outcome.SENT: "sent", Outcome.REPEATED: "sent", Outcome.POSTPONED: "postponed"}


@dataclass
class Dispatch:
    """One round's sending. Fates are written together with the marks of the next portion, in one transaction."""

    outbox: "OutboxPort"
    view: View
    now: datetime
    breakers: Breakers
    counts: Counter[str] = field(default_factory=Counter)
    _down: dict[str, Exception] = field(default_factory=dict)
    _fates: list[Fate] = field(default_factory=list)

    def hold(self, held: Iterable[tuple[Waiting, datetime]]) -> None:
        """These stay until their hour."""
        for one, until in held:
            self._note(Fate(one.id, one.letter.recipient, Outcome.HELD, until=until), "held")

    def mute(self, one: Waiting) -> None:
        self._note(Fate(one.id, one.letter.recipient, Outcome.MUTED, parcel=one.letter.key), "muted")

    def flush(self) -> None:
        """Write down what has happened so far."""
        fates, self._fates = self._fates, []
        self.outbox.record(fates, self.now)

    def send(self, errands: Iterable[Errand]) -> None:
        """Send them all, or record why not; whatever stops the round, what has happened is written down."""
        queue = deque(errands)
        try:
            while queue:
                portion = self._portion(queue)
                self.flush()
                queue.extendleft(reversed(list(self._handed(portion))))
        finally:
            self.flush()

    def _portion(self, queue: deque[Errand]) -> list[Errand]:
        """Those that go now, marked; whoever cannot go is settled on the way."""
        portion: list[Errand] = []
        room = PORTION
        while queue and room > 0:
            errand = queue.popleft()
            if not self._is_ready(errand, queue):
                continue
            size = len(errand.parcel.letters)
            if portion and (size > room or self._waits_for_probe(errand, portion)):
                queue.appendleft(errand)
                break
            portion.append(errand)
            room -= size
        for errand in portion:
            self._record(errand, Outcome.HANDED)
        return portion

    def _waits_for_probe(self, errand: Errand, portion: Sequence[Errand]) -> bool:
        channel = errand.order[0]
        is_probing = self.breakers.of(channel.name).circuit(self.now) is Circuit.HALF_OPEN
        return is_probing and any(other.order[0] is channel for other in portion)

    def _is_ready(self, errand: Errand, queue: deque[Errand]) -> bool:
        """Whether some channel takes the errand now, and it is in words; else it is settled."""
        if not self._has_channel(errand):
            return False
        try:
            errand.rendered = errand.rendered or written(errand.parcel, self.view)
        except Unrenderable as fault:
            self._unwritten(errand, fault, queue)
            return False
        return True

    def _has_channel(self, errand: Errand) -> bool:
        while errand.order:
            channel = errand.order[0]
            if isinstance(channel, LastResort) and errand.is_held_up:
                break
            if down := self._trouble_of(channel):
                if not self._passes_on(errand, down):
                    return False
                continue
            if isinstance(channel, PacedChannel) and channel.is_busy(errand.letter):
                self._record(errand, Outcome.POSTPONED)
                return False
            return True
        self._end(errand)
        return False

    def _passes_on(self, errand: Errand, trouble: Exception) -> bool:
        """Whether the next channel's turn has come: patience is over, and there is one that reaches people."""
        if self.now >= self._patient_until(errand) and errand.reaches_others:
            if isinstance(trouble, ChannelDown):
                self._record(errand, Outcome.DOWN, reason=str(trouble))
            errand.passes_on(trouble)
            return True
        errand.troubles.append((errand.order[0].name, trouble))
        self._end(errand)
        return False

    def _trouble_of(self, channel: Channel) -> Exception | None:
        if channel.name in self._down:
            return self._down[channel.name]
        breaker = self.breakers.of(channel.name)
        return ChannelDown("канал не отвечает") if breaker.circuit(self.now) is Circuit.OPEN else None

    def _patient_until(self, errand: Errand) -> datetime:
        return min(due_since(one, self.view.calendar) for one in errand.parcel.letters) + PATIENCE

    def _unwritten(self, errand: Errand, fault: Unrenderable, queue: deque[Errand]) -> None:
        """One bad letter spoils no parcel: those that can be written go together without it."""
        letters = errand.parcel.letters
        if len(letters) == 1:
            self._give_up(errand, letters[0], f"{type(fault).__name__}: {fault}")
            return
        parts = divided(errand.parcel, self.view)
        queue.extendleft(Errand(parcel, list(errand.order)) for parcel in reversed(parts))

    def _handed(self, portion: Sequence[Errand]) -> Iterator[Errand]:
        """Give the portion to its channels; those of a batch channel at once. Gives back who must try another one."""
        batches: dict[int, list[Errand]] = {}
        for errand in portion:
            if isinstance(errand.order[0], BatchChannel):
                batches.setdefault(id(errand.order[0]), []).append(errand)
            elif again := self._settled(errand, self._sent(errand)):
                yield again
        for batch in batches.values():
            yield from self._batch(batch)

    def _batch(self, batch: list[Errand]) -> Iterator[Errand]:
        channel = batch[0].order[0]
        assert isinstance(channel, BatchChannel)  # noqa: S101  # sorted so by `_handed`
        try:
            results: Sequence[Result] = channel.send_all([errand.outgoing() for errand in batch])
        except Exception as trouble:  # a channel that breaks its promise loses no letter
            results = [trouble] * len(batch)
        self._heard(channel, results)
        for errand, result in zip(batch, results, strict=True):
            if again := self._settled(errand, result):
                yield again

    def _sent(self, errand: Errand) -> Result:
        """The channel's answer; one that went down in this round is not asked again."""
        channel = errand.order[0]
        if channel.name in self._down:
            return self._down[channel.name]
        out = errand.outgoing()
        try:
            result: Result = channel.send(out.recipient, out.rendered, out.letter)
        except Exception as trouble:  # one letter's trouble, whatever it is, must not stop the others
            result = trouble
        self._heard(channel, [result])
        return result

    def _heard(self, channel: Channel, results: Sequence[Result]) -> None:
        """What the answers say of the channel itself."""
        down = next((result for result in results if _is_down(result)), None)
        answered = any(isinstance(result, Proof | RecipientRefused | RecipientDelayed) for result in results)
        breaker = self.breakers.of(channel.name)
        if answered:
            breaker.went()
        if isinstance(down, Exception):
            self._down[channel.name] = ChannelDown(str(down))
            log.warning("channel %s is down: %s", channel.name, down)
            breaker.fell(self.now)

    def _settled(self, errand: Errand, result: Result) -> Errand | None:
        """Record what is certain; gives the errand back where another channel may be its way."""
        if isinstance(result, Proof):
            is_repeat = errand.parcel.repeat and not result.known
            self._record(errand, Outcome.REPEATED if is_repeat else Outcome.SENT, reference=result.reference)
        elif isinstance(result, Busy):
            self._record(errand, Outcome.POSTPONED)
        elif isinstance(result, RecipientRefused):
            self._record(errand, Outcome.REFUSED, reason=str(result))
            errand.passes_on(result)
            return errand
        elif isinstance(result, ChannelDown | RecipientDelayed) and not isinstance(result, Unsure):
            return errand if isinstance(result, ChannelDown) or self._passes_on(errand, result) else None
        else:
            errand.troubles.append((errand.order[0].name, result))
            self._end(errand, unsure=True)
        return None

    def _end(self, errand: Errand, *, unsure: bool = False) -> None:
        """No channel takes it now: it waits for the one that is down, is tried again later, or has nobody to go to."""
        reason = errand.reason
        if isinstance(errand.heaviest, ChannelDown):
            name, until = errand.down, self._down_until(errand)
            self._record(errand, Outcome.DOWN, channel=name, reason=reason, until=until, unsure=unsure)
            self.counts["postponed"] += len(errand.parcel.letters)
            return
        for one in errand.parcel.letters:
            if not errand.is_held_up or self._is_tired_of(one):
                self._give_up(errand, one, reason)
            else:
                self._delay(errand, one, reason, unsure)

    def _down_until(self, errand: Errand) -> datetime | None:
        """When the first channel that is down may be tried, or the letter's patience with it ends."""
        pauses = [self.breakers.of(name).until for name, trouble in errand.troubles if isinstance(trouble, ChannelDown)]
        untils = [until for until in pauses if until]
        if not untils or len(untils) < len(pauses):
            return None
        patient = self._patient_until(errand)
        return min(*untils, patient, self.now + LONGEST_PAUSE) if self._may_pass_on(errand) else min(untils)

    def _may_pass_on(self, errand: Errand) -> bool:
        return bool(errand.order) and errand.reaches_others and self.now < self._patient_until(errand)

    def _is_tired_of(self, one: Waiting) -> bool:
        return one.troubled_since is not None and self.now - one.troubled_since >= GIVEN_UP_AFTER

    def _delay(self, errand: Errand, one: Waiting, reason: str, unsure: bool) -> None:
        log.warning("letter %s waits: %s", one.letter.key, reason)
        pause = min(FIRST_PAUSE * 2 ** min(one.failures, 10), LONGEST_PAUSE)
        until = self.now + pause * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # no secret
        since = one.troubled_since or self.now
        name, is_unsure = errand.troubles[-1][0], unsure or errand.parcel.repeat
        fate = Fate(one.id, one.letter.recipient, Outcome.DELAYED, name, reason=reason, until=until, since=since)
        self._note(replace(fate, parcel=errand.letter.key, unsure=is_unsure), "postponed")

    def _give_up(self, errand: Errand, one: Waiting, reason: str) -> None:
        """Nobody is reached: whoever runs the service must know."""
        log.error("letter %s is given up: %s", one.letter.key, reason)
        self._note(Fate(one.id, one.letter.recipient, Outcome.DEAD, parcel=errand.letter.key, reason=reason), "failed")

    def _record(
        self,
        errand: Errand,
        outcome: Outcome,
        *,
        channel: str = "",
        reference: str = "",
        reason: str = "",
        until: datetime | None = None,
        unsure: bool = False,
    ) -> None:
        """The same fate for every letter of the parcel."""
        name = channel or errand.order[0].name
        since = self.breakers.of(name).since if outcome is Outcome.DOWN else None
        key, is_unsure = errand.letter.key, unsure or errand.parcel.repeat
        for one in errand.parcel.letters:
            fate = Fate(one.id, one.letter.recipient, outcome, name, key, reference, reason, until, since, is_unsure)
            self._note(fate, COUNTED.get(outcome, ""))

    def _note(self, fate: Fate, counted: str) -> None:
        self._fates.append(fate)
        self.counts[counted] += 1


def _is_down(result: Result) -> bool:
    return isinstance(result, ChannelDown) and not isinstance(result, Busy)
