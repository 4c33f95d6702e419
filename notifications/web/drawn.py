"""Pictures that many people ask for at once: drawn one at a time, in a thread of their own, and kept for a minute."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic

from domain.errors import Sentence

KEPT, LASTS = 16, 60.0
"""Pictures, and seconds that one is good for."""
QUEUE = 32
"""Requests that may wait; one more is asked to come again."""


class TooManyPictures(Sentence):
    """The queue is full."""


@dataclass
class Drawn:
    """Whoever asks for what is being drawn or has just been drawn gets the same picture."""

    _kept: OrderedDict[Hashable, tuple[float, bytes]] = field(default_factory=OrderedDict)
    _waiting: int = 0
    _hand: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "vekha-picture"))

    async def picture(self, content: Hashable, draw: Callable[[], bytes]) -> bytes:
        """The picture of `content`, by `draw` where there is none. Raises TooManyPictures."""
        if self._waiting >= QUEUE:
            raise TooManyPictures("Слишком много запросов картинки сразу; обновите страницу через минуту")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._hand, self._drawn, content, draw)
        finally:
            self._waiting -= 1

    def _drawn(self, content: Hashable, draw: Callable[[], bytes]) -> bytes:
        """Only the one thread comes here."""
        known = self._kept.get(content)
        if known and monotonic() - known[0] < LASTS:
            return known[1]
        made = draw()
        self._kept[content] = (monotonic(), made)
        self._kept.move_to_end(content)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made
