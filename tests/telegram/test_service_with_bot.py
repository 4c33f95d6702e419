"""`vekha up` with a token: reminders, reports and acceptance by buttons, a SIGKILL in the middle, Telegram away."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.replay import StoryClock
from config.wiring import Office
from domain.storage.database import Database
from domain.vocabulary import State
from tests.flows.conftest import free_port
from tests.flows.waits import until
from tests.scenarios.story import DEPUTY, HEAD, ladder, moment, story
from tests.telegram.emulator import Emulator
from tests.telegram.emulator_screen import Seen
from tests.telegram.people import Person

PLANTED, MORNING = "2019-11-29 10:00", "2019-12-02T08:59:50+07:00@1"
LONG = 60.0


@dataclass
class Service:
    """`vekha up` as a process on one data folder; `tokens` are the invitations made before it."""

    home: Path
    api: str
    token: str
    tokens: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def database(self) -> str:
        return f"sqlite:///{self.home / 'vekha.db'}"

    @property
    def log(self) -> str:
        return (self.home / "log").read_text(encoding="utf-8")

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "VEKHA"))}
        ours = {"VEKHA_HOME": str(self.home), "VEKHA_CLOCK": MORNING, "PYTHONUNBUFFERED": "1"}
        return kept | ours | {"VEKHA_TELEGRAM_TOKEN": self.token, "VEKHA_TELEGRAM_API_URL": self.api}

    def plant(self, *invited: str, **linked: Person) -> None:
        """Result 3 under control; some people have a link to follow, some have followed it."""
        told = story("3", begins=PLANTED, url=self.database)
        contacts, now = told.office.contacts, told.clock.now()
        self.tokens = {name: contacts.invite(name, now) for name in (*invited, *linked)}
        for name, person in linked.items():
            contacts.link(self.tokens[name], person.id, person.id, now)
        told.office.close()

    def start(self) -> None:
        command = [sys.executable, "-m", "flows.cli", "up", "--port", str(free_port())]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def status(self) -> str:
        command = [sys.executable, "-m", "flows.cli", "status"]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)
        assert (done.returncode in (0, 1), done.stderr) == (True, "")
        return done.stdout

    def state(self, number: str) -> State:
        office = Office(Database(self.database), ladder(), StoryClock(moment(PLANTED)), self.home)
        states = {item.number: item.state for item in office.records.items()}
        office.close()
        return states[number]

    def waiting(self) -> int:
        office = Office(Database(self.database), ladder(), StoryClock(moment(PLANTED)), self.home)
        left = office.outbox.counts()["waiting"]
        office.close()
        return left


@pytest.fixture
def telegram() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def service(tmp_path: Path, telegram: Emulator) -> Iterator[Service]:
    made = Service(tmp_path, telegram.url, telegram.token)
    yield made
    if made.process and made.process.poll() is None:
        made.kill()


def joins(service: Service, person: Person, name: str) -> None:
    """The person follows the invitation's link and says that it is he."""
    person.says(f"/start {service.tokens[name]}")
    asked = person.waits_for(name, LONG)
    person.presses(asked, "Да, это я")
    person.waits_for("Эта учётная запись привязана")


def reminded(person: Person) -> Seen:
    """The letter about the person's items, with a button for each."""
    person.until(lambda screen: "Открыть 3.1.1" in screen.buttons, LONG)
    return next(message for message in person.screen if "Открыть 3.1.1" in message.buttons)


def test_an_item_goes_from_reminder_to_acceptance_by_buttons_across_a_kill(
    service: Service, telegram: Emulator
) -> None:
    deputy, head = telegram.person(11, "Чванова"), telegram.person(12, "Чепкасов")
    service.plant(**{DEPUTY: deputy, HEAD: head})
    service.start()
    deputy.presses(reminded(deputy), "Открыть 3.1.1")
    card = deputy.waits_for("История", LONG)
    deputy.presses(card, "Исполнено")
    deputy.waits_for("Отчёт об исполнении", LONG)
    deputy.says("№ 15 от 20.11.2019")
    deputy.until(lambda screen: "Отправить" in screen.buttons, LONG)
    service.kill()
    service.start()
    deputy.presses(deputy.screen.saying("Отправить?"), "Отправить")
    head.until(lambda screen: any("3.1.1" in m.text and "Принять" in m.buttons for m in screen), LONG)
    wanted = next(m for m in head.screen if "3.1.1" in m.text and "Принять" in m.buttons)
    head.presses(wanted, "Принять")
    until(lambda: service.state("3.1.1") is State.DONE)
    deputy.until(lambda screen: f"исполнение принято — {HEAD}" in screen.words, LONG)
    assert service.stop() == 0
    assert telegram.token not in service.log


def test_a_kill_in_the_middle_of_letters_loses_none_and_repeats_at_most_the_one_under_way(
    service: Service, telegram: Emulator
) -> None:
    deputy = telegram.person(11, "Чванова")
    service.plant(**{DEPUTY: deputy})
    service.start()
    deputy.until(len, LONG)
    service.kill()
    service.start()
    until(lambda: service.waiting() == 0)
    letters = [message.text for message in deputy.screen]
    assert len(letters) - len(set(letters)) <= 1
    assert "3.1.1" in "".join(letters)


def test_a_wrong_token_is_named_and_stops_nothing(service: Service, telegram: Emulator) -> None:
    service.token = "7000000001:AnotherTokenThatNobodyGave000000000"
    service.plant()
    service.start()
    until(lambda: "VEKHA_TELEGRAM_TOKEN" in service.log)
    until(lambda: "Напоминание" in service.log or "3.1.1" in service.log)
    until(lambda: "Telegram: не работает: токен не подходит" in service.status())
    assert service.stop() == 0
    assert service.token not in service.log


def test_a_network_that_comes_back_lets_the_bot_work_again(service: Service, telegram: Emulator) -> None:
    deputy = telegram.person(11, "Чванова")
    telegram.cut("*", times=1000)
    service.plant(DEPUTY)
    service.start()
    until(lambda: "недоступен" in service.log)
    telegram.heal()
    joins(service, deputy, DEPUTY)
    until(lambda: "Telegram: работает" in service.status())
    assert service.stop() == 0
    assert "Telegram: остановлен вместе со службой" in service.status()


def test_a_poor_server_is_enough_for_the_whole_way(service: Service, telegram: Emulator) -> None:
    telegram.minimal()
    deputy = telegram.person(11, "Чванова")
    service.plant(**{DEPUTY: deputy})
    service.start()
    assert "Вы получили это письмо" in reminded(deputy).text
    assert service.stop() == 0
