"""What flows need of the rest of Vekha, and where a running flow finds it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from domain.authority import Staff
from domain.history import Happened
from domain.passport import Passport
from domain.plan import PlanItem

if TYPE_CHECKING:
    from config.health import Health
    from domain.reporting.outlook import Estimate


class Clock(Protocol):
    def now(self) -> datetime: ...

    def seconds_until(self, instant: datetime) -> float:
        """Real seconds until `instant` of this clock; a demo clock runs fast."""
        ...


class JournalRow(Happened, Protocol):
    @property
    def reason(self) -> str | None: ...


class Records(Protocol):
    def passports(self) -> list[Passport]: ...

    def items(self, passport: str | None = None) -> list[PlanItem]: ...

    def item(self, item_id: int) -> PlanItem: ...

    def wakes(self, limit: int) -> list[tuple[int, int]]:
        """Items whose runs must follow, oldest first: (item id, version)."""
        ...

    def woken(self, pairs: Sequence[tuple[int, int]]) -> None: ...

    def remember_run(self, item_id: int, run_id: str) -> None: ...

    def history(self, item_id: int) -> Sequence[JournalRow]: ...


class Office(Protocol):
    @property
    def clock(self) -> Clock: ...

    @property
    def home(self) -> Path: ...

    @property
    def execution(self) -> Literal["inline", "workers"]: ...

    @property
    def records(self) -> Records: ...

    def tick(self) -> int: ...

    def deliver(self) -> int: ...

    def draft_reports(self, kind: str = "", period: str = "", passport: str = "") -> int:
        """Draft the reports whose working day has come, or the one that is named; how many went to a head."""
        ...

    def outlook(self, passport: Passport) -> "Sequence[tuple[PlanItem, Estimate]]":
        """The begun items, the likeliest to be late first."""
        ...

    def next_due(self) -> datetime | None: ...

    def staff(self, passport_code: str) -> Staff: ...

    def keep_time(self) -> None:
        """Write a demo clock's present down, so that a restart goes on from there."""
        ...

    def health(self) -> "Health":
        """How letters and channels are."""
        ...

    def load(self, file: Path) -> str:
        """Import a passport's file; gives its code."""
        ...


_appointed: list[Office] = []


def appoint(chosen: Office) -> None:
    """Make `chosen` the office of every flow that runs in this process."""
    _appointed[:] = [chosen]


def office() -> Office:
    """The office of this process; a worker opens its own from the settings."""
    if not _appointed:
        from config.wiring import open_office

        appoint(open_office())
    return _appointed[0]
