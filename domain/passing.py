"""What time alone does to items: starts come, deadlines pass, ladders climb, and one letter tells it all."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from domain.authority import SYSTEM, Staff
from domain.guards import NOTHING
from domain.ladder import Ladder, Step, audience
from domain.letters import Letter, LetterKind
from domain.lifecycle import advance
from domain.plan import PlanItem
from domain.ports import Entry

SPOKEN = "spoken"
"""The journal's event for a step of the ladder that says something and moves nothing."""

RESCHEDULED = "rescheduled"
"""The journal's event for a wake that came too early: the ladder or the calendar has changed since it was set."""


class Passed(NamedTuple):
    """An item brought up to now: its journal entries and what is to be said.

    Only the last step is spoken, to everybody whom any of them would have told; `stale` puts it into the
    catch-up letter instead.
    """

    item: PlanItem
    entries: tuple[Entry, ...]
    spoken: Step | None
    told: tuple[str, ...]
    stale: bool


def pass_time(item: PlanItem, now: datetime, ladder: Ladder, staff: Staff) -> Passed:
    """Carry out every step of the item's ladder that is due by `now`, in order of time, none skipped."""
    entries: list[Entry] = []
    told: dict[str, None] = {}
    before, spoken, stale = item, None, False
    step = ladder.next_step(item)
    while step and step.at <= now:
        if spoken:
            entries.append(_entry(before, item, spoken, {"skipped": True}))
        before, item, spoken = item, stepped(item, step, ladder, staff), step
        told.update(dict.fromkeys(reached(audience(step, item, staff), staff, step.at.date())))
        stale = stale or ladder.is_stale(step, now)
        step = ladder.next_step(item)
    if spoken is None:
        return _silent(item, now, ladder)
    item = item.but(next_wake_at=step.at if step else None)
    entries.append(_entry(before, item, spoken, {"told": list(told)}))
    return Passed(item, tuple(entries), spoken, tuple(told), stale)


def reached(names: tuple[str, ...], staff: Staff, today: date) -> tuple[str, ...]:
    """Who is really written to: a stand-in instead of whoever is absent."""
    return tuple(staff.stand_in(name, today) for name in names) if staff.absences else names


def _entry(before: PlanItem, after: PlanItem, step: Step, details: dict[str, object]) -> Entry:
    details["step"] = step.code
    return Entry(before, after, step.event or SPOKEN, SYSTEM, step.at, details)


def _silent(item: PlanItem, now: datetime, ladder: Ladder) -> Passed:
    """Nothing is due; a wake that says otherwise is set anew, or it would ring for ever."""
    if item.next_wake_at is None or item.next_wake_at > now:
        return Passed(item, (), None, (), stale=False)
    after = scheduled(item, ladder)
    return Passed(after, (Entry(item, after, RESCHEDULED, SYSTEM, now),), None, (), stale=False)


def stepped(item: PlanItem, step: Step, ladder: Ladder, staff: Staff) -> PlanItem:
    """The item after one step of its ladder."""
    if step.event is None:
        return item.but(spoken_at=step.at)
    return advance(item, step.event, by=SYSTEM, now=step.at, staff=staff, calendar=ladder.calendar, facts=NOTHING).after


def scheduled(item: PlanItem, ladder: Ladder) -> PlanItem:
    """The item with its next wake set."""
    step = ladder.next_step(item)
    return item.but(next_wake_at=step.at if step else None)


def composed(passed: Iterable[Passed], now: datetime) -> Iterator[Letter]:
    """The letters of one tick: to each person one of a kind, naming every item it is about.

    So whoever leads an activity, its control point and its result, all late, gets one letter and not three.
    """
    groups: dict[tuple[str, str, LetterKind, str, datetime], list[PlanItem]] = {}
    for outcome in passed:
        if outcome.spoken:
            for name in outcome.told:
                groups.setdefault(_group(outcome, outcome.spoken, name, now), []).append(outcome.item)
    for (passport, name, kind, code, at), items in groups.items():
        yield _letter(passport, name, kind, code, at, sorted(items, key=by_number))


def _group(outcome: Passed, step: Step, name: str, now: datetime) -> tuple[str, str, LetterKind, str, datetime]:
    if outcome.stale:
        return outcome.item.passport, name, LetterKind.CATCH_UP, "missed", now
    code = step.code if step.letter is not LetterKind.ESCALATION else "climb"
    return outcome.item.passport, name, step.letter, code, step.at


def _letter(passport: str, name: str, kind: LetterKind, code: str, at: datetime, items: list[PlanItem]) -> Letter:
    facts = _facts(kind, code, items)
    return Letter(kind, name, passport, tuple(item.id for item in items), f"{at:%Y-%m-%dT%H:%M}/{code}", at, facts)


def _facts(kind: LetterKind, code: str, items: list[PlanItem]) -> dict[str, str]:
    if kind is LetterKind.REMINDER:
        return {"left": code.partition(":")[2]}
    if kind is LetterKind.ESCALATION:
        return {"rung": str(max(item.rung for item in items)), "level": items[0].level}
    return {}


def by_number(item: PlanItem) -> tuple[int, ...]:
    """Sorts `2`, `2.1`, `2.1.1`, `10` as people count."""
    return _counted(item.number)


@lru_cache(maxsize=10_000)
def _counted(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdigit())
