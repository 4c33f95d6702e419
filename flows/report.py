"""The process of an information and analysis report: a file is handed in and accepted."""

from prefect import flow
from prefect.client.schemas import State

from flows.stages import accepted, closed, opened, reported


@flow(name="Информационно-аналитический отчёт", persist_result=False)
async def report(item_id: int) -> State:
    """A report is written, handed in as a file and accepted by its control level."""
    item = await opened(item_id)
    await reported(item)
    await accepted(item)
    return closed(item)
