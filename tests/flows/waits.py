"""Waiting for other processes."""

import asyncio
import time
from collections.abc import Callable

PATIENCE = 60.0


def until(holds: Callable[[], object], within: float = PATIENCE) -> None:
    ends = time.monotonic() + within
    while not holds():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.1)


async def eventually(holds: Callable[[], object], within: float = PATIENCE) -> None:
    await asyncio.to_thread(until, holds, within)
