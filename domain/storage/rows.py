"""Items to rows and back: dates stay dates, instants become seconds since the epoch."""

from collections.abc import Sequence
from datetime import UTC, datetime
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


def items() -> Select[Any]:
    """Select whole items, each column in the order that `item_from` expects."""
    return select(*COLUMNS).join_from(ITEM, STANDING, ITEM.c.id == STANDING.c.item_id)


def item_from(row: Sequence[Any], zone: ZoneInfo) -> PlanItem:
    """A plan item from a row of `items()`, its instants in `zone`."""
    fixed, plain, instants = row[:16], row[17:24], row[24:]
    id_, passport, number, rank, title, document, kind, level, executors, start, finish, first, opens, due = fixed[:14]
    rung, repeats, version, paused, reported_by, asked, run = plain
    entered, spoken, taken, climbed, reported, closed, wake = (
        None if value is None else datetime.fromtimestamp(value, zone) for value in instants
    )
    # fmt: off
    return PlanItem(
        id_, passport, number, RANKS[rank], title, document, KINDS[kind], level, tuple(executors), start, finish,
        first, opens, datetime.fromtimestamp(due, zone), fixed[15], fixed[14], STATES[row[16]], rung, repeats,
        version, entered, spoken, taken, climbed, paused, reported, reported_by, closed, asked, wake, run,
    )
    # fmt: on


def seconds(instant: datetime | None) -> int | None:
    return None if instant is None else int(instant.timestamp())


def instant(value: int | None, zone: ZoneInfo) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, UTC).astimezone(zone)


def standing(item: PlanItem) -> dict[str, Any]:
    """The changing half of an item, as the standing table keeps it."""
    row: dict[str, Any] = {name: getattr(item, name) for name in PLAIN}
    row |= {name: seconds(getattr(item, name)) for name in INSTANTS}
    return {"item_id": item.id, "state": item.state.value} | row


def definition(item: PlanItem) -> dict[str, Any]:
    """The lasting half of an item, as the item table keeps it."""
    row = {name: getattr(item, name) for name in FIXED}
    plain = {"rank": item.rank.value, "document_kind": item.document_kind.value, "executors": list(item.executors)}
    return row | plain | {"due_at": seconds(item.due_at)}
