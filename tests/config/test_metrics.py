"""What monitoring reads: the queue, the wakes, the ticks, failures by channel; nobody's name."""

import socket
from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from config.metrics import Metrics, exposition
from config.settings import Settings
from domain.vocabulary import State
from notifications.channels import ChannelDown
from tests.scenarios.story import Story, story

CODE = "kemerovo-digital-education"
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


async def test_the_page_is_served_to_this_machine_alone(late: Story) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    window = Metrics(late.office, Settings(metrics_port=port)).window()
    assert window.trouble == "ещё не открыты"
    await window.start()
    try:
        async with httpx.AsyncClient() as monitor:
            answer = await monitor.get(f"http://127.0.0.1:{port}/metrics")
        assert at(read(answer.text), "letters_dead") == 0
        second = Metrics(late.office, Settings(metrics_port=port)).window()
        await second.start()
        assert f"порт {port} не открывается" in (second.trouble or "")
    finally:
        await window.stop()
