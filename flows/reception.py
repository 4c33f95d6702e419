"""Keeps the Telegram bot and the web desk at work beside the service: whatever happens to them stops nothing else."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks at how the bot is."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
STOP_WITHIN = 8.0
WORKS = "работает"


class Window(Protocol):
    """A bot or a desk: begins in the background and mends itself; `trouble` says why it does not work now."""

    @property
    def trouble(self) -> str | None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Premises(Protocol):
    """What a window stands in. Synchronous."""

    @property
    def title(self) -> str:
        """What operators call it: `Telegram`."""

    def window(self) -> Window:
        """A new window, not started."""

    def note(self, state: str) -> None:
        """Keep for `vekha status` how it is."""


@dataclass
class Reception:
    """Opens with the service and closes with it; `say` gets each new state."""

    premises: Premises
    say: Callable[[str], None]
    look: float = LOOK
    first_pause: float = FIRST_PAUSE
    _task: asyncio.Task[None] | None = None
    _said: str = ""

    def open(self) -> None:
        self._task = asyncio.create_task(self._attend_always(), name=self.premises.title)

    async def close(self) -> None:
        """Stop the window; what it was doing is finished by the next start."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=STOP_WITHIN)
            await self._note("остановлен вместе со службой")

    async def _attend_always(self) -> None:
        pause = self.first_pause
        while True:
            try:
                await self._attend()
            except Exception as error:  # the window mends what it knows; this is what nobody foresaw
                log.exception("%s: прерван и начнёт заново через %.0f с", self.premises.title, pause, exc_info=error)
                await self._note(f"не работает: {type(error).__name__}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _attend(self) -> None:
        window = self.premises.window()
        try:
            await window.start()
            while True:
                await asyncio.sleep(self.look)
                await self._tell(f"не работает: {window.trouble}" if window.trouble else WORKS)
        finally:
            await window.stop()

    async def _tell(self, state: str) -> None:
        """Each new state once; the window itself has logged its trouble."""
        if state != self._said:
            self.say(f"{self.premises.title}: {state}.")
        self._said = state
        await self._note(state)

    async def _note(self, state: str) -> None:
        with contextlib.suppress(Exception):  # the database may be the very trouble, and says so elsewhere
            await asyncio.to_thread(self.premises.note, state)
