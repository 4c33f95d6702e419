"""What the board and the calendar feeds ask of the office."""

from datetime import datetime
from typing import Protocol

from domain.workdays import Calendar
from notifications.feeds import Deadline
from notifications.web.overview import Book


class Bookshelf(Protocol):
    """Synchronous and safe to use from several threads; nothing is changed by it."""

    @property
    def now(self) -> datetime: ...

    @property
    def calendar(self) -> Calendar: ...

    def books(self, person: str) -> list[Book]:
        """The passports that the person takes part in, by code."""

    def own(self, person: str) -> list[Deadline]:
        """What the person executes and has not finished, and what waits for his acceptance or decision."""

    def whole(self, person: str, code: str) -> tuple[str, list[Deadline]] | None:
        """A passport's title and all its deadlines; None where the person takes no part in it."""
