"""How fast Telegram may be written to: 30 a second in all, 1 a second to a chat, 20 a minute to a group."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

ALL = 29
"""One below the limit: Telegram counts when a message arrives, not when it leaves."""
BESIDE_LETTERS = 20
"""Edits stop at this many a second, so that letters are never held up by them."""
SECOND, MINUTE = 1.0, 60.0
GROUP = 19
FORGET_AFTER = 1000


@dataclass
class Pace:
    """Remembers when each chat was written to; safe to use from several threads."""

    clock: Callable[[], float] = time.monotonic
    _sent: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _closed: dict[int, float] = field(default_factory=dict)
    _closed_to_all: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def wait_for_all(self, ceiling: int = ALL) -> float:
        """Seconds until anybody at all may be written to; 0 when one may now."""
        with self._lock:
            now = self.clock()
            return max(self._closed_to_all - now, _wait(self._sent, now, ceiling, SECOND))

    def wait_for(self, chat: int) -> float:
        """Seconds until this chat may be written to, the limit for all left aside."""
        with self._lock:
            now, sent = self.clock(), self._chats.get(chat, deque())
            closed = self._closed.get(chat, 0.0) - now
            group = _wait(sent, now, GROUP, MINUTE) if chat < 0 else 0.0
            return max(closed, group, sent[-1] + SECOND - now if sent else 0.0, 0.0)

    def wrote(self, chat: int) -> None:
        """A new message to the chat."""
        with self._lock:
            now = self.clock()
            if len(self._chats) > FORGET_AFTER:
                self._forget(now)
            _noted(self._sent, now, SECOND)
            _noted(self._chats[chat], now, MINUTE)

    def edited(self) -> None:
        """An edit counts among all requests, not among the messages of its chat."""
        with self._lock:
            _noted(self._sent, self.clock(), SECOND)

    def closed(self, chat: int) -> float:
        """Seconds for which Telegram has asked to leave this chat alone."""
        with self._lock:
            return max(self._closed.get(chat, 0.0) - self.clock(), 0.0)

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram asked to wait: this chat is closed; when it asks again for another one, so is every chat."""
        with self._lock:
            now = self.clock()
            others = any(until > now for other, until in self._closed.items() if other != chat)
            self._closed[chat] = now + seconds
            if others:
                self._closed_to_all = now + seconds

    def _forget(self, now: float) -> None:
        quiet = [chat for chat, sent in self._chats.items() if not sent or sent[-1] < now - MINUTE]
        for chat in quiet:
            del self._chats[chat]


def _wait(sent: deque[float], now: float, limit: int, period: float) -> float:
    """How long until fewer than `limit` lie within the last `period`."""
    return max(sent[-limit] + period - now, 0.0) if len(sent) >= limit else 0.0


def _noted(sent: deque[float], now: float, period: float) -> None:
    sent.append(now)
    while sent[0] <= now - period:
        sent.popleft()
