"""The service as operators know it: started, killed, stopped, without Prefect for a while."""

import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.vocabulary import State
from flows.engine import connected, settle
from flows.heartbeat import Heartbeat
from flows.office import appoint
from flows.server import HOST, EmbeddedServer, PortTaken, api_url
from flows.service import serve
from tests.flows.conftest import answers, free_port
from tests.flows.fakes import FakeOffice
from tests.flows.waits import eventually, until

Living = Callable[[Path, int], "subprocess.Popen[bytes]"]


@pytest.fixture
def living() -> Iterator[Living]:
    """Starts services as processes; none outlives the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(home: Path, port: int) -> "subprocess.Popen[bytes]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
        command = [sys.executable, "-m", "tests.flows.living", str(home), str(port)]
        started.append(subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2]))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def child_of(process: "subprocess.Popen[bytes]") -> int | None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[0]) if children else None


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


async def test_taken_port_is_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Порт {port} занят"):
            await serve(FakeOffice.with_items(tmp_path, 1), port=port)
    assert not (tmp_path / "prefect").exists()


def test_killed_server_comes_back_and_a_clean_stop_leaves_no_process(tmp_path: Path, living: Living) -> None:
    port = free_port()
    service = living(tmp_path, port)
    until((tmp_path / "ready").exists)
    first = child_of(service)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: child_of(service) not in (None, first) and answers(api_url(port)))
    second = child_of(service)
    service.send_signal(signal.SIGTERM)
    assert service.wait(15) == 0
    assert second is not None
    assert not is_alive(second)


def test_server_does_not_outlive_a_killed_service(tmp_path: Path, living: Living) -> None:
    service = living(tmp_path, free_port())
    until(lambda: child_of(service))
    server = child_of(service)
    assert server is not None
    service.kill()
    service.wait()
    until(lambda: not is_alive(server))


def test_interrupt_during_start_stops_at_once(tmp_path: Path, living: Living) -> None:
    service = living(tmp_path, free_port())
    until(lambda: child_of(service))
    service.send_signal(signal.SIGINT)
    assert service.wait(20) == 0


async def test_runs_catch_up_after_prefect_was_away_and_after_it_lost_its_database(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from prefect.client.schemas.sorting import FlowRunSort

    from flows.rounds import Rounds

    office = FakeOffice.with_items(tmp_path, 3)
    server = EmbeddedServer(tmp_path, free_port())
    settle(tmp_path, api_url(server.port), anew=True)
    appoint(office)
    ready: list[bool] = []
    rounds = Rounds(office, lambda: ready.append(True))
    office.starts(1)
    rounds.start()  # before there is a server: the wake waits
    server.start()
    await eventually(lambda: ready and not office.records.queue)
    before = office.records.item(1).flow_run_id
    await server.stop()
    office.starts(2)
    rounds.bell.ring()
    shutil.rmtree(server.home)
    server.start()
    await eventually(lambda: not office.records.queue and office.records.item(3).flow_run_id is not None)
    await eventually(lambda: office.records.item(1).flow_run_id != before)
    await rounds.stop(10)
    async with connected() as client:
        found = await client.read_flow_runs(sort=FlowRunSort.NAME_ASC, limit=50)
    await server.stop()
    lives = [run.state_name for run in found if "item_id" in run.parameters]
    assert lives == ["В работе", "В работе", "Запланирован"]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_heart_beats_when_something_is_due_and_delivers_every_second(tmp_path: Path) -> None:
    office = FakeOffice.with_items(tmp_path, 1)
    office.due = office.clock.now() + timedelta(seconds=0.2)
    rung: list[bool] = []
    heartbeat = Heartbeat(office, lambda: rung.append(True))
    heartbeat.start()
    await eventually(lambda: office.deliveries > 1, 5)
    heartbeat.stop()
    assert office.ticks == 1
    assert rung == [True]


async def test_heart_goes_on_after_a_tick_that_failed(tmp_path: Path) -> None:
    office = FakeOffice.with_items(tmp_path, 1)
    office.due = office.clock.now()
    tries: list[int] = []

    def failing() -> int:
        tries.append(1)
        raise OSError("database is locked")

    office.tick = failing  # type: ignore[method-assign]
    heartbeat = Heartbeat(office, lambda: None)
    heartbeat.start()
    await eventually(lambda: len(tries) > 1, 6)
    heartbeat.stop()
    assert office.records.item(1).state is State.PLANNED
