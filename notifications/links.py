"""Addresses of the web desk that letters, calendars and the board carry; whoever has one needs no password."""

from typing import Protocol


class Links(Protocol):
    """Whole addresses, signed for one person; `letter` is the key of the letter that carries the address.

    Signing in by such an address marks that letter as read. A person who closes the access makes all of them void.
    """

    def desk(self, person: str, letter: str = "") -> str:
        """The person's desk; for 72 hours."""

    def item(self, person: str, item_id: int, letter: str = "") -> str:
        """One item on the person's desk; for 72 hours."""

    def report(self, person: str, report_id: int, letter: str = "") -> str:
        """One report at the person's desk; for 72 hours."""

    def unsubscribe(self, person: str) -> str:
        """Stops what is only news (RFC 8058: a POST of the address does it at once); does not expire."""

    def calendar(self, person: str) -> str:
        """The person's calendar, `….ics`; does not expire. It is `notifications.web.feeds.Calendars.own`."""

    def passport_calendar(self, person: str, passport: str) -> str:
        """A calendar of the whole plan for one who takes part in it; `Calendars.whole`."""
