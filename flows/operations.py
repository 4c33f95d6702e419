"""Deployments: what an operator finds under Deployments and may start by hand."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.flows import Flow

from flows.board import show_boards
from flows.engine import connected
from flows.letters_board import show_letters
from flows.office import office
from flows.processes import DEPLOYMENT, PROCESSES, Deployments, deploy, run_here
from flows.waking import Waking

WORK_POOL = "vekha"
ON_DEMAND = "по требованию"
AT_ONCE = 20


@flow(name="Сверка", persist_result=False)
async def reconciliation() -> str:
    """Сравнить каждый пункт плана с его запуском и восстановить запуски, которые потеряны или изменены."""
    async with connected() as client:
        restored = await Waking(client, office(), await register(client)).reconcile()
    return f"Восстановлено запусков: {restored}"


@flow(name="Доска", persist_result=False)
async def boards() -> str:
    """Заново нарисовать доски паспортов и писем в разделе Artifacts."""
    async with connected() as client:
        drawn = await show_boards(client, office())
        await show_letters(client, office(), {})
    return f"Обновлено досок: {drawn}"


@flow(name="Загрузка паспорта", persist_result=False)
async def intake(file: str) -> str:
    """Загрузить паспорт регионального проекта из файла на этом сервере."""
    return f"Загружен паспорт {office().load(Path(file))}"


@flow(name="Отчёт", persist_result=False)
async def reporting(kind: str = "", period: str = "", passport: str = "") -> str:
    """Составить отчёт и отправить руководителю на подпись: monthly, quarterly, yearly; пусто — всё, чему пора."""
    drafted = await asyncio.to_thread(office().draft_reports, kind, period, passport)
    return f"Отправлено на подпись отчётов: {drafted}"


@flow(name="Сводка", persist_result=False)
async def digest() -> str:
    """Отправить письма и сводки, которым пора, не дожидаясь очередной минуты."""
    return f"Отправлено писем: {await asyncio.to_thread(office().deliver)}"


OPERATIONS: Mapping[Flow[..., Any], str] = {
    reconciliation: "30 6 * * *",
    boards: "0 8-19 * * 1-5",
    reporting: "5 9 * * 1-5",
    digest: "1 9 * * 1-5",
    intake: "",
}
"""Each with the schedule that it has at first, in the office's zone; operators change it in the UI, and it stays so."""


async def register(client: PrefectClient) -> Deployments:
    """Make every deployment known to Prefect; repeating it changes nothing."""
    pool = await _work_pool(client) if office().execution == "workers" else None
    processes = {
        kind: await deploy(client, process, DEPLOYMENT, pool, f"Процесс пункта плана: {process.name.lower()}")
        for kind, process in PROCESSES.items()
    }
    operations = {
        await deploy(client, process, ON_DEMAND, pool, process.description, *await _left(client, process)): process
        for process in OPERATIONS
    }
    return Deployments(processes, operations)


async def _left(
    client: PrefectClient, process: Flow[..., Any]
) -> tuple[list[DeploymentScheduleCreate], Mapping[str, Any]]:
    """Schedules and parameters as an operator has left them: to register anew would put them back.

    At first, the flow's own.
    """
    try:
        known = await client.read_deployment_by_name(f"{process.name}/{ON_DEMAND}")
    except ObjectNotFound:
        cron, zone = OPERATIONS[process], str(office().clock.now().tzinfo)
        return ([DeploymentScheduleCreate(schedule=CronSchedule(cron=cron, timezone=zone))] if cron else []), {}
    kept = [
        DeploymentScheduleCreate(schedule=one.schedule, active=one.active, parameters=one.parameters, slug=one.slug)
        for one in known.schedules
    ]
    return kept, known.parameters


async def _work_pool(client: PrefectClient) -> str:
    await client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type="process"), overwrite=True)
    return WORK_POOL


async def show_ready(client: PrefectClient, deployments: Deployments) -> None:
    """Ask for work as Prefect's own runners do: without that the UI calls every deployment «Not Ready»."""
    ids = [*deployments.operations, *deployments.processes.values()]
    await client.get_scheduled_flow_runs_for_deployments(ids, scheduled_before=datetime.now(UTC), limit=1)


async def run_errands(client: PrefectClient, deployments: Deployments) -> int:
    """Run here what an operator has started by hand, or set a time for that has come, of the operations."""
    scheduled = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    due = FlowRunFilterExpectedStartTime(before_=datetime.now(UTC))
    waiting = await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=list(deployments.operations))),
        flow_run_filter=FlowRunFilter(state=scheduled, expected_start_time=due),
        sort=FlowRunSort.ID_DESC,
        limit=AT_ONCE,
    )
    for run in waiting:
        if run.deployment_id is not None:
            await run_here(deployments.operations[run.deployment_id], run)
    return len(waiting)
