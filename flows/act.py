"""The processes of an administrative act and of a schedule: a document with number and date, or a link."""

from prefect import flow
from prefect.client.schemas import State

from flows.stages import accepted, closed, opened, reported


@flow(name="Распорядительный акт", persist_result=False)
async def act(item_id: int) -> State:
    """An act is issued; its number and date, or a link to it, prove execution."""
    item = await opened(item_id)
    await reported(item)
    await accepted(item)
    return closed(item)


@flow(name="График", persist_result=False)
async def schedule(item_id: int) -> State:
    """A schedule is approved; its number and date, or a link to it, prove execution."""
    item = await opened(item_id)
    await reported(item)
    await accepted(item)
    return closed(item)
