"""The service stops in the middle of a step, or the network does: everybody goes on from where he was."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.clerk import OfficeClerk
from domain.vocabulary import State
from tests.scenarios.story import DEPUTY, HEAD
from tests.telegram.emulator import Emulator
from tests.telegram.killed_bot import HOLDER
from tests.telegram.town import running, town_at


@contextmanager
def killed_in_the_end(folder: Path, emulator: Emulator) -> Iterator[None]:
    """A bot in a process of its own, which gets no chance to say goodbye."""
    command = [sys.executable, "-m", "tests.telegram.killed_bot", str(folder), emulator.url, emulator.token]
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.kill()


def test_a_kill_between_the_file_and_sending_loses_nothing(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "2")
    with running(emulator, town.clerk):
        town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
        town[HEAD].waits_for("Отчёт об исполнении")
    with killed_in_the_end(tmp_path, emulator):
        town[HEAD].sends_file("заявка.pdf", b"%PDF-1.7")
        summary = town[HEAD].until(lambda screen: "Отправить?" in screen[-1].text, 30).last
    with running(emulator, OfficeClerk(town.story.office, holder=HOLDER)):
        assert town.press(HEAD, summary, "Отправить").text == "Пункт 2.1.1: отчёт отправлен на приёмку."
    assert town.story.history("2.1.1")[-1].details["file"] == "заявка.pdf"


def test_a_restart_between_the_file_and_sending_loses_nothing(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "2")
    with running(emulator, town.clerk):
        town.press(HEAD, town.card(HEAD, "2.1.1"), "Исполнено")
        town[HEAD].sends_file("заявка.pdf", b"%PDF-1.7")
        summary = town[HEAD].waits_for("Отправить?")
    with running(emulator, town.clerk):
        assert town.press(HEAD, summary, "Отправить").text == "Пункт 2.1.1: отчёт отправлен на приёмку."
    assert town.story.history("2.1.1")[-1].details["file"] == "заявка.pdf"


def test_what_was_sent_while_the_bot_was_down_is_heard_afterwards(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "3")
    with running(emulator, town.clerk):
        town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
        town[DEPUTY].waits_for("Отчёт об исполнении")
    town[DEPUTY].says("№ 15-р от 05.06.2019")
    with running(emulator, town.clerk):
        town.press(DEPUTY, town[DEPUTY].waits_for("Отправить?"), "Отправить")
    assert town.item("3.1.1").state is State.UNDER_REVIEW


def test_an_update_that_comes_again_is_not_handled_again(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "3")
    with running(emulator, town.clerk):
        town.tell(DEPUTY, "/help", "Что умеет бот")
        emulator.cut("getUpdates", times=2, done=True)
        town.tell(DEPUTY, "/my", "Ваши пункты")
        emulator.until(emulator.is_idle, 10)
    assert len([m for m in town[DEPUTY].screen if "Ваши пункты" in m.text]) == 1


def test_a_network_that_comes_back_finds_the_bot_at_work(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "3")
    emulator.fail("getMe", code=502, times=2)
    with running(emulator, town.clerk) as bot:
        emulator.fail("getUpdates", code=500, times=1)
        town[DEPUTY].says("/my")
        town[DEPUTY].until(lambda screen: "Ваши пункты" in screen.words, 15)
        emulator.until(lambda: bot.trouble is None, 15)


def test_a_flood_control_is_waited_out_and_the_answer_still_comes(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "3")
    with running(emulator, town.clerk):
        emulator.fail("sendMessage", code=429, retry_after=1, times=1)
        town[DEPUTY].says("/my")
        town[DEPUTY].until(lambda screen: "Ваши пункты" in screen.words, 15)


def test_a_wrong_token_is_told_in_words_and_stops_nothing_else(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "3")
    emulator.revoke()
    with running(emulator, town.clerk) as bot:
        emulator.until(lambda: emulator.calls_of("getMe"))
        emulator.until(lambda: bot.trouble)
        assert "VEKHA_TELEGRAM_TOKEN" in str(bot.trouble)
        assert emulator.token not in str(bot.trouble)


def test_a_minimal_server_serves_the_whole_life_of_an_item(tmp_path: Path, emulator: Emulator) -> None:
    town = town_at(tmp_path, emulator, "3")
    emulator.minimal()
    with running(emulator, town.clerk):
        town.press(DEPUTY, town.card(DEPUTY, "3.1.1"), "Исполнено")
        town.press(DEPUTY, town.tell(DEPUTY, "№ 15-р от 05.06.2019", "Отправить?"), "Отправить")
        town.press(HEAD, town.card(HEAD, "3.1.1"), "Принять")
    assert town.item("3.1.1").state is State.DONE
