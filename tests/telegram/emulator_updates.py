"""The queue of updates: what the bot asked to hear, what it has confirmed, and who polls."""

import threading
from dataclasses import dataclass, field

from tests.telegram.emulator_errors import Json, Refusal, usual

_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_WEBHOOK_ON = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"


@dataclass
class Updates:
    """Updates wait here until confirmed by a higher offset or delivered to the webhook."""

    changed: threading.Condition
    pending: list[Json] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    webhook: Json = field(default_factory=dict)
    next_id: int = 100_000_001
    closed: bool = False
    _turn: int = 0

    def put(self, kind: str, content: Json) -> int:
        """Queue an update, unless the bot does not want its kind; returns its update_id."""
        with self.changed:
            number, self.next_id = self.next_id, self.next_id + 1
            if self._is_wanted(kind):
                self.pending.append({"update_id": number, kind: content})
                self.changed.notify_all()
            return number

    def _is_wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Confirm what is below the offset and wait up to `timeout` seconds for more; a later poll ends this one."""
        if self.webhook:
            raise Refusal(409, _WEBHOOK_ON)
        self._confirm(offset)
        self._turn += 1
        turn = self._turn
        self.changed.notify_all()
        self.changed.wait_for(lambda: self.pending or self.closed or self._turn != turn, timeout)
        if self._turn != turn:
            raise usual(409)
        return self.pending[:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    def first(self, wait: float) -> Json | None:
        """The oldest update due to the webhook, waiting for one up to `wait` seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.closed or (self.webhook and self.pending), wait)
            return self.pending[0] if self.webhook and self.pending and not self.closed else None

    def delivered(self, update: Json) -> None:
        """The webhook has taken the update."""
        with self.changed:
            self._confirm(update["update_id"] + 1)
            self.changed.notify_all()

    def close(self) -> None:
        """Let everybody who waits go."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()
