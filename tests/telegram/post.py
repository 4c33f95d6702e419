"""An office whose letters go to the emulator: people and groups linked, rounds made by hand."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from config.settings import Settings
from config.telegram import Telegram, telegram_for
from domain.letters import Letter, LetterKind
from domain.storage.outbox_store import StoredLetters
from notifications.console import ConsoleChannel
from tests.scenarios.story import COMMITTEE, Story, story
from tests.telegram.emulator import Emulator
from tests.telegram.people import Group, Person

BEGINS = "2019-02-25 13:00"
PATIENCE = 1.0
"""Seconds for which the tests' channel waits for an answer."""


@dataclass
class Post:
    """The story's letters leave through Telegram first, and what it cannot reach goes to `paper`."""

    story: Story
    telegram: Telegram
    emulator: Emulator
    paper: StringIO
    accounts: int = 1000

    def person(self, name: str) -> Person:
        """Somebody of the passport with a linked account."""
        self.accounts += 1
        someone = self.emulator.person(self.accounts, name)
        contacts, now = self.story.office.contacts, self.story.clock.now()
        contacts.link(contacts.invite(name, now), someone.id, someone.id, now)
        return someone

    def group(self, *members: Person, secretary: str, level: str = COMMITTEE, chat: int = -500) -> Group:
        """A body's linked group; the secretary's account is linked first, as somebody of the passport."""
        lead = self.person(secretary)
        place = self.emulator.group(chat, f"{level} проекта", [*members, lead])
        contacts, now = self.story.office.contacts, self.story.clock.now()
        token = contacts.invite_group(level, self.story.passport.code, secretary, now)
        contacts.link_group(token, chat, place.title, lead.id, now)
        return place

    def put(self, kind: LetterKind, to: str, *numbers: str, occasion: str = "проверка", **facts: str) -> Letter:
        """A letter in the outbox."""
        ids = tuple(self.story[number].id for number in numbers)
        letter = Letter(kind, to, self.story.passport.code, ids, occasion, self.story.clock.now(), facts)
        self.put_all([letter])
        return letter

    def put_all(self, letters: Sequence[Letter]) -> None:
        with self.story.office.database.writing() as connection:
            StoredLetters(connection).put(letters)

    def round(self) -> int:
        """One delivery round; how many letters still wait."""
        self.story.office.delivered()
        return self.story.office.outbox.counts()["waiting"]

    def until(self, done: Callable[[], object], seconds: float = 10) -> None:
        """Round after round, as the heartbeat does, till something is so."""
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, f"not in {seconds} s; calls: {[c.method for c in self.emulator.calls][-20:]}"
            self.round()
            time.sleep(0.05)

    def all_sent(self, seconds: float = 10) -> None:
        self.until(lambda: self.story.office.outbox.counts()["waiting"] == 0, seconds)


@contextmanager
def opened_post(home: Path, *roots: str, begins: str = BEGINS) -> Iterator[Post]:
    """Results `roots` of the sample passport at work, without the letters that planting them at `begins` makes."""
    with Emulator() as emulator:
        told = story(*roots, begins=begins, url=f"sqlite:///{home / 'vekha.db'}")
        told.office.home = home
        told.office.tick()
        with told.office.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM outbox")
        paper = StringIO()
        told.office.channels = (ConsoleChannel(paper),)
        settings = Settings(telegram_token=emulator.token, telegram_api_url=emulator.url)
        telegram = telegram_for(told.office, settings)
        assert telegram is not None
        object.__setattr__(telegram.channel.api, "patience", PATIENCE)
        try:
            yield Post(told, telegram, emulator, paper)
        finally:
            telegram.channel.api.close()
            told.office.close()
