"""Whatever happens to the bot, the service goes on and the operator is told once."""

import asyncio
import logging
from dataclasses import dataclass, field

import pytest

from flows.reception import Reception


@dataclass
class FakeBot:
    """A bot that starts, or fails in a way that nobody foresaw."""

    trouble: str | None = None
    fault: Exception | None = None
    life: list[str] = field(default_factory=list)

    async def start(self) -> None:
        self.life.append("started")
        if self.fault:
            raise self.fault

    async def stop(self) -> None:
        self.life.append("stopped")


@dataclass
class FakePremises:
    bots: list[FakeBot]
    notes: list[str] = field(default_factory=list)
    title: str = "Telegram"

    def window(self) -> FakeBot:
        return self.bots.pop(0)

    def note(self, state: str) -> None:
        self.notes.append(state)


async def attended(premises: FakePremises, seconds: float = 0.1) -> list[str]:
    """What was said while the reception was open for a moment."""
    said: list[str] = []
    reception = Reception(premises, said.append, look=0.01, first_pause=0.01)
    reception.open()
    await asyncio.sleep(seconds)
    await reception.close()
    return said


async def test_a_working_bot_is_named_once_and_stopped_with_the_service() -> None:
    bot = FakeBot()
    premises = FakePremises([bot])
    assert await attended(premises) == ["Telegram: работает."]
    assert bot.life == ["started", "stopped"]
    assert premises.notes[-1] == "остановлен вместе со службой"


async def test_a_bots_trouble_is_told_in_its_own_words() -> None:
    assert await attended(FakePremises([FakeBot("токен не подходит")])) == ["Telegram: не работает: токен не подходит."]


async def test_a_bot_that_fails_is_replaced_by_a_new_one(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    broken, sound = FakeBot(fault=RuntimeError("?")), FakeBot()
    assert await attended(FakePremises([broken, sound])) == ["Telegram: работает."]
    assert (broken.life, sound.life) == (["started", "stopped"], ["started", "stopped"])
