"""The measurement of e-mail itself, with few letters: what it counts and what it says without its server."""

import pytest
from typer.testing import CliRunner

from config import bench_mail
from config.bench_mail import NoServer, measure_mail
from flows.cli import app
from tests.scenarios.story import ladder

FEW = 40


def test_every_letter_of_the_measurement_arrives_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_mail, "LETTERS", FEW)
    monkeypatch.setattr(bench_mail, "ITEMS", FEW // 10)
    heard: list[float] = []
    figures = measure_mail(ladder(), heard.append)
    assert heard[-1] == FEW
    assert figures["40_letters_s"] > 0
    assert 0 < figures["connections"] <= 5


def test_without_the_tests_server_the_measurement_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_mail, "SERVER", "tests.mail.absent")
    with pytest.raises(NoServer, match="почтовый сервер для замера есть только в исходном дереве"):
        measure_mail(ladder(), lambda _: None)


def test_the_command_can_leave_e_mail_out() -> None:
    shown = CliRunner().invoke(app, ["bench", "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
    assert "--no-mail" in shown
