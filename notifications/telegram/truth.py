"""Once an item has moved, every message about it is edited to say how it stands now."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from itertools import islice
from threading import Lock
from typing import Protocol

from domain.history import Happened
from domain.plan import PlanItem
from domain.vocabulary import Event, State
from notifications import words
from notifications.telegram.api import ApiDown, ApiRefused, BotApi
from notifications.telegram.channel import Markup, MessagesPort, Sent, as_html
from notifications.telegram.outage import Outage
from notifications.telegram.pace import BESIDE_LETTERS, Pace

log = logging.getLogger(__name__)

IN_ONE_ROUND = 15
NEWEST = 40
"""Messages about one item that are kept true; older ones have long left the screen."""
EVENTS = frozenset(Event)
EVER = 2**62
"""Beyond every row: with no mark there is no message yet, so that nothing can be untrue."""


class Ledger(Protocol):
    """What has moved, by the journal's numbers, and up to which number the screens are true."""

    def moved_since(self, seq: int) -> tuple[int, tuple[int, ...]]:
        """The journal's last number and the items that rows after `seq` moved."""

    def mark(self) -> int | None: ...

    def set_mark(self, seq: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message should show: HTML and its buttons."""

    text: str
    markup: Markup | None


@dataclass
class Truth:
    """Goes round after each bell; a few edits at a time, so that letters are never held up."""

    api: BotApi
    messages: MessagesPort
    ledger: Ledger
    redraw: Callable[[Sent], Shown | None]
    pace: Pace
    outage: Outage = field(default_factory=Outage)
    _stale: dict[tuple[int, int], Sent] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)
    _mark: int | None = None
    _saved: int | None = None

    def go_round(self) -> None:
        """Find what is no longer true and edit as much of it as the limits allow now; one round at a time."""
        if self._turn.acquire(blocking=False):
            try:
                self._go_round()
            finally:
                self._turn.release()

    def _go_round(self) -> None:
        self._learn()
        if not self.outage.left():
            for sent in list(islice(self._editable(), IN_ONE_ROUND)):
                if self.outage.left() or self.pace.wait_for_all(BESIDE_LETTERS):
                    break
                self._edit(sent)
        self._keep_mark()

    def _learn(self) -> None:
        if self._mark is None:
            self._mark = self._saved = self.ledger.mark()
        self._mark, moved = self.ledger.moved_since(EVER if self._mark is None else self._mark)
        for item in moved:
            for sent in self.messages.about(item)[:NEWEST]:
                self._stale[sent.chat, sent.message] = sent

    def _editable(self) -> "Sequence[Sent]":
        return [sent for sent in self._stale.values() if not self.pace.closed(sent.chat)]

    def _keep_mark(self) -> None:
        """Only when every screen is true, so that a crash leaves nothing behind."""
        if not self._stale and self._mark is not None and self._mark != self._saved:
            self.ledger.set_mark(self._mark)
            self._saved = self._mark

    def _edit(self, sent: Sent) -> None:
        shown = self.redraw(sent)
        if shown is not None and not self._shows(sent, shown):
            return
        self._stale.pop((sent.chat, sent.message), None)

    def _shows(self, sent: Sent, shown: Shown) -> bool:
        """Edit; False when it is worth another try later. What can never be edited is forgotten."""
        self.pace.edited()
        place = {"chat_id": sent.chat, "message_id": sent.message, "reply_markup": shown.markup}
        try:
            self.api.call("editMessageText", **place, **as_html(shown.text))
        except ApiDown:
            self.outage.goes_on()
            return False
        except ApiRefused as refusal:
            return self._is_settled(sent, refusal)
        self.outage.is_over()
        self.messages.edited(sent.chat, sent.message, shown.text)
        return True

    def _is_settled(self, sent: Sent, refusal: ApiRefused) -> bool:
        if refusal.code == HTTPStatus.TOO_MANY_REQUESTS:
            self.pace.hold(sent.chat, refusal.retry_after)
            return False
        log.debug("a message is not edited: %s", refusal)
        gone = refusal.code == HTTPStatus.FORBIDDEN or "not found" in refusal.description.lower()
        if gone and refusal.code != HTTPStatus.NOT_FOUND:
            self.messages.forget(sent.chat, sent.message)
        return True


def news(item: PlanItem, history: Sequence[Happened], sent: Sent) -> str | None:
    """How the item stands now and who did it, as one line of HTML; None when nothing happened since the message."""
    since = [row for row in history if row.event in EVENTS and row.at >= sent.at]
    return f"<b>{escape(item.number)}</b> {_standing(item)}: {_happened(item, since[-1])}" if since else None


def _standing(item: PlanItem) -> str:
    if item.state is State.DONE and item.reported_at:
        return words.inside(words.STATES[item.state])
    return f"{words.inside(words.STATES[item.state])}, срок {words.date_ru(item.finish)}"


def _happened(item: PlanItem, row: Happened) -> str:
    """`взято на контроль до 05.03.2019 — Чванова Л.В., 01.03.2019 10:15`."""
    what = words.inside(words.happening(row.event))
    if row.event == Event.ACKNOWLEDGE and item.paused_until:
        what = f"взято на контроль до {words.date_ru(item.paused_until)}"
    reason = " ".join(str(row.details.get("reason") or "").split())
    said = f" («{escape(words.shortened(reason, 200), quote=False)}»)" if reason else ""
    return f"{what}{said} — {escape(row.actor, quote=False)}, {row.at:%d.%m.%Y %H:%M}"
