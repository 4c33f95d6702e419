"""What has become of the plan's items from one edition to the next."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from domain.intake.editions.difference import Change, ChangeKind
from domain.intake.editions.likeness import canonical
from domain.passport import PlanRow

PLAN = "plan"
Pairs = Sequence[tuple[PlanRow, PlanRow]]


def plan_changes(
    old: Sequence[PlanRow], new: Sequence[PlanRow], pairs: Pairs, lacking: frozenset[str]
) -> Iterator[Change]:
    """What left, then in the new document's order what came and what is otherwise.

    `lacking` are columns that the new document does not have: it says nothing about them.
    """
    stayed = {id(row) for row, _ in pairs}
    yield from (_of(ChangeKind.REMOVED, row, "item", row.title, "") for row in old if id(row) not in stayed)
    before = {id(row): was for was, row in pairs}
    for row in new:
        was = before.get(id(row))
        if was is None:
            yield _of(ChangeKind.ADDED, row, "item", "", row.title)
        else:
            yield from row_changes(was, row, lacking)


def row_changes(old: PlanRow, new: PlanRow, lacking: frozenset[str] = frozenset()) -> Iterator[Change]:
    """How one item differs, each cell by itself."""
    for kind, field, read in _CELLS:
        was, now = read(old), read(new)
        if field.removesuffix("_kind") not in lacking and not _same(was, now):
            yield _of(kind, new, field, was, now)


def _of(kind: ChangeKind, row: PlanRow, field: str, was: str, now: str) -> Change:
    return Change(kind, PLAN, row.number, field, was, now, row.title)


def _same(was: str, now: str) -> bool:
    return was == now or canonical(was) == canonical(now) != ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


# fmt: off
_CELLS: tuple[tuple[ChangeKind, str, Callable[[PlanRow], str]], ...] = (
    (ChangeKind.RENUMBERED, "number",        lambda row: row.number),
    (ChangeKind.RENAMED,    "title",         lambda row: row.title),
    (ChangeKind.MOVED,      "start",         lambda row: _day(row.start)),
    (ChangeKind.MOVED,      "finish",        lambda row: _day(row.finish)),
    (ChangeKind.REASSIGNED, "executors",     lambda row: ", ".join(row.executors)),
    (ChangeKind.LEVEL,      "level",         lambda row: row.level or ""),
    (ChangeKind.DOCUMENT,   "document",      lambda row: row.document),
    (ChangeKind.DOCUMENT,   "document_kind", lambda row: row.document_kind or ""),
)
# fmt: on
