"""A regional-project passport as its document gives it; nothing here changes while the plan runs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
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
class Indicator:
    """A row of section 2; `3.1` is a sub-row of `3`. `kind` is as written ("Основной"), targets are by year."""

    number: str
    name: str
    kind: str = ""
    unit: str = ""
    base_value: Decimal | None = None
    base_date: date | None = None
    targets: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """A row of section 3. `due_written` is kept when the document gives a period ("I квартал 2020 года").

    `task` is the heading that the result stands under.
    """

    number: str
    name: str
    due: date | None
    due_written: str = ""
    characteristic: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True)
class FundingLine:
    """A row of section 4, in million rubles whatever the document's unit. Totals at its end have no number.

    `conditional` are the years, and None for the total, that are given "in case federal money is allotted" (`<*>`).
    `result` is set where the document names it in a column of its own.
    """

    number: str
    source: str
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    total: Decimal | None = None
    conditional: frozenset[int | None] = frozenset()
    result: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the plan (the passport's annex): what is illegible is None, not guessed.

    `start_written` and `finish_written` are the words of a date that is more than a day: "ежегодно, до 1 марта".
    """

    number: str
    rank: Rank
    title: str
    start: date | None
    finish: date | None
    executors: tuple[str, ...]
    document: str
    document_kind: DocumentKind | None
    level: str | None
    start_written: str = ""
    finish_written: str = ""

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
    """One passport. `levels` go from the lowest rung up; `region`, `order` and dates come from the order's head.

    `lacking` are columns that the document's plan does not have at all ("document", "start", "level"): their cells are
    empty by the document's form, not by mistake.
    """

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
    goal: str = ""
    federal: str = ""
    programmes: str = ""
    indicators: tuple[Indicator, ...] = ()
    results: tuple[Result, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    lacking: frozenset[str] = frozenset()
