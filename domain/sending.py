"""What delivery and the outbox tell each other: letters that wait, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.letters import Letter


class Outcome(StrEnum):
    """What became of a letter. Those above the line are kept as proof, the others only move it in the outbox."""

    SENT = "sent"
    """A channel has taken it."""
    REPEATED = "repeated"
    """A channel has taken it once more: nobody knew whether it had gone before."""
    READ = "read"
    """Its reader has pressed a button under it, or has come by its link."""
    MUTED = "muted"
    """Its reader wants no news, and it was only that."""
    REFUSED = "refused"
    """A channel will never reach this recipient."""
    DOWN = "down"
    """A channel did not work when its turn came."""
    DELAYED = "delayed"
    """The letter or its recipient made trouble for the first time; the channel works."""
    # ---
    HANDED = "handed"
    HELD = "held"
    POSTPONED = "postponed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter of the outbox. `in_flight` is the channel that it was handed to, `parcel` the message it was part of.

    `troubled_since` is known only of a letter that has failed.
    """

    id: int
    letter: Letter
    failures: int = 0
    try_at: datetime | None = None
    reason: str = ""
    in_flight: str = ""
    parcel: str = ""
    troubled_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one letter. `until`: not before then again; `since`: when the channel's outage began.

    `unsure`: it may have gone all the same, so that the next sending says it may be a repeat.
    """

    letter_id: int
    recipient: str
    outcome: Outcome
    channel: str = ""
    parcel: str = ""
    reference: str = ""
    reason: str = ""
    until: datetime | None = None
    since: datetime | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message that has gone to a recipient; the letters that it carried share `parcel`."""

    recipient: str
    passport: str
    parcel: str
