"""What a new deadline of one item would change: its letters, and where it would not fit the items around it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.authority import Staff
from domain.errors import Sentence
from domain.foresight import foreseen
from domain.ladder import Ladder
from domain.plan import PlanItem
from domain.titles import days


class NothingToMove(Sentence):
    """A date that cannot be tried on an item."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A letter that the ladder foresees, if nobody does anything."""

    at: datetime
    step: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """The item as it would be; letters that go away and that come; sentences about the items around it."""

    before: PlanItem
    after: PlanItem
    gone: tuple[Spoken, ...]
    come: tuple[Spoken, ...]
    remarks: tuple[str, ...]


def tried(
    item: PlanItem, finish: date, items: Sequence[PlanItem], ladder: Ladder, staff: Staff, now: datetime
) -> Trial:
    """Nothing is changed anywhere. Raises NothingToMove."""
    _refuse(item, finish)
    moved = item.but(finish=finish, due_at=ladder.calendar.due_at(finish))
    before, after = _ahead(item, ladder, staff, now), _ahead(moved, ladder, staff, now)
    remarks = tuple(_remarks(moved, {one.number: one for one in items}, now))
    return Trial(
        before=item,
        after=moved,
        gone=tuple(one for one in before if one not in after),
        come=tuple(one for one in after if one not in before),
        remarks=remarks,
    )


def _refuse(item: PlanItem, finish: date) -> None:
    if item.state.is_closed:
        raise NothingToMove(f"Пункт {item.number} уже закрыт; срок переносят у открытых")
    if finish == item.finish:
        raise NothingToMove(f"Срок пункта {item.number} и так {finish:%d.%m.%Y}; назовите другой день")
    if item.start and finish < item.start:
        raise NothingToMove(f"Пункт {item.number} начинается {item.start:%d.%m.%Y}; срок раньше начала не бывает")


def _ahead(item: PlanItem, ladder: Ladder, staff: Staff, now: datetime) -> list[Spoken]:
    return [Spoken(step.at, step.code, told) for step, _, told in foreseen(item, ladder, staff) if step.at > now]


def _remarks(moved: PlanItem, items: Mapping[str, PlanItem], now: datetime) -> Iterator[str]:
    if moved.due_at.date() != moved.finish:
        yield f"{moved.finish:%d.%m.%Y} — выходной: исполнить нужно к {moved.due_at:%d.%m.%Y}"
    if moved.due_at <= now:
        yield f"Новый срок уже прошёл: пункт {moved.number} был бы просрочен на {days((now - moved.due_at).days)}"
    yield from _above(moved, items)
    yield from _beneath(moved, items)
    yield from _waiting(moved, items)


def _above(moved: PlanItem, items: Mapping[str, PlanItem]) -> Iterator[str]:
    """What it serves would end before it."""
    for number, other in items.items():
        if other.is_above(moved) and other.finish < moved.finish and not other.state.is_closed:
            yield f"Срок станет позже срока пункта {number} ({other.finish:%d.%m.%Y}) на {_apart(other, moved)}"


def _beneath(moved: PlanItem, items: Mapping[str, PlanItem]) -> Iterator[str]:
    for number, other in items.items():
        if moved.is_above(other) and other.finish > moved.finish and not other.state.is_closed:
            yield f"Пункт {number} под ним заканчивается позже ({other.finish:%d.%m.%Y}) на {_apart(moved, other)}"


def _waiting(moved: PlanItem, items: Mapping[str, PlanItem]) -> Iterator[str]:
    """Agreements that wait for the application, and the application that the agreement waits for."""
    for number, other in items.items():
        if other.predecessor == moved.number and other.finish < moved.finish and not other.state.is_closed:
            yield f"Соглашение {number} ждёт решения по этой заявке, а его срок раньше: {other.finish:%d.%m.%Y}"
        if moved.predecessor == number and moved.finish < other.finish and not other.state.is_closed:
            yield f"Заявка {number}, решения по которой ждёт пункт, заканчивается позже: {other.finish:%d.%m.%Y}"


def _apart(earlier: PlanItem, later: PlanItem) -> str:
    return days((later.finish - earlier.finish).days)
