"""Killed two hundred times in the middle of sending: every letter arrives, and whatever repeats says that it may."""

import email
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from notifications.dispatch import PORTION
from tests.scenarios.killed_sender import EACH
from tests.scenarios.story import story

KILLS = 200


class Mailbox:
    """What a real server took: letter, life, whether it said that it may be a repeat."""

    def __init__(self) -> None:
        self.came: list[tuple[str, int, bool]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's
        message = email.message_from_bytes(envelope.content)
        self.came.append((message["X-Letter"], int(message["X-Life"]), message["X-Repeat"] == "yes"))
        return "250 OK"


@pytest.fixture
def server(free_tcp_port: int) -> Iterator[Controller]:
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=free_tcp_port)
    controller.start()
    yield controller
    controller.stop()


def test_killed_in_the_middle_of_sending_it_loses_nothing_and_repeats_nothing_in_silence(
    tmp_path: Path, server: Controller
) -> None:
    file = tmp_path / "vekha.db"
    told = story("3", begins="2019-02-25 13:00", url=f"sqlite:///{file}")
    told.office.close()
    command = [sys.executable, "-m", "tests.scenarios.killed_sender", str(file), str(server.port), str(KILLS), "1"]
    left = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=200).stdout)
    came = server.handler.came
    assert {letter for letter, _, _ in came} == {f"{life}.{n}" for life in range(KILLS) for n in range(EACH)}
    silent = Counter(letter for letter, _, is_repeat in came if not is_repeat)
    assert set(silent.values()) <= {1}
    seen: set[str] = set()
    repeats: Counter[int] = Counter()
    for letter, life, is_repeat in came:
        assert is_repeat or letter not in seen
        repeats[life] += letter in seen
        seen.add(letter)
    assert max(left) <= PORTION
    assert max(repeats.values()) <= PORTION
    assert sum(1 for count in left if count) > KILLS / 2, "most kills must come in the middle of sending"
    assert repeats.total() > KILLS / 10
