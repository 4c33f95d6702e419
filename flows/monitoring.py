"""The process of a monitoring: notes on progress come every month, the last one is the report."""

from prefect import flow
from prefect.client.schemas import State

from flows.stages import accepted, closed, opened, reported


@flow(name="Мониторинг", persist_result=False)
async def monitoring(item_id: int) -> State:
    """A monitoring goes on from month to month until its last note reports the outcome."""
    item = await opened(item_id)
    await reported(item)
    await accepted(item)
    return closed(item)
