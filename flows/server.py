"""The embedded Prefect server: started beside the service, restarted when it dies, ended with it."""

import asyncio
import contextlib
import logging
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from domain.errors import Sentence

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
DEFAULT_PORT = 4200
STOP_WITHIN = 8.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0

# Nothing of Prefect's own scheduling: deadlines are ours, and a run that waits for a person is never late.
UNUSED_SERVICES = ("SCHEDULER", "LATE_RUNS", "PAUSE_EXPIRATIONS", "TRIGGERS", "REPOSSESSOR")


class PortTaken(Sentence):
    """The port of the embedded server belongs to another program."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Порт {port} занят другой программой: остановите её или укажите свободный порт ключом --port."
        )


def api_url(port: int) -> str:
    return f"http://{HOST}:{port}/api"


def ensure_free(port: int) -> None:
    """Raise `PortTaken` at once, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(port) from error


def surroundings(home: Path, port: int) -> dict[str, str]:
    """The environment of the server's process: its database under `home`, its UI calling its own port."""
    return (
        dict(os.environ)
        | {f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in UNUSED_SERVICES}
        | {
            "PREFECT_HOME": str(home),
            "PREFECT_API_URL": api_url(port),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home.absolute()}/prefect.db",
            "PREFECT_SERVER_API_HOST": HOST,
            "PREFECT_SERVER_API_PORT": str(port),
            "PREFECT_SERVER_UI_API_URL": api_url(port),
            "PREFECT_UI_API_URL": api_url(port),
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            # a batch of events written is a moment in which SQLite refuses everybody else: few and large ones
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            "DO_NOT_TRACK": "1",
        }
    )


class EmbeddedServer:
    """One child process; `keep` starts it again, after a pause, whenever it dies."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home / "prefect"
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process without waiting for it to answer; `PortTaken` when it cannot have its port."""
        ensure_free(self.port)
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "server.log").open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603  # our own module under our own interpreter
                [sys.executable, "-m", "flows.embedded", HOST, str(self.port)],
                env=surroundings(self.home, self.port),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    async def keep(self) -> None:
        """Start the server again whenever it dies, after a longer pause when it did not live long."""
        pause = FIRST_PAUSE
        while True:
            lived = await self._until_dead()
            pause = FIRST_PAUSE if lived > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            log.warning("Сервер Prefect остановился; запуск повторится через %.0f с", pause)
            await asyncio.sleep(pause)
            self._start_again()

    def _start_again(self) -> None:
        _let_go(self.process)
        try:
            self.start()
        except PortTaken as error:
            log.warning("%s", error)

    async def _until_dead(self) -> float:
        loop = asyncio.get_running_loop()
        since = loop.time()
        if self.process:
            await asyncio.to_thread(self.process.wait)
        return loop.time() - since

    async def stop(self) -> None:
        """End the process; nothing of it is left afterwards."""
        process, self.process = self.process, None
        if process is None:
            return
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)
        _let_go(process)


def _let_go(process: subprocess.Popen[bytes] | None) -> None:
    """Close the pipe by which the process knows that we live."""
    if process and process.stdin:
        process.stdin.close()


@contextlib.asynccontextmanager
async def beside(server: EmbeddedServer | None) -> AsyncIterator[None]:
    """Keep the embedded server alive while the block runs; None when an operator names his own."""
    if server is None:
        yield
        return
    server.start()
    keeper = asyncio.create_task(server.keep())
    try:
        yield
    finally:
        keeper.cancel()
        await server.stop()
