"""Measures ticks and persons' events on databases filled to size, with the bare SQL for the same rows beside them."""

import gc
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from config.replay import StoryClock
from config.wiring import SAMPLE, Office
from domain import intake, use_cases
from domain.authority import Staff
from domain.ladder import Ladder, top_rung
from domain.passing import scheduled
from domain.passport import Passport
from domain.plan import Evidence, PlanItem
from domain.planting import first_id, planted
from domain.ports import Desk
from domain.storage import editions
from domain.storage.database import Database
from domain.storage.plan_store import StoredPlan
from domain.vocabulary import DocumentKind, State

DUE = 1000
ROUNDS = 5
PORTION = 20_000
CLIMB, START = 6, 7
FIRST = date(2031, 3, 3)
"""A Monday; round k ticks on the k-th week after it."""
TRIES = 2000
Done = Callable[[float], None]


@dataclass(frozen=True)
class TickFigures:
    """Milliseconds for 1,000 due of `stored`: Vekha's tick, and the bare SQL that writes the same rows."""

    stored: int
    tick_ms: float
    bare_ms: float

    @property
    def ratio(self) -> float:
        return self.tick_ms / self.bare_ms


@dataclass(frozen=True)
class EventFigures:
    """One person's `report`, durable, one by one."""

    p50_ms: float
    p99_ms: float
    per_second: float


def measure_tick(stored: int, ladder: Ladder, done: Done) -> TickFigures:
    """Fill a database and tick five times with 1,000 due, the bare SQL in turn with it; medians."""
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = _filled(stored, ladder, Path(folder), done)
        ticks, bare = [], []
        for turn in range(ROUNDS):
            ticks.append(_timed(partial(_tick, office, ladder, turn * 2)))
            _quieten(office, _instant(ladder, turn * 2))
            bare.append(_timed(_bare_sql(Path(folder), _instant(ladder, turn * 2 + 1))))
        office.close()
    return TickFigures(stored, statistics.median(ticks) * 1000, statistics.median(bare) * 1000)


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def _tick(office: Office, ladder: Ladder, week: int) -> None:
    count = office.tick_once(_instant(ladder, week))
    if count != DUE:
        raise AssertionError(f"{count} were due, not {DUE}")


def _quieten(office: Office, now: datetime) -> None:
    """Take the next timers of what has just been ticked away, so that each round has its own 1,000."""
    spoken = int(now.timestamp())
    with office.database.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM timer WHERE item_id IN (SELECT item_id FROM standing WHERE spoken_at = ?)", (spoken,)
        )


def _instant(ladder: Ladder, week: int) -> datetime:
    return ladder.calendar.morning(FIRST + timedelta(weeks=week))


def _filled(stored: int, ladder: Ladder, folder: Path, done: Done) -> Office:
    passport = intake.read(SAMPLE).passport
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    database.migrate()
    clock = StoryClock(ladder.calendar.morning(FIRST - timedelta(days=30)))
    office = Office(database, ladder, clock, folder)
    with database.writing() as connection:
        editions.first_edition(connection, passport, "администратор", clock.now())
    _fill(office, passport, stored, done)
    office.passport()
    gc.collect()
    gc.freeze()  # as the service does once it has started
    return office


def _fill(office: Office, passport: Passport, stored: int, done: Done) -> None:
    portion: list[PlanItem] = []
    for count, item in enumerate(_items(passport, office.ladder, stored), start=1):
        portion.append(item)
        if len(portion) == PORTION or count == stored:
            with office.database.writing() as connection:
                StoredPlan(connection, passport.code, office.zone).plant(portion)
                connection.exec_driver_sql("DELETE FROM wake")
            portion = []
            done(count)


def _items(passport: Passport, ladder: Ladder, stored: int) -> Iterator[PlanItem]:
    """Ten weeks with 1,000 due on each Monday morning, the rest due on working days of the six years after."""
    now = ladder.calendar.morning(FIRST - timedelta(days=400))
    patterns = planted(passport, ladder, now, {})
    staff = Staff.of(passport)
    given: dict[date, int] = {}
    for n in range(stored):
        item = _of_kind(n, patterns[n % len(patterns)], ladder)
        day = ladder.calendar.day_of(item.due_at)
        given[day] = given.get(day, 0) + 1
        named = replace(item, id=first_id(day) + given[day], number=f"{n + 1}.1", predecessor=None)
        yield scheduled(replace(named, top=top_rung(named, staff)), ladder)


def _of_kind(n: int, pattern: PlanItem, ladder: Ladder) -> PlanItem:
    week, place = divmod(n, DUE)
    if week < ROUNDS * 2:
        return _due_on(FIRST + timedelta(weeks=week), place % 8, pattern, ladder)
    finish = ladder.calendar.working_on_or_after(FIRST + timedelta(days=400 + n % 2000))
    opens = finish - timedelta(days=30)
    due = ladder.calendar.due_at(finish)
    return replace(pattern, finish=finish, due_at=due, opens_on=opens, state=State.PLANNED, spoken_at=None)


def _due_on(monday: date, kind: int, pattern: PlanItem, ladder: Ladder) -> PlanItem:
    """An item whose next step is on the morning of `monday`: one of six reminders, a climb, or a start."""
    calendar, morning = ladder.calendar, ladder.calendar.morning(monday)
    before = morning - timedelta(minutes=1)
    plain = replace(pattern, document_kind=DocumentKind.REPORT, taken_at=before, spoken_at=before)
    if kind == START:
        finish = calendar.working_on_or_after(monday + timedelta(days=50))
        return replace(plain, finish=finish, due_at=calendar.due_at(finish), opens_on=monday, state=State.PLANNED)
    if kind == CLIMB:
        due = calendar.due_at(calendar.add(monday, -2))
        late = replace(plain, finish=due.date(), due_at=due, state=State.OVERDUE, rung=1, climbed_at=due)
        return replace(late, opens_on=due.date() - timedelta(days=50))
    finish = _finish_of(ladder, monday, kind)
    opens = finish - timedelta(days=50)
    return replace(plain, finish=finish, due_at=calendar.due_at(finish), opens_on=opens, state=State.IN_PROGRESS)


def _finish_of(ladder: Ladder, monday: date, kind: int) -> date:
    """A deadline of which `monday` is the day of the kind-th reminder."""
    span = ladder.rules.remind[kind]
    if span.unit == "d":
        return monday + timedelta(days=span.count)
    return ladder.calendar.add(monday, span.count)


def _bare_sql(folder: Path, now: datetime) -> Callable[[], None]:
    """The same rows in the same database through `sqlite3` alone: no rules, no letters composed, no hashes."""
    base = sqlite3.connect(folder / "bench.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "mmap_size=1073741824"):
        base.execute(f"PRAGMA {pragma}")
    at = int(now.timestamp())

    def work() -> None:
        base.execute("BEGIN IMMEDIATE")
        due = base.execute(_SELECT, (at,)).fetchall()
        if len(due) != DUE:
            raise AssertionError(f"{len(due)} were due, not {DUE}")
        _write_bare(base, at, [row[1] for row in due])
        base.execute("COMMIT")
        base.close()

    return work


_SELECT = (
    "SELECT t.wake_at, i.*, s.* FROM timer t JOIN item i ON i.id = t.item_id JOIN standing s ON s.item_id = i.id"
    " WHERE t.wake_at <= ? ORDER BY t.wake_at, t.item_id"
)
_JOURNAL = (
    "INSERT INTO journal (seq, at, item_id, passport, number, event, actor, before, after, rung, version, details,"
    " hash) VALUES (?, ?, ?, 'p', '1.1', 'spoken', 'Веха', 'in_progress', 'in_progress', 0, 0, ?, ?)"
)
_OUTBOX = (
    "INSERT INTO outbox (key, kind, recipient, passport, items, occasion, at, facts, failures)"
    " VALUES (?, 'reminder', 'Чванова Л.В.', 'p', ?, 'bare', ?, '{}', 0)"
)


def _write_bare(base: sqlite3.Connection, at: int, ids: list[int]) -> None:
    later = at + 7 * 86400 * 60
    seq = base.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
    base.executemany(
        "UPDATE standing SET spoken_at = ?, next_wake_at = ? WHERE item_id = ?", [(at, later, i) for i in ids]
    )
    base.executemany("DELETE FROM timer WHERE wake_at = ? AND item_id = ?", [(at, i) for i in ids])
    base.executemany("INSERT INTO timer VALUES (?, ?)", [(later, i) for i in ids])
    details = json.dumps({"step": "before:7d", "told": ["Чванова Л.В."]}, ensure_ascii=False)
    base.executemany(_JOURNAL, [(seq + n, at, i, details, "0" * 64) for n, i in enumerate(ids, start=1)])
    base.executemany("INSERT INTO wake VALUES (?, 0, ?)", [(i, at) for i in ids[::4]])
    base.executemany(_OUTBOX, [(f"{at}|{n}", json.dumps(ids), at) for n in range(30)])
    base.execute("UPDATE meta SET value = ? WHERE name = 'journal'", (_head(base, seq),))


def _head(base: sqlite3.Connection, seq: int) -> str:
    """Keeps the head where Vekha's next rounds expect it, behind the rows just written."""
    digest: str = base.execute("SELECT value FROM meta WHERE name = 'journal'").fetchone()[0].split()[1]
    return f"{seq + DUE} {digest}"


def measure_report(ladder: Ladder) -> EventFigures:
    """Two thousand reports one by one, each its own durable transaction, on 10,000 stored."""
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        office = _filled(10_000, ladder, Path(folder), lambda _: None)
        passport = office.passport()
        office.clock = StoryClock(ladder.calendar.morning(FIRST) - timedelta(hours=1))
        open_items = [i for i in office.records.items() if i.state in {State.IN_PROGRESS, State.OVERDUE}]
        acts = [_report(item.number, item.lead) for item in open_items[:TRIES]]
        times = [_timed(partial(office.act, passport, act)) for act in acts]
        office.close()
    times.sort()
    rate = len(times) / sum(times)
    return EventFigures(times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000, rate)


def _report(number: str, lead: str) -> Callable[[Desk, datetime], PlanItem]:
    evidence = Evidence(file="отчёт.pdf")
    return lambda desk, now: use_cases.report(number, by=lead, evidence=evidence, now=now, desk=desk)


def measure_reading(file: Path) -> float:
    """Seconds to read and examine a passport."""
    return _timed(lambda: intake.read(file))


def as_rows(figures: list[TickFigures]) -> list[dict[str, Any]]:
    return [
        {"stored": f.stored, "tick_ms": round(f.tick_ms, 1), "bare_ms": round(f.bare_ms, 1), "ratio": round(f.ratio, 2)}
        for f in figures
    ]
