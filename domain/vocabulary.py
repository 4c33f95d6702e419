"""The words of project control: codes are English, the Russian titles stand in `titles.py`."""

from dataclasses import dataclass
from enum import StrEnum


class Rank(StrEnum):
    """What a plan row is, told by its number: `2`, `2.1` or `2.1.1`."""

    RESULT = "result"
    CONTROL_POINT = "control_point"
    ACTIVITY = "activity"


class DocumentKind(StrEnum):
    """What proves an item; it decides the item's process."""

    APPLICATION = "application"
    AGREEMENT = "agreement"
    MONITORING = "monitoring"
    REPORT = "report"
    ACT = "act"
    SCHEDULE = "schedule"


class State(StrEnum):
    """Where an item stands; `lifecycle.TABLE` says how it moves on."""

    PLANNED = "planned"
    BLOCKED = "blocked"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    UNDER_REVIEW = "under_review"
    AWAITING_DECISION = "awaiting_decision"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_closed(self) -> bool:
        return self in _CLOSED


_CLOSED = frozenset({State.DONE, State.DECLINED, State.WITHDRAWN})


class Event(StrEnum):
    """What happens to an item: by the clock, by a person, or by another item."""

    START_COMES = "start_comes"
    UNBLOCK = "unblock"
    CASCADE = "cascade"
    DEADLINE_PASSES = "deadline_passes"
    CLIMB = "climb"
    TAKE = "take"
    NOTE = "note"
    REPORT = "report"
    ACCEPT = "accept"
    RETURN = "return"
    GRANT = "grant"
    REFUSE = "refuse"
    ASK = "ask"
    EXTEND = "extend"
    DENY = "deny"
    ACKNOWLEDGE = "acknowledge"
    REASSIGN = "reassign"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class Role(StrEnum):
    """What somebody is to an item; `authority.roles` resolves it."""

    SYSTEM = "system"
    EXECUTOR = "executor"
    SUPERVISOR = "supervisor"
    CONTROLLER = "controller"
    HIGHER = "higher"
    STRANGER = "stranger"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ControlLevel:
    """A rung of the ladder that a passport declares for itself ("далее - РРП").

    `code` is the short name as the plan writes it. `holder` is the person who is this level, by name;
    None means a body that decides at meetings and records minutes.
    """

    code: str
    title: str
    holder: str | None = None

    @property
    def is_body(self) -> bool:
        return self.holder is None
