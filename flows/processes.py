"""Which process an item of each document kind goes through, and how a process is known to Prefect."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas import State as PrefectState
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow_async
from prefect.flows import Flow
from prefect.utilities.callables import parameter_schema

from domain.vocabulary import DocumentKind
from flows.act import act, schedule
from flows.agreement import agreement
from flows.application import application
from flows.monitoring import monitoring
from flows.report import report

PROCESSES: Mapping[DocumentKind, Flow[..., Any]] = {
    DocumentKind.APPLICATION: application,
    DocumentKind.AGREEMENT: agreement,
    DocumentKind.MONITORING: monitoring,
    DocumentKind.REPORT: report,
    DocumentKind.ACT: act,
    DocumentKind.SCHEDULE: schedule,
}

DEPLOYMENT = "пункт плана"


async def run_here(process: Flow[..., Any], run: FlowRun) -> PrefectState | None:
    """Run a flow in this process, on a run that exists; gives the state in which it ends or suspends.

    The engine is not told of the deployment: for a deployed run it would open a websocket in a thread to hear
    of suspensions from outside, which takes 0.17 s of 0.25; ours come only from the stages.
    """
    bare = run.model_copy(update={"deployment_id": None})
    try:
        return await run_flow_async(process, flow_run=bare, parameters=run.parameters, return_type="state")
    except (Abort, Pause) as signal:
        return getattr(signal, "state", None)


async def deploy(
    client: PrefectClient,
    process: Flow[..., Any],
    name: str,
    pool: str | None,
    description: str | None,
    schedules: list[DeploymentScheduleCreate] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> UUID:
    """Make one deployment known to Prefect; repeating it changes nothing but gives it these schedules, parameters."""
    return await client.create_deployment(
        flow_id=await client.create_flow(process),
        name=name,
        description=description,
        entrypoint=f"{process.fn.__module__}.{process.fn.__name__}",
        tags=["Веха"],
        work_pool_name=pool,
        schedules=schedules,
        parameters=dict(parameters or {}),
        parameter_openapi_schema=parameter_schema(process.fn).model_dump(),
        enforce_parameter_schema=True,
    )


@dataclass(frozen=True, slots=True)
class Deployments:
    """The ids under which Prefect knows our deployments."""

    processes: Mapping[DocumentKind, UUID]
    operations: Mapping[UUID, Flow[..., Any]]
