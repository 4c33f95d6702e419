"""A plan item is a value: it answers questions about itself, and a move makes a new one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.vocabulary import DocumentKind, Rank, State


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves execution: a file, a document's number and date, or a link; the document kind says what is asked."""

    file: str | None = None
    number: str | None = None
    dated: date | None = None
    link: str | None = None
    sha256: str | None = None

    @property
    def in_words(self) -> str:
        """`№ 073-09 от 12.03.2019; файл «акт.pdf»; https://…`, what there is of it."""
        dated = f" от {self.dated:%d.%m.%Y}" if self.dated else ""
        number = f"№ {self.number}{dated}" if self.number else dated.strip()
        file = f"файл «{self.file}»" if self.file else ""
        return "; ".join(filter(None, (number, file, self.link)))


@dataclass(frozen=True)
class PlanItem:
    """One item of a living plan.

    `opens_on` is the day work begins (a control point opens with the first item under it), `due_at` the instant
    of the deadline, both worked out from `start` and `finish` at import. `rung` counts how high an overdue item
    has climbed: 0 none, 1 executors and their supervisor, 2 its control level, 3 and more the levels above, `top`
    the last.
    `spoken_at` is the last instant of the ladder that was dealt with.
    """

    id: int
    passport: str
    number: str
    rank: Rank
    title: str
    document: str
    document_kind: DocumentKind
    level: str
    executors: tuple[str, ...]
    start: date | None
    finish: date
    original_finish: date
    opens_on: date
    due_at: datetime
    top: int = 2
    predecessor: str | None = None
    state: State = State.PLANNED
    rung: int = 0
    repeats: int = 0
    version: int = 0
    entered_at: datetime | None = None
    spoken_at: datetime | None = None
    taken_at: datetime | None = None
    climbed_at: datetime | None = None
    paused_until: date | None = None
    reported_at: datetime | None = None
    reported_by: str | None = None
    closed_at: datetime | None = None
    asked_finish: date | None = None
    next_wake_at: datetime | None = None
    flow_run_id: str | None = None

    def but(self, **changes: Any) -> "PlanItem":
        """The item with some fields otherwise: `dataclasses.replace`, ten times as fast for so wide a value."""
        return PlanItem.made({**self.__dict__, **changes})

    @staticmethod
    def made(fields: dict[str, Any]) -> "PlanItem":
        """An item of all its fields at once; the dictionary becomes its own."""
        item = object.__new__(PlanItem)
        object.__setattr__(item, "__dict__", fields)
        return item

    @property
    def lead(self) -> str:
        """The executor named first: asked first, and the one who is overdue."""
        return self.executors[0]

    @property
    def parent(self) -> str | None:
        head, _, tail = self.number.rpartition(".")
        return head if tail and head else None

    @property
    def root(self) -> str:
        """The number of the result that this item serves in the end."""
        return self.number.split(".", 1)[0]

    @property
    def at_top(self) -> bool:
        return self.rung >= self.top

    @property
    def year(self) -> int:
        return self.finish.year

    def days_late(self, today: date) -> int:
        """Calendar days past the deadline's date; 0 when in time."""
        return max(0, (today - self.due_at.date()).days)

    def is_above(self, other: "PlanItem") -> bool:
        return other.number.startswith(f"{self.number}.")
