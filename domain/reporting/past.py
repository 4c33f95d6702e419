"""How an item stood at the end of a day that is over: read off its journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.history import Happened, evidence_of
from domain.plan import Evidence, PlanItem
from domain.vocabulary import Event, State


class Moved(Happened, Protocol):
    """A row of the journal with the states before and after it."""

    @property
    def before(self) -> str: ...

    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Past:
    """An item as it stood; `history` is what had happened by then, oldest first."""

    item: PlanItem
    state: State
    finish: date
    history: Sequence[Moved]

    def last(self, *events: Event) -> Moved | None:
        """The newest of such events."""
        return next((row for row in reversed(self.history) if row.event in events), None)

    @property
    def reported(self) -> Moved | None:
        """The report that stands: None while the item is at work."""
        stands = self.state in (State.UNDER_REVIEW, State.AWAITING_DECISION, State.DONE, State.DECLINED)
        return self.last(Event.REPORT) if stands else None

    @property
    def done_on(self) -> date | None:
        """The day on which the executor reported what was accepted."""
        if self.state is not State.DONE:
            return None
        row = self.reported or (self.history[-1] if self.history else None)
        return row.at.date() if row else None

    @property
    def evidence(self) -> Evidence | None:
        row = self.reported
        return evidence_of(row.details) if row else None


def as_it_was(item: PlanItem, history: Sequence[Moved], at: datetime) -> Past:
    """`history` is the item's whole journal, oldest first; what happened after `at` is not told."""
    by_then = [row for row in history if row.at <= at]
    return Past(item, _state(item, history, by_then), _finish(item, history, at), by_then)


def _state(item: PlanItem, history: Sequence[Moved], by_then: Sequence[Moved]) -> State:
    if by_then:
        return State(by_then[-1].state)
    return State(history[0].before) if history and history[0].before else item.state


def _finish(item: PlanItem, history: Sequence[Moved], at: datetime) -> date:
    """Only an extension of a later day has to be taken back: editions rewrite the plan itself."""
    moves = [row for row in history if row.event == Event.EXTEND]
    if not any(row.at > at for row in moves):
        return item.finish
    known = [row.details["finish"] for row in moves if row.at <= at]
    return date.fromisoformat(known[-1]) if known else item.original_finish
