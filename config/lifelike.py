"""People as they are: diligent, ordinary, overworked; what they do tells something of what they will do, not all."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from domain import use_cases
from domain.authority import controller
from domain.plan import PlanItem
from domain.ports import Desk
from domain.vocabulary import State

if TYPE_CHECKING:
    from config.people import Deed, People

NOTED_EVERY = 20
"""Working days between two notes of one who writes them."""
NEVER = 0.04
FARTHEST = 120
EARLIEST = 12


@dataclass(frozen=True, slots=True)
class Trait:
    """`late` is how often he is late, `takes` and `notes` how often he takes to work in time and writes how it goes.

    `returned` is how often his report comes back.
    """

    late: float
    takes: float
    notes: float
    returned: float


TRAITS = (Trait(0.08, 0.95, 0.8, 0.04), Trait(0.3, 0.75, 0.45, 0.1), Trait(0.6, 0.4, 0.15, 0.25))
HARD, EASY = 1.6, 0.5
"""How an item's own difficulty, which nobody sees, bends its executor's habit."""
CROWD, CROWDED, MONTH = 4, 1.35, 30
"""Whoever has more items than this due within two months is late more often."""
WAITS_BELOW = 0.8
"""How often a control point is not reported while something beneath is at work."""
ASKED_LATE, ASKED_IN_TIME = 0.3, 0.03
ASKED_BEFORE, ASKED_FOR = 8, timedelta(days=30)
GIVEN = 0.5
ONCE = frozenset({"take", "note", "ask", "extend", "deny"})
"""What nobody tries again when the rules refuse it."""


def trait_of(lead: str, seed: int) -> Trait:
    """The same person is the same through one life, and may be another in the next."""
    return random.Random(f"{seed}|{lead}").choice(TRAITS)  # noqa: S311  # a story, not a secret


def plan(people: "People", item: PlanItem, seed: int) -> None:
    """Decide when the item will be taken to work, written about and reported, if ever."""
    chance, calendar = people.chance, people.office.ladder.calendar
    trait = trait_of(item.lead, seed)
    is_late = chance.random() < _chance_of_delay(people, item, trait)
    slow = 0.5 if is_late else 1.0
    first, due = people.first_day(item), calendar.day_of(item.due_at)
    if item.state is not State.OVERDUE and chance.random() < trait.takes * slow:
        people.put(calendar.add(first, chance.randint(0, 4)), item.number, "take", time(10))
    if chance.random() < trait.notes * slow:
        _write_notes(people, item, first, due)
    if chance.random() < (ASKED_LATE if is_late else ASKED_IN_TIME):
        people.put(max(first, calendar.add(due, -chance.randint(1, ASKED_BEFORE))), item.number, "ask", time(11))
    if is_late and chance.random() < NEVER:
        return
    people.put(max(first, _reported(people, due, is_late=is_late)), item.number, "report", time(12))


def _chance_of_delay(people: "People", item: PlanItem, trait: Trait) -> float:
    crowded = CROWDED if _due_together(people, item) > CROWD else 1.0
    return min(0.95, trait.late * crowded * people.chance.choice((HARD, 1.0, EASY)))


def _due_together(people: "People", item: PlanItem) -> int:
    """How many items of the same lead end within a month of this one."""
    own = (row for row in people.passport.plan if row.executors[:1] == item.executors[:1] and row.finish)
    return sum(abs((row.finish - item.finish).days) <= MONTH for row in own if row.finish)


def _write_notes(people: "People", item: PlanItem, first: date, due: date) -> None:
    calendar, day = people.office.ladder.calendar, first
    for _ in range(60):
        day = calendar.add(day, NOTED_EVERY)
        if day >= due:
            return
        people.put(day, item.number, "note", time(16))


def _reported(people: "People", due: date, *, is_late: bool) -> date:
    """Delays have a long tail."""
    calendar, chance = people.office.ladder.calendar, people.chance
    if is_late:
        return calendar.add(due, min(FARTHEST, 1 + int(chance.paretovariate(0.9))))
    return calendar.add(due, -chance.randint(0, EARLIEST))


def holds_back(people: "People", deed: "Deed") -> bool:
    """A control point is seldom reported while something beneath is at work: who is late delays who follows."""
    if deed.kind != "report":
        return False
    with people.office.database.reading() as connection:
        plan = people.office.desk(connection, people.passport).plan
        below = plan.under(plan.get(deed.number))
    is_waiting = any(other.state in (State.PLANNED, State.IN_PROGRESS, State.OVERDUE) for other in below)
    return is_waiting and people.chance.random() < WAITS_BELOW


def verdict(people: "People", item: PlanItem) -> str:
    """What comes of a report: accepted, or returned, more often to one who works so."""
    returned = people.chance.random() < trait_of(item.lead, people.seed).returned
    return "return" if returned else "accept"


def answer(people: "People") -> str:
    """What comes of asking for more time."""
    return "extend" if people.chance.random() < GIVEN else "deny"


Act = Callable[[Desk, datetime], PlanItem]


def _ask(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        item = desk.plan.get(number)
        finish = item.finish + ASKED_FOR
        return use_cases.ask(number, by=item.lead, finish=finish, reason="не успеваем", now=now, desk=desk)

    return act


def _extend(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        item = desk.plan.get(number)
        by, finish = controller(item, desk.staff), item.asked_finish or item.finish
        return use_cases.extend(number, by=by, finish=finish, reason="просьба обоснована", now=now, desk=desk)

    return act


def _deny(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        by = controller(desk.plan.get(number), desk.staff)
        return use_cases.deny(number, by=by, reason="срок сдвинуть нельзя", now=now, desk=desk)

    return act


def _return(number: str) -> Act:
    def act(desk: Desk, now: datetime) -> PlanItem:
        by = controller(desk.plan.get(number), desk.staff)
        return use_cases.return_(number, by=by, reason="не хватает подписи", now=now, desk=desk)

    return act


ACTS: dict[str, Callable[[str], Act]] = {"ask": _ask, "extend": _extend, "deny": _deny, "return": _return}
