"""HTTP for the desk's server: a connection on which no request comes is closed, so that nobody can hold them all."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_WITHIN = 10.0
"""Seconds until the head of a request must have come; uvicorn itself would wait for ever."""


class ImpatientProtocol(H11Protocol):
    """Counts while a head is awaited; bodies have their own bounds in the desk's guard."""

    _until_head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._count()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._count()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop()

    def _count(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._until_head is None and not self.transport.is_closing():
            self._until_head = self.loop.call_later(HEAD_WITHIN, self.transport.close)

    def _stop(self) -> None:
        if self._until_head is not None:
            self._until_head.cancel()
            self._until_head = None
