"""Artifacts that operators look at: each passport's board, its progress and the table of what is late."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate
from slugify import slugify

from domain.authority import Staff
from domain.passport import Passport
from domain.plan import PlanItem
from domain.reporting.outlook import Estimate
from domain.vocabulary import State
from flows.office import Office
from flows.states import days_late, heard_by
from notifications.words import STATES, date_ru, days, plan_items, shortened

NEAREST = 10
LIKELIEST = 30
OUTLOOK = "outlook"
BAR = 20
TITLE_WIDTH = 28


async def show_boards(client: PrefectClient, office: Office, drawn: dict[str, object] | None = None) -> int:
    """Draw every passport's artifacts anew where they changed; `drawn` remembers the last ones by key.

    The outlook needs the whole journal and changes slowly: it is asked for once a day.
    """
    known = {} if drawn is None else drawn
    artifacts = [one for passport in office.records.passports() for one in _artifacts(passport, office)]
    if known.get(OUTLOOK) != (today := office.clock.now().date()):
        artifacts += [_outlook(passport, office) for passport in office.records.passports()]
        known[OUTLOOK] = today
    changed = [one for one in artifacts if known.get(str(one.key)) != one.data]
    for artifact in changed:
        await client.request("POST", "/artifacts/", json=artifact.model_dump(mode="json", exclude_unset=True))
        known[str(artifact.key)] = artifact.data
    return len(changed)


def _artifacts(passport: Passport, office: Office) -> Iterable[ArtifactCreate]:
    items = office.records.items(passport.code)
    staff, now = office.staff(passport.code), office.clock.now()
    key = slugify(passport.code)
    yield ArtifactCreate(
        key=f"board-{key}",
        type="markdown",
        description=passport.title,
        data=board(passport, items, staff, now),
    )
    yield ArtifactCreate(
        key=f"progress-{key}",
        type="progress",
        description=f"Исполнение паспорта «{passport.title}»",
        data=percent_done(items),
    )
    yield ArtifactCreate(
        key=f"overdue-{key}",
        type="table",
        description=f"Просроченные пункты паспорта «{passport.title}»",
        data=[_row(item, staff, now) for item in overdue(items)],
    )


def _outlook(passport: Passport, office: Office) -> ArtifactCreate:
    return ArtifactCreate(
        key=f"outlook-{slugify(passport.code)}",
        type="table",
        description=f"Что может опоздать: паспорт «{passport.title}»",
        data=[_likely(item, estimate) for item, estimate in office.outlook(passport)[:LIKELIEST]],
    )


def percent_done(items: Sequence[PlanItem]) -> float:
    """Executed items among those that are still asked for, in percent."""
    asked = [item for item in items if item.state not in (State.DECLINED, State.WITHDRAWN)]
    done = sum(item.state is State.DONE for item in asked)
    return round(100 * done / len(asked), 1) if asked else 0.0


def overdue(items: Iterable[PlanItem]) -> list[PlanItem]:
    """Overdue items, those that wait longest first."""
    return sorted((item for item in items if item.state is State.OVERDUE), key=lambda item: (item.due_at, item.id))


def board(passport: Passport, items: Sequence[PlanItem], staff: Staff, now: datetime) -> str:
    """The passport's board as markdown, in Russian."""
    late, percent = overdue(items), percent_done(items)
    parts = (
        f"# {passport.title}",
        f"{passport.region}. Данные на {date_ru(now)}.",
        f"`{_bar(percent)}` **{percent:g} %** исполнено, всего {plan_items(len(items))}",
        _counts(items),
        f"## Просрочено: {plan_items(len(late))}" if late else "## Просроченных пунктов нет",
        as_table(_LATE_HEAD, [_row(item, staff, now) for item in late]),
        "## Ближайшие сроки",
        as_table(_NEXT_HEAD, [_next(item) for item in _nearest(items)]),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _counts(items: Iterable[PlanItem]) -> str:
    counts = Counter(item.state for item in items)
    return as_table(("Состояние", "Пунктов"), [_pair(state, counts[state]) for state in State if counts[state]])


def _pair(state: State, count: int) -> dict[str, str]:
    return {"Состояние": STATES[state], "Пунктов": str(count)}


_LATE_HEAD = ("Пункт", "Срок", "Просрочен на", "Кто оповещён", "Ответственный", "Наименование")
_NEXT_HEAD = ("Пункт", "Срок", "Состояние", "Ответственный", "Наименование")
_LIKELY_HEAD = ("Пункт", "Срок", "Опоздает", "Ответственный", "Наименование", "Почему")


def _row(item: PlanItem, staff: Staff, now: datetime) -> dict[str, str]:
    late = (days(days_late(item, now)), heard_by(item, staff), item.lead)
    return dict(zip(_LATE_HEAD, (item.number, date_ru(item.due_at), *late, _title(item)), strict=True))


def _next(item: PlanItem) -> dict[str, str]:
    values = (item.number, date_ru(item.due_at), STATES[item.state], item.lead, _title(item))
    return dict(zip(_NEXT_HEAD, values, strict=True))


def _likely(item: PlanItem, estimate: Estimate) -> dict[str, str]:
    values = (item.number, date_ru(item.due_at), f"{estimate.percent} %", item.lead, _title(item), estimate.why)
    return dict(zip(_LIKELY_HEAD, values, strict=True))


def _title(item: PlanItem) -> str:
    return shortened(item.title, TITLE_WIDTH)


def _nearest(items: Iterable[PlanItem]) -> list[PlanItem]:
    ahead = [item for item in items if not item.state.is_closed and item.state is not State.OVERDUE]
    return sorted(ahead, key=lambda item: (item.due_at, item.id))[:NEAREST]


def as_table(head: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    """A table of markdown; nothing without rows."""
    if not rows:
        return ""
    lines = (head, ["---"] * len(head), *([row[name] for name in head] for row in rows))
    return "\n".join(f"| {' | '.join(_cell(value) for value in line)} |" for line in lines)


def _cell(value: str) -> str:
    return " ".join(value.split()).replace("|", "\\|")


def _bar(percent: float) -> str:
    filled = round(percent / 100 * BAR)
    return "█" * filled + "░" * (BAR - filled)
