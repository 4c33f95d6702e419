"""Telegram's sending limits: 30 a second in all, one a second in a chat, 20 a minute in a group."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram.emulator_errors import too_many


@dataclass
class Limits:
    """Sliding windows over what was accepted; `burst` messages may come at once in a chat, then one a second.

    `on` switches them off; `speed` 60 makes Telegram's minute one second; `edits` counts edits in groups too.
    """

    on: bool = True
    overall: int = 30
    burst: int = 5
    group: int = 20
    speed: float = 1.0
    edits: bool = False
    refused: int = 0
    now: Callable[[], float] = time.monotonic
    _taken: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, chat: int) -> None:
        """Count one message to the chat, or refuse it with 429 and `retry_after` in real seconds."""
        if self.on:
            windows = self._windows(chat)
            wait = max(self._wait(*window) for window in windows)
            self._refuse(wait)
            for name, _, _ in windows:
                self._taken[name].append(self._time())

    def take_edit(self, chat: int) -> None:
        """Count one edit, where edits are counted."""
        if self.edits and chat < 0:
            self.take(chat)

    def _windows(self, chat: int) -> list[tuple[str, int, float]]:
        each = [("all", self.overall, 1.0), (f"chat {chat}", self.burst, float(self.burst))]
        return [*each, (f"group {chat}", self.group, 60.0)] if chat < 0 else each

    def _wait(self, name: str, most: int, seconds: float) -> float:
        taken, now = self._taken[name], self._time()
        while taken and taken[0] <= now - seconds:
            taken.popleft()
        return taken[-most] + seconds - now if len(taken) >= most else 0.0

    def _refuse(self, wait: float) -> None:
        if wait > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait / self.speed)))

    def _time(self) -> float:
        return self.now() * self.speed
