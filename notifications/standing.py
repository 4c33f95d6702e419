"""Why a letter came to its recipient: what he is to each of its items."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from domain.authority import Staff, controller, higher, name_of, supervisors
from domain.plan import PlanItem


class Standing(StrEnum):
    """In the order of precedence: who both executes and controls is written to as an executor."""

    LEAD = "lead"
    EXECUTOR = "executor"
    CONTROLLER = "controller"
    ACCEPTOR = "acceptor"  # takes the work of a controller who executes the item himself
    HIGHER = "higher"
    SUPERVISOR = "supervisor"
    FORMER = "former"
    PARTICIPANT = "participant"

    @property
    def executes(self) -> bool:
        return self in (Standing.LEAD, Standing.EXECUTOR)

    @property
    def accepts(self) -> bool:
        return self in (Standing.CONTROLLER, Standing.ACCEPTOR)


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for a letter: a standing, the numbers of the items it is about, the absent person if any."""

    standing: Standing
    numbers: tuple[str, ...]
    absent: str | None = None


def standing(name: str, item: PlanItem, staff: Staff) -> Standing:
    return next((found for found, names in _holders(item, staff) if name in names), Standing.PARTICIPANT)


def _holders(item: PlanItem, staff: Staff) -> Iterator[tuple[Standing, Sequence[str]]]:
    yield Standing.LEAD, (item.lead,)
    yield Standing.EXECUTOR, item.executors
    level = name_of(staff.level(item.level))
    acceptor = controller(item, staff)
    yield (Standing.CONTROLLER if acceptor == level else Standing.ACCEPTOR), (acceptor,)
    yield Standing.HIGHER, higher(item, staff)
    yield Standing.SUPERVISOR, supervisors(item, staff)


def grounds(
    recipient: str, items: Iterable[PlanItem], staff: Staff, today: date, former: Sequence[str]
) -> list[Ground]:
    """Why `recipient` hears of `items` today, equal reasons put together, the subject's first."""
    found = [(*_ground(recipient, item, staff, today, former), item.number) for item in items]
    order = list(dict.fromkeys(row[:2] for row in found))
    by_reason = groupby(sorted(found, key=lambda row: order.index(row[:2])), key=lambda row: row[:2])
    return [Ground(found, tuple(row[2] for row in rows), absent) for (found, absent), rows in by_reason]


def _ground(
    recipient: str, item: PlanItem, staff: Staff, today: date, former: Sequence[str]
) -> tuple[Standing, str | None]:
    own = standing(recipient, item, staff)
    if own is not Standing.PARTICIPANT:
        return own, None
    if recipient in former:
        return Standing.FORMER, None
    replaced = ((standing(name, item, staff), name) for name in _replaced(recipient, staff, today))
    return next((ground for ground in replaced if ground[0] is not Standing.PARTICIPANT), (own, None))


def _replaced(recipient: str, staff: Staff, today: date) -> Iterator[str]:
    return (a.person for a in staff.absences if a.stand_in == recipient and a.covers(today))
