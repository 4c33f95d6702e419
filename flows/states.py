"""How an item looks in Prefect: the state of its run, the run's name and its tags."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.authority import Staff
from domain.plan import PlanItem
from domain.vocabulary import State
from notifications.words import KINDS, RANKS, STATES, date_ru, days, inside, shortened

if TYPE_CHECKING:
    from prefect.client.schemas import State as PrefectState

TITLE_WIDTH = 72
FIRST_LEVEL_RUNG = 2

# fmt: off
TYPES = {
    State.PLANNED:           "PAUSED",
    State.BLOCKED:           "PAUSED",
    State.IN_PROGRESS:       "PAUSED",
    State.OVERDUE:           "FAILED",
    State.UNDER_REVIEW:      "PAUSED",
    State.AWAITING_DECISION: "PAUSED",
    State.DONE:              "COMPLETED",
    State.DECLINED:          "CANCELLED",
    State.WITHDRAWN:         "CANCELLED",
}
"""Red means overdue, green done; a closed item that was not executed is grey, never an error."""
# fmt: on


@dataclass(frozen=True, slots=True)
class Shown:
    """What an operator sees of an item: the type gives the colour, name and message are Russian."""

    type: str
    name: str
    message: str

    def state(self) -> "PrefectState":
        from prefect.client.schemas import State as PrefectState
        from prefect.client.schemas.objects import StateType

        return PrefectState(type=StateType(self.type), name=self.name, message=self.message)

    def equals(self, state: "PrefectState | None") -> bool:
        return state is not None and (state.type.value, state.name, state.message) == (
            self.type,
            self.name,
            self.message,
        )


def shown(item: PlanItem, staff: Staff) -> Shown:
    """The state of the item's run, as it must stand after every wake."""
    return Shown(TYPES[item.state], _name(item, staff), _MESSAGES[item.state](item))


def run_name(item: PlanItem) -> str:
    """`2.1.2 · Заключение соглашения…`"""
    return f"{item.number} · {shortened(item.title, TITLE_WIDTH)}"


def tags(item: PlanItem) -> list[str]:
    """Tags by which an operator finds the run: number, level, lead, kind, rank, year, passport."""
    return sorted(
        [
            f"пункт:{item.number}",
            f"уровень:{item.level}",
            f"исполнитель:{item.lead}",
            f"вид:{inside(KINDS[item.document_kind])}",
            f"ранг:{inside(RANKS[item.rank])}",
            f"год:{item.year}",
            f"паспорт:{item.passport}",
        ]
    )


def heard_by(item: PlanItem, staff: Staff) -> str:
    """Who has heard of the delay last: the executors, or a control level's code."""
    if item.rung < FIRST_LEVEL_RUNG:
        return "исполнители"
    climbed = staff.rank_of(item.level) + item.rung - FIRST_LEVEL_RUNG
    return staff.levels[min(climbed, len(staff.levels) - 1)].code


def days_late(item: PlanItem, moment: datetime) -> int:
    """Calendar days between the deadline and `moment`, both in the deadline's zone."""
    return item.days_late(moment.astimezone(item.due_at.tzinfo).date())


def _name(item: PlanItem, staff: Staff) -> str:
    title = STATES[item.state]
    if item.state is State.OVERDUE:
        return f"{title} · {heard_by(item, staff)}"
    return f"{title} · {item.level}" if item.state is State.UNDER_REVIEW else title


def _punctuality(item: PlanItem) -> str:
    moment = item.reported_at or item.closed_at
    late = days_late(item, moment) if moment else 0
    return f"с опозданием на {days(late)}" if late else "в срок"


_MESSAGES: dict[State, Callable[[PlanItem], str]] = {
    State.PLANNED: lambda item: f"начало {date_ru(item.opens_on)}, срок {date_ru(item.due_at)}",
    State.BLOCKED: lambda item: f"предшественник {item.predecessor}" if item.predecessor else "предшественник открыт",
    State.IN_PROGRESS: lambda item: f"до {date_ru(item.due_at)}",
    State.OVERDUE: lambda item: f"срок истёк {date_ru(item.due_at)}",
    State.UNDER_REVIEW: lambda item: f"исполнение сообщено: {item.reported_by or item.lead}",
    State.AWAITING_DECISION: lambda item: f"заявка подана: {item.reported_by or item.lead}",
    State.DONE: _punctuality,
    State.DECLINED: lambda item: f"решение от {date_ru(item.closed_at)}" if item.closed_at else "заявка отклонена",
    State.WITHDRAWN: lambda item: f"снят {date_ru(item.closed_at)}" if item.closed_at else "снят решением",
}
