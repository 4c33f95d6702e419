"""What goes to Prefect, in turn and from one thread: wakes, boards, operators' errands, reconciliation."""

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

from flows.board import show_boards
from flows.engine import connected
from flows.letters_board import show_letters
from flows.office import Office
from flows.operations import register, run_errands, show_ready
from flows.processes import Deployments
from flows.schedules import plan_ahead
from flows.waking import RunRefused, Waking

log = logging.getLogger(__name__)

FAULT_PAUSE = 10.0

LISTEN = 1.0
PAUSE = 0.5
FAILING = httpx.codes.INTERNAL_SERVER_ERROR
# seconds between two of each
BOARDS, LETTERS, ERRANDS, READY, AHEAD, RECONCILE = 5.0, 10.0, 5.0, 30.0, 60.0, 60.0


def is_away(error: Exception) -> bool:
    """Whether Prefect is down, starting, or has lost what it knew; otherwise the error is a fault of ours."""
    if isinstance(error, PrefectHTTPStatusError):
        return error.response.status_code >= FAILING or error.response.status_code == httpx.codes.NOT_FOUND
    return isinstance(error, httpx.TransportError | ObjectNotFound | RunRefused | OSError)


class Bell:
    """Rung by the heartbeat's thread, heard by the rounds' loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()

    def listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    async def heard(self) -> None:
        """Return when rung, or after a second: others write wakes too."""
        try:
            await asyncio.wait_for(self._rung.wait(), LISTEN)
        except TimeoutError:
            return
        finally:
            self._rung.clear()


@dataclass
class Rounds:
    """Goes to Prefect again and again in a thread of its own.

    Not in the service's loop: the engine would take over SIGTERM there and delay the heartbeat.
    """

    office: Office
    on_ready: Callable[[], None]
    bell: Bell = field(default_factory=Bell)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _is_away: bool = False
    _was_ready: bool = False

    def start(self) -> None:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._walk()), name="prefect", daemon=True)
        self._thread.start()

    async def stop(self, within: float) -> None:
        """End after the wake under way; one cut off midway is finished by the next start."""
        self._stopping.set()
        self.bell.ring()
        if self._thread:
            await asyncio.to_thread(self._thread.join, within)

    async def _walk(self) -> None:
        self.bell.listen()
        while not self._stopping.is_set():
            try:
                async with connected() as client:
                    await self._visit(client)
            except Exception as error:
                await asyncio.sleep(self._pause_after(error))

    async def _visit(self, client: PrefectClient) -> None:
        if problem := await client.api_healthcheck():
            raise ConnectionError(str(problem)) from problem
        deployments = await register(client)
        waking = Waking(client, self.office, deployments, self._stopping.is_set)
        await waking.reconcile()
        self._say_ready()
        await self._go_round(client, deployments, waking)

    async def _go_round(self, client: PrefectClient, deployments: Deployments, waking: Waking) -> None:
        drawn: dict[str, object] = {}
        rounds: list[tuple[Pace, Callable[[], Awaitable[object]]]] = [
            (Pace(BOARDS), lambda: show_boards(client, self.office, drawn)),
            (Pace(LETTERS), lambda: show_letters(client, self.office, drawn)),
            (Pace(AHEAD), lambda: plan_ahead(client, deployments)),
            (Pace(RECONCILE, time.monotonic()), waking.reconcile),
        ]
        if self.office.execution == "inline":  # elsewhere all this is the workers'
            rounds.append((Pace(ERRANDS), lambda: run_errands(client, deployments)))
            rounds.append((Pace(READY), lambda: show_ready(client, deployments)))
        while not self._stopping.is_set():
            await waking.drain()
            for pace, go in rounds:
                if pace.is_due():
                    await go()
            await self.bell.heard()

    def _pause_after(self, error: Exception) -> float:
        if is_away(error):
            self._say_away(error)
            return PAUSE
        log.error("Обход запусков прерван и начнётся заново", exc_info=error)
        return FAULT_PAUSE

    def _say_away(self, error: BaseException) -> None:
        if self._was_ready and not self._is_away and not self._stopping.is_set():
            log.warning("Prefect не отвечает (%s): сроки и письма идут, запуски догонят", type(error).__name__)
        self._is_away = True

    def _say_ready(self) -> None:
        if self._is_away and self._was_ready:
            log.warning("Prefect снова отвечает, запуски совпадают с планом")
        self._is_away = False
        if not self._was_ready and not self._stopping.is_set():
            self._was_ready = True
            self.on_ready()


@dataclass
class Pace:
    """Not more often than every `seconds`."""

    seconds: float
    last: float = float("-inf")

    def is_due(self) -> bool:
        now = time.monotonic()
        if now - self.last < self.seconds:
            return False
        self.last = now
        return True
