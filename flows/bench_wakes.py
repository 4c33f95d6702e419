"""Measures waking on the embedded server: how soon 99 runs exist, how fast items wake."""

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.office import Office, appoint
from flows.server import EmbeddedServer, api_url, beside

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

    from flows.waking import Waking

BENCH_PORT = 4299


@dataclass(frozen=True, slots=True)
class WakeFigures:
    """Seconds, except `per_second` and the counts."""

    items: int
    server_answers: float
    runs_exist: float
    wakes: int
    per_second: float
    p50: float
    p99: float


def measure_wakes(office: Office, wakes: int = 200, port: int = BENCH_PORT) -> WakeFigures:
    """Start a server of its own under `office.home`, create the office's runs and wake items in turn."""
    return asyncio.run(_measure(office, wakes, port))


async def _measure(office: Office, wakes: int, port: int) -> WakeFigures:
    from flows.engine import connected, settle

    started = time.perf_counter()
    async with beside(EmbeddedServer(office.home, port)):
        settle(office.home, api_url(port), anew=True)
        appoint(office)
        async with connected() as client:
            answers = await _until_it_answers(client) - started
            waking = await _created(client, office)
            exist = time.perf_counter() - started
            spent = [await _timed(waking, item_id) for item_id in _in_turn(office, wakes)]
    return _figures(len(office.records.items()), answers, exist, spent)


async def _until_it_answers(client: "PrefectClient") -> float:
    while await client.api_healthcheck():  # noqa: ASYNC110  # another process answers: there is no event to wait for
        await asyncio.sleep(0.1)
    return time.perf_counter()


async def _created(client: "PrefectClient", office: Office) -> "Waking":
    from flows.operations import register
    from flows.waking import Waking

    waking = Waking(client, office, await register(client))
    await waking.create_missing()
    return waking


def _in_turn(office: Office, wakes: int) -> list[int]:
    ids = [item.id for item in office.records.items()]
    return [ids[n % len(ids)] for n in range(wakes)]


async def _timed(waking: "Waking", item_id: int) -> float:
    before = time.perf_counter()
    await waking.wake(item_id)
    return time.perf_counter() - before


def _figures(items: int, answers: float, exist: float, spent: list[float]) -> WakeFigures:
    ordered = sorted(spent)
    return WakeFigures(
        items=items,
        server_answers=answers,
        runs_exist=exist,
        wakes=len(spent),
        per_second=len(spent) / sum(spent),
        p50=ordered[int(0.50 * len(ordered))],
        p99=ordered[int(0.99 * len(ordered))],
    )
