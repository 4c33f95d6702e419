"""Keeps the Telegram bot at work beside the rest of the service: whatever happens to it stops nothing else."""

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


class Bot(Protocol):
    """Begins in the background and mends itself; `trouble` says why it does not work at the moment."""

    @property
    def trouble(self) -> str | None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Premises(Protocol):
    """What the bot stands in. Synchronous."""

    def bot(self) -> Bot:
        """A new bot, not started."""

    def note(self, state: str) -> None:
        """Keep for `vekha status` how Telegram is."""


@dataclass
class Reception:
    """Opens with the service and closes with it; `say` gets each new state of Telegram."""

    premises: Premises
    say: Callable[[str], None]
    look: float = LOOK
    first_pause: float = FIRST_PAUSE
    _task: asyncio.Task[None] | None = None
    _said: str = ""

    def open(self) -> None:
        self._task = asyncio.create_task(self._attend_always(), name="telegram")

    async def close(self) -> None:
        """Stop the bot; what it was doing is finished by the next start."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=STOP_WITHIN)
            await self._note("остановлен вместе со службой")

    async def _attend_always(self) -> None:
        pause = self.first_pause
        while True:
            try:
                await self._attend()
            except Exception as error:  # the bot mends what it knows; this is what nobody foresaw
                log.exception("Бот Telegram прерван и начнёт заново через %.0f с", pause, exc_info=error)
                await self._note(f"не работает: {type(error).__name__}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _attend(self) -> None:
        bot = self.premises.bot()
        try:
            await bot.start()
            while True:
                await asyncio.sleep(self.look)
                await self._tell(f"не работает: {bot.trouble}" if bot.trouble else WORKS)
        finally:
            await bot.stop()

    async def _tell(self, state: str) -> None:
        """Each new state once; the bot itself has logged its trouble."""
        if state != self._said:
            self.say(f"Telegram: {state}.")
        self._said = state
        await self._note(state)

    async def _note(self, state: str) -> None:
        with contextlib.suppress(Exception):  # the database may be the very trouble, and says so elsewhere
            await asyncio.to_thread(self.premises.note, state)
