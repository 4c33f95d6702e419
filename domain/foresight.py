"""What an item says if nobody does anything: its ladder from beginning to end, shown by `vekha schedule`."""

from collections.abc import Iterator

from domain.authority import Staff
from domain.ladder import Ladder, Step, audience
from domain.passing import stepped
from domain.plan import PlanItem
from domain.vocabulary import State

STEPS_AT_MOST = 200
REPEATS_SHOWN = 6
"""At the top an item speaks for ever; so many repeats show how."""


def foreseen(item: PlanItem, ladder: Ladder, staff: Staff) -> Iterator[tuple[Step, PlanItem, tuple[str, ...]]]:
    """Each step, the item as it is after it, and who hears it.

    An item not yet begun is foreseen from its opening day, a blocked one as if its application were granted,
    any other from where it stands.
    """
    if item.state in {State.BLOCKED, State.PLANNED}:
        item = item.but(state=State.PLANNED, spoken_at=None)
    for _ in range(STEPS_AT_MOST):
        step = ladder.next_step(item)
        if step is None or item.repeats >= REPEATS_SHOWN:
            return
        item = stepped(item, step, ladder, staff)
        yield step, item, audience(step, item, staff)
