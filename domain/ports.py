"""What the use cases ask of the outside: a plan to read and record, and an outbox for letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from domain.authority import Staff
from domain.errors import Sentence
from domain.ladder import Ladder
from domain.letters import Letter
from domain.plan import PlanItem


class UnknownItem(Sentence):
    """The plan has no item of that number."""


class StaleItem(Sentence):
    """Somebody else has changed the item in the meantime; nothing of this change was kept."""


class Entry(NamedTuple):
    """One line of the journal: what happened to an item. `details` are short strings or lists of them."""

    before: PlanItem
    after: PlanItem
    event: str
    by: str
    at: datetime
    details: Mapping[str, object] = MappingProxyType({})


class Plan(Protocol):
    """The living plan of one passport, inside one transaction."""

    def get(self, number: str) -> PlanItem:
        """Raises UnknownItem."""

    def under(self, item: PlanItem) -> list[PlanItem]:
        """Everything below the item, in the plan's order."""

    def blocked_by(self, item: PlanItem) -> list[PlanItem]:
        """The items whose predecessor this one is."""

    def record(self, entries: Sequence[Entry]) -> None:
        """Save the items as their last entries left them, with timers, journal and wakes. Raises StaleItem."""


class Letters(Protocol):
    def put(self, letters: Iterable[Letter]) -> None:
        """Keep the letters for delivery; one whose key is there already is the same letter."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one event is decided with: the plan and outbox of its transaction, the ladder, the people."""

    plan: Plan
    letters: Letters
    ladder: Ladder
    staff: Staff
