"""Deployments, and what an operator starts by hand."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml

from tests.flows.fakes import FakeOffice

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas import State
    from prefect.client.schemas.objects import FlowRun

    from flows.waking import Waking

ROOT = Path(__file__).parents[2]


async def test_registering_again_changes_nothing(waking: "Waking", client: "PrefectClient") -> None:
    from flows.operations import register

    assert await register(client) == waking.deployments


async def test_deployments_are_ready_without_a_worker(waking: "Waking", client: "PrefectClient") -> None:
    from prefect.client.schemas.objects import DeploymentStatus

    from flows.operations import show_ready

    await show_ready(client, waking.deployments)
    for deployment in (*waking.deployments.operations, *waking.deployments.processes.values()):
        async with asyncio.timeout(20):
            while (await client.read_deployment(deployment)).status is not DeploymentStatus.READY:  # noqa: ASYNC110  # nothing tells of it
                await asyncio.sleep(0.2)


async def test_workers_get_a_pool(client: "PrefectClient", office: FakeOffice) -> None:
    from flows.operations import WORK_POOL, register

    office.execution = "workers"
    deployments = await register(client)
    one = await client.read_deployment(next(iter(deployments.processes.values())))
    assert one.work_pool_name == WORK_POOL


async def test_reconciliation_started_by_hand_restores_a_deleted_run(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    from flows.operations import reconciliation, run_errands

    await client.delete_flow_run(UUID(office.records.items()[0].flow_run_id))
    by_flow = {flow.name: found for found, flow in waking.deployments.operations.items()}
    run = await client.create_flow_run_from_deployment(by_flow[reconciliation.name])
    assert await run_errands(client, waking.deployments) == 1
    done = await client.read_flow_run(run.id)
    assert done.state is not None
    assert done.state.is_completed()
    assert await waking.reconcile() == 0


async def test_intake_started_by_hand_loads_the_file(waking: "Waking", client: "PrefectClient") -> None:
    from flows.operations import boards, intake, run_errands

    by_flow = {flow.name: found for found, flow in waking.deployments.operations.items()}
    run = await client.create_flow_run_from_deployment(by_flow[intake.name], parameters={"file": "/x/618.yaml"})
    await client.create_flow_run_from_deployment(by_flow[boards.name])
    assert await run_errands(client, waking.deployments) == 2
    assert (await client.read_flow_run(run.id)).state_name == "Completed"


def test_prefect_yaml_names_the_deployments_that_the_service_registers() -> None:
    from flows.operations import OPERATIONS
    from flows.processes import PROCESSES

    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    flows = (*PROCESSES.values(), *OPERATIONS)
    ours = {f"{flow.fn.__module__.replace('.', '/')}.py:{flow.fn.__name__}" for flow in flows}
    assert {row["entrypoint"] for row in written} == ours
    crons = {row["entrypoint"].rpartition(":")[2]: row.get("schedules", [{}])[0].get("cron", "") for row in written}
    assert {flow.fn.__name__: cron for flow, cron in OPERATIONS.items()}.items() <= crons.items()


async def test_a_schedule_that_an_operator_has_changed_survives_a_restart(client: "PrefectClient") -> None:
    from prefect.client.schemas.schedules import CronSchedule

    from flows.operations import ON_DEMAND, OPERATIONS, digest, register

    await register(client)
    made = await client.read_deployment_by_name(f"{digest.name}/{ON_DEMAND}")
    (first,) = made.schedules
    assert isinstance(first.schedule, CronSchedule)
    assert first.schedule.cron == OPERATIONS[digest]
    later = CronSchedule(cron="0 7 * * *", timezone="Asia/Novokuznetsk")
    await client.update_deployment_schedule(made.id, first.id, active=False, schedule=later)
    await register(client)
    (kept,) = (await client.read_deployment_by_name(f"{digest.name}/{ON_DEMAND}")).schedules
    assert (kept.active, kept.schedule) == (False, later)


async def test_an_operator_s_schedule_runs_the_operation_by_itself(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.schedules import IntervalSchedule

    from flows.operations import digest, run_errands
    from flows.schedules import plan_ahead

    by_flow = {flow.name: found for found, flow in waking.deployments.operations.items()}
    often = DeploymentScheduleCreate(schedule=IntervalSchedule(interval=timedelta(seconds=2)))
    made = await client.create_deployment_schedules(by_flow[digest.name], [often])
    try:
        await plan_ahead(client, waking.deployments)
        for _ in range(20):
            await run_errands(client, waking.deployments)
            if office.deliveries:
                break
            await asyncio.sleep(1)
        assert office.deliveries
    finally:
        await client.delete_deployment_schedule(by_flow[digest.name], made[0].id)


async def test_schedules_of_an_office_with_workers_are_written_down_for_them(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    """The service writes the next run down and leaves it to a worker."""
    from flows.operations import boards
    from flows.rounds import Rounds
    from flows.schedules import BY_SCHEDULE

    office.execution = "workers"
    deployment = next(found for found, flow in waking.deployments.operations.items() if flow.name == boards.name)
    for run in await _later(client, deployment):
        await client.delete_flow_run(run.id)
    rounds = Rounds(office, lambda: None)
    rounds.start()
    try:
        async with asyncio.timeout(30):
            while not await _later(client, deployment):  # noqa: ASYNC110  # nothing tells of it
                await asyncio.sleep(0.2)
    finally:
        await rounds.stop(10)
    assert [BY_SCHEDULE in run.tags for run in await _later(client, deployment)] == [True]
    assert not office.deliveries


async def _later(client: "PrefectClient", deployment: UUID) -> list["FlowRun"]:
    from flows.schedules import _written

    return await _written(client, deployment)


async def test_a_run_that_the_server_s_own_scheduler_has_made_is_not_doubled(
    waking: "Waking", client: "PrefectClient"
) -> None:
    from prefect.client.schemas.sorting import FlowRunSort
    from prefect.states import Scheduled

    from flows.operations import ON_DEMAND, boards
    from flows.schedules import BY_SCHEDULE, plan_ahead

    async def later() -> list["FlowRun"]:
        found = await client.read_flow_runs(limit=200, sort=FlowRunSort.ID_DESC)
        return [run for run in found if run.deployment_id == made.id and run.state and run.state.is_scheduled()]

    made = await client.read_deployment_by_name(f"{boards.name}/{ON_DEMAND}")
    await plan_ahead(client, waking.deployments)
    (own,) = await later()
    assert BY_SCHEDULE in own.tags
    theirs: State[Any] = Scheduled(scheduled_time=own.expected_start_time)
    run = await client.create_flow_run_from_deployment(made.id, state=theirs)
    await plan_ahead(client, waking.deployments)
    assert [one.id for one in await later()] == [run.id]
    await client.delete_flow_run(run.id)


async def test_what_was_written_down_for_a_changed_schedule_is_taken_back(
    waking: "Waking", client: "PrefectClient"
) -> None:
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.client.schemas.sorting import FlowRunSort

    from flows.operations import ON_DEMAND, reconciliation
    from flows.schedules import plan_ahead

    async def written() -> list[str]:
        found = await client.read_flow_runs(limit=200, sort=FlowRunSort.ID_DESC)
        runs = [run for run in found if run.deployment_id == made.id]
        return [f"{run.expected_start_time:%M}" for run in runs if run.state and run.state.is_scheduled()]

    made = await client.read_deployment_by_name(f"{reconciliation.name}/{ON_DEMAND}")
    for minute in ("17", "18", "18"):
        cron = CronSchedule(cron=f"{minute} 6 * * *", timezone="UTC")
        await client.update_deployment_schedule(made.id, made.schedules[0].id, active=True, schedule=cron)
        await plan_ahead(client, waking.deployments)
        assert await written() == [minute]
    await client.update_deployment_schedule(made.id, made.schedules[0].id, active=False)
    await plan_ahead(client, waking.deployments)
    assert await written() == []
    first = made.schedules[0]
    await client.update_deployment_schedule(made.id, first.id, active=True, schedule=first.schedule)


async def test_what_is_set_for_tomorrow_is_not_run_today(waking: "Waking", client: "PrefectClient") -> None:
    from prefect.states import Scheduled

    from flows.operations import reporting, run_errands

    by_flow = {flow.name: found for found, flow in waking.deployments.operations.items()}
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    state: State[Any] = Scheduled(scheduled_time=tomorrow)
    run = await client.create_flow_run_from_deployment(by_flow[reporting.name], state=state)
    await run_errands(client, waking.deployments)
    assert (await client.read_flow_run(run.id)).state_name == "Scheduled"


async def test_a_report_is_drafted_for_an_operator(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    from flows.operations import reporting, run_errands

    by_flow = {flow.name: found for found, flow in waking.deployments.operations.items()}
    asked = {"kind": "monthly", "period": "2019-03", "passport": ""}
    run = await client.create_flow_run_from_deployment(by_flow[reporting.name], parameters=asked)
    assert await run_errands(client, waking.deployments) >= 1
    assert ("monthly", "2019-03", "") in office.drafted
    assert (await client.read_flow_run(run.id)).state_name == "Completed"
