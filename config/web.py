"""The web desk put together: its premises from the office, and the server that shows it beside the service."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from config.board import OfficeBookshelf
from config.clerk import OfficeClerk
from config.links import SignedLinks, links_for
from config.refused_port import why_refused
from config.settings import Settings
from config.states import noted
from config.wiring import Office
from domain.history import Happened
from domain.storage import journal
from domain.storage.database import DatabaseUnusable
from domain.storage.submissions import Submissions
from notifications.counter import Caller
from notifications.web.premises import DeskPremises

if TYPE_CHECKING:
    from uvicorn import Server

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
"""A reverse proxy with the certificate stands in front, on this machine."""
MOST_AT_ONCE, IDLE, STOP_WITHIN = 300, 10, 5
"""Connections at once; seconds until an idle one is closed, and for which pages under way may finish."""
AGAIN = 10.0
"""Seconds between two tries of a port that is taken."""


@dataclass(frozen=True)
class OfficeArchive:
    """Implements `notifications.web.premises.Archive`."""

    office: Office
    clerk: OfficeClerk

    def history(self, item: int, caller: Caller) -> Sequence[Happened]:
        self.clerk.dossier(item, caller)
        with self.office.database.reading() as connection:
            rows = journal.history(connection, self.office.zone, item)
            return [row for row in rows if row.event != "rescheduled"]


@dataclass(frozen=True)
class Desk:
    """What the reception opens; `premises` serve every window."""

    office: Office
    premises: DeskPremises
    port: int
    title: str = "Рабочий стол"

    def window(self) -> "DeskWindow":
        return DeskWindow(self.premises, self.port)

    def note(self, state: str) -> None:
        """Keep for `vekha status` how the desk is."""
        noted(self.office, "desk", state)


class DeskWindow:
    """The desk's server in the service's own loop; a port that is taken is told, and tried again until it is free."""

    def __init__(self, premises: DeskPremises, port: int, again: float = AGAIN) -> None:
        self._premises, self._port, self._again = premises, port, again
        self._server: Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._why = "ещё не открыт"

    @property
    def trouble(self) -> str | None:
        """Why nobody is served now."""
        return None if self._server and self._server.started else self._why

    async def start(self) -> None:
        self._serving = asyncio.create_task(self._serve(), name="desk")

    async def _serve(self) -> None:
        while not (listener := self._listener()):  # noqa: ASYNC110  # nothing tells of a free port
            await asyncio.sleep(self._again)
        self._why, self._server = "открывается", _server(self._premises, self._port)
        try:
            await self._server.serve([listener])
        finally:
            self._why, self._server = "закрыт", None

    def _listener(self) -> socket.socket | None:
        """Bound here: where it cannot listen, uvicorn leaves the whole process."""
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, self._port))
        except OSError as error:
            made.close()
            self._why = why_refused(self._port, error, "VEKHA_WEB_PORT")
            return None
        return made

    async def stop(self) -> None:
        if self._server:
            self._server.should_exit = True
        elif self._serving:
            self._serving.cancel()
        if self._serving:
            await asyncio.wait({self._serving}, timeout=STOP_WITHIN + 1)


def _server(premises: DeskPremises, port: int) -> "Server":
    import uvicorn

    from config.impatient import ImpatientProtocol
    from notifications.web.app import desk_app

    class Quiet(uvicorn.Server):
        """Leaves the signals to the service, which stops everything in its order."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    config = uvicorn.Config(
        desk_app(premises), host=HOST, port=port, http=ImpatientProtocol, lifespan="off", ws="none", log_config=None,
        access_log=False,
        proxy_headers=False, server_header=False, limit_concurrency=MOST_AT_ONCE, timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=STOP_WITHIN, h11_max_incomplete_event_size=16 * 1024,
    )  # fmt: skip
    return Quiet(config)


def premises_of(office: Office, links: SignedLinks, send_fresh: Callable[[str], None]) -> DeskPremises:
    """The desk's premises in the office; real time is the computer's, whatever the office's clock says."""
    clerk = OfficeClerk(office)
    return DeskPremises(
        web_url=links.web_url,
        counter=clerk,
        shelf=OfficeBookshelf(office, clerk),
        archive=OfficeArchive(office, clerk),
        access=links.access,
        submissions=Submissions(office.database),
        reports=clerk.room,
        prospects=clerk.prospects,
        calendars=links.calendars,
        seals=links.seals,
        letter_read=_reader(office),
        send_fresh=send_fresh,
        now=lambda: datetime.now(UTC),
        troubles=(DatabaseUnusable,),
    )


def _reader(office: Office) -> Callable[[str], None]:
    """Marks a letter as read in its e-mail."""

    def read(letter: str) -> None:
        office.outbox.read(letter, "mail", office.clock.now())

    return read


def _nowhere(_person: str) -> None:
    log.warning("Новая ссылка на рабочий стол не отправлена: почта не подключена (VEKHA_SMTP_URL)")


def desk_for(office: Office, settings: Settings, send_fresh: Callable[[str], None] = _nowhere) -> Desk | None:
    """The desk by the settings; None without VEKHA_WEB_URL. Raises BadSetting.

    `send_fresh` sends the person a new link to the address on record. Telegram's webhook has VEKHA_WEB_PORT where
    both are set, and the desk the next port.
    """
    links = links_for(office, settings)
    if links is None:
        return None
    port = settings.web_port + 1 if settings.telegram_webhook else settings.web_port
    return Desk(office, premises_of(office, links, send_fresh), port)
