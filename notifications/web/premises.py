"""What the desk stands in: the office's counter, its shelf of passports, who may come in, what has been sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.history import Happened
from notifications.counter import Caller, Counter
from notifications.prospects import Prospects
from notifications.room import ReportRoom
from notifications.web.bookshelf import Bookshelf
from notifications.web.feeds import Calendars
from notifications.web.seals import Seals


class Access(Protocol):
    """Who may come in. Synchronous, as all that follows."""

    def generation(self, person: str) -> int:
        """Links and sessions of an older generation are void."""

    def revoke(self, person: str, now: datetime) -> int:
        """Make all of the person's links and sessions void; gives the new generation."""

    def may_ask_fresh(self, person: str, now: datetime) -> bool:
        """Whether a fresh link may be sent now: once in five minutes; to ask is to use it."""


class Submissions(Protocol):
    """Forms that have been sent, by their nonce."""

    def begun(self, nonce: str, person: str, now: datetime) -> bool:
        """Whether this is the first one; it is now under way."""

    def finished(self, nonce: str, answer: str) -> None:
        """What a second one will be answered."""

    def dropped(self, nonce: str) -> None:
        """Nothing was done: it may be sent again."""

    def answer(self, nonce: str, person: str) -> str | None:
        """The first one's answer: empty while it is under way, None where this person has not sent it."""


class Archive(Protocol):
    """The whole history of items."""

    def history(self, item: int, caller: Caller) -> Sequence[Happened]:
        """Oldest first. Raises UnknownItem."""


@dataclass(frozen=True)
class DeskPremises:
    """`now` is real time, by which links and sessions expire; items live by `shelf.now`.

    `letter_read` gets a letter's key; `send_fresh` sends a new link to the address on record, if there is one;
    `troubles` are errors that are nobody's fault at the desk: a database that is down.
    """

    web_url: str
    counter: Counter
    shelf: Bookshelf
    archive: Archive
    access: Access
    submissions: Submissions
    reports: ReportRoom
    prospects: Prospects
    seals: Seals
    calendars: Calendars
    letter_read: Callable[[str], None]
    send_fresh: Callable[[str], None]
    now: Callable[[], datetime]
    troubles: tuple[type[Exception], ...] = ()

    @property
    def is_https(self) -> bool:
        return self.web_url.startswith("https://")
