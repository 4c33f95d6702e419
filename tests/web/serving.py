"""A house whose desk listens on a port of this machine, as the service opens it."""

import asyncio
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from config.web import HOST, DeskWindow
from tests.web.house import House, house_in

LONGEST_START = 10


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def moved_in(lived: Path, folder: Path, *roots: str, now: str = "2019-06-10 10:00") -> House:
    """A copy of the house that was lived, with an address that nobody listens on yet."""
    for file in lived.glob("vekha.db*"):
        shutil.copy(file, folder)
    return house_in(folder, *roots, now=now, site=f"http://{HOST}:{free_port()}")


@contextmanager
def open_house(place: House) -> Iterator[House]:
    """The desk by the house's own limits and clock, in a thread of its own."""
    config = uvicorn.Config(place.app(), HOST, _port(place), lifespan="off", log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, name="desk")
    thread.start()
    try:
        _wait(lambda: server.started)
        yield place
    finally:
        server.should_exit = True
        thread.join(LONGEST_START)
        place.story.office.close()


@contextmanager
def in_production(place: House) -> Iterator[House]:
    """The desk by the very server of `vekha up`."""
    window, loop = DeskWindow(place.premises, _port(place)), asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="desk")
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(window.start(), loop).result(LONGEST_START)
        _wait(lambda: window.trouble is None)
        yield place
    finally:
        asyncio.run_coroutine_threadsafe(window.stop(), loop).result(LONGEST_START)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(LONGEST_START)
        loop.close()
        place.story.office.close()


def _port(place: House) -> int:
    return int(place.site.rpartition(":")[2])


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST_START
    while not done():
        assert time.monotonic() < until, "the desk has not opened"
        time.sleep(0.01)
