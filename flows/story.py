"""The item's story in its run's log: every row of our journal, in the journal's own time."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import LogCreate
from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId

from domain.passing import SPOKEN
from flows.office import JournalRow
from notifications.words import happening, step_words

INFO = 20
LOGGER = "веха"
PAGE = 200


async def tell(client: PrefectClient, stories: Mapping[UUID, Sequence[JournalRow]], told: dict[UUID, int]) -> None:
    """Add to each run's log the rows that it lacks; `told` remembers how many lines each has."""
    for run_id in stories.keys() - told.keys():
        told[run_id] = await _lines(client, run_id)
    fresh = [_line(run_id, row) for run_id, rows in stories.items() for row in rows[told[run_id] :]]
    if fresh:
        await client.create_logs(fresh)
    told.update((run_id, len(rows)) for run_id, rows in stories.items())


async def _lines(client: PrefectClient, run_id: UUID) -> int:
    of_run = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run_id]))
    count = 0
    while page := await client.read_logs(of_run, limit=PAGE, offset=count):
        count += len(page)
    return count


def _line(run_id: UUID, row: JournalRow) -> LogCreate:
    return LogCreate(name=LOGGER, level=INFO, message=sentence_of(row), timestamp=row.at, flow_run_id=run_id)


def sentence_of(row: JournalRow) -> str:
    """`Исполнение принято · Иванов И.И. · протокол № 4`, `Напоминание о сроке: за 7 дней · Веха · извещены: …`"""
    what = step_words(row.details["step"]) if row.event == SPOKEN else happening(row.event)
    told = ", ".join(row.details.get("told", ()))
    heard = f"извещены: {told}" if told else None
    return " · ".join(filter(None, (what, row.actor, row.reason, heard)))
