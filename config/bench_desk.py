"""Measures the web desk: fifty people at their pages of the whole sample plan, asked for by a process of its own."""

import asyncio
import gc
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from pydantic import SecretStr

from config.links import SignedLinks, links_for
from config.replay import StoryClock
from config.settings import Settings
from config.web import DeskWindow, premises_of
from config.wiring import SAMPLE, Office
from domain import intake
from domain.authority import Staff
from domain.ladder import Ladder
from domain.storage.database import Database

USERS = 50
PAGES = 1500
"""Pages that all of them open together; each a page a second."""
TODAY = date(2019, 12, 10)
"""A day on which the sample has items of every light."""
VISITOR = "config.bench_desk_visitors"
Done = Callable[[float], None]


def measure_desk(ladder: Ladder, done: Done, pages: int = PAGES) -> dict[str, float]:
    """Milliseconds from a request to the last byte of its page, by kind of page, and of all of them."""
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = _office(Path(folder), ladder)
        with _open_desk(office) as links:
            names = sorted(Staff.of(office.passport()).positions)
            times = _visits([links.desk(names[n % len(names)]) for n in range(USERS)], pages, done)
        office.close()
    times["all"] = [value for found in times.values() for value in found]
    return {name: figure for kind, found in times.items() for name, figure in _named(kind, sorted(found))}


def _named(kind: str, seconds: list[float]) -> Iterator[tuple[str, float]]:
    for name, part in (("p50", 0.50), ("p99", 0.99)):
        yield f"{kind}_{name}_ms", round(seconds[int(len(seconds) * part)] * 1000, 1)


def _office(folder: Path, ladder: Ladder) -> Office:
    """The whole sample, planted a year ago and brought up to today."""
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    database.migrate()
    clock = StoryClock(ladder.calendar.morning(TODAY - timedelta(days=365)))
    office = Office(database, ladder, clock, folder)
    office.plant(intake.read(SAMPLE).passport, "администратор")
    clock.present = ladder.calendar.morning(TODAY) + timedelta(hours=2)
    office.tick()
    return office


@contextmanager
def _open_desk(office: Office) -> Iterator[SignedLinks]:
    """The desk as the service opens it, in a thread of its own."""
    port = _free_port()
    secret = SecretStr("only for as long as it is measured")
    links = links_for(office, Settings(home=office.home, web_url=f"http://127.0.0.1:{port}", secret=secret))
    assert links is not None  # noqa: S101  # the settings have an address
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="desk", daemon=True)
    thread.start()
    window = DeskWindow(premises_of(office, links, lambda _person: None), port)
    try:
        asyncio.run_coroutine_threadsafe(_opened(window), loop).result(10)
        gc.collect()
        gc.freeze()  # as the service does once it has started
        yield links
    finally:
        asyncio.run_coroutine_threadsafe(window.stop(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _opened(window: DeskWindow) -> None:
    await window.start()
    while window.trouble:  # noqa: ASYNC110  # the server tells by a flag alone
        await asyncio.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _visits(links: list[str], pages: int, done: Done) -> dict[str, list[float]]:
    """Seconds of each page by its kind; raises AssertionError where a page was refused."""
    command = [sys.executable, "-m", VISITOR]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin  # noqa: S101  # a pipe
        assert process.stdout  # noqa: S101  # a pipe
        process.stdin.write(json.dumps({"links": links, "pages": pages}))
        process.stdin.close()
        last: dict[str, Any] = {}
        for line in process.stdout:
            last = json.loads(line)
            done(last.get("opened", pages))
    if "times" not in last:
        raise AssertionError(f"the visitors left: {last}")
    return dict(last["times"])
