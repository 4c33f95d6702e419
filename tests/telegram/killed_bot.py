"""A bot in a process of its own, to be killed: `python -m tests.telegram.killed_bot FOLDER URL TOKEN`."""

import asyncio
import sys
from pathlib import Path

from config.clerk import OfficeClerk
from config.files import beside
from config.replay import StoryClock
from config.wiring import Office
from domain.storage.database import Database
from notifications.telegram.app import TelegramBot
from tests.scenarios.story import ladder, moment

HOLDER = "killed"
"""Whoever goes on under this name need not wait for the lease to run out."""


async def main(folder: Path, url: str, token: str) -> None:
    database = Database(f"sqlite:///{folder / 'vekha.db'}")
    office = Office(database, ladder(), StoryClock(moment("2019-06-10 10:00")), folder)
    office.files = beside(folder)
    await TelegramBot(token, url, clerk=OfficeClerk(office, holder=HOLDER)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:]))
