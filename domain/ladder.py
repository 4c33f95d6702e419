"""Which reminder or escalation comes next, when, and who hears it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from domain.authority import Staff, controller, higher, spoken_to, supervisors
from domain.letters import LetterKind
from domain.plan import PlanItem
from domain.rungs import MORNING, LadderRules, Span
from domain.vocabulary import DocumentKind, Event, State
from domain.workdays import Calendar

HALF = 2
RUNG_OF_LEVEL = 2
"""Rung 1 is the executors with their supervisor; the item's own control level is rung 2."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instant at which an item speaks or moves by itself. `code` names it in keys and in the journal."""

    at: datetime
    code: str
    letter: LetterKind
    event: Event | None = None


@dataclass(frozen=True)
class Ladder:
    """The ladder's rules with the calendar that gives them instants."""

    rules: LadderRules
    calendar: Calendar
    _terms: dict[tuple[date, datetime, bool, bool], tuple[Step, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def next_step(self, item: PlanItem) -> Step | None:
        """What this item does next; None when it waits for people only. Never before `spoken_at`."""
        return _NEXT[item.state](self, item)

    def climb_at(self, item: PlanItem) -> datetime:
        """When an overdue item rises, or speaks again at the top."""
        since = self.calendar.day_of(item.climbed_at or item.due_at)
        day = self.calendar.add(since, self._patience(item).count)
        return self.calendar.morning(max(day, item.paused_until or day))

    def _patience(self, item: PlanItem) -> Span:
        if item.rung < RUNG_OF_LEVEL:
            return self.rules.level
        if not item.at_top:
            return self.rules.next_level
        return self.rules.repeat if item.repeats < self.rules.repeat_times else self.rules.repeat_later

    def term(self, item: PlanItem) -> tuple[Step, ...]:
        """All that is said between the start and the deadline, in order of time."""
        monthly = item.document_kind is DocumentKind.MONITORING
        key = (item.opens_on, item.due_at, item.taken_at is not None, monthly)
        if key not in self._terms:
            self._terms[key] = _term(self.rules, self.calendar, *key)
        return self._terms[key]

    def answer_by(self, item: PlanItem) -> date:
        """The day by which a reported item is accepted or decided on: the next day the ladder reminds of it."""
        is_decided = item.state is State.AWAITING_DECISION
        since = (item.entered_at if is_decided else item.reported_at) or item.due_at
        wait = self.rules.decision_remind if is_decided else self.rules.review_remind
        return self.calendar.add(self.calendar.day_of(since), wait.count)

    def is_stale(self, step: Step, now: datetime) -> bool:
        return now - step.at > self._patience_for_missed

    @cached_property
    def _patience_for_missed(self) -> timedelta:
        return timedelta(hours=self.rules.stale_after.count)


def _closed(_ladder: Ladder, _item: PlanItem) -> None:
    return None


def _planned(ladder: Ladder, item: PlanItem) -> Step:
    at = _owed(ladder.calendar.morning(item.opens_on), item)
    return Step(at, "start", LetterKind.STARTED, Event.START_COMES)


def _in_progress(ladder: Ladder, item: PlanItem) -> Step:
    steps = ladder.term(item)
    spoken = item.spoken_at
    found = bisect_right(steps, spoken, key=_instant) if spoken else 0
    if found < len(steps):
        return steps[found]
    return Step(_owed(item.due_at, item), "deadline", LetterKind.DEADLINE_MISSED, Event.DEADLINE_PASSES)


def _instant(step: Step) -> datetime:
    return step.at


def _owed(at: datetime, item: PlanItem) -> datetime:
    return max(at, item.spoken_at) if item.spoken_at else at


def _term(
    rules: LadderRules, calendar: Calendar, opens: date, due_at: datetime, taken: bool, monthly: bool
) -> tuple[Step, ...]:
    """One step an instant, the weightier one kept."""
    due = calendar.day_of(due_at)
    steps: dict[datetime, Step] = {}
    for step in _by_weight(rules, calendar, opens, due, taken, monthly):
        steps.setdefault(step.at, step)
    return tuple(sorted((s for s in steps.values() if s.at < due_at), key=_instant))


def _by_weight(
    rules: LadderRules, calendar: Calendar, opens: date, due: date, taken: bool, monthly: bool
) -> Iterator[Step]:
    yield from _reminders(rules, calendar, opens, due)
    if (due - opens).days >= rules.half_term_from.count:
        half = calendar.working_on_or_before(opens + (due - opens) // HALF)
        yield Step(calendar.morning(half), "half_term", LetterKind.HALF_TERM)
    if not taken:
        day = calendar.add(opens, rules.not_taken.count)
        yield Step(calendar.morning(day), "not_taken", LetterKind.NOT_TAKEN)
    if monthly:
        yield from _monthly(calendar, opens, due)


def _reminders(rules: LadderRules, calendar: Calendar, opens: date, due: date) -> Iterator[Step]:
    for span in reversed(rules.remind):
        day = _before(calendar, due, span)
        if day > opens:
            yield Step(calendar.morning(day), f"before:{span}", LetterKind.REMINDER)


def _before(calendar: Calendar, due: date, span: Span) -> date:
    if span.unit == MORNING:
        return due
    if span.unit == "wd":
        return calendar.add(due, -span.count)
    return calendar.working_on_or_before(due - timedelta(days=span.count))


def _monthly(calendar: Calendar, opens: date, due: date) -> Iterator[Step]:
    first = _next_month(opens)
    while first < due:
        day = calendar.working_on_or_after(first)
        yield Step(calendar.morning(day), f"progress:{first:%Y-%m}", LetterKind.PROGRESS_WANTED)
        first = _next_month(first)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _overdue(ladder: Ladder, item: PlanItem) -> Step:
    at = _owed(ladder.climb_at(item), item)
    code = f"rung:{item.rung}.{item.repeats + 1}" if item.at_top else f"rung:{item.rung + 1}"
    return Step(at, code, LetterKind.ESCALATION, Event.CLIMB)


def _under_review(ladder: Ladder, item: PlanItem) -> Step:
    rules, calendar = ladder.rules, ladder.calendar
    reported = item.reported_at or item.due_at
    day = calendar.day_of(reported)
    reminder = calendar.morning(calendar.add(day, rules.review_remind.count))
    if _is_ahead(reminder, item):
        return Step(reminder, "review:acceptor", LetterKind.REVIEW_WAITING)
    at = _next_of(calendar, day, rules.review_level_above.count, item)
    return Step(at, "review:above", LetterKind.REVIEW_WAITING)


def _awaiting(ladder: Ladder, item: PlanItem) -> Step:
    day = ladder.calendar.day_of(item.entered_at or item.due_at)
    at = _next_of(ladder.calendar, day, ladder.rules.decision_remind.count, item)
    return Step(at, "decision", LetterKind.DECISION_WAITING)


def _next_of(calendar: Calendar, since: date, every: int, item: PlanItem) -> datetime:
    """The first morning of `since` plus one, two … times `every` working days that is still ahead."""
    day = calendar.add(since, every)
    while not _is_ahead(calendar.morning(day), item):
        day = calendar.add(day, every)
    return calendar.morning(day)


def _is_ahead(at: datetime, item: PlanItem) -> bool:
    return item.spoken_at is None or at > item.spoken_at


_NEXT = {
    State.PLANNED: _planned,
    State.BLOCKED: _closed,
    State.IN_PROGRESS: _in_progress,
    State.OVERDUE: _overdue,
    State.UNDER_REVIEW: _under_review,
    State.AWAITING_DECISION: _awaiting,
    State.DONE: _closed,
    State.DECLINED: _closed,
    State.WITHDRAWN: _closed,
}


def top_rung(item: PlanItem, staff: Staff) -> int:
    """The last rung of this item's climb: its own level, then each level above."""
    return RUNG_OF_LEVEL + len(_levels(item, staff)) - 1


def _levels(item: PlanItem, staff: Staff) -> tuple[str, ...]:
    """Who controls the item, from the lowest up; a body that stands in for the item's own level is named once."""
    return tuple(dict.fromkeys((controller(item, staff), *higher(item, staff))))


def heard_at(rung: int, item: PlanItem, staff: Staff) -> tuple[str, ...]:
    """Who hears of an overdue item when it comes to `rung`."""
    if rung < RUNG_OF_LEVEL:
        return tuple(dict.fromkeys((*spoken_to(item), *supervisors(item, staff))))
    levels = _levels(item, staff)
    return (levels[min(rung - RUNG_OF_LEVEL, len(levels) - 1)],)


def audience(step: Step, item: PlanItem, staff: Staff) -> tuple[str, ...]:
    """Who hears a step; `item` is as the step has left it."""
    return _AUDIENCE[step.letter](step, item, staff)


def _executors(_step: Step, item: PlanItem, _staff: Staff) -> tuple[str, ...]:
    return spoken_to(item)


def _with_supervisors(_step: Step, item: PlanItem, staff: Staff) -> tuple[str, ...]:
    return heard_at(1, item, staff)


def _escalated(_step: Step, item: PlanItem, staff: Staff) -> tuple[str, ...]:
    heard = heard_at(item.rung, item, staff)
    return (*heard, item.lead) if item.repeats and item.lead not in heard else heard


def _acceptor(step: Step, item: PlanItem, staff: Staff) -> tuple[str, ...]:
    return _levels(item, staff)[: 1 if step.code == "review:acceptor" else 2]


def _asker(_step: Step, item: PlanItem, staff: Staff) -> tuple[str, ...]:
    return tuple(dict.fromkeys((item.lead, controller(item, staff))))


_AUDIENCE = {
    LetterKind.STARTED: _executors,
    LetterKind.REMINDER: _executors,
    LetterKind.HALF_TERM: _executors,
    LetterKind.PROGRESS_WANTED: _executors,
    LetterKind.NOT_TAKEN: _with_supervisors,
    LetterKind.DEADLINE_MISSED: _with_supervisors,
    LetterKind.ESCALATION: _escalated,
    LetterKind.REVIEW_WAITING: _acceptor,
    LetterKind.DECISION_WAITING: _asker,
}
