"""What an operator does to a schedule in Prefect's UI stays when the service registers its deployments again."""

from typing import TYPE_CHECKING, Any

from tests.flows.fakes import FakeOffice

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.responses import DeploymentResponse
    from prefect.flows import Flow

    from flows.waking import Waking


async def read(client: "PrefectClient", flow: "Flow[..., Any]") -> "DeploymentResponse":
    from flows.operations import ON_DEMAND

    return await client.read_deployment_by_name(f"{flow.name}/{ON_DEMAND}")


async def test_schedules_keep_the_time_of_the_office(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    from flows.operations import OPERATIONS, boards

    (hourly,) = (await read(client, boards)).schedules
    assert hourly.schedule == CronSchedule(cron=OPERATIONS[boards], timezone=str(office.clock.now().tzinfo))
    assert hourly.active


async def test_an_operation_without_a_time_has_no_schedule(waking: "Waking", client: "PrefectClient") -> None:
    from flows.operations import intake

    assert (await read(client, intake)).schedules == []


async def test_a_paused_deployment_stays_paused(waking: "Waking", client: "PrefectClient") -> None:
    from flows.operations import boards, register

    made = await read(client, boards)
    await client.pause_deployment(made.id)
    await register(client)
    assert (await read(client, boards)).paused
    await client.resume_deployment(made.id)


async def test_a_deleted_schedule_does_not_come_back(waking: "Waking", client: "PrefectClient") -> None:
    from flows.operations import register, reporting

    made = await read(client, reporting)
    await client.delete_deployment_schedule(made.id, made.schedules[0].id)
    await register(client)
    assert (await read(client, reporting)).schedules == []


async def test_a_second_schedule_stays_with_its_parameters(waking: "Waking", client: "PrefectClient") -> None:
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.schedules import CronSchedule

    from flows.operations import register, reporting

    made = await read(client, reporting)
    yearly = CronSchedule(cron="0 10 15 1 *", timezone="Asia/Novokuznetsk")
    ours = DeploymentScheduleCreate(schedule=yearly, parameters={"kind": "yearly"}, slug="god")
    await client.create_deployment_schedules(made.id, [ours])
    await register(client)
    kept = (await read(client, reporting)).schedules
    found = [one for one in kept if one.schedule == yearly]
    assert [(one.parameters, one.slug) for one in found] == [({"kind": "yearly"}, "god")]


async def test_default_parameters_of_an_operator_stay(waking: "Waking", client: "PrefectClient") -> None:
    from prefect.client.schemas.actions import DeploymentUpdate

    from flows.operations import register, reporting

    made = await read(client, reporting)
    await client.update_deployment(made.id, DeploymentUpdate(parameters={"kind": "monthly"}))
    await register(client)
    assert (await read(client, reporting)).parameters == {"kind": "monthly"}
