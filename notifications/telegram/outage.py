"""How long to leave alone a Telegram that does not answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
"""Seconds between two attempts."""


@dataclass
class Outage:
    """Attempts grow rarer while nothing answers, so that a dead network is not knocked at every second."""

    clock: Callable[[], float] = time.monotonic
    _until: float = 0.0
    _pause: float = FIRST_PAUSE

    def left(self) -> float:
        """Seconds until the next attempt."""
        return max(self._until - self.clock(), 0.0)

    def goes_on(self) -> None:
        self._until = self.clock() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def is_over(self) -> None:
        self._until, self._pause = 0.0, FIRST_PAUSE
