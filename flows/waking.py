"""Runs each item's process on the item's own flow run, and rebuilds runs that were lost or tampered with."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas import State
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Scheduled

from domain.plan import PlanItem
from flows.office import JournalRow, Office
from flows.processes import PROCESSES, Deployments, run_here
from flows.states import Shown, run_name, shown, tags
from flows.story import tell

log = logging.getLogger(__name__)

BATCH = 50
WORKERS_TAKE = timedelta(minutes=10)
PAGE = 200

RESTING = frozenset({StateType.PAUSED, StateType.FAILED, StateType.COMPLETED, StateType.CANCELLED})
"""States from which a run may start anew without being forced."""

UNDER_WAY = frozenset({StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING})


class RunRefused(Exception):
    """Prefect did not accept what our records say; the wake stays in our queue."""


@dataclass
class Waking:
    """Everything that is written to runs, one by one: Prefect on SQLite takes one writer."""

    client: PrefectClient
    office: Office
    deployments: Deployments
    is_stopping: Callable[[], bool] = bool
    told: dict[UUID, int] = field(default_factory=dict)

    async def drain(self) -> int:
        """Wake every item that waits in our queue; gives how many followed."""
        count = 0
        while not self.is_stopping() and (pairs := self.office.records.wakes(BATCH)):
            items = [self.office.records.item(item_id) for item_id, _ in pairs]
            await self._follow_all(items, await self._runs(items), dict(zip(items, pairs, strict=True)))
            count += len(pairs)
        return count

    async def reconcile(self) -> int:
        """Compare every item with its run and restore what differs; gives how many differed."""
        await self.create_missing()
        waiting = {pair[0]: pair for pair in self.office.records.wakes(PAGE)}
        items = self.office.records.items()
        runs = await self._runs(items)
        wrong = [item for item in items if not self._is_true(runs.get(item.flow_run_id), item)]
        await self._follow_all(wrong, runs, {item: waiting[item.id] for item in wrong if item.id in waiting})
        return len(wrong)

    async def create_missing(self) -> None:
        """Give every item that has none its run, before any of them is woken."""
        for item in self.office.records.items():
            if item.flow_run_id is None and not self.is_stopping():
                await self.create(item)

    async def wake(self, item_id: int) -> None:
        """Wake one item at once."""
        items = [self.office.records.item(item_id)]
        await self._follow_all(items, await self._runs(items), {})

    async def create(self, item: PlanItem) -> FlowRun:
        """Create the item's run in the state that the item is in; the same run when asked twice."""
        run = await self.client.create_flow_run_from_deployment(
            self.deployments.processes[item.document_kind],
            parameters={"item_id": item.id},
            state=self._shown(item).state(),
            name=run_name(item),
            tags=tags(item),
            idempotency_key=f"{item.passport}:{item.id}",
        )
        self.office.records.remember_run(item.id, str(run.id))
        self.told[run.id] = 0
        return run

    async def _follow_all(
        self, items: Sequence[PlanItem], runs: Mapping[str | None, FlowRun], waits: Mapping[PlanItem, tuple[int, int]]
    ) -> None:
        """Items one by one, their wakes struck off as each follows, their stories together at the end."""
        stories: dict[UUID, Sequence[JournalRow]] = {}
        for item in items:
            if self.is_stopping():
                break
            run = await self._follow(item, runs.get(item.flow_run_id))
            stories[run.id] = self.office.records.history(item.id)
            if item in waits:
                self.office.records.woken([waits[item]])
        await tell(self.client, stories, self.told)

    async def _follow(self, item: PlanItem, run: FlowRun | None) -> FlowRun:
        """Bring the item's run to where the item is.

        A new run is woken too: a run that has never run is called late by Prefect once its item begins.
        """
        found = run or await self.create(item)
        await self._run(item, found)
        return found

    async def _run(self, item: PlanItem, run: FlowRun) -> None:
        await self._entitle(run, item)
        if self.office.execution == "workers":
            await self._force(run, Scheduled())
        else:
            await self._run_here(item, run)

    async def _run_here(self, item: PlanItem, run: FlowRun) -> None:
        if run.state is None or run.state.type not in RESTING:
            await self._force(run, Scheduled())
        state = await run_here(PROCESSES[item.document_kind], run)
        wanted = self._shown(self.office.records.item(item.id))
        if not wanted.equals(state):
            log.warning("Запуск пункта %s остался в состоянии «%s», исправлено", item.number, state and state.name)
            await self._force(run, wanted.state())

    async def _entitle(self, run: FlowRun, item: PlanItem) -> None:
        if not _is_entitled(run, item):
            await self.client.update_flow_run(run.id, name=run_name(item), tags=tags(item))

    async def _force(self, run: FlowRun, state: State) -> None:
        answer = await self.client.set_flow_run_state(run.id, state, force=True)
        if answer.status is not SetStateStatus.ACCEPT:
            raise RunRefused(f"Prefect не принял состояние «{state.name}» запуска {run.name}: {answer.status}")

    async def _runs(self, items: Sequence[PlanItem]) -> dict[str | None, FlowRun]:
        """The runs of the items that exist, by the id that our records remember."""
        ids = [UUID(item.flow_run_id) for item in items if item.flow_run_id]
        found: dict[str | None, FlowRun] = {}
        for first in range(0, len(ids), PAGE):
            these = FlowRunFilter(id=FlowRunFilterId(any_=ids[first : first + PAGE]))
            page = await self.client.read_flow_runs(flow_run_filter=these, sort=FlowRunSort.ID_DESC, limit=PAGE)
            found |= {str(run.id): run for run in page}
        return found

    def _is_true(self, run: FlowRun | None, item: PlanItem) -> bool:
        if run is None or run.start_time is None or not _is_entitled(run, item):
            return False
        return self._shown(item).equals(run.state) or (self.office.execution == "workers" and _is_under_way(run))

    def _shown(self, item: PlanItem) -> Shown:
        return shown(item, self.office.staff(item.passport))


def _is_under_way(run: FlowRun) -> bool:
    """Whether a worker has it, or will soon; one that has not finished in ten minutes is lost."""
    state = run.state
    return state is not None and state.type in UNDER_WAY and datetime.now(UTC) - state.timestamp < WORKERS_TAKE


def _is_entitled(run: FlowRun, item: PlanItem) -> bool:
    return run.name == run_name(item) and set(tags(item)) <= set(run.tags)
