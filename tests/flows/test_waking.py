"""Runs follow items on a real Prefect server, and are restored from our records."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from domain.vocabulary import DocumentKind, Event, State
from flows.states import shown
from tests.flows.fakes import FakeOffice, item_of

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import FlowRun

    from flows.waking import Waking


async def run_of(client: "PrefectClient", office: FakeOffice, item_id: int) -> "FlowRun":
    return await client.read_flow_run(UUID(office.records.item(item_id).flow_run_id))


def first_of(office: FakeOffice) -> int:
    return next(iter(office.records.kept))


def seen(run: "FlowRun") -> tuple[str, str]:
    assert run.state is not None
    return run.state.type.value, str(run.state.name)


async def test_runs_are_created_paused_from_deployments_with_names_and_tags(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    run = await run_of(client, office, first_of(office))
    assert seen(run) == ("PAUSED", "Запланирован")
    assert run.deployment_id in waking.deployments.processes.values()
    assert run.name.startswith("2.1.")
    assert "уровень:РРП" in run.tags


async def test_creating_a_run_twice_gives_the_same_run(waking: "Waking", office: FakeOffice) -> None:
    item = office.records.item(first_of(office))
    assert str((await waking.create(item)).id) == item.flow_run_id


async def test_items_whole_life_is_shown_on_one_run(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    first = first_of(office)
    life: list[tuple[Event, dict[str, Any], tuple[str, str]]] = [
        (Event.START_COMES, {"state": State.IN_PROGRESS}, ("PAUSED", "В работе")),
        (Event.DEADLINE_PASSES, {"state": State.OVERDUE, "rung": 1}, ("FAILED", "Просрочен · исполнители")),
        (Event.CLIMB, {"rung": 3}, ("FAILED", "Просрочен · ПК")),
        (Event.REPORT, {"state": State.UNDER_REVIEW}, ("PAUSED", "На контроле · РРП")),
        (Event.RETURN, {"state": State.IN_PROGRESS}, ("PAUSED", "В работе")),
        (Event.ACCEPT, {"state": State.DONE}, ("COMPLETED", "Исполнен")),
        (Event.REOPEN, {"state": State.IN_PROGRESS}, ("PAUSED", "В работе")),
        (Event.WITHDRAW, {"state": State.WITHDRAWN}, ("CANCELLED", "Снят с контроля")),
    ]
    for event, changes, expected in life:
        office.moves(first, event, **changes)
        assert await waking.drain() == 1
        assert seen(await run_of(client, office, first)) == expected
    assert office.records.wakes(10) == []


@pytest.mark.parametrize("kind", list(DocumentKind))
@pytest.mark.parametrize("state", list(State))
async def test_each_process_stops_where_its_item_stands(
    waking: "Waking", client: "PrefectClient", office: FakeOffice, kind: DocumentKind, state: State
) -> None:
    if state is State.AWAITING_DECISION and kind is not DocumentKind.APPLICATION:
        pytest.skip("only applications wait for a decision")
    first = first_of(office)
    office.records.kept[first] = replace(office.records.item(first), document_kind=kind, state=state)
    await waking.wake(first)
    wanted = shown(office.records.item(first), office.staff("618-р"))
    assert seen(await run_of(client, office, first)) == (wanted.type, wanted.name)


async def test_story_of_the_item_stands_in_the_runs_log_once(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId

    first = first_of(office)
    office.starts(first)
    await waking.drain()
    waking.told.clear()  # as after a restart
    office.moves(first, Event.REPORT, state=State.UNDER_REVIEW)
    await waking.drain()
    of_run = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[UUID(office.records.item(first).flow_run_id)]))
    lines = [line.message for line in await client.read_logs(of_run, limit=10, offset=0)]
    assert sorted(lines) == ["Наступил день начала · Веха", "Сообщено об исполнении · Веха"]


async def test_nothing_is_restored_when_all_is_true(waking: "Waking") -> None:
    assert await waking.reconcile() == 0


async def test_deleted_run_is_created_anew(waking: "Waking", client: "PrefectClient", office: FakeOffice) -> None:
    first = first_of(office)
    office.starts(first)
    await waking.drain()
    await client.delete_flow_run(UUID(office.records.item(first).flow_run_id))
    assert await waking.reconcile() == 1
    assert seen(await run_of(client, office, first)) == ("PAUSED", "В работе")


@pytest.mark.parametrize("pressed", ["CANCELLING", "CANCELLED", "SCHEDULED", "RUNNING", "CRASHED", "COMPLETED"])
async def test_buttons_pressed_in_the_ui_change_nothing_for_long(
    waking: "Waking", client: "PrefectClient", office: FakeOffice, pressed: str
) -> None:
    from prefect.client.schemas import State as PrefectState
    from prefect.client.schemas.objects import StateType

    first = first_of(office)
    run = await run_of(client, office, first)
    await client.set_flow_run_state(run.id, PrefectState(type=StateType(pressed), name="Нажато"), force=True)
    assert await waking.reconcile() == 1
    assert seen(await run_of(client, office, first)) == ("PAUSED", "Запланирован")


async def test_retry_of_an_overdue_item_leaves_it_red(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    from prefect.states import AwaitingRetry

    first = first_of(office)
    office.moves(first, Event.DEADLINE_PASSES, state=State.OVERDUE, rung=2)
    await waking.drain()
    await client.set_flow_run_state((await run_of(client, office, first)).id, AwaitingRetry())
    assert await waking.reconcile() == 1
    assert seen(await run_of(client, office, first)) == ("FAILED", "Просрочен · РРП")


async def test_name_and_tags_follow_the_item(waking: "Waking", client: "PrefectClient", office: FakeOffice) -> None:
    first = first_of(office)
    office.moves(first, Event.REASSIGN, executors=("Иванов И.И.",), title="Новое наименование")
    await waking.drain()
    run = await run_of(client, office, first)
    assert run.name.endswith(" · Новое наименование")
    assert [tag for tag in run.tags if tag.startswith("исполнитель:")] == ["исполнитель:Иванов И.И."]


async def test_workers_are_handed_a_scheduled_run(
    waking: "Waking", client: "PrefectClient", office: FakeOffice
) -> None:
    office.execution = "workers"
    first = first_of(office)
    office.starts(first)
    await waking.drain()
    assert seen(await run_of(client, office, first)) == ("SCHEDULED", "Scheduled")
    assert await waking.reconcile() == 0  # a worker will take it


async def test_wakes_are_quick(waking: "Waking", office: FakeOffice) -> None:
    office.records.kept |= {n: item_of(n) for n in range(first_of(office) + 10, first_of(office) + 40)}
    await waking.reconcile()
    for item_id in office.records.kept:
        office.starts(item_id)
    before = time.perf_counter()
    count = await waking.drain()
    assert count / (time.perf_counter() - before) > 4  # half of the promised 8, for a busy machine


async def test_wakes_that_reconciliation_has_served_are_struck_off(waking: "Waking", office: FakeOffice) -> None:
    office.starts(first_of(office))
    assert await waking.reconcile() == 1
    assert await waking.drain() == 0
