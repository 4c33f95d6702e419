"""Lives a scripted plan on a file database, is killed again and again, and goes on from what the database holds.

`python -m tests.scenarios.killed_worker FILE KILLS SEED` prints at how many different places of the journal it died.
A process that has everything imported and no database open forks the lives that it kills.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path

from config.replay import StoryClock
from config.wiring import Office
from domain import use_cases
from domain.authority import controller
from domain.intake import parse
from domain.lifecycle import Refused
from domain.plan import PlanItem
from domain.ports import Desk
from domain.storage import records
from domain.storage.database import Database
from domain.vocabulary import DocumentKind
from tests.scenarios.story import PROOF, ladder, moment, sample, story

BEGINS, ENDS = "2018-10-01 08:00", moment("2025-03-31 00:00")
MOST = 0.9

Deed = tuple[datetime, str, str]
Act = Callable[[PlanItem, Desk, datetime], PlanItem]


def _executor(
    use_case: Callable[..., PlanItem], item: PlanItem, desk: Desk, now: datetime, **words: object
) -> PlanItem:
    return use_case(item.number, by=item.lead, now=now, desk=desk, **words)


def _control(use_case: Callable[..., PlanItem], item: PlanItem, desk: Desk, now: datetime, **words: object) -> PlanItem:
    return use_case(item.number, by=controller(item, desk.staff), now=now, desk=desk, **words)


def _later(item: PlanItem) -> date:
    return item.finish + timedelta(days=20)


def _ask(item: PlanItem, desk: Desk, now: datetime) -> PlanItem:
    return _executor(use_cases.ask, item, desk, now, finish=_later(item), reason="поставка задержана")


def _extend(item: PlanItem, desk: Desk, now: datetime) -> PlanItem:
    return _control(use_cases.extend, item, desk, now, finish=_later(item), reason="поставка задержана")


# fmt: off
ACTS: dict[str, Act] = {
    "take":        partial(_executor, use_cases.take),
    "note":        partial(_executor, use_cases.note, text="работа идёт"),
    "ask":         _ask,
    "deny":        partial(_control,  use_cases.deny, reason="успеете"),
    "extend":      _extend,
    "acknowledge": partial(_control,  use_cases.acknowledge),
    "report":      partial(_executor, use_cases.report, evidence=PROOF),
    "return":      partial(_control,  use_cases.return_, reason="нет подписи"),
    "accept":      partial(_control,  use_cases.accept, minutes="№ 5 от 20.12.2019", reason="по решению"),
    "grant":       partial(_control,  use_cases.grant),
    "refuse":      partial(_control,  use_cases.refuse, reason="отбор не пройден"),
}
AFTER_OPENING = (("take", 1, 9), ("note", 5, 15))
AFTER_DUE = (
    # what          days of work after the deadline, from and to
    ("note",        -9, -5), ("ask", -5, -4), ("deny", -3, -2), ("acknowledge", 3, 5), ("report", 1, 9),
    ("return",      10, 11), ("report", 12, 13), ("accept", 14, 25), ("note", 26, 27),
)
# fmt: on


def script(items: list[PlanItem]) -> list[Deed]:
    """What everybody will try, in order of time; no two deeds at one second, and none when the ladder speaks."""
    chance, used = random.Random(618), dict[datetime, Deed]()
    for item in items:
        for at, act in _deeds(item, chance):
            while at in used or at.second == 0:
                at += timedelta(seconds=1)  # noqa: PLW2901  # the next free second
            used[at] = (at, item.number, act)
    return [used[at] for at in sorted(used)]


def _deeds(item: PlanItem, chance: random.Random) -> Iterator[tuple[datetime, str]]:
    calendar = ladder().calendar
    due = calendar.day_of(item.due_at)
    for act, least, most in AFTER_OPENING:
        yield _some_time(calendar.add(item.opens_on, chance.randint(least, most)), chance), act
    for act, least, most in AFTER_DUE:
        yield _some_time(calendar.add(due, chance.randint(least, most)), chance), act
    if chance.random() < 1 / 3:
        yield _some_time(calendar.add(due, 2), chance), "extend"
    if item.document_kind is DocumentKind.APPLICATION:
        yield _some_time(calendar.add(due, 30), chance), chance.choice(("grant", "grant", "refuse"))


def _some_time(day: date, chance: random.Random) -> datetime:
    return moment(f"{day} {chance.randint(10, 17)}:{chance.randint(0, 59):02}")


def warmed() -> list[Deed]:
    """The script, with everything read and computed that lives would spend their time on."""
    vars(records)["parse"] = cache(parse)
    told = story(begins=BEGINS)
    deeds = script(told.items())
    told.until(f"{ENDS:%Y-%m-%d %H:%M}").office.close()
    return deeds


def apart(life: Callable[[], object]) -> None:
    """Do it in a forked process and wait for its end."""
    if os.fork() == 0:
        life()
        os._exit(0)
    if status := os.wait()[1]:
        raise RuntimeError(f"a life ended with {status}")


def plant(file: Path) -> None:
    story(begins=BEGINS, url=f"sqlite:///{file}").office.close()


def live(file: Path, deeds: list[Deed], began: Callable[[], object] = lambda: None) -> None:
    """Go on from where the journal ends, to the end of the story."""
    office = Office(Database(f"sqlite:///{file}"), ladder(), StoryClock(ENDS), file.parent)
    left = _left(office, deeds)
    began()
    while (now := min(filter(None, (office.next_due(), left[0][0] if left else ENDS)))) < ENDS:
        office.clock = StoryClock(now)
        office.tick_once(now)
        while left and left[0][0] <= now:
            _try(office, *left.pop(0)[1:])
    office.close()


def _try(office: Office, number: str, act: str) -> None:
    with suppress(Refused):
        office.act(sample(), lambda desk, now: ACTS[act](desk.plan.get(number), desk, now))


def _left(office: Office, deeds: list[Deed]) -> list[Deed]:
    """The deeds that lie ahead: the last one that stands in the journal tells what lies behind."""
    with office.database.reading() as connection:
        query = "SELECT max(at), max(at) FILTER (WHERE actor NOT IN ('Веха', 'администратор')) FROM journal"
        last, done = connection.exec_driver_sql(query).one()
    return [deed for deed in deeds if deed[0].timestamp() >= last and deed[0].timestamp() != done]


def died(file: Path, deeds: list[Deed], patience: float) -> bool:
    """Fork a life and kill it `patience` seconds after it has begun; False when it had ended by itself."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        live(file, deeds, began=lambda: os.write(writes, b"!"))
        os._exit(0)
    os.close(writes)
    os.read(reads, 1)
    os.close(reads)
    time.sleep(patience)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def length(file: Path) -> int:
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute("SELECT max(seq) FROM journal").fetchone()[0])
    finally:
        connection.close()


def main(folder: Path, kills: int, seed: int) -> None:
    """Live once undisturbed, and once dying `kills` times at moments spread over most of such a life."""
    whole, often, deeds = folder / "whole.db", folder / "often.db", warmed()
    for file in (whole, often):
        apart(partial(plant, file))
    started = time.monotonic()
    apart(partial(live, whole, deeds))
    lived = time.monotonic() - started
    chance, places, deaths = random.Random(seed), set[int](), 0
    for left in range(kills, 0, -1):
        pace = lived / (length(whole) + length(often))  # of all lives so far: machines are busy, and each life wakes up
        ahead = max(0.0, MOST * length(whole) - length(often)) * pace / left
        patience = chance.uniform(0, 2 * ahead)
        deaths += died(often, deeds, patience)
        lived += patience
        places.add(length(often))
    apart(partial(live, often, deeds))
    json.dump({"deaths": deaths, "places": len(places)}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
