"""The process of an application: filed, accepted by its level, then decided by the ministry."""

from prefect import flow
from prefect.client.schemas import State

from flows.stages import accepted, closed, decided, opened, reported


@flow(name="Заявка", persist_result=False)
async def application(item_id: int) -> State:
    """An application is executed when it is filed, and closed when it is granted or refused."""
    item = await opened(item_id)
    await reported(item)
    await accepted(item)
    await decided(item)
    return closed(item)
