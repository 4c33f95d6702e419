"""The next run of each of the operations' schedules, written down in Prefect; operators change schedules in its UI.

Prefect's own scheduler cannot: on SQLAlchemy 2.1 its insert of scheduled runs fails (docs/adr/0021).
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Scheduled

from flows.processes import Deployments

BY_SCHEDULE = "по расписанию"
MOST = 100


async def plan_ahead(client: PrefectClient, deployments: Deployments) -> None:
    """Write down the next run of every active schedule, take back what is no longer wanted; repeatable.

    Nothing is written down for an instant for which the server's own scheduler has a run: an operator's server may
    have one that works.
    """
    for deployment in deployments.operations:
        known, written = await client.read_deployment(deployment), await _written(client, deployment)
        theirs = {run.expected_start_time for run in written if BY_SCHEDULE not in run.tags}
        wanted = {key: given async for key, given in _next_runs(known) if given[0] not in theirs}
        for run in written:
            if BY_SCHEDULE in run.tags and run.idempotency_key not in wanted:
                await client.delete_flow_run(run.id)
        for key, (at, parameters) in wanted.items():
            await client.create_flow_run_from_deployment(
                deployment,
                state=Scheduled(scheduled_time=at),
                parameters=parameters,
                idempotency_key=key,
                tags=[BY_SCHEDULE],
            )


async def _next_runs(known: DeploymentResponse) -> AsyncIterator[tuple[str, tuple[datetime, dict[str, Any]]]]:
    """Nothing while an operator has paused the deployment."""
    for one in () if known.paused else known.schedules:
        if one.active and (at := await _next(one.schedule)):
            yield f"{one.id} {at.isoformat()}", (at, {**known.parameters, **one.parameters})


async def _next(schedule: Any) -> datetime | None:
    """By the server's own reckoning of cron, intervals and rules; None when there is no further date."""
    from prefect.server.schemas import schedules

    own = getattr(schedules, type(schedule).__name__)(**schedule.model_dump())
    dates: list[datetime] = await own.get_dates(n=1, start=datetime.now(UTC))
    return dates[0] if dates else None


async def _written(client: PrefectClient, deployment: UUID) -> list[FlowRun]:
    """What is written down for later."""
    scheduled = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    later = FlowRunFilterExpectedStartTime(after_=datetime.now(UTC))
    return await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(state=scheduled, expected_start_time=later),
        sort=FlowRunSort.ID_DESC,
        limit=MOST,
    )
