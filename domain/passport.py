"""A regional-project passport as its document gives it; nothing here changes while the plan runs."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from domain.vocabulary import ControlLevel, DocumentKind, Rank, Severity

PERSON = re.compile(r"^[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\.[А-ЯЁ]\.$")
"""A person's name as Vekha keeps it: `Фамилия И.О.`"""


@lru_cache(maxsize=10_000)
def is_person(name: str) -> bool:
    """Tell a person from a group ("Руководители образовательных организаций")."""
    return PERSON.match(name) is not None


@dataclass(frozen=True, slots=True)
class Participant:
    """A row of section 5. `employment` is a percentage; `supervisor` is a name or a group's title."""

    number: str
    role: str
    name: str
    position: str
    supervisor: str
    employment: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the plan (the passport's annex), as written: what is illegible is None, not guessed."""

    number: str
    rank: Rank
    title: str
    start: date | None
    finish: date | None
    executors: tuple[str, ...]
    document: str
    document_kind: DocumentKind | None
    level: str | None

    @property
    def parent(self) -> str | None:
        """The number that this one is counted under: `2.1` for `2.1.1`, None for a result."""
        head, _, tail = self.number.rpartition(".")
        return head if tail and head else None


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision of the administrator that replaces what the document says in one cell."""

    number: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful in a document, in words that can be sent to its author."""

    code: str
    severity: Severity
    section: str
    number: str | None
    field: str | None
    value: str | None
    message: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Passport:
    """One passport. `levels` go from the lowest rung up; `region`, `order` and dates come from the order's head."""

    code: str
    title: str
    region: str
    order: str
    starts: date | None
    ends: date | None
    head: str | None
    curator: str | None
    administrator: str | None
    levels: tuple[ControlLevel, ...]
    participants: tuple[Participant, ...]
    plan: tuple[PlanRow, ...]
    positions: dict[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
