"""One round of delivery as the office makes it: whose turn it is, the screens first, the letters next."""

from datetime import datetime
from typing import TYPE_CHECKING

from config.states import note_breakers
from config.view import OfficeView
from notifications.delivery import Delivered, deliver

if TYPE_CHECKING:
    from config.wiring import Office

DELIVERY = 619
"""The turn of whoever delivers: two services must not send the same letter."""


def delivered(office: "Office") -> Delivered:
    """One round; nothing happens while another one is under way, in this process or in another service."""
    if not office.delivering.acquire(blocking=False):
        return Delivered()
    try:
        with office.database.turn(DELIVERY) as mine:
            return _round(office, office.clock.now()) if mine else Delivered()
    finally:
        office.delivering.release()


def _round(office: "Office", now: datetime) -> Delivered:
    if office.screens:
        office.screens(now)
    view = OfficeView(office, now)
    done = deliver(office.outbox, office.channels, view, now, breakers=office.breakers, looking=office.ticking)
    note_breakers(office, now)
    return done
