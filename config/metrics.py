"""What a monitoring system reads of the office: Prometheus's format, no names of people, only to this machine."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from config.health import Health, health_of
from config.settings import Settings
from config.states import noted
from domain.plan import PlanItem
from domain.vocabulary import State

if TYPE_CHECKING:
    from threading import Thread
    from wsgiref.simple_server import WSGIServer

    from prometheus_client import Metric

    from config.wiring import Office

HOST = "127.0.0.1"
EVER = datetime(2000, 1, 1, tzinfo=UTC)


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
        for state, count in sorted(Counter(item.state for item in items).items()):
            states.add_metric((passport.code, state.value), count)
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
    """The library's own server on a port of this machine; one that is taken is told and tried again."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._server: tuple[WSGIServer, Thread] | None = None
        self._why = "ещё не открыты"

    @property
    def trouble(self) -> str | None:
        return None if self._server else self._why

    async def start(self) -> None:
        from prometheus_client import CollectorRegistry, start_http_server

        registry = CollectorRegistry()
        registry.register(OfficeCollector(self._metrics.office, self._metrics.settings))
        port = self._metrics.settings.metrics_port
        try:
            self._server = start_http_server(port, HOST, registry)
        except OSError as error:
            self._why = f"порт {port} не открывается ({error.strerror}); проверьте VEKHA_METRICS_PORT"

    async def stop(self) -> None:
        if self._server:
            self._server[0].shutdown()
            self._server[0].server_close()


def metrics_for(office: "Office", settings: Settings) -> Metrics | None:
    """None without VEKHA_METRICS_PORT."""
    return Metrics(office, settings) if settings.metrics_port else None
