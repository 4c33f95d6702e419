"""The living plan of one passport inside one transaction: the `Plan` port over SQL."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.amending import AMEND
from domain.passing import by_number
from domain.plan import PlanItem
from domain.ports import Entry, StaleItem, UnknownItem
from domain.storage import journal
from domain.storage.rows import CHANGING, ITEM, STANDING, changes, definition, item_from, items, seconds
from domain.storage.statements import fetch, write, write_in_order
from domain.storage.tables import TimerRow, WakeRow
from domain.vocabulary import Event

TIMER = TimerRow.__table__  # type: ignore[attr-defined]
WAKE = WakeRow.__table__  # type: ignore[attr-defined]

REDEFINING = frozenset({Event.EXTEND, Event.REASSIGN, Event.WITHDRAW, AMEND})
"""The events that may change an item's lasting half; an item that leaves the plan may leave its number, too."""

_OURS = items().where(ITEM.c.passport == bindparam("passport"))
_BY_NUMBER = _OURS.where(ITEM.c.number == bindparam("number"))
_BELOW = _OURS.where(ITEM.c.number.like(bindparam("prefix")))
_BLOCKED_BY = _OURS.where(ITEM.c.predecessor == bindparam("number"))

_GUARD = (STANDING.c.item_id == bindparam("_id")) & (STANDING.c.version == bindparam("_version"))
_UPDATE = update(STANDING).where(_GUARD)
_DUE = (
    items()
    .join(TIMER, TIMER.c.item_id == ITEM.c.id)
    .where(TIMER.c.wake_at <= bindparam("now"))
    .order_by(TIMER.c.wake_at, TIMER.c.item_id)
    .limit(bindparam("limit"))
    .with_for_update(of=TIMER, skip_locked=True)
)
_PLANT = insert(ITEM)
_STAND = insert(STANDING)
_REDEFINE = update(ITEM).where(ITEM.c.id == bindparam("_id"))
_NUMBER = update(ITEM).where(ITEM.c.id == bindparam("_id")).values(number=bindparam("number"))
_PUT_TIMER = insert(TIMER)
_MINE = (TIMER.c.wake_at == bindparam("_wake")) & (TIMER.c.item_id == bindparam("_id"))
_MOVE_TIMER = update(TIMER).where(_MINE)
_DROP_TIMER = delete(TIMER).where(_MINE)


@dataclass(frozen=True)
class StoredPlan:
    """Reads and records the items of `passport` through `connection`."""

    connection: Connection
    passport: str
    zone: ZoneInfo

    def get(self, number: str) -> PlanItem:
        """Raises UnknownItem."""
        found = self._select(_BY_NUMBER, number=number)
        if not found:
            raise UnknownItem(f"В плане нет пункта {number}; номера показывает «vekha plan»")
        return found[0]

    def under(self, item: PlanItem) -> list[PlanItem]:
        below = self._select(_BELOW, prefix=f"{item.number}.%")
        return sorted(below, key=by_number)

    def blocked_by(self, item: PlanItem) -> list[PlanItem]:
        return self._select(_BLOCKED_BY, number=item.number)

    def _select(self, query: Select[Any], **values: str) -> list[PlanItem]:
        return [item_from(row, self.zone) for row in fetch(self.connection, query, passport=self.passport, **values)]

    def record(self, entries: Sequence[Entry]) -> None:
        """Save what the entries made of their items. Raises StaleItem."""
        record(self.connection, entries)

    def plant(self, planned: Sequence[PlanItem]) -> None:
        """Put the items of a new plan in, with their timers and wakes."""
        rows = [definition(item) | {"position": n} for n, item in enumerate(planned)]
        write(self.connection, _PLANT, rows)
        write_in_order(self.connection, _STAND, ("item_id", *CHANGING), [(item.id, *changes(item)) for item in planned])
        put_timers(self.connection, planned)
        request_wakes(self.connection, planned)


def record(connection: Connection, entries: Sequence[Entry]) -> None:
    """Timers, items, journal and wakes of one transaction, in bulk. Raises StaleItem.

    Timers come first: a tick has locked them before it writes, and whoever takes locks in the same order waits for
    it instead of deadlocking with it.
    """
    if not entries:
        return
    first = {entry.before.id: entry.before for entry in reversed(entries)}
    last = {entry.after.id: entry.after for entry in entries}
    _move_timers(connection, first, last)
    _update(connection, first, last)
    redefined = {e.after.id for e in entries if e.event in REDEFINING}
    _free_numbers(connection, [id_ for id_ in redefined if first[id_].number != last[id_].number])
    _redefine(connection, [last[id_] for id_ in redefined])
    journal.append(connection, entries)
    request_wakes(connection, [item for item in last.values() if _shows_otherwise(first[item.id], item)])


def _update(connection: Connection, first: Mapping[int, PlanItem], last: Mapping[int, PlanItem]) -> None:
    """What has only spoken changes in two columns, what has moved in all."""
    spoken = [item for id_, item in last.items() if item.version == first[id_].version]
    moved = [item for id_, item in last.items() if item.version != first[id_].version]
    if spoken:
        _check(write_in_order(connection, _UPDATE, _SPEECH, [_speech(item) for item in spoken]), spoken)
    if moved:
        rows = [(*changes(item), item.id, first[item.id].version) for item in moved]
        _check(write_in_order(connection, _UPDATE, (*CHANGING, "_id", "_version"), rows), moved)


def _check(found: int, changed: Sequence[PlanItem]) -> None:
    """Each row must be found as it was read: who comes second loses loudly."""
    if found != len(changed):
        which = f"Пункт {changed[0].number}" if len(changed) == 1 else f"Один из {len(changed)} пунктов"
        raise StaleItem(f"{which} только что изменил кто-то другой; посмотрите и повторите")


_SPEECH = ("spoken_at", "next_wake_at", "_id", "_version")


def _speech(item: PlanItem) -> tuple[int | None, int | None, int, int]:
    return seconds(item.spoken_at), seconds(item.next_wake_at), item.id, item.version


def _move_timers(connection: Connection, first: Mapping[int, PlanItem], last: Mapping[int, PlanItem]) -> None:
    changed = [(before, item) for id_, item in last.items() if (before := first[id_].next_wake_at) != item.next_wake_at]
    moved = [(before, item) for before, item in changed if before and item.next_wake_at]
    gone = [(before, item) for before, item in changed if before and item.next_wake_at is None]
    if moved:
        rows = [(seconds(item.next_wake_at), seconds(before), item.id) for before, item in moved]
        _check(write_in_order(connection, _MOVE_TIMER, ("wake_at", "_wake", "_id"), rows), [item for _, item in moved])
    if gone:
        old = [(seconds(before), item.id) for before, item in gone]
        _check(write_in_order(connection, _DROP_TIMER, ("_wake", "_id"), old), [item for _, item in gone])
    put_timers(connection, [item for before, item in changed if before is None])


def put_timers(connection: Connection, planned: Iterable[PlanItem]) -> None:
    timers = [{"wake_at": seconds(i.next_wake_at), "item_id": i.id} for i in planned if i.next_wake_at]
    if timers:
        write(connection, _PUT_TIMER, sorted(timers, key=lambda row: (row["wake_at"], row["item_id"])))


def _free_numbers(connection: Connection, ids: Sequence[int]) -> None:
    """Items may take each other's numbers, which are unique at every moment between."""
    if ids:
        write(connection, _NUMBER, [{"number": f"~{id_}", "_id": id_} for id_ in ids])


def _redefine(connection: Connection, changed: Iterable[PlanItem]) -> None:
    for item in changed:
        row = definition(item)
        write(connection, _REDEFINE, [row | {"_id": row.pop("id")}])


def _shows_otherwise(before: PlanItem, after: PlanItem) -> bool:
    return before.version != after.version


def request_wakes(connection: Connection, changed: Iterable[PlanItem]) -> None:
    """Ask for the flow runs of these items to be woken; a later request replaces an earlier one."""
    rows = [{"item_id": i.id, "version": i.version, "requested_at": seconds(i.spoken_at) or 0} for i in changed]
    if rows:
        write(connection, _upsert_wake(connection.dialect.name), rows)


@cache
def _upsert_wake(dialect_name: str) -> Any:
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    statement = dialect.insert(WAKE)
    newer = {"version": statement.excluded.version, "requested_at": statement.excluded.requested_at}
    return statement.on_conflict_do_update(index_elements=["item_id"], set_=newer)


def due(connection: Connection, now: datetime, limit: int, zone: ZoneInfo) -> dict[str, list[PlanItem]]:
    """The items whose time has come, by passport, earliest first, at most `limit`; other services skip them."""
    found: dict[str, list[PlanItem]] = defaultdict(list)
    for row in fetch(connection, _DUE, now=seconds(now), limit=limit):
        found[row[1]].append(item_from(row, zone))
    return dict(found)
