"""The process of an agreement: it waits for its application to be granted."""

from prefect import flow
from prefect.client.schemas import State

from flows.stages import accepted, closed, opened, reported


@flow(name="Соглашение", persist_result=False)
async def agreement(item_id: int) -> State:
    """An agreement is concluded once its application has been granted."""
    item = await opened(item_id)
    await reported(item)
    await accepted(item)
    return closed(item)
