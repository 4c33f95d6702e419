"""Deployments, and what an operator starts by hand."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import yaml

from tests.flows.fakes import FakeOffice

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

    from flows.waking import Waking

ROOT = Path(__file__).parents[2]


async def test_registering_again_changes_nothing(waking: "Waking", client: "PrefectClient") -> None:
    from flows.operations import register

    assert await register(client) == waking.deployments


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
