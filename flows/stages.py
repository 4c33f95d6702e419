"""What processes are made of: each stage looks at the item and falls through, or suspends the run."""

from typing import TYPE_CHECKING, NoReturn

from prefect.context import FlowRunContext
from prefect.exceptions import Pause
from prefect.utilities.engine import propose_state

from domain.plan import PlanItem
from domain.vocabulary import State
from flows.office import office
from flows.states import shown

if TYPE_CHECKING:
    from prefect.client.schemas import State as PrefectState

BEFORE_WORK = frozenset({State.PLANNED, State.BLOCKED})
AT_WORK = frozenset({State.IN_PROGRESS, State.OVERDUE})


async def opened(item_id: int) -> PlanItem:
    """Wait for the start date, and until nothing blocks the item."""
    item = office().records.item(item_id)
    await _unless_past(BEFORE_WORK, item)
    return item


async def reported(item: PlanItem) -> None:
    """Wait for the executor's report: "В работе", then "Просрочен"."""
    await _unless_past(AT_WORK, item)


async def accepted(item: PlanItem) -> None:
    """Wait until the control level accepts: "На контроле · РРП"."""
    await _unless_past(frozenset({State.UNDER_REVIEW}), item)


async def decided(item: PlanItem) -> None:
    """Wait until the ministry decides on the application: "Ждёт решения"."""
    await _unless_past(frozenset({State.AWAITING_DECISION}), item)


def closed(item: PlanItem) -> "PrefectState":
    """The state in which the run ends: executed, or closed by decision."""
    return shown(item, office().staff(item.passport)).state()


async def _unless_past(stage: frozenset[State], item: PlanItem) -> None:
    if item.state in stage:
        await _suspend(item)


async def _suspend(item: PlanItem) -> NoReturn:
    """Show the item's state on its run and leave the process until the next wake."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("a stage runs only inside its process's flow run")
    wanted = shown(item, office().staff(item.passport)).state()
    answer = await propose_state(context.client, wanted, flow_run_id=context.flow_run.id)  # type: ignore[arg-type]
    raise Pause(state=answer)
