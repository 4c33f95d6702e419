"""Sends letters by SMTP, is killed in the middle of it again and again, and goes on from what the database holds.

`python -m tests.scenarios.killed_sender FILE PORT KILLS SEED` prints how many letters were in flight after each kill.
A process that has everything imported and no database open forks the lives that it kills.
"""

import json
import os
import random
import signal
import smtplib
import socket
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from config.replay import Inbox, StoryClock
from config.wiring import Office
from domain.letters import Letter, LetterKind
from domain.storage.database import Database
from domain.storage.outbox_store import StoredLetters
from notifications.delivery import Outgoing, Proof
from notifications.errands import REPEAT
from tests.scenarios.story import ladder, moment, story

NOW = moment("2019-02-25 13:00")
EACH = 5
"""Letters that each life puts before it sends; of what waits it sends at most twice as many before it is killed."""
MOMENT = 0.004
"""Seconds that a message takes: the kill may come at any point of it, and of the marks in the database."""


@dataclass
class Smtp:
    """A channel in few lines; `begun` is told of each message that is about to go."""

    port: int
    life: int
    begun: int
    name: str = "mail"
    _server: smtplib.SMTP | None = field(default=None, init=False)

    def send(self, recipient: str, rendered: object, letter: Letter) -> Proof:
        raise NotImplementedError

    def send_all(self, outgoing: Sequence[Outgoing]) -> list[Proof | Exception]:
        if self._server is None:
            self._server = smtplib.SMTP("127.0.0.1", self.port, local_hostname="localhost")
            assert self._server.sock is not None
            self._server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return [self._sent(self._server, one) for one in outgoing]

    def _sent(self, server: smtplib.SMTP, one: Outgoing) -> Proof:
        os.write(self.begun, b"!")
        message = EmailMessage()
        message["Subject"], message["X-Life"], message["X-Letter"] = "письмо", str(self.life), one.letter.occasion
        message["X-Repeat"] = "yes" if one.rendered.text.startswith(REPEAT) and one.rendered.note else "no"
        message.set_content(one.rendered.text)
        server.send_message(message, "vekha@example.ru", ["somebody@example.ru"])
        return Proof(self.name, one.letter.key)


def lived(file: Path, port: int, life: int, begun: int, fresh: int = EACH) -> None:
    """One life: some new letters, each to another person, then rounds till nothing waits."""
    office = Office(Database(f"sqlite:///{file}"), ladder(), StoryClock(NOW), file.parent)
    office.channels = [Smtp(port, life, begun)]
    with office.database.writing() as connection:
        (passport,) = office.records.passports()
        StoredLetters(connection).put(_letters(passport.code, life, fresh, office.records.items()[-1].id))
    while office.outbox.counts()["waiting"]:
        office.delivered()


def _letters(code: str, life: int, count: int, item: int) -> list[Letter]:
    facts = {"by": "Чванова Л.В."}
    return [
        Letter(LetterKind.REVIEW_WANTED, f"Иванов {life}.{n}", code, (item,), f"{life}.{n}", NOW, facts)
        for n in range(count)
    ]


def killed(file: Path, port: int, life: int, messages: int, pause: float) -> int:
    """Let a life begin that many messages, kill it a moment later; gives how many letters it left in flight."""
    heard, begun = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            lived(file, port, life, begun)
        finally:
            os._exit(0)
    os.close(begun)
    while messages > 0 and (told := os.read(heard, messages)):
        messages -= len(told)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(heard)  # not before: a sender whose words reach nobody would take that for a letter's own trouble
    with closing(sqlite3.connect(file)) as known:
        return int(known.execute("SELECT count(*) FROM outbox WHERE in_flight IS NOT NULL").fetchone()[0])


def warm_up() -> None:
    """Have everything compiled that a life needs, lest each of two hundred does it anew."""
    told = story("3", begins="2019-02-25 13:00")
    told.office.channels = [Inbox()]
    letters = _letters(told.passport.code, 0, EACH, told.items()[-1].id)
    with told.office.database.writing() as connection:
        StoredLetters(connection).put(letters)
    told.office.delivered()
    told.office.close()


def main(file: Path, port: int, kills: int, seed: int) -> None:
    warm_up()
    chance = random.Random(seed)
    left = [killed(file, port, life, chance.randint(1, 2 * EACH), chance.uniform(0, MOMENT)) for life in range(kills)]
    sys.stdout.write(json.dumps(left))
    sys.stdout.flush()
    lived(file, port, kills, os.open(os.devnull, os.O_WRONLY), fresh=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
