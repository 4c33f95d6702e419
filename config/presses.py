"""What a press means for an item: who stands behind it, whether it comes too late, which use case it calls."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain import use_cases
from domain.authority import SYSTEM, Staff
from domain.history import evidence_of
from domain.plan import Evidence, PlanItem
from domain.storage.journal import Happening
from domain.vocabulary import Event, State
from notifications import words
from notifications.counter import Caller, Deed

HARMLESS = frozenset({Event.TAKE, Event.NOTE, Event.ASK, Event.ACKNOWLEDGE})
"""What does not spoil a button shown earlier: the rules themselves refuse what no longer fits."""
REPORTED = frozenset({State.UNDER_REVIEW, State.AWAITING_DECISION, State.DONE, State.DECLINED})
ACTS: dict[Event, Callable[..., PlanItem]] = {
    Event.TAKE: use_cases.take,
    Event.NOTE: use_cases.note,
    Event.REPORT: use_cases.report,
    Event.ACCEPT: use_cases.accept,
    Event.RETURN: use_cases.return_,
    Event.GRANT: use_cases.grant,
    Event.REFUSE: use_cases.refuse,
    Event.ASK: use_cases.ask,
    Event.EXTEND: use_cases.extend,
    Event.DENY: use_cases.deny,
    Event.ACKNOWLEDGE: use_cases.acknowledge,
    Event.REASSIGN: use_cases.reassign,
    Event.WITHDRAW: use_cases.withdraw,
    Event.REOPEN: use_cases.reopen,
}


def speaks_as(caller: Caller) -> str:
    """In a body's group the lists are the body's."""
    return caller.body or caller.name


def deputed(staff: Staff, caller: Caller, event: Event) -> Staff:
    """Whoever is in the body's group may take a delay upon it; its decisions are recorded by its secretary alone."""
    if event is not Event.ACKNOWLEDGE or not caller.body:
        return staff
    return replace(staff, secretaries={**staff.secretaries, caller.body: caller.name})


def waits(item: PlanItem) -> bool:
    return item.state in (State.UNDER_REVIEW, State.AWAITING_DECISION) or (
        item.asked_finish is not None and not item.state.is_closed
    )


def proof_of(item: PlanItem, history: list[Happening]) -> Evidence | None:
    """What was reported last, while the report stands."""
    if item.state not in REPORTED:
        return None
    reports = (row.details for row in reversed(history) if row.event == Event.REPORT)
    said = next(reports, None)
    return evidence_of({name: str(value) for name, value in said.items()}) if said else None


def outdated(item: PlanItem, version: int, history: list[Happening]) -> str | None:
    """What somebody has done since the item was at `version`, as a refusal."""
    since = (row for row in reversed(history) if row.version > version)
    acts = (row for row in since if row.actor != SYSTEM and row.event not in HARMLESS)
    row = next(acts, None)
    if row is None:
        return None if version <= item.version else f"Пункт {item.number}: эта кнопка ему не принадлежит"
    what = f"{words.inside(words.happening(row.event))} — {row.actor}, {row.at:%d.%m.%Y %H:%M}"
    return f"Пункт {item.number}: {what}; сейчас его состояние «{words.inside(words.STATES[item.state])}»"


def words_of(deed: Deed) -> dict[str, Any]:
    """The facts as the use case takes them."""
    if deed.event is Event.REPORT:
        return {"evidence": evidence_of(deed.facts)}
    given: dict[str, Any] = dict(deed.facts)
    if "finish" in given:
        given["finish"] = date.fromisoformat(given["finish"])
    if "executors" in given:
        given["executors"] = tuple(given["executors"].split(", "))
    return given


def use_case_of(deed: Deed) -> Callable[..., PlanItem]:
    """The use case of the event; a note that names executors asks to hand the item over to them."""
    return use_cases.hand_over if deed.event is Event.NOTE and "executors" in deed.facts else ACTS[deed.event]
