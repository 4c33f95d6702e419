"""Deeds first: when many press at once, all that they do is committed before anybody is told of it."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from domain.plan import PlanItem
from notifications.counter import Caller, Deed
from notifications.telegram.ports import Clerk

TELL_WITHIN = 0.1
"""Seconds for which whoever has acted waits, at most, for the deeds of others."""


@dataclass
class Deeds:
    """Counts the deeds under way of one bot."""

    _under_way: int = 0
    _none: asyncio.Event = field(default_factory=asyncio.Event)

    async def do(self, clerk: Clerk, deed: Deed, caller: Caller) -> PlanItem:
        """Raises as `Clerk.act` does."""
        self._under_way += 1
        self._none.clear()
        try:
            return await asyncio.to_thread(clerk.act, deed, caller)
        finally:
            self._under_way -= 1
            await self._others()

    async def _others(self) -> None:
        if not self._under_way:
            self._none.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._none.wait(), TELL_WITHIN)
