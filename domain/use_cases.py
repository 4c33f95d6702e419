"""One function per request of a person, and `tick` for the clock: load, move, save, tell."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime

from domain.authority import SYSTEM, controller, name_of, principals, spoken_to, supervisors
from domain.guards import Facts
from domain.ladder import Ladder, top_rung
from domain.letters import Letter, LetterKind
from domain.lifecycle import Move, advance
from domain.passing import RESCHEDULED, Passed, composed, pass_time, reached, scheduled
from domain.plan import Evidence, PlanItem
from domain.ports import Desk, Entry
from domain.vocabulary import DocumentKind, Event, State


def take(number: str, *, by: str, now: datetime, desk: Desk) -> PlanItem:
    """An executor takes the item to work; nobody needs a letter about that."""
    return _carried_out(number, Event.TAKE, by, now, desk, Facts()).after


def note(number: str, *, by: str, text: str, now: datetime, desk: Desk) -> PlanItem:
    """An executor tells how the work goes; kept in the item's history."""
    return _carried_out(number, Event.NOTE, by, now, desk, Facts(text=text)).after


def report(number: str, *, by: str, evidence: Evidence, now: datetime, desk: Desk) -> PlanItem:
    """An executor reports with what the document kind requires; the acceptor is asked to review."""
    move = _carried_out(number, Event.REPORT, by, now, desk, Facts(evidence=evidence))
    return _tell(move, LetterKind.REVIEW_WANTED, (controller(move.after, desk.staff),), desk)


def accept(
    number: str, *, by: str, now: datetime, desk: Desk, minutes: str | None = None, reason: str | None = None
) -> PlanItem:
    """Accept a reported item; it leaves control, or, an application, waits for the ministry.

    `minutes` are required of a body; `reason` overrides what is still open beneath.
    """
    item = desk.plan.get(number)
    below = tuple(i.number for i in desk.plan.under(item) if not i.state.is_closed)
    facts = Facts(minutes=minutes, reason=reason, open_below=below, body=_decides_at_meetings(item, desk))
    move = _carried_out(number, Event.ACCEPT, by, now, desk, facts)
    return _tell(move, LetterKind.ACCEPTED, spoken_to(move.after), desk)


def return_(number: str, *, by: str, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """Send a reported item back to work."""
    move = _carried_out(number, Event.RETURN, by, now, desk, Facts(reason=reason))
    return _tell(move, LetterKind.RETURNED, spoken_to(move.after), desk)


def grant(number: str, *, by: str, now: datetime, desk: Desk) -> PlanItem:
    """The ministry has granted the application: what waited for it may start."""
    move = _carried_out(number, Event.GRANT, by, now, desk, Facts())
    waiting = _follow(move, Event.UNBLOCK, now, desk)
    told = dict.fromkeys(name for item in (move.after, *waiting) for name in spoken_to(item))
    return _tell(move, LetterKind.GRANTED, tuple(told), desk)


def refuse(number: str, *, by: str, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """The ministry has refused the application: its agreement is withdrawn and the committee told."""
    move = _carried_out(number, Event.REFUSE, by, now, desk, Facts(reason=reason))
    _fall(move, now, desk)
    return _tell(move, LetterKind.REFUSED, (*spoken_to(move.after), *_committee(move.after, desk)), desk)


def ask(number: str, *, by: str, finish: date, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """An executor asks for more time; the control level decides."""
    move = _carried_out(number, Event.ASK, by, now, desk, _until(finish, reason, desk.ladder))
    return _tell(move, LetterKind.EXTENSION_ASKED, (controller(move.after, desk.staff),), desk)


def hand_over(number: str, *, by: str, executors: tuple[str, ...], reason: str, now: datetime, desk: Desk) -> PlanItem:
    """An executor asks to give the item to others; whoever may reassign it hears of that, and decides."""
    text = f"Просит передать исполнение: {', '.join(executors)}. Причина: {reason}"
    move = _carried_out(number, Event.NOTE, by, now, desk, Facts(text=text))
    deciding = (controller(move.after, desk.staff), *supervisors(move.after, desk.staff))
    told = reached(deciding, desk.staff, desk.ladder.calendar.day_of(now))
    facts = {"by": by, "reason": reason, "now": ", ".join(executors)}
    desk.letters.put(_letters(move.after, LetterKind.HANDOVER_ASKED, told, now, facts))
    return move.after


def extend(number: str, *, by: str, finish: date, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """Give more time; the original finish stays in the statistics."""
    move = _carried_out(number, Event.EXTEND, by, now, desk, _until(finish, reason, desk.ladder))
    return _tell(move, LetterKind.EXTENDED, spoken_to(move.after), desk)


def deny(number: str, *, by: str, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """Refuse the time that was asked for."""
    move = _carried_out(number, Event.DENY, by, now, desk, Facts(reason=reason))
    return _tell(move, LetterKind.DENIED, spoken_to(move.after), desk)


def acknowledge(number: str, *, by: str, now: datetime, desk: Desk) -> PlanItem:
    """A controller takes the delay upon himself: the next rung comes two working days later than it would have."""
    ladder = desk.ladder
    planned = ladder.calendar.day_of(ladder.climb_at(desk.plan.get(number)))
    until = ladder.calendar.add(planned, ladder.rules.acknowledged.count)
    move = _carried_out(number, Event.ACKNOWLEDGE, by, now, desk, Facts(until=until))
    told = (*spoken_to(move.after), *supervisors(move.after, desk.staff))
    return _tell(move, LetterKind.ACKNOWLEDGED, tuple(n for n in told if n != by), desk)


def reassign(number: str, *, by: str, executors: tuple[str, ...], reason: str, now: datetime, desk: Desk) -> PlanItem:
    """Give the item to other executors; both the new and the old hear of it."""
    item = desk.plan.get(number)
    unknown = tuple(name for name in executors if not desk.staff.knows(name))
    top = top_rung(item.but(executors=executors), desk.staff) if executors else item.top
    facts = Facts(executors=executors, unknown=unknown, reason=reason, top=top)
    move = _carried_out(number, Event.REASSIGN, by, now, desk, facts)
    return _tell(move, LetterKind.REASSIGNED, (*spoken_to(move.after), *spoken_to(move.before)), desk)


def withdraw(number: str, *, by: str, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """Close the item by decision; an application takes its agreement with it."""
    move = _carried_out(number, Event.WITHDRAW, by, now, desk, Facts(reason=reason))
    _fall(move, now, desk)
    return _tell(move, LetterKind.WITHDRAWN, spoken_to(move.after), desk)


def reopen(number: str, *, by: str, reason: str, now: datetime, desk: Desk) -> PlanItem:
    """Put a closed item to work again."""
    item = desk.plan.get(number)
    before = desk.plan.get(item.predecessor).state if item.predecessor else None
    move = _carried_out(number, Event.REOPEN, by, now, desk, Facts(reason=reason, predecessor=before))
    return _tell(move, LetterKind.REOPENED, spoken_to(move.after), desk)


def retime(now: datetime, items: list[PlanItem], desk: Desk) -> int:
    """Set the wakes anew where the ladder or the calendar has changed since; returns how many moved."""
    timed = [(item, scheduled(item, desk.ladder)) for item in items]
    moved = [(item, after) for item, after in timed if item.next_wake_at != after.next_wake_at]
    desk.plan.record([Entry(item, after, RESCHEDULED, SYSTEM, now) for item, after in moved])
    return len(moved)


def tick(now: datetime, due: Mapping[str, list[PlanItem]], desks: Mapping[str, Desk]) -> int:
    """Let time do what is due by `now`. `due` are the items by passport; returns how many were dealt with."""
    return sum(_ticked(now, items, desks[passport]) for passport, items in due.items())


def _ticked(now: datetime, items: list[PlanItem], desk: Desk) -> int:
    passed = [pass_time(item, now, desk.ladder, desk.staff) for item in items]
    _keep(passed, now, desk)
    return len(items)


def _keep(passed: list[Passed], now: datetime, desk: Desk) -> None:
    desk.plan.record([entry for outcome in passed for entry in outcome.entries])
    desk.letters.put(composed(passed, now))


def _carried_out(number: str, event: Event, by: str, now: datetime, desk: Desk, facts: Facts) -> Move:
    """What is due by the clock comes first, so that events stand in the journal in order of time."""
    return _moved(desk.plan.get(number), event, by, now, desk, facts)


def _moved(item: PlanItem, event: Event, by: str, now: datetime, desk: Desk, facts: Facts) -> Move:
    passed = pass_time(item, now, desk.ladder, desk.staff)
    move = advance(passed.item, event, by=by, now=now, staff=desk.staff, calendar=desk.ladder.calendar, facts=facts)
    move = replace(move, after=scheduled(move.after, desk.ladder))
    entry = Entry(move.before, move.after, event, by, now, _details(facts) | _principals(move, desk))
    desk.plan.record([*passed.entries, entry])
    desk.letters.put(composed([passed], now))
    return move


def _principals(move: Move, desk: Desk) -> dict[str, object]:
    """Both names go to the journal: who acted, and for whom he stands in."""
    if not desk.staff.absences and not desk.staff.secretaries:
        return {}
    found = principals(move.by, move.before, desk.staff, desk.ladder.calendar.day_of(move.at))
    return {"stands_in_for": list(found)} if found else {}


def _details(facts: Facts) -> dict[str, object]:
    evidence = asdict(facts.evidence) if facts.evidence else {}
    said = {
        "reason": facts.reason,
        "minutes": facts.minutes,
        "finish": facts.finish,
        "until": facts.until,
        "text": facts.text,
        "executors": list(facts.executors),
        "open_below": list(facts.open_below),
    }
    return {name: _plain(value) for name, value in (said | evidence).items() if value}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _until(finish: date, reason: str, ladder: Ladder) -> Facts:
    return Facts(finish=finish, due_at=ladder.calendar.due_at(finish), reason=reason)


def _follow(move: Move, event: Event, now: datetime, desk: Desk) -> list[PlanItem]:
    """What waits for the item moves with it, in the same transaction."""
    facts = Facts(predecessor=move.after.state, reason=move.facts.reason)
    waiting = [item for item in desk.plan.blocked_by(move.after) if item.state is State.BLOCKED]
    return [_moved(item, event, SYSTEM, now, desk, facts).after for item in waiting]


def _fall(move: Move, now: datetime, desk: Desk) -> None:
    if move.after.document_kind is not DocumentKind.APPLICATION:
        return
    for item in _follow(move, Event.CASCADE, now, desk):
        told = (*spoken_to(item), *_committee(item, desk))
        facts = {"reason": move.facts.reason or "", "by": move.by}
        desk.letters.put(_letters(item, LetterKind.CASCADED, told, now, facts))


def _committee(item: PlanItem, desk: Desk) -> tuple[str, ...]:
    """The first body at or above the item's own level."""
    levels = desk.staff.levels[desk.staff.rank_of(item.level) :]
    return tuple(name_of(level) for level in levels if level.is_body)[:1]


def _decides_at_meetings(item: PlanItem, desk: Desk) -> bool:
    acceptor = controller(item, desk.staff)
    return any(level.is_body and level.code == acceptor for level in desk.staff.levels)


def _tell(move: Move, kind: LetterKind, recipients: tuple[str, ...], desk: Desk) -> PlanItem:
    told = reached(recipients, desk.staff, desk.ladder.calendar.day_of(move.at))
    desk.letters.put(_letters(move.after, kind, told, move.at, _facts_of(move)))
    return move.after


def _letters(
    item: PlanItem, kind: LetterKind, recipients: tuple[str, ...], now: datetime, facts: Mapping[str, str]
) -> list[Letter]:
    occasion = f"{now:%Y-%m-%dT%H:%M}/{kind}:{item.version}"
    return [Letter(kind, name, item.passport, (item.id,), occasion, now, facts) for name in dict.fromkeys(recipients)]


def _facts_of(move: Move) -> dict[str, str]:
    facts, before = move.facts, move.before
    said = {
        "by": move.by,
        "reason": facts.reason,
        "minutes": facts.minutes,
        "until": str(facts.finish or facts.until or ""),
        "was": ", ".join(before.executors) if facts.executors else before.finish.isoformat(),
        "now": ", ".join(facts.executors),
        "proof": facts.evidence.in_words if facts.evidence else "",
    }
    return {name: value for name, value in said.items() if value}
