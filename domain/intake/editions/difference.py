"""What a new edition changes, as values."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from domain.passport import PlanRow


class ChangeKind(StrEnum):
    """The first eight are about items of the plan, each of the others about a section of its own."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    REASSIGNED = "reassigned"
    LEVEL = "level"
    DOCUMENT = "document"
    MONEY = "money"
    TARGET = "target"
    RESULT = "result"
    PARTICIPANT = "participant"
    PROVISION = "provision"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell or row that is otherwise. `number` is the new edition's, or the old one's where the row has gone.

    `was` and `now` are as plain text, dates in ISO; empty stands for "not there". `name` is the row's own name.
    """

    kind: ChangeKind
    section: str
    number: str
    field: str
    was: str
    now: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes in the order of the sections, and which rows of the two plans are the same item."""

    changes: tuple[Change, ...] = ()
    pairs: tuple[tuple[PlanRow, PlanRow], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each kind, those that are there, in the order of ChangeKind."""
        found = Counter(change.kind for change in self.changes)
        return {kind.value: found[kind] for kind in ChangeKind if found[kind]}
