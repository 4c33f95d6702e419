"""What monitoring reads: the queue, the wakes, the ticks, failures by channel; nobody's name."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from config.metrics import Metrics, MetricsWindow, exposition, metrics_for
from config.settings import Settings
from config.wiring import open_office
from domain.vocabulary import State
from notifications.channels import ChannelDown
from tests.scenarios.story import Story, story

CODE = "kemerovo-digital-education"
ROOT = Path(__file__).parents[2]
Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


class Broken:
    """A channel that is down."""

    name = "telegram"

    def send(self, *_: object) -> None:
        raise ChannelDown("нет сети")


def read(text: str) -> Figures:
    families = text_string_to_metric_families(text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def figures(told: Story) -> Figures:
    return read(exposition(told.office, Settings()))


def at(found: Figures, name: str, **labels: str) -> float:
    return found[f"vekha_{name}", frozenset(labels.items())]


@pytest.fixture
def late() -> Iterator[Story]:
    """The application is three weeks late, and nothing was delivered."""
    told = story("2").until("2018-11-20 09:00")
    yield told
    told.office.close()


def test_the_plan_and_its_worst_delay(late: Story) -> None:
    found = figures(late)
    assert at(found, "items", passport=CODE, state="overdue") == sum(i.state is State.OVERDUE for i in late.items())
    assert at(found, "overdue_days_max", passport=CODE) == (late.clock.now().date() - late["2.1.1"].due_at.date()).days


def test_letters_that_wait_and_how_long(late: Story) -> None:
    found, letters = figures(late), late.letters()
    assert at(found, "letters_due") == len(letters)
    assert at(found, "letter_lateness_seconds") == (late.clock.now() - letters[0].at).total_seconds()
    assert at(found, "well") == 0


def test_failures_are_counted_by_channel(late: Story) -> None:
    late.office.channels = [Broken()]  # type: ignore[list-item]
    late.office.deliver()
    found = figures(late)
    failed = sum(value for (name, labels), value in found.items() if name == "vekha_deliveries_total" and labels)
    assert failed > 0
    assert {dict(labels)["channel"] for name, labels in found if name == "vekha_deliveries_total"} == {"telegram"}


def test_wakes_and_ticks(late: Story) -> None:
    before = figures(late)
    assert at(before, "wakes_behind") == len(late.office.records.wakes(1000)) > 0
    assert at(before, "wake_lateness_seconds") > 0
    late.office.tick()
    assert at(figures(late), "ticks_total") == at(before, "ticks_total") + 1


def test_nobody_is_named(late: Story) -> None:
    text = exposition(late.office, Settings())
    assert not [name for name in late.office.staff(CODE).positions if name.split()[0] in text]
    assert late.passport.title not in text


def documented() -> str:
    return (
        (ROOT / "docs" / "OPERATIONS.md")
        .read_text(encoding="utf-8")
        .partition("## Monitoring")[2]
        .partition("\n## ")[0]
    )


def test_the_table_of_metrics_is_whole(late: Story) -> None:
    told = re.findall(r"^# TYPE (\w+)", exposition(late.office, Settings()), re.MULTILINE)
    assert set(re.findall(r"`(vekha_\w+)[`{]", documented())) == set(told)


def test_the_example_s_alerts_ask_for_metrics_that_there_are(late: Story) -> None:
    told = re.findall(r"^# TYPE (\w+)", exposition(late.office, Settings()), re.MULTILINE)
    rules = yaml.safe_load(documented().partition("```yaml\n")[2].partition("```")[0])["groups"][0]["rules"]
    asked = {name for rule in rules for name in re.findall(r"vekha_\w+", rule["expr"])}
    assert asked
    assert asked <= set(told)


def test_a_state_without_items_is_told_as_nothing(late: Story) -> None:
    found = figures(late)
    told = {dict(labels)["state"] for name, labels in found if name == "vekha_items"}
    assert told == set(State)
    assert at(found, "items", passport=CODE, state="declined") == 0


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def window_of(told: Story, port: int) -> MetricsWindow:
    return MetricsWindow(Metrics(told.office, Settings(metrics_port=port)), again=0.05)


@asynccontextmanager
async def opened(told: Story, port: int) -> AsyncIterator[MetricsWindow]:
    window = window_of(told, port)
    await window.start()
    try:
        yield window
    finally:
        await window.stop()


async def asked(port: int, path: str = "/metrics", host: str = "127.0.0.1") -> httpx.Response:
    async with httpx.AsyncClient() as monitor:
        return await monitor.get(f"http://{host}:{port}{path}")


async def test_the_page_is_served_at_its_one_address(late: Story, port: int) -> None:
    async with opened(late, port) as window:
        assert window.trouble is None
        answer = await asked(port)
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert at(read(answer.text), "letters_dead") == 0
        assert [(await asked(port, path)).status_code for path in ("/", "/metrics/", "/favicon.ico")] == [404] * 3


async def test_another_machine_is_not_let_in(late: Story, port: int) -> None:
    async with opened(late, port):
        with pytest.raises(httpx.ConnectError):
            await asked(port, host="127.0.0.2")


async def test_a_taken_port_is_told_and_opened_once_it_is_free(late: Story, port: int) -> None:
    first, second = window_of(late, port), window_of(late, port)
    await first.start()
    await second.start()
    assert second.trouble == f"порт {port} занят другой программой; проверьте VEKHA_METRICS_PORT"
    await first.stop()
    for _ in range(500):
        if second.trouble is None:
            break
        await asyncio.sleep(0.02)
    assert (await asked(port)).status_code == httpx.codes.OK
    await second.stop()
    with pytest.raises(httpx.ConnectError):
        await asked(port)


async def test_a_database_that_cannot_be_read_is_one_sentence(tmp_path: Path, port: int) -> None:
    settings = Settings(home=tmp_path, metrics_port=port)
    office = open_office(settings)
    office.database.close()
    (tmp_path / "vekha.db").write_bytes(b"no database" * 1000)
    window = Metrics(office, settings).window()
    await window.start()
    answer = await asked(port)
    await window.stop()
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.text.startswith("База данных")


def test_without_a_port_there_is_no_window(late: Story) -> None:
    assert metrics_for(late.office, Settings()) is None
    assert metrics_for(late.office, Settings(metrics_port=9464)) is not None
