"""What the desk stands on: its secret, its settings, its server beside the service, slow senders."""

import asyncio
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from config.links import links_for, secret_of
from config.settings import BadSetting, Settings, load_settings
from config.web import DeskWindow, desk_for
from notifications.web import guard
from tests.scenarios.story import DEPUTY
from tests.web.house import SECRET, House


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = secret_of(Settings(home=home))
    assert secret_of(Settings(home=home)) == made == (home / "secret").read_text()
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == ["secret"]
    assert secret_of(Settings(home=home, secret=SecretStr(SECRET))) == SECRET


def test_a_spoiled_secret_is_named_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(BadSetting, match="испорчена") as refusal:
        secret_of(Settings(home=tmp_path))
    assert "short" not in str(refusal.value)


@pytest.mark.parametrize(
    "value", ["https://vekha.example.ru", "http://127.0.0.1:8080/", "https://vekha.example.ru:8443"]
)
def test_an_address_of_a_site_is_taken(value: str) -> None:
    assert Settings(web_url=value).web_url == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    [
        "vekha.example.ru",
        "ftp://vekha.example.ru",
        "https://",
        "https://x.ru/desk",
        "https://u:p@x.ru",
        "https://x.ru?a",
    ],
)
def test_another_address_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_WEB_URL", value)
    with pytest.raises(BadSetting, match=r"VEKHA_WEB_URL.*без пути"):
        load_settings()


def test_a_short_secret_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_SECRET", "hunter2hunter2")
    with pytest.raises(BadSetting, match="VEKHA_SECRET") as refusal:
        load_settings()
    assert "hunter2" not in str(refusal.value)


def test_without_an_address_there_is_no_desk_and_no_link(house: House, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, web_url="")
    assert desk_for(house.story.office, settings) is None
    assert links_for(house.story.office, settings) is None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_the_desk_is_served_beside_the_service_and_logs_no_link(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    port = free_port()
    desk = desk_for(house.story.office, Settings(home=tmp_path, web_url=house.site, web_port=port))
    assert desk is not None
    window = desk.window()
    assert window.trouble is not None
    await window.start()
    try:
        await _until(lambda: window.trouble is None)
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/l/a-token-of-somebody")).status_code == 404
    finally:
        await window.stop()
    assert window.trouble is not None
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert "a-token-of-somebody" not in "".join(record.getMessage() for record in ours)


async def test_a_taken_port_is_told_and_tried_again_until_it_is_free(house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        window = DeskWindow(house.premises, port, again=0.05)
        await window.start()
        await _until(lambda: window.trouble == f"порт {port} занят другой программой; проверьте VEKHA_WEB_PORT")
    try:
        await _until(lambda: window.trouble is None)
    finally:
        await window.stop()


async def test_a_desk_that_waits_for_its_port_can_be_closed(house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        window = DeskWindow(house.premises, int(other.getsockname()[1]))
        await window.start()
        await _until(lambda: "занят" in (window.trouble or ""))
        await window.stop()
        assert window.trouble is not None


async def _until(condition: object) -> None:
    assert callable(condition)
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.02)


async def test_whoever_sends_too_slowly_is_not_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SILENCE", 0.05)

    async def silence() -> AsyncIterator[bytes]:
        yield b"csrf="
        await asyncio.sleep(5)
        yield b"x"

    async with await house.person(DEPUTY) as deputy:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = await deputy.client.post(f"{house.card('3.1.1')}/note", content=silence(), headers=kind)
    assert answer.status_code == 408
