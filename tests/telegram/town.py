"""A town for the bot: an emulated Telegram, an office with the sample plan, linked people, the bot in a thread."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from config.clerk import OfficeClerk
from config.files import beside
from domain import use_cases
from domain.plan import PlanItem
from notifications.telegram.app import TelegramBot
from notifications.telegram.webhook import WebhookBot
from tests.scenarios.story import COMMITTEE, PROOF, Story, story
from tests.telegram.emulator import Emulator
from tests.telegram.emulator_screen import Seen
from tests.telegram.people import Answer, Group, Person

IDS = {"Чепкасов А.В.": 101, "Пахомова Е.А.": 102, "Чванова Л.В.": 103, "Пфетцер С.А.": 104, "Гаврилюк Ю.В.": 105}
GROUP = -1001234567890


@dataclass
class Town:
    """`town["Чванова Л.В."]` is her phone, linked; `town.item("2.1.1")` is the plan's truth."""

    emulator: Emulator
    story: Story
    clerk: OfficeClerk
    phones: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        if name not in self.phones:
            self.phones[name] = self.emulator.person(IDS[name], name)
            self.clerk.link(self.invited(name), IDS[name], IDS[name])
        return self.phones[name]

    def invited(self, name: str) -> str:
        return self.clerk.contacts.invite(name, self.clerk.now)

    def item(self, number: str) -> PlanItem:
        return self.story[number]

    def card(self, name: str, number: str) -> Seen:
        """The item's card on the person's screen, asked for anew."""
        return self.tell(name, f"/item {number}", f"{number}. ")

    def press(self, name: str, message: Seen, words: str) -> Answer:
        return self[name].presses(message, words).answer()

    def tell(self, name: str, words: str, answer: str, to: Group | None = None) -> Seen:
        """Say the words and wait for a new message of the bot with that answer."""
        place = to or self[name]
        said = self[name].says(words, to=to)
        found = place.until(lambda screen: [m for m in screen if m.id > said.id and answer in m.text])
        return next(m for m in found if m.id > said.id and answer in m.text)

    def reported(self, number: str, *, by: str) -> None:
        self.story.do(use_cases.report, number, by=by, evidence=PROOF)

    def committee(self, secretary: str, *others: str) -> Group:
        """The committee's group, linked by its secretary."""
        members = [self[name] for name in (secretary, *others)]
        group = self.emulator.group(GROUP, "Проектный комитет", members)
        contacts, now = self.clerk.contacts, self.clerk.now
        token = contacts.invite_group(COMMITTEE, self.story.passport.code, secretary, now)
        self.clerk.link_group(token, GROUP, "Проектный комитет", IDS[secretary])
        return group


@contextmanager
def running(emulator: Emulator, clerk: OfficeClerk) -> Iterator[TelegramBot]:
    """A bot of the clerk's alone at work."""
    bot = TelegramBot(emulator.token, emulator.url, clerk=clerk)
    with at_work(bot):
        yield bot


@contextmanager
def at_work(bot: TelegramBot | WebhookBot) -> Iterator[None]:
    """The bot in a thread of its own, as beside the service."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="bot")
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(bot.start(), loop).result(20)
        yield
    finally:
        asyncio.run_coroutine_threadsafe(bot.stop(), loop).result(20)
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


def town_at(folder: Path, emulator: Emulator, *roots: str, now: str = "2019-06-10 10:00") -> Town:
    """The sample plan lived until `now`, kept in `folder`; nobody is linked yet."""
    told = story(*roots, url=f"sqlite:///{folder / 'vekha.db'}").until(now)
    told.office.files = beside(folder)
    return Town(emulator, told, OfficeClerk(told.office))
