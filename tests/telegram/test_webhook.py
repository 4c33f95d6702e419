"""With a webhook Telegram calls the service: the same answers, nothing lost, nobody else heard."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from notifications.telegram.webhook import WebhookBot
from tests.flows.conftest import free_port
from tests.scenarios.story import DEPUTY
from tests.telegram.post import Post, opened_post


@pytest.fixture
async def called(tmp_path: Path) -> AsyncIterator[Post]:
    """A post whose bot is called by the emulator."""
    with opened_post(tmp_path, "3") as post:
        settings = post.telegram.settings
        settings.web_port = free_port()
        settings.telegram_webhook = f"http://127.0.0.1:{settings.web_port}/tg"
        bot = post.telegram.window()
        assert isinstance(bot, WebhookBot)
        await bot.start()
        for _ in range(100):
            await asyncio.sleep(0.05)
            if bot.trouble is None:
                break
        yield post
        await bot.stop()


async def test_a_person_is_answered(called: Post) -> None:
    deputy = called.person(DEPUTY)
    deputy.says("/help")
    await deputy.sees(lambda screen: "Что умеет бот" in screen.words)
    assert not called.emulator.calls_of("getUpdates")


@pytest.mark.parametrize("secret", ["", "0" * 64, "wrong"])
async def test_whoever_lacks_the_secret_is_refused(called: Post, secret: str) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with httpx.AsyncClient() as client:
        answer = await client.post(called.telegram.settings.telegram_webhook, json={"update_id": 1}, headers=headers)
    assert answer.status_code == httpx.codes.FORBIDDEN


async def test_a_stopped_bot_leaves_its_webhook_with_telegram(called: Post) -> None:
    assert not called.emulator.calls_of("deleteWebhook")
    assert called.emulator.calls_of("setWebhook")
