"""Prefect's surroundings: its settings as Vekha needs them, and the one client that speaks to it."""

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

API_URL = "PREFECT_API_URL"
LOCAL = "http://127.0.0.1:"

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_CLIENT_MAX_RETRIES": "2",
    "PREFECT_API_REQUEST_TIMEOUT": "20",
    "DO_NOT_TRACK": "1",
}
"""No analytics; the engine's own lines stay out of the runs' logs: those tell the item's story."""


def named_server() -> str | None:
    """The address of an operator's own Prefect server, when one is named."""
    return os.environ.get(API_URL)


def settle(home: Path, api_url: str, *, anew: bool = False) -> None:
    """Put Prefect's settings into the environment; what the operator has set himself stays, unless `anew`."""
    for name, value in (QUIET | {"PREFECT_HOME": str(home / "prefect"), API_URL: api_url}).items():
        os.environ[name] = value if anew else os.environ.get(name, value)
    if "prefect" in sys.modules:
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()


@asynccontextmanager
async def connected() -> AsyncIterator["PrefectClient"]:
    """One client for all that is said to Prefect inside; the flows run inside use it too.

    Without heartbeats: a run that waits for people for months has no process whose death matters. The engine's
    synchronous questions share a client as well: each new one reads all certificates, 26 ms.
    """
    from prefect.context import AsyncClientContext, SyncClientContext
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    _hush()
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), SyncClientContext.get_or_create():
        async with AsyncClientContext(httpx_settings=_transport()) as context:
            yield context.client


def _transport() -> dict[str, object] | None:
    """Insist on the embedded server; an operator's own one is spoken to by Prefect's rules and proxies."""
    from prefect.settings import PREFECT_API_URL

    from flows.insisting import Insisting

    return {"transport": Insisting()} if str(PREFECT_API_URL.value()).startswith(LOCAL) else None


def _hush() -> None:
    for name in ("prefect.flow_runs", "prefect.engine"):
        logging.getLogger(name).addFilter(says_something)


def says_something(record: logging.LogRecord) -> bool:
    """The engine says "Finished in state …" at ERROR for every state but Completed: that is no error here."""
    return not record.getMessage().startswith("Finished in state")
