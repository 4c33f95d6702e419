"""How fast anybody may ask: a bucket of tokens for each address, link and person, as many buckets as memory allows."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` requests at once, then `a_second`."""

    burst: float
    a_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """An address may be a whole office behind one router; a link is opened by one person and some mail scanners."""

    address: Rate = Rate(300, 100)
    link: Rate = Rate(20, 1)
    person: Rate = Rate(60, 10)


@dataclass
class Buckets:
    """Safe for several threads; the bucket that has not been touched longest is forgotten, which only gives."""

    rate: Rate
    most: int = 10_000
    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, key: str) -> int:
        """0 when one more may come now, else whole seconds until it may."""
        with self._lock:
            now = self.clock()
            left, since = self._kept.get(key, (self.rate.burst, now))
            left = min(self.rate.burst, left + (now - since) * self.rate.a_second)
            admitted = left >= 1
            self._kept[key] = (left - 1 if admitted else left, now)
            self._kept.move_to_end(key)
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return 0 if admitted else max(1, math.ceil((1 - left) / self.rate.a_second))

    def __len__(self) -> int:
        return len(self._kept)
