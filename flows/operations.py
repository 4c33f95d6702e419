"""Deployments: what an operator finds under Deployments and may start by hand."""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
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


OPERATIONS: tuple[Flow[..., Any], ...] = (reconciliation, boards, intake)


async def register(client: PrefectClient) -> Deployments:
    """Make every deployment known to Prefect; repeating it changes nothing."""
    pool = await _work_pool(client) if office().execution == "workers" else None
    processes = {
        kind: await deploy(client, process, DEPLOYMENT, pool, f"Процесс пункта плана: {process.name.lower()}")
        for kind, process in PROCESSES.items()
    }
    operations = {
        await deploy(client, process, ON_DEMAND, pool, process.description): process for process in OPERATIONS
    }
    return Deployments(processes, operations)


async def _work_pool(client: PrefectClient) -> str:
    await client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type="process"), overwrite=True)
    return WORK_POOL


async def run_errands(client: PrefectClient, deployments: Deployments) -> int:
    """Run here what an operator has started by hand from the operations' deployments."""
    scheduled = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    waiting = await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=list(deployments.operations))),
        flow_run_filter=FlowRunFilter(state=scheduled),
        sort=FlowRunSort.ID_DESC,
        limit=AT_ONCE,
    )
    for run in waiting:
        if run.deployment_id is not None:
            await run_here(deployments.operations[run.deployment_id], run)
    return len(waiting)
