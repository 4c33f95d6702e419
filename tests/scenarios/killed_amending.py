"""Brings an edition into a file database and is killed at random moments of it, again and again.

`python -m tests.scenarios.killed_amending FOLDER ROUNDS SEED` prints how many deaths left the old plan, how many the
new one, and how many something else. A process that has everything imported forks the lives that it kills.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import event

from config.replay import StoryClock
from config.wiring import Office
from domain.intake import parse
from domain.storage import records
from domain.storage.database import Database
from tests.scenarios.amended import second_edition
from tests.scenarios.story import ladder, moment, story

AT = "2019-05-20 12:00"
COMMITTED = 0.05
"""Seconds by which a commit is over, mostly."""
ORDERLY = ("item", "standing", "timer", "journal", "outbox", "wake", "passport", "passport_edition", "meta")


def contents(file: Path) -> str:
    """Everything that the database holds, the outbox's counter left out."""
    connection = sqlite3.connect(file)
    try:
        return repr([sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=str) for name in ORDERLY])
    finally:
        connection.close()


def opened(file: Path) -> Office:
    return Office(Database(f"sqlite:///{file}"), ladder(), StoryClock(moment(AT)), file.parent)


def amend(file: Path, traced: Callable[[str], object] = lambda _: None) -> None:
    """`traced` hears of every statement before the database carries it out."""
    office = opened(file)
    event.listen(office.database.engine, "connect", lambda connection, _: connection.set_trace_callback(traced))
    old = office.passport()
    office.amend(old, second_edition(old), by="администратор")
    office.close()


def dying(file: Path, statement: int, die: Callable[[], object]) -> int:
    """Fork an amendment that does `die` before that statement of it; gives the child's number."""
    child = os.fork()
    if child == 0:
        left = count(statement, -1)
        amend(file, lambda _: next(left) == 1 and die())
        os._exit(0)
    return child


def died_at(file: Path, statement: int) -> None:
    """Killed before that statement."""
    dying(file, statement, lambda: os.kill(os.getpid(), signal.SIGKILL))
    os.wait()


def died_after(file: Path, statement: int, patience: float) -> None:
    """Killed so many seconds after that statement has begun."""
    reads, writes = os.pipe()
    child = dying(file, statement, lambda: os.write(writes, b"!"))
    os.read(reads, 1)
    time.sleep(patience)
    os.kill(child, signal.SIGKILL)
    os.wait()
    os.close(reads)
    os.close(writes)


def copied(source: Path, target: Path) -> Path:
    for file in target.parent.glob(f"{target.name}*"):
        file.unlink()
    return Path(shutil.copy(source, target))


def main(folder: Path, rounds: int, seed: int) -> None:
    """Amend once undisturbed; then die at any statement of it, and in every third round in the midst of its commit."""
    vars(records)["parse"] = cache(parse)
    old, chance = folder / "old.db", random.Random(seed)
    story("2", "3", "7", "8", url=f"sqlite:///{old}").until(AT).office.close()
    whole, statements = copied(old, folder / "whole.db"), list[str]()
    amend(whole, statements.append)
    commit = len(statements) - statements[::-1].index("COMMIT")
    names, found = {contents(old): "old", contents(whole): "new"}, Counter[str]()
    for n in range(rounds):
        file = copied(old, folder / "round.db")
        if n % 3:
            died_at(file, chance.randint(1, len(statements)))
        else:
            died_after(file, commit, chance.uniform(0, COMMITTED))
        found[names.get(contents(file), "mixed")] += 1
    json.dump(found | {"statements": len(statements)}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
