"""The command line in this process, with a home of its own and a clock that stands still."""

import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.wiring import SAMPLE
from domain.storage import database as storage
from flows.cli import run


@dataclass(frozen=True)
class Outcome:
    """How a command ended: exit code, what it printed, what it complained of."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


Vekha = Callable[..., Outcome]
TELEGRAM = ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_PROXY", "TELEGRAM_WEBHOOK", "TELEGRAM_BOT")
MAIL = ("SMTP_URL", "SMTP_PLAIN", "MAIL_FROM", "WEB_URL", "WEB_PORT", "SECRET")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder; nothing of the tester's own settings is seen, and nobody waits long for a lock."""
    for name in ("DATABASE_URL", "ZONE", "LADDER", "DAY_OFF", "EXECUTION", "FILES", *TELEGRAM, *MAIL):
        monkeypatch.delenv(f"VEKHA_{name}", raising=False)
    monkeypatch.setenv("VEKHA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VEKHA_CLOCK", "2018-10-01T08:00+07:00")
    monkeypatch.setattr(storage, "PRAGMAS", ("PRAGMA journal_mode=WAL", "PRAGMA busy_timeout=50"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def vekha(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Vekha:
    def called(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["vekha", *words])
        capsys.readouterr()
        try:
            run()
        except SystemExit as end:
            code = end.code
        return Outcome(int(code or 0), *capsys.readouterr())

    return called


@pytest.fixture
def imported(vekha: Vekha) -> Vekha:
    """The sample under control since 01.10.2018 08:00."""
    assert vekha("passport", "import", str(SAMPLE)).code == 0
    return vekha


@pytest.fixture
def contents(home: Path) -> Callable[[], list[str]]:
    """Everything in the database, to see that nothing has changed."""

    def dump() -> list[str]:
        connection = sqlite3.connect(home / "vekha.db")
        try:
            return list(connection.iterdump())
        finally:
            connection.close()

    return dump
