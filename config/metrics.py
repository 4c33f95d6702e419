"""What a monitoring system reads of the office: Prometheus's format, no names of people, only to this machine."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from config.health import Health, health_of
from config.refused_port import why_refused
from config.settings import Settings
from config.states import noted
from domain.errors import Sentence
from domain.plan import PlanItem
from domain.vocabulary import State

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from prometheus_client import Metric

    from config.wiring import Office

HOST, PATH = "127.0.0.1", "/metrics"
EVER = datetime(2000, 1, 1, tzinfo=UTC)
AGAIN = 10.0
"""Seconds until a port that was taken is tried again."""
PLAIN = [("Content-Type", "text/plain; charset=utf-8")]


@dataclass(frozen=True, eq=False)
class OfficeCollector:
    """Everything is read when it is asked for: nothing is counted beside the database but this process's ticks."""

    office: "Office"
    settings: Settings

    def describe(self) -> "list[Metric]":
        """Nothing: to be registered, the library would collect everything once more."""
        return []

    def collect(self) -> "Iterator[Metric]":
        health = health_of(self.office, self.settings)
        yield from _letters(health, self.office)
        yield from _channels(health)
        yield from _service(self.office, health)
        yield from _plans(self.office, health.now)


def _gauge(name: str, told: str, value: float) -> "Metric":
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(f"vekha_{name}", told, value=value)


def _letters(health: Health, office: "Office") -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily

    queue = health.queue
    waits = (health.now - queue.oldest).total_seconds() if queue.oldest else 0.0
    yield _gauge("letters_due", "Писем, которые могут уйти сейчас", queue.due)
    yield _gauge("letters_held", "Писем, придержанных до рабочего времени или повтора", queue.held)
    yield _gauge("letters_dead", "Писем, которые не удалось доставить", queue.dead)
    yield _gauge("letter_lateness_seconds", "Сколько ждёт самое старое из писем, которые могут уйти", max(0.0, waits))
    made = CounterMetricFamily("vekha_deliveries", "Отправок по каналам и исходам", labels=("channel", "outcome"))
    for channel, outcomes in office.proofs.counts(EVER).items():
        for outcome, count in outcomes.items():
            made.add_metric((channel, outcome), count)
    yield made


def _channels(health: Health) -> "Iterator[Metric]":
    from prometheus_client.core import GaugeMetricFamily

    made = GaugeMetricFamily("vekha_channel_up", "Работает ли подключённый канал", labels=("channel",))
    for one in health.channels:
        if one.is_set_up:
            made.add_metric((one.channel,), bool(one.is_well))
    yield made
    yield _gauge("unreachable_people", "Людей с открытыми пунктами, которым некуда писать", len(health.unreachable))
    yield _gauge("well", "1, если ничто не требует внимания", not health.troubles)


def _service(office: "Office", health: Health) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, InfoMetricFamily

    behind, oldest = office.records.wakes_behind()
    late = (health.now - oldest).total_seconds() if oldest else 0.0
    due = office.next_due()
    yield _gauge("wakes_behind", "Запусков Prefect, ждущих пробуждения", behind)
    yield _gauge("wake_lateness_seconds", "Сколько ждёт самый старый из них", max(0.0, late))
    yield _gauge("next_wake_seconds", "До ближайшего события плана", (due - health.now).total_seconds() if due else 0.0)
    yield CounterMetricFamily("vekha_ticks", "Тактов этого процесса", value=office.pulse.ticks)
    yield _gauge("tick_seconds", "Сколько длился последний такт", office.pulse.seconds)
    yield InfoMetricFamily("vekha_build", "Версия Вехи", value={"version": version("vekha")})


def _plans(office: "Office", now: datetime) -> "Iterator[Metric]":
    from prometheus_client.core import GaugeMetricFamily

    states = GaugeMetricFamily("vekha_items", "Пунктов по состояниям", labels=("passport", "state"))
    worst = GaugeMetricFamily("vekha_overdue_days_max", "Самая долгая просрочка, дней", labels=("passport",))
    today = office.ladder.calendar.day_of(now)
    for passport in office.records.passports():
        items: list[PlanItem] = office.records.items(passport.code)
        counts = Counter(item.state for item in items)
        for state in State:  # also those of which there is none: a series that vanishes is not one that fell to nothing
            states.add_metric((passport.code, state.value), counts[state])
        late = [item.days_late(today) for item in items if item.state is State.OVERDUE]
        worst.add_metric((passport.code,), max(late, default=0))
    yield from (states, worst)


def exposition(office: "Office", settings: Settings) -> str:
    """The whole page."""
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(OfficeCollector(office, settings))
    return generate_latest(registry).decode()


@dataclass(frozen=True)
class Metrics:
    """What the reception opens."""

    office: "Office"
    settings: Settings
    title: str = "Метрики"

    def window(self) -> "MetricsWindow":
        return MetricsWindow(self)

    def note(self, state: str) -> None:
        noted(self.office, "metrics", state)


class MetricsWindow:
    """A server on a port of this machine; a port that is taken is told, and tried again until it is free."""

    def __init__(self, metrics: Metrics, again: float = AGAIN) -> None:
        self._metrics, self._again = metrics, again
        self._server: WSGIServer | None = None
        self._trying: asyncio.Task[None] | None = None
        self._why = "ещё не открыты"

    @property
    def trouble(self) -> str | None:
        return None if self._server else self._why

    async def start(self) -> None:
        if not self._opened():
            self._trying = asyncio.create_task(self._try_again(), name="metrics")

    async def _try_again(self) -> None:
        while not self._server:
            await asyncio.sleep(self._again)
            self._opened()

    def _opened(self) -> bool:
        port = self._metrics.settings.metrics_port
        page = _page(OfficeCollector(self._metrics.office, self._metrics.settings))
        try:
            self._server = make_server(HOST, port, page, _Server, _Visit)
        except OSError as error:
            self._why = why_refused(port, error, "VEKHA_METRICS_PORT")
            return False
        Thread(target=self._server.serve_forever, name="metrics", daemon=True).start()
        return True

    async def stop(self) -> None:
        if self._trying:
            self._trying.cancel()
        if self._server:
            await asyncio.to_thread(self._server.shutdown)
            self._server.server_close()


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each visitor."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A visitor who has gone or says nothing concerns nobody; faults of the page are logged before this."""


class _Visit(WSGIRequestHandler):
    timeout = 10

    def log_message(self, *_: object) -> None:
        """A visit every few seconds is no news."""


def _page(collector: OfficeCollector) -> "WSGIApplication":
    """The library's page at its one address; by itself it would answer at any."""
    from prometheus_client import CollectorRegistry, make_wsgi_app

    registry = CollectorRegistry()
    registry.register(collector)
    metrics = make_wsgi_app(registry)

    def answer(environ: "WSGIEnvironment", respond: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] != PATH:
            respond("404 Not Found", PLAIN)
            return [f"Показатели — по адресу {PATH}\n".encode()]
        try:
            found: Iterable[bytes] = metrics(environ, respond)
        except Sentence as trouble:
            respond("503 Service Unavailable", PLAIN)
            return [f"{trouble}\n".encode()]
        return found

    return answer


def metrics_for(office: "Office", settings: Settings) -> Metrics | None:
    """None without VEKHA_METRICS_PORT."""
    return Metrics(office, settings) if settings.metrics_port else None
