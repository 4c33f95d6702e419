"""The board of a body's items in text: a traffic light a line, late items first, fit for a phone."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape

from domain.plan import PlanItem
from domain.titles import waits_for
from domain.vocabulary import State
from domain.workdays import Calendar
from notifications import words
from notifications.cards import is_owed, is_soon

LINES = 20
WIDTH = 48


def is_late(item: PlanItem, now: datetime) -> bool:
    """Past its date without a report, as the desk's board has it: also where it waits for the ministry."""
    return is_owed(item) and now >= item.due_at


def is_waiting(item: PlanItem) -> bool:
    return item.state in (State.UNDER_REVIEW, State.AWAITING_DECISION)


def board(items: Iterable[PlanItem], now: datetime, calendar: Calendar) -> str:
    """HTML of at most LINES lines of items under a count of all: late, waiting for a decision, due soon, the rest."""
    open_ = [item for item in items if not item.state.is_closed]
    lines = [line(item, now, calendar) for item in ordered(open_, now)[:LINES]]
    more = [f"…и ещё {words.plan_items(len(open_) - LINES)}"] if len(open_) > LINES else []
    return "\n".join([_head(open_, now), "", *(lines or ["Открытых пунктов нет."]), *more])


def _head(open_: Sequence[PlanItem], now: datetime) -> str:
    return f"<b>Светофор плана на {now:%d.%m.%Y %H:%M}</b>\n{counted(open_, now)}"


def counted(open_: Sequence[PlanItem], now: datetime) -> str:
    late, waiting = sum(is_late(item, now) for item in open_), sum(map(is_waiting, open_))
    soon = sum(is_soon(item, now) for item in open_)
    return f"просрочено {late} · ждут решения {waiting} · срок близко {soon} · всего открыто {len(open_)}"


def ordered(open_: Iterable[PlanItem], now: datetime) -> list[PlanItem]:
    """Late items first, then what waits for a decision, what is due soon, the rest."""
    return sorted(open_, key=lambda item: (rank_of(item, now), item.due_at, item.number))


def rank_of(item: PlanItem, now: datetime) -> int:
    """0 late, 1 waits for a decision, 2 due soon, 3 the rest."""
    if is_late(item, now):
        return 0
    if is_waiting(item):
        return 1
    return 2 if is_soon(item, now) else 3


LIGHTS = ("🔴", "🟡", "🟡", "🟢")


def line(item: PlanItem, now: datetime, calendar: Calendar) -> str:
    """`🔴 2.1.1 Заключение соглашения… — 28.02.2019, просрочен на 3 дня; Чванова Л.В.`"""
    title = escape(words.shortened(item.title, WIDTH), quote=False)
    state = tail_of(item, calendar, now)
    who = escape(item.lead, quote=False)
    light = LIGHTS[rank_of(item, now)]
    return f"{light} <b>{escape(item.number)}</b> {title} — {words.date_ru(item.finish)}{state}; {who}"


def tail_of(item: PlanItem, calendar: Calendar, now: datetime) -> str:
    if is_late(item, now):
        waits = f", {waits_for(item.predecessor)}" if item.state is State.BLOCKED else ""
        late = item.days_late(calendar.day_of(now))
        return f", просрочен на {words.days(late)}{waits}" if late else f", срок истёк сегодня{waits}"
    return f", {words.inside(words.STATES[item.state])}" if is_waiting(item) else ""


def some(items: Iterable[PlanItem], chosen: Callable[[PlanItem], bool]) -> list[PlanItem]:
    """The chosen items, nearest deadline first."""
    return sorted(filter(chosen, items), key=lambda item: (item.due_at, item.number))
