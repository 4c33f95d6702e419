"""A letter is a value too: who must know what, and why; words and channels come later (`notifications/`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class LetterKind(StrEnum):
    """Each kind is a folder under `notifications/templates/`."""

    STARTED = "started"
    REMINDER = "reminder"
    NOT_TAKEN = "not_taken"
    HALF_TERM = "half_term"
    PROGRESS_WANTED = "progress_wanted"
    DEADLINE_MISSED = "deadline_missed"
    ESCALATION = "escalation"
    CATCH_UP = "catch_up"
    REVIEW_WANTED = "review_wanted"
    REVIEW_WAITING = "review_waiting"
    DECISION_WAITING = "decision_waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    GRANTED = "granted"
    REFUSED = "refused"
    CASCADED = "cascaded"
    EXTENSION_ASKED = "extension_asked"
    HANDOVER_ASKED = "handover_asked"
    EXTENDED = "extended"
    DENIED = "denied"
    ACKNOWLEDGED = "acknowledged"
    REASSIGNED = "reassigned"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    AMENDED = "amended"
    REPORT_DRAFTED = "report_drafted"
    REPORT_SIGNED = "report_signed"
    REPORT_RETURNED = "report_returned"
    DIGEST = "digest"
    """Made by delivery of several letters; no rule writes it."""


REPORTS = frozenset({LetterKind.REPORT_DRAFTED, LetterKind.REPORT_SIGNED, LetterKind.REPORT_RETURNED})
"""Letters about a report: they name no item."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one recipient about one or several items.

    `recipient` is a person's name ("Чванова Л.В.") or a control level's code ("ПК"). `items` are ids, the subject
    first; a letter about the passport itself may have none. `occasion` names what the letter is due to
    ("2019-12-02T09:00/before:30d"): a repeat has the same key. `facts` are short
    strings for the words: reason, by, minutes, until, was.
    """

    kind: LetterKind
    recipient: str
    passport: str
    items: tuple[int, ...]
    occasion: str
    at: datetime
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Begins with the occasion's date, so that the outbox's index grows at its end."""
        return f"{self.occasion}|{self.kind}|{self.items[0] if self.items else ''}|{self.recipient}"
