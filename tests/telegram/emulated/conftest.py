"""An emulated Telegram with two people, their committee, and a bot of the library itself."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot

from tests.telegram.emulated.driving import a_bot
from tests.telegram.emulator import Emulator
from tests.telegram.people import Group, Person


@pytest.fixture(autouse=True)
def _modern_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it RetryAfter itself warns of its own future


@pytest.fixture
def telegram() -> Iterator[Emulator]:
    with Emulator(limits=False) as emulator:
        yield emulator


@pytest.fixture
def anna(telegram: Emulator) -> Person:
    return telegram.person(1001, "Анна Ковалёва")


@pytest.fixture
def oleg(telegram: Emulator) -> Person:
    return telegram.person(1002, "Олег Дронов")


@pytest.fixture
def committee(telegram: Emulator, anna: Person, oleg: Person) -> Group:
    return telegram.group(-1_001_234_567_890, "Проектный комитет", [anna], admins=[oleg])


@pytest.fixture
async def bot(telegram: Emulator) -> AsyncIterator[Bot]:
    async with a_bot(telegram) as driven:
        yield driven
