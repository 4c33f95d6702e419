"""Who may do what with an item, and who hears of it: section 5 of the passport and its ladder of control levels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.passport import Passport, is_person
from domain.plan import PlanItem
from domain.vocabulary import ControlLevel, Role

SYSTEM = "Веха"
"""The name under which the clock acts in the journal."""


@dataclass(frozen=True, slots=True)
class Absence:
    """`person` is away from `since` to `until` (both included) and `stand_in` answers for him."""

    person: str
    stand_in: str
    since: date
    until: date

    def covers(self, today: date) -> bool:
        return self.since <= today <= self.until


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of one passport: supervisors by name, control levels from the lowest up, absences."""

    levels: tuple[ControlLevel, ...]
    supervisors: Mapping[str, str]
    positions: Mapping[str, str]
    head: str | None = None
    curator: str | None = None
    absences: tuple[Absence, ...] = field(default=())
    secretaries: Mapping[str, str] = field(default_factory=dict)
    """Who records the decisions of a body: a level's code to a person."""

    @classmethod
    def of(cls, passport: Passport, absences: Iterable[Absence] = ()) -> "Staff":
        people = [p for p in passport.participants if is_person(p.name)]
        supervisors = {p.name: p.supervisor for p in people}
        positions = dict(passport.positions) | {p.name: p.position for p in people}
        leaders = (passport.head, passport.curator, passport.administrator)
        known = [*leaders, *(s for s in supervisors.values() if is_person(s))]
        named = {name: positions.get(name, "") for name in known if name} | positions
        return cls(passport.levels, supervisors, named, passport.head, passport.curator, tuple(absences))

    def knows(self, name: str) -> bool:
        return name in self.positions or any(name == level.code for level in self.levels)

    def level(self, code: str) -> ControlLevel:
        return self.levels[self.rank_of(code)]

    def rank_of(self, code: str) -> int:
        return next(rank for rank, level in enumerate(self.levels) if level.code == code)

    def supervisor(self, person: str) -> str | None:
        """The direct supervisor of section 5; the head's is the curator when section 5 is silent."""
        found = self.supervisors.get(person)
        if not found and person == self.head:
            return self.curator
        return found if found and is_person(found) else None

    def stand_in(self, person: str, today: date) -> str:
        """Who answers for `person` today: himself, or the stand-in of his absence."""
        return next((a.stand_in for a in self.absences if a.person == person and a.covers(today)), person)

    def stands_in_for(self, person: str, today: date) -> tuple[str, ...]:
        """Those absent today for whom `person` answers, and the bodies whose decisions he records."""
        away = (a.person for a in self.absences if a.stand_in == person and a.covers(today))
        return (*away, *(body for body, secretary in self.secretaries.items() if secretary == person))


def name_of(level: ControlLevel) -> str:
    """Under what name a level is written to: its holder, or the body's own code."""
    return level.holder or level.code


def controller(item: PlanItem, staff: Staff) -> str:
    """Who accepts the item: its control level; where that is an executor himself, his direct supervisor."""
    return _not_himself(name_of(staff.level(item.level)), item, staff)


def _not_himself(name: str, item: PlanItem, staff: Staff) -> str:
    if name not in item.executors:
        return name
    above = staff.supervisor(name)
    return above if above and above not in item.executors else next_body(item, staff)


def next_body(item: PlanItem, staff: Staff) -> str:
    """The first level above the item's own that is not one of its executors."""
    names = [name_of(level) for level in staff.levels[staff.rank_of(item.level) + 1 :]]
    return next((name for name in names if name not in item.executors), names[-1] if names else item.level)


def higher(item: PlanItem, staff: Staff) -> tuple[str, ...]:
    """Everybody above the item's own level, from the lowest up; none of them an executor."""
    names = (name_of(level) for level in staff.levels[staff.rank_of(item.level) + 1 :])
    return tuple(name for name in names if name not in item.executors)


def spoken_to(item: PlanItem) -> tuple[str, ...]:
    """The executors that letters go to: persons; a group is spoken to through the lead."""
    people = tuple(filter(is_person, item.executors))
    return people or (item.lead,)


def supervisors(item: PlanItem, staff: Staff) -> tuple[str, ...]:
    """The direct supervisors of the executors, each once, executors themselves left out."""
    found = dict.fromkeys(filter(None, map(staff.supervisor, spoken_to(item))))
    return tuple(name for name in found if name not in item.executors)


def roles(person: str, item: PlanItem, staff: Staff, today: date) -> frozenset[Role]:
    """What `person` is to the item today, his own name and those he stands in for taken together.

    Nobody accepts own work: an executor, or whoever reported the item, is never its controller.
    """
    if person == SYSTEM:
        return frozenset({Role.SYSTEM})
    names = {person, *staff.stands_in_for(person, today)}
    found = {role for role, holders in _holders(item, staff).items() if names & set(holders)}
    if person in item.executors or person == item.reported_by:
        found -= {Role.CONTROLLER, Role.HIGHER}
    return frozenset(found or {Role.STRANGER})


def principals(person: str, item: PlanItem, staff: Staff, today: date) -> tuple[str, ...]:
    """The absent people of this item for whom `person` acts."""
    involved = {name for holders in _holders(item, staff).values() for name in holders}
    return tuple(name for name in staff.stands_in_for(person, today) if name in involved)


def _holders(item: PlanItem, staff: Staff) -> dict[Role, tuple[str, ...]]:
    lead = staff.supervisor(item.lead)
    return {
        Role.EXECUTOR: item.executors,
        Role.CONTROLLER: (controller(item, staff),),
        Role.HIGHER: higher(item, staff),
        Role.SUPERVISOR: (lead,) if lead else (),
    }
