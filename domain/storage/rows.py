"""Items to rows and back: dates stay dates, instants become seconds since the epoch."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from domain.plan import PlanItem
from domain.storage.tables import ItemRow, StandingRow
from domain.vocabulary import DocumentKind, Rank, State

ITEM = ItemRow.__table__  # type: ignore[attr-defined]
STANDING = StandingRow.__table__  # type: ignore[attr-defined]

PLAIN = ("rung", "repeats", "version", "paused_until", "reported_by", "asked_finish", "flow_run_id")
INSTANTS = ("entered_at", "spoken_at", "taken_at", "climbed_at", "reported_at", "closed_at", "next_wake_at")
# fmt: off
FIXED = (
    "id", "passport", "number", "rank", "title", "document", "document_kind", "level", "executors", "start",
    "finish", "original_finish", "opens_on", "due_at", "predecessor", "top",
)
# fmt: on

COLUMNS = [*(ITEM.c[name] for name in FIXED), *(STANDING.c[name] for name in ("state", *PLAIN, *INSTANTS))]
RANKS = {rank.value: rank for rank in Rank}
KINDS = {kind.value: kind for kind in DocumentKind}
STATES = {state.value: state for state in State}


@lru_cache(maxsize=100_000)
def _moment(value: int, zone: ZoneInfo) -> datetime:
    """Items share their instants: deadlines end at one hour, ladders speak on one morning."""
    return datetime.fromtimestamp(value, zone)


@lru_cache(maxsize=10_000)
def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def day_from(value: date | str) -> date:
    """A date as the driver gives it: SQLite has text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def items() -> Select[Any]:
    """Select whole items, each column in the order that `item_from` expects."""
    return select(*COLUMNS).join_from(ITEM, STANDING, ITEM.c.id == STANDING.c.item_id)


def item_from(row: Sequence[Any], zone: ZoneInfo) -> PlanItem:
    """A plan item from an unconverted row of `items()`, its instants in `zone`."""
    fields = dict(zip(NAMES, row, strict=True))
    fields["rank"] = RANKS[fields["rank"]]
    fields["document_kind"] = KINDS[fields["document_kind"]]
    fields["state"] = STATES[fields["state"]]
    fields["executors"] = _listed(fields["executors"])
    for name in _DAYS:
        if (value := fields[name]).__class__ is str:
            fields[name] = date.fromisoformat(value)
    for name in _MOMENTS:
        if (value := fields[name]) is not None:
            fields[name] = _moment(value, zone)
    return PlanItem.made(fields)


NAMES = (*FIXED, "state", *PLAIN, *INSTANTS)
_DAYS = ("start", "finish", "original_finish", "opens_on", "paused_until", "asked_finish")
_MOMENTS = ("due_at", *INSTANTS)


def seconds(instant: datetime | None) -> int | None:
    return None if instant is None else int(instant.timestamp())


def instant(value: int | None, zone: ZoneInfo) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, UTC).astimezone(zone)


CHANGING = (
    "state", "rung", "repeats", "version", "entered_at", "spoken_at", "taken_at", "climbed_at", "paused_until",
    "reported_at", "reported_by", "closed_at", "asked_finish", "next_wake_at",
)  # fmt: skip
"""The columns of the standing table that an event changes, in the table's order."""


def changes(item: PlanItem) -> tuple[Any, ...]:
    """The changing half of an item, in the order of CHANGING."""
    # fmt: off
    return (
        item.state.value, item.rung, item.repeats, item.version, seconds(item.entered_at), seconds(item.spoken_at),
        seconds(item.taken_at), seconds(item.climbed_at), _text(item.paused_until), seconds(item.reported_at),
        item.reported_by, seconds(item.closed_at), _text(item.asked_finish), seconds(item.next_wake_at),
    )
    # fmt: on


def definition(item: PlanItem) -> dict[str, Any]:
    """The lasting half of an item, as the item table keeps it."""
    row = {name: getattr(item, name) for name in FIXED}
    codes = {"rank": item.rank.value, "document_kind": item.document_kind.value, "due_at": seconds(item.due_at)}
    days = {name: _text(row[name]) for name in ("start", "finish", "original_finish", "opens_on")}
    return row | codes | days | {"executors": json.dumps(item.executors, ensure_ascii=False)}
