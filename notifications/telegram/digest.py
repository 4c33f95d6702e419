"""What a body hears in its group each working morning, and on the first one of a week about the week that was."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import escape

from domain.authority import Staff
from domain.ladder import heard_at
from domain.plan import PlanItem
from domain.vocabulary import State
from domain.workdays import Calendar
from notifications import words
from notifications.cards import is_soon
from notifications.telegram.board import is_late, is_waiting, line, some

WEEK = timedelta(days=7)
LISTED = 5
FROM, UNTIL = 9, 12
"""The hours of a morning: a service that starts later says nothing until the next one."""


def is_morning(now: datetime, calendar: Calendar) -> bool:
    local = now.astimezone(calendar.zone)
    return FROM <= local.hour < UNTIL and not calendar.is_quiet(now)


def is_first_of_week(now: datetime, calendar: Calendar) -> bool:
    """Whether no earlier day of this week was a working day."""
    today = calendar.day_of(now)
    return not any(calendar.is_working(today - timedelta(days=back)) for back in range(1, today.weekday() + 1))


def concerns(item: PlanItem, body: str, staff: Staff) -> bool:
    """Whether the body controls the item or has been told of its delay."""
    heard = (name for rung in range(1, item.rung + 1) for name in heard_at(rung, item, staff))
    return item.level == body or (item.state is State.OVERDUE and body in heard)


def digest(items: Sequence[PlanItem], body: str, now: datetime, calendar: Calendar) -> str | None:
    """HTML; None on a morning with nothing to say."""
    parts = [*_week(items, now, calendar), *_today(items, now, calendar)]
    head = f"<b>{escape(body)}: утренняя сводка на {words.date_ru(calendar.day_of(now))}</b>"
    return "\n\n".join([head, *parts]) if parts else None


def _today(items: Sequence[PlanItem], now: datetime, calendar: Calendar) -> list[str]:
    def of(title: str, chosen: Callable[[PlanItem], bool]) -> str:
        return _listed(title, some(items, chosen), now, calendar)

    found = (
        of("Просрочено", lambda item: is_late(item, now)),
        of("Ждут приёмки или решения", is_waiting),
        of("Срок в ближайшие 7 дней", lambda item: is_soon(item, now)),
    )
    return [part for part in found if part]


def _listed(title: str, items: Sequence[PlanItem], now: datetime, calendar: Calendar) -> str:
    if not items:
        return ""
    more = [f"…и ещё {words.plan_items(len(items) - LISTED)}: /board"] if len(items) > LISTED else []
    shown = [line(item, now, calendar) for item in items[:LISTED]]
    return "\n".join([f"<b>{title}: {len(items)}</b>", *shown, *more])


def _week(items: Sequence[PlanItem], now: datetime, calendar: Calendar) -> list[str]:
    if not is_first_of_week(now, calendar):
        return []
    since = now - WEEK
    done = [i for i in items if i.state is State.DONE and i.closed_at and i.closed_at >= since]
    missed = [i for i in items if is_late(i, now) and i.due_at >= since]
    kept = sum(1 for item in done if not _days_late(item, calendar))
    said = f"исполнено {len(done)}, из них в срок {kept}; новых просрочек {len(missed)}"
    return [f"<b>Итоги недели</b>\n{words.opening(said)}."]


def _days_late(item: PlanItem, calendar: Calendar) -> int:
    return item.days_late(calendar.day_of(item.reported_at)) if item.reported_at else 0
