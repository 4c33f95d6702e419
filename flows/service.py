"""`vekha up`: the embedded Prefect server, the heartbeat and the rounds, stopped cleanly together."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from flows.engine import named_server, settle
from flows.heartbeat import Heartbeat
from flows.office import Office, appoint
from flows.reception import Reception
from flows.server import DEFAULT_PORT, EmbeddedServer, api_url, beside

ROUNDS_STOP_WITHIN = 6.0


def _nothing(_: str) -> None:
    """For those who need not know when everything is ready."""


async def serve(
    office: Office,
    *,
    port: int = DEFAULT_PORT,
    on_ready: Callable[[str], None] = _nothing,
    receptions: Sequence[Reception] = (),
) -> None:
    """Live until SIGINT or SIGTERM; `on_ready` gets Prefect's address once every item has its run.

    `receptions` receive people in Telegram and at the desk; what happens to them stops nothing else.

    Raises `PortTaken` before anything is started.
    """
    named = named_server()
    server = None if named else EmbeddedServer(office.home, port)
    url = named or api_url(port)
    stop = _stop_on_signals()
    async with beside(server):
        settle(office.home, url)
        appoint(office)
        async with _open(receptions):
            await _live(office, stop, lambda: on_ready(url.removesuffix("/api")))


@asynccontextmanager
async def _open(receptions: Sequence[Reception]) -> AsyncIterator[None]:
    for reception in receptions:
        reception.open()
    try:
        yield
    finally:
        await asyncio.gather(*(reception.close() for reception in receptions))


async def _live(office: Office, stop: asyncio.Event, on_ready: Callable[[], None]) -> None:
    from flows.rounds import Rounds

    loop = asyncio.get_running_loop()
    rounds = Rounds(office, lambda: _hand_over(loop, on_ready))
    heartbeat = Heartbeat(office, rounds.bell.ring)
    heartbeat.start()
    rounds.start()
    try:
        await stop.wait()
    finally:
        heartbeat.stop()
        await rounds.stop(ROUNDS_STOP_WITHIN)


def _hand_over(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    loop.call_soon_threadsafe(call)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    return stop
