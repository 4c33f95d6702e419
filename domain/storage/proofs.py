"""Proof: what became of each letter, by which channel and when, and how it stands now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, cast, exists, func, insert, select

from domain.letters import Letter
from domain.sending import Fate, Outcome
from domain.storage.database import Database
from domain.storage.delivery_tables import DeliveryRow
from domain.storage.letter_rows import OUTBOX, letter_from
from domain.storage.rows import instant, seconds
from domain.storage.statements import write

DELIVERY = DeliveryRow.__table__  # type: ignore[attr-defined]
GONE = (Outcome.SENT.value, Outcome.REPEATED.value)
DELIVERS = frozenset({"telegram", "console"})
"""Channels whose acceptance is delivery; what an SMTP server takes may still end in a wrong folder."""
AT_A_TIME = 500
"""Values that one statement lists."""

_NAMES = ("letter_id", "parcel", "recipient", "channel", "outcome", "at", "reference", "reason")
_GIVEN = [cast(bindparam(f"_{name}"), DELIVERY.c[name].type) for name in _NAMES]
_SAME = exists().where(
    DELIVERY.c.letter_id == bindparam("_letter_id"),
    DELIVERY.c.channel == bindparam("_channel"),
    DELIVERY.c.outcome == bindparam("_outcome"),
    DELIVERY.c.at >= bindparam("_since"),
)
_NOTE = insert(DELIVERY).from_select(_NAMES, select(*_GIVEN))
_NOTE_ONCE = insert(DELIVERY).from_select(_NAMES, select(*_GIVEN).where(~_SAME))


class Standing(StrEnum):
    """How a letter stands; held is till an hour of its own, sent is by a channel that cannot say it has come."""

    QUEUED = "queued"
    HELD = "held"
    IN_FLIGHT = "in_flight"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Proven:
    """One outcome; letters of one message share `parcel`, `reference` is the channel's number of the message."""

    outcome: Outcome
    channel: str
    at: datetime
    parcel: str
    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class LetterStanding:
    """A letter and all that is proven of it, oldest first; `at`: since when it stands so, or until when it is held."""

    id: int
    letter: Letter
    standing: Standing
    channel: str
    at: datetime | None
    reason: str
    failures: int
    proofs: tuple[Proven, ...]


@dataclass(frozen=True)
class Proofs:
    """Reads the proofs; each call sees one moment."""

    database: Database
    zone: ZoneInfo

    def of_letter(self, letter_id: int) -> LetterStanding | None:
        return next(iter(self._standings(OUTBOX.c.id == letter_id)), None)

    def of_item(self, item_id: int) -> list[LetterStanding]:
        """Every letter about an item, oldest first."""
        found = self._standings(OUTBOX.c["items"].contains(str(item_id)))
        return [one for one in found if item_id in one.letter.items]

    def of_person(self, recipient: str, limit: int) -> list[LetterStanding]:
        """The newest letters to a person or a body, newest first."""
        return self._standings(OUTBOX.c.recipient == recipient, newest=limit)

    def newest(self, limit: int) -> list[LetterStanding]:
        return self._standings(OUTBOX.c.id > 0, newest=limit)

    def chosen(self, condition: Any, limit: int) -> list[LetterStanding]:
        """The newest letters for which a condition on the outbox's table holds, newest first."""
        return self._standings(condition, newest=limit)

    def counts(self, since: datetime) -> dict[str, dict[str, int]]:
        """How often each channel had each outcome since then: `{"telegram": {"sent": 3}}`."""
        query = select(DELIVERY.c.channel, DELIVERY.c.outcome, func.count()).where(DELIVERY.c.at >= seconds(since))
        counted: dict[str, dict[str, int]] = defaultdict(dict)
        with self.database.reading() as connection:
            grouped = query.group_by(DELIVERY.c.channel, DELIVERY.c.outcome).order_by(DELIVERY.c.channel)
            for channel, outcome, count in connection.execute(grouped):
                counted[channel][outcome] = count
        return dict(counted)

    def messages(self) -> list[tuple[str, datetime]]:
        """Every message that has gone: to whom and when, oldest first. Letters of one parcel are one message."""
        query = select(DELIVERY.c.recipient, func.min(DELIVERY.c.at).label("at")).where(DELIVERY.c.outcome.in_(GONE))
        with self.database.reading() as connection:
            rows = connection.execute(query.group_by(DELIVERY.c.recipient, DELIVERY.c.parcel).order_by("at"))
            return [(row.recipient, datetime.fromtimestamp(row.at, self.zone)) for row in rows]

    def _standings(self, condition: Any, newest: int | None = None) -> list[LetterStanding]:
        order = OUTBOX.c.id.desc() if newest else OUTBOX.c.id
        with self.database.reading() as connection:
            rows = list(connection.execute(select(OUTBOX).where(condition).order_by(order).limit(newest)))
            proven = _proven(connection, [row.id for row in rows], self.zone)
        return [_standing(row, tuple(proven[row.id]), self.zone) for row in rows]


def _proven(connection: Connection, ids: Sequence[int], zone: ZoneInfo) -> Mapping[int, list[Proven]]:
    found: dict[int, list[Proven]] = defaultdict(list)
    for at in range(0, len(ids), AT_A_TIME):
        some = DELIVERY.c.letter_id.in_(ids[at : at + AT_A_TIME])
        for row in connection.execute(select(DELIVERY).where(some).order_by(DELIVERY.c.id)):
            found[row.letter_id].append(_proof(row, zone))
    return found


def _proof(row: Row[Any], zone: ZoneInfo) -> Proven:
    at = datetime.fromtimestamp(row.at, zone)
    return Proven(Outcome(row.outcome), row.channel, at, row.parcel, row.reference, row.reason)


def _standing(row: Row[Any], proofs: tuple[Proven, ...], zone: ZoneInfo) -> LetterStanding:
    read = next((proof for proof in proofs if proof.outcome is Outcome.READ), None)
    channel = (read.channel if read else row.channel or row.in_flight or "").partition(" ")[0]
    at = read.at if read else instant(row.sent_at or row.failed_at or row.try_at, zone)
    how = Standing.READ if read else _ended(row) or _under_way(row)
    return LetterStanding(row.id, letter_from(row, zone), how, channel, at, row.reason or "", row.failures, proofs)


def _ended(row: Row[Any]) -> Standing | None:
    if row.sent_at is None:
        return None if row.failed_at is None else Standing.FAILED
    if not row.channel:
        return Standing.MUTED
    return Standing.DELIVERED if row.channel in DELIVERS else Standing.SENT


def _under_way(row: Row[Any]) -> Standing:
    if row.in_flight:
        return Standing.IN_FLIGHT
    return Standing.QUEUED if row.try_at is None else Standing.HELD


def noted(connection: Connection, fates: Sequence[Fate], at: datetime) -> None:
    """Keep these outcomes; one that began before, `since` when, is not kept again."""
    rows = [_values(fate, at) for fate in fates]
    is_final = fates[0].outcome in {Outcome.SENT, Outcome.REPEATED, Outcome.MUTED}
    write(connection, _NOTE if is_final else _NOTE_ONCE, rows)


def _values(fate: Fate, at: datetime) -> dict[str, Any]:
    return {
        "_letter_id": fate.letter_id,
        "_parcel": fate.parcel,
        "_recipient": fate.recipient,
        "_channel": fate.channel,
        "_outcome": fate.outcome.value,
        "_at": seconds(at),
        "_reference": fate.reference,
        "_reason": fate.reason,
        "_since": seconds(fate.since) or 0,
    }


def read_by(connection: Connection, key: str, channel: str, at: datetime) -> None:
    """The letter of that key, or those that left under it as one message, have been read in this channel."""
    _, _, recipient = key.rpartition("|")
    under = (DELIVERY.c.recipient == recipient) & (DELIVERY.c.parcel == key) & DELIVERY.c.outcome.in_(GONE)
    ids = {*connection.scalars(select(DELIVERY.c.letter_id).where(under))}
    ids |= {*connection.scalars(select(OUTBOX.c.id).where(OUTBOX.c.key == key))}
    fates = [Fate(one, recipient, Outcome.READ, channel, parcel=key) for one in sorted(ids)]
    if fates:
        noted(connection, fates, at)


def sent_since(connection: Connection, recipients: Collection[str], since: datetime) -> Iterator[tuple[str, ...]]:
    """Recipient, passport and parcel of what has gone to these people since then."""
    columns = (DELIVERY.c.recipient, OUTBOX.c.passport, DELIVERY.c.parcel)
    gone = select(*columns).join(OUTBOX, OUTBOX.c.id == DELIVERY.c.letter_id).distinct()
    lately = gone.where(DELIVERY.c.at >= seconds(since), DELIVERY.c.outcome.in_(GONE))
    for some in _portions(recipients):
        yield from (tuple(row) for row in connection.execute(lately.where(DELIVERY.c.recipient.in_(some))))


def _portions(names: Iterable[str]) -> Iterator[list[str]]:
    everybody = list(names)
    return (everybody[at : at + AT_A_TIME] for at in range(0, len(everybody), AT_A_TIME))
