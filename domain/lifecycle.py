"""How a plan item moves from state to state: the table is the whole truth, and what is not in it is refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.authority import SYSTEM, Staff, roles
from domain.errors import Sentence
from domain.guards import (
    Facts,
    Guard,
    acknowledgement_ends,
    always,
    answer_is_due,
    executors_named,
    has_required_evidence,
    later_date_and_reason,
    may_be_accepted,
    may_reopen,
    not_taken,
    note_given,
    past_due,
    predecessor_fell,
    predecessor_granted,
    reason_given,
    start_has_come,
)
from domain.plan import PlanItem
from domain.titles import EVENTS, ROLES, STATES
from domain.vocabulary import DocumentKind, Event, Role, State
from domain.workdays import Calendar


class Refused(Sentence):
    """An event that the rules do not allow, with the reason as a person reads it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an event leads, who may cause it, and on what condition. `application` is the target for applications."""

    target: State
    by: frozenset[Role]
    guard: Guard = always
    application: State | None = None

    def target_for(self, item: PlanItem) -> State:
        is_application = item.document_kind is DocumentKind.APPLICATION
        return self.application if self.application and is_application else self.target


@dataclass(frozen=True, slots=True)
class Move:
    """One event that happened to an item: what it was, what it became, who did it and when."""

    before: PlanItem
    after: PlanItem
    event: Event
    by: str
    at: datetime
    facts: Facts


S, E = State, Event
CLOCK = frozenset({Role.SYSTEM})
EXECUTOR = frozenset({Role.EXECUTOR})
CONTROLLER = frozenset({Role.CONTROLLER})
CONTROL = frozenset({Role.CONTROLLER, Role.HIGHER})
LEADERS = CONTROL | {Role.SUPERVISOR}

# fmt: off
TABLE: dict[tuple[State, Event], Rule] = {
    # state                  event                  target               by          guard
    (S.PLANNED,           E.START_COMES):     Rule(S.IN_PROGRESS,       CLOCK,      start_has_come),
    (S.PLANNED,           E.TAKE):            Rule(S.IN_PROGRESS,       EXECUTOR),
    (S.PLANNED,           E.EXTEND):          Rule(S.PLANNED,           CONTROL,    later_date_and_reason),
    (S.PLANNED,           E.REASSIGN):        Rule(S.PLANNED,           LEADERS,    executors_named),
    (S.PLANNED,           E.WITHDRAW):        Rule(S.WITHDRAWN,         CONTROL,    reason_given),

    (S.BLOCKED,           E.UNBLOCK):         Rule(S.PLANNED,           CLOCK,      predecessor_granted),
    (S.BLOCKED,           E.CASCADE):         Rule(S.WITHDRAWN,         CLOCK,      predecessor_fell),
    (S.BLOCKED,           E.EXTEND):          Rule(S.BLOCKED,           CONTROL,    later_date_and_reason),
    (S.BLOCKED,           E.REASSIGN):        Rule(S.BLOCKED,           LEADERS,    executors_named),
    (S.BLOCKED,           E.WITHDRAW):        Rule(S.WITHDRAWN,         CONTROL,    reason_given),

    (S.IN_PROGRESS,       E.TAKE):            Rule(S.IN_PROGRESS,       EXECUTOR,   not_taken),
    (S.IN_PROGRESS,       E.NOTE):            Rule(S.IN_PROGRESS,       EXECUTOR,   note_given),
    (S.IN_PROGRESS,       E.REPORT):          Rule(S.UNDER_REVIEW,      EXECUTOR,   has_required_evidence),
    (S.IN_PROGRESS,       E.DEADLINE_PASSES): Rule(S.OVERDUE,           CLOCK,      past_due),
    (S.IN_PROGRESS,       E.ASK):             Rule(S.IN_PROGRESS,       EXECUTOR,   later_date_and_reason),
    (S.IN_PROGRESS,       E.EXTEND):          Rule(S.IN_PROGRESS,       CONTROL,    later_date_and_reason),
    (S.IN_PROGRESS,       E.DENY):            Rule(S.IN_PROGRESS,       CONTROL,    answer_is_due),
    (S.IN_PROGRESS,       E.REASSIGN):        Rule(S.IN_PROGRESS,       LEADERS,    executors_named),
    (S.IN_PROGRESS,       E.WITHDRAW):        Rule(S.WITHDRAWN,         CONTROL,    reason_given),

    (S.OVERDUE,           E.NOTE):            Rule(S.OVERDUE,           EXECUTOR,   note_given),
    (S.OVERDUE,           E.REPORT):          Rule(S.UNDER_REVIEW,      EXECUTOR,   has_required_evidence),
    (S.OVERDUE,           E.CLIMB):           Rule(S.OVERDUE,           CLOCK),
    (S.OVERDUE,           E.ASK):             Rule(S.OVERDUE,           EXECUTOR,   later_date_and_reason),
    (S.OVERDUE,           E.EXTEND):          Rule(S.IN_PROGRESS,       CONTROL,    later_date_and_reason),
    (S.OVERDUE,           E.DENY):            Rule(S.OVERDUE,           CONTROL,    answer_is_due),
    (S.OVERDUE,           E.ACKNOWLEDGE):     Rule(S.OVERDUE,           CONTROL,    acknowledgement_ends),
    (S.OVERDUE,           E.REASSIGN):        Rule(S.OVERDUE,           LEADERS,    executors_named),
    (S.OVERDUE,           E.WITHDRAW):        Rule(S.WITHDRAWN,         CONTROL,    reason_given),

    (S.UNDER_REVIEW,      E.ACCEPT):          Rule(S.DONE,              CONTROLLER, may_be_accepted,
                                                   application=S.AWAITING_DECISION),
    (S.UNDER_REVIEW,      E.RETURN):          Rule(S.IN_PROGRESS,       CONTROLLER, reason_given),
    (S.UNDER_REVIEW,      E.WITHDRAW):        Rule(S.WITHDRAWN,         CONTROL,    reason_given),

    (S.AWAITING_DECISION, E.GRANT):           Rule(S.DONE,              CONTROL),
    (S.AWAITING_DECISION, E.REFUSE):          Rule(S.DECLINED,          CONTROL,    reason_given),
    (S.AWAITING_DECISION, E.WITHDRAW):        Rule(S.WITHDRAWN,         CONTROL,    reason_given),

    (S.DONE,              E.REOPEN):          Rule(S.IN_PROGRESS,       CONTROL,    may_reopen),
    (S.DECLINED,          E.REOPEN):          Rule(S.IN_PROGRESS,       CONTROL,    may_reopen),
    (S.WITHDRAWN,         E.REOPEN):          Rule(S.IN_PROGRESS,       CONTROL,    may_reopen),
}
# fmt: on


def advance(
    item: PlanItem, event: Event, *, by: str, now: datetime, staff: Staff, calendar: Calendar, facts: Facts
) -> Move:
    """Carry out one event on an item.

    Raises:
        Refused: the table has no such move, `by` has not the role for it, or its guard is not met.
    """
    rule = TABLE.get((item.state, event)) or _no_such_move(item, event)
    held = roles(by, item, staff, calendar.day_of(now))
    if not held & rule.by:
        raise Refused(_wrong_role(item, event, by, rule))
    if reason := rule.guard(item, facts, now):
        raise Refused(f"Пункт {item.number}: {reason}")
    return Move(item, _moved(item, rule, event, facts, by, now, calendar), event, by, now, facts)


def _no_such_move(item: PlanItem, event: Event) -> Rule:
    state = STATES[item.state].lower()
    raise Refused(f"Пункт {item.number}: нельзя {EVENTS[event]} — его состояние «{state}»")


def _wrong_role(item: PlanItem, event: Event, by: str, rule: Rule) -> str:
    who = " или ".join(ROLES[role] for role in Role if role in rule.by)
    own = " Собственную работу не принимают." if event is E.ACCEPT and by in item.executors else ""
    return f"Пункт {item.number}: {by} не может {EVENTS[event]} — это вправе {who}.{own}"


def _moved(
    item: PlanItem, rule: Rule, event: Event, facts: Facts, by: str, now: datetime, calendar: Calendar
) -> PlanItem:
    target = rule.target_for(item)
    entered = now if target is not item.state or item.entered_at is None else item.entered_at
    moved = item.but(state=target, version=item.version + 1, entered_at=entered, spoken_at=now)
    if target.is_closed and not item.state.is_closed:
        moved = moved.but(closed_at=now)
    effect = EFFECTS.get(event)
    return effect(moved, facts, by, now, calendar) if effect else moved


def _taken(item: PlanItem, _facts: Facts, _by: str, now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(taken_at=now)


def _reported(item: PlanItem, _facts: Facts, by: str, now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(reported_at=now, reported_by=by, taken_at=item.taken_at or now)


def _returned(item: PlanItem, _facts: Facts, _by: str, _now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(reported_at=None, reported_by=None)


def _overdue(item: PlanItem, _facts: Facts, _by: str, now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(rung=max(1, item.rung), climbed_at=now)


def _climbed(item: PlanItem, _facts: Facts, _by: str, now: datetime, _calendar: Calendar) -> PlanItem:
    rung, repeats = (item.rung, item.repeats + 1) if item.at_top else (item.rung + 1, 0)
    return item.but(rung=rung, repeats=repeats, climbed_at=now, paused_until=None)


def _extended(item: PlanItem, facts: Facts, _by: str, _now: datetime, calendar: Calendar) -> PlanItem:
    finish = facts.finish or item.finish
    due = calendar.due_at(finish)
    clean = item.but(rung=0, repeats=0, climbed_at=None, paused_until=None, asked_finish=None)
    return clean.but(finish=finish, due_at=due)


def _asked(item: PlanItem, facts: Facts, _by: str, _now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(asked_finish=facts.finish)


def _denied(item: PlanItem, _facts: Facts, _by: str, _now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(asked_finish=None)


def _acknowledged(item: PlanItem, facts: Facts, _by: str, _now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(paused_until=facts.until)


def _reassigned(item: PlanItem, facts: Facts, _by: str, _now: datetime, _calendar: Calendar) -> PlanItem:
    return item.but(executors=facts.executors, top=facts.top, taken_at=None)


def _reopened(item: PlanItem, _facts: Facts, _by: str, _now: datetime, _calendar: Calendar) -> PlanItem:
    clean = item.but(rung=0, repeats=0, climbed_at=None, paused_until=None, closed_at=None)
    return clean.but(reported_at=None, reported_by=None)


EFFECTS = {
    E.TAKE: _taken,
    E.REPORT: _reported,
    E.RETURN: _returned,
    E.DEADLINE_PASSES: _overdue,
    E.CLIMB: _climbed,
    E.EXTEND: _extended,
    E.ASK: _asked,
    E.DENY: _denied,
    E.ACKNOWLEDGE: _acknowledged,
    E.REASSIGN: _reassigned,
    E.REOPEN: _reopened,
}


def allowed(item: PlanItem, person: str, staff: Staff, now: datetime, calendar: Calendar) -> tuple[Event, ...]:
    """The events that `person` may try on the item now; guards are asked only when the facts are there."""
    held = roles(person, item, staff, calendar.day_of(now))
    rules = ((event, TABLE.get((item.state, event))) for event in Event)
    return tuple(event for event, rule in rules if rule and held & rule.by and person != SYSTEM)


def as_mermaid() -> str:
    """The table as a Mermaid state diagram, for `docs/STATES.md`."""
    return "\n".join(["stateDiagram-v2", "    [*] --> planned", "    [*] --> blocked", *_arrows()])


def _arrows() -> Iterator[str]:
    for (state, event), rule in TABLE.items():
        yield f"    {state} --> {rule.target}: {event}"
        if rule.application:
            yield f"    {state} --> {rule.application}: {event} (заявка)"
