"""One real Prefect server for all tests of the flows, and offices whose items never meet."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import httpx
import pytest

from flows.engine import connected, settle
from flows.office import appoint
from flows.server import HOST, EmbeddedServer, api_url
from tests.flows.fakes import FakeOffice
from tests.flows.waits import until

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

    from flows.processes import Deployments
    from flows.waking import Waking

Staffed: TypeAlias = Callable[..., FakeOffice]
FIRST = count(1, 100)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = EmbeddedServer(tmp_path_factory.mktemp("home"), free_port())
    server.start()
    until(lambda: answers(api_url(server.port)))
    yield api_url(server.port)
    asyncio.run(server.stop())


@pytest.fixture
def office(prefect_url: str, tmp_path: Path) -> FakeOffice:
    """Three planned items of their own in the shared server."""
    settle(tmp_path, prefect_url, anew=True)
    made = FakeOffice.with_items(tmp_path, 3, first=next(FIRST))
    appoint(made)
    return made


@pytest.fixture
async def client(office: FakeOffice) -> AsyncIterator["PrefectClient"]:
    async with connected() as client:
        yield client


@pytest.fixture(scope="module")
def registered() -> "list[Deployments]":
    """The deployments, once they are known to the server: making them takes longer than most tests of runs."""
    return []


@pytest.fixture
async def waking(client: "PrefectClient", office: FakeOffice, registered: "list[Deployments]") -> "Waking":
    """Every item of the office has its run."""
    from flows.operations import register
    from flows.waking import Waking

    if not registered:
        registered.append(await register(client))
    made = Waking(client, office, registered[0])
    await made.reconcile()
    return made
