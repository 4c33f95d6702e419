"""APScheduler beats the time: a tick at the earliest wake, deliveries within a second; it owns no truth."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from flows.office import Office

TICK = "tick"
EVERY, KEEP_TIME, REPORTS = 0.7, 5, 1.7
"""Seconds. Not whole ones: a demo clock that runs a day a second would show the same hour every time, a quiet one."""
FARTHEST = 3600.0

PATIENT = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
"""A beat that comes late still comes, once."""


class Heartbeat:
    """Ticks when something is due, and rings `bell` after each tick that changed something."""

    def __init__(self, office: Office, bell: Callable[[], None]) -> None:
        self._office = office
        self._bell = bell
        self._ticking = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=PATIENT)

    def start(self) -> None:
        self._scheduler.add_job(self._deliver, "interval", seconds=EVERY, next_run_time=datetime.now(UTC))
        self._scheduler.add_job(self._aim, "interval", seconds=EVERY, next_run_time=datetime.now(UTC))
        self._scheduler.add_job(self._report, "interval", seconds=REPORTS, next_run_time=datetime.now(UTC))
        self._scheduler.add_job(self._keep_time, "interval", seconds=KEEP_TIME)
        self._scheduler.start()

    def stop(self) -> None:
        """No further beat; a tick under way ends with its transaction."""
        self._scheduler.shutdown(wait=False)
        self._office.keep_time()

    async def _tick(self) -> None:
        async with self._ticking:
            if await asyncio.to_thread(self._office.tick):
                self._bell()
        await self._aim()

    async def _deliver(self) -> None:
        await asyncio.to_thread(self._office.deliver)

    async def _report(self) -> None:
        await asyncio.to_thread(self._office.draft_reports)

    async def _keep_time(self) -> None:
        self._office.keep_time()

    async def _aim(self) -> None:
        """Set the one date job to the earliest wake; done every second, since others write wakes too."""
        if self._ticking.locked():
            return
        due = self._office.next_due()
        if due is not None:
            self._scheduler.add_job(self._tick, "date", run_date=self._real(due), id=TICK, replace_existing=True)

    def _real(self, due: datetime) -> datetime:
        seconds = self._office.clock.seconds_until(due)
        return datetime.now(UTC) + timedelta(seconds=min(max(seconds, 0.0), FARTHEST))
