"""A set webhook gets updates by POST with its secret, again until it says 2xx; the rest of HTTP as bots use it."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.telegram.emulator import Emulator
from tests.telegram.people import Person


@dataclass
class Mailbox:
    """The bot's side of a webhook: what came, and the statuses it will answer with before it says 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    came: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.came.append((self.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), json.loads(body)))
            self.send_response(box.statuses.pop(0) if box.statuses else 200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        box.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield box
        server.shutdown()
        thread.join()


async def test_a_webhook_gets_updates_with_its_secret(
    telegram: Emulator, bot: Bot, anna: Person, mailbox: Mailbox
) -> None:
    await bot.set_webhook(mailbox.url, secret_token="tajna", allowed_updates=["message"])
    anna.says("/my")
    telegram.until(telegram.is_idle)
    ((secret, update),) = mailbox.came
    assert (secret, update["message"]["text"]) == ("tajna", "/my")


async def test_a_webhook_that_fails_is_asked_again(
    telegram: Emulator, bot: Bot, anna: Person, mailbox: Mailbox
) -> None:
    mailbox.statuses = [500, 403]
    await bot.set_webhook(mailbox.url)
    anna.says("/my")
    telegram.until(telegram.is_idle)
    assert [update["message"]["text"] for _, update in mailbox.came] == ["/my"] * 3
    info = await bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (mailbox.url, "Wrong response from the webhook: 403")


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, anna: Person) -> None:
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates(timeout=0)
    anna.says("/my")
    await bot.delete_webhook()
    assert [update.message.text for update in await bot.get_updates(timeout=1) if update.message] == ["/my"]


async def test_pending_updates_are_dropped_when_asked(bot: Bot, anna: Person) -> None:
    anna.says("старое")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()


async def test_a_webhook_address_must_be_one(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("vekha")


@pytest.mark.parametrize("kind", ["json", "data", "params", "files"])
def test_every_encoding_of_a_call_is_read(telegram: Emulator, anna: Person, kind: str) -> None:
    told: dict[str, Any] = {"chat_id": anna.id, "text": "Срок & дата"}
    if kind == "files":
        told = {name: (None, str(value)) for name, value in told.items()}
    answer = httpx.post(f"{telegram.url}/bot{telegram.token}/SENDMESSAGE", **{kind: told})  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["result"]["text"], anna.last.text) == (200, *["Срок & дата"] * 2)


def test_a_method_is_called_by_address_alone(telegram: Emulator) -> None:
    assert httpx.get(f"{telegram.url}/bot{telegram.token}/getMe").json()["result"]["username"] == "vekha_test_bot"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("bot{}/sendStars", 404),
        ("botнет/getMe", 404),
        ("", 404),
        ("file/bot{}/../../etc/passwd", 404),
        ("bot1:no/getMe", 401),
    ],
)
def test_what_is_not_there_is_refused_with_its_status(telegram: Emulator, path: str, status: int) -> None:
    answer = httpx.get(f"{telegram.url}/{path.format(telegram.token)}")
    assert (answer.status_code, answer.json()["ok"], answer.json()["error_code"]) == (status, False, status)


def test_broken_json_is_a_bad_request(telegram: Emulator) -> None:
    answer = httpx.post(
        f"{telegram.url}/bot{telegram.token}/sendMessage", content=b"{", headers={"Content-Type": "application/json"}
    )
    assert answer.json() == {"ok": False, "error_code": 400, "description": "Bad Request: can't parse JSON object"}


async def test_leaving_lets_pollers_go_and_closes_every_connection() -> None:
    with Emulator() as other:
        async with httpx.AsyncClient(base_url=f"{other.url}/bot{other.token}/", timeout=20) as client:
            polling = asyncio.create_task(client.get("getUpdates", params={"timeout": 30}))
            await asyncio.to_thread(other.until, lambda: other.calls_of("getUpdates"))
            left = time.monotonic()
            await asyncio.to_thread(other.__exit__, None, None, None)
            assert time.monotonic() - left < 10
            await asyncio.gather(polling, return_exceptions=True)
