"""People as they are: diligent, ordinary, overworked; what they do tells something of what they will do, not all."""

import random
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from domain.vocabulary import State

if TYPE_CHECKING:
    from config.people import People
    from domain.plan import PlanItem

NOTED_EVERY = 20
"""Working days between two notes of one who writes them."""
NEVER = 0.04
FARTHEST = 120
EARLIEST = 12


@dataclass(frozen=True, slots=True)
class Trait:
    """`late` is how often he is late; `takes` and `notes` how often he takes to work in time and writes how it goes."""

    late: float
    takes: float
    notes: float


TRAITS = (Trait(0.08, 0.95, 0.8), Trait(0.3, 0.75, 0.45), Trait(0.65, 0.4, 0.15))
HARD, EASY = 1.6, 0.5
"""How an item's own difficulty, which nobody sees, bends its executor's habit."""


def trait_of(lead: str, seed: int) -> Trait:
    """The same person is the same through one life, and may be another in the next."""
    return random.Random(f"{seed}|{lead}").choice(TRAITS)  # noqa: S311  # a story, not a secret


def plan(people: "People", item: "PlanItem", seed: int) -> None:
    """Decide when the item will be taken to work, written about and reported, if ever."""
    chance, calendar = people.chance, people.office.ladder.calendar
    trait = trait_of(item.lead, seed)
    is_late = chance.random() < min(0.95, trait.late * chance.choice((HARD, 1.0, EASY)))
    slow = 0.5 if is_late else 1.0
    first, due = people.first_day(item), calendar.day_of(item.due_at)
    if item.state is not State.OVERDUE and chance.random() < trait.takes * slow:
        people.put(calendar.add(first, chance.randint(0, 4)), item.number, "take", time(10))
    if chance.random() < trait.notes * slow:
        _write_notes(people, item, first, due)
    if is_late and chance.random() < NEVER:
        return
    people.put(max(first, _reported(people, due, is_late=is_late)), item.number, "report", time(12))


def _write_notes(people: "People", item: "PlanItem", first: date, due: date) -> None:
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
