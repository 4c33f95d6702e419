"""Looking at the plan: the whole, one item, the ladder ahead."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.plan import PlanItem
from domain.vocabulary import State
from flows.commands.common import AsJson, OfPassport, as_written, grid, item_json, opened, out, plain, say

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.authority import Staff
    from domain.ladder import Step
    from domain.storage.journal import Happening


def plan(
    state: Annotated[State | None, typer.Option(help="Только в этом состоянии.")] = None,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Весь план: номер, срок, состояние, исполнитель, уровень."""
    with opened() as office:
        items = [i for i in office.records.items(office.passport(passport).code) if state in {None, i.state}]
        now = office.clock.now()
    say(as_json, [item_json(item) for item in items], lambda: _plan(items, now))


def _plan(items: list[PlanItem], now: datetime) -> None:
    from notifications.words import date_ru, shortened

    rows = ((i.number, date_ru(i.finish), standing(i, now), i.lead, i.level, shortened(i.title, 60)) for i in items)
    grid(f"План на {now:%d.%m.%Y %H:%M}", ("Пункт", "Срок", "Состояние", "Исполнитель", "Уровень", "Название"), rows)


def standing(item: PlanItem, now: datetime) -> str:
    """The state in words; how late, if late."""
    from notifications.words import STATES, days

    late = item.state is State.OVERDUE
    return f"{STATES[item.state]} на {days(item.days_late(now.date()))}" if late else STATES[item.state]


def item(number: str, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Один пункт с историей."""
    with opened() as office:
        book = office.passport(passport)
        with office.database.reading() as connection:
            found = office.desk(connection, book).plan.get(number)
        story, now = office.records.history(found.id), office.clock.now()
    data = item_json(found) | {"history": [happened(row) for row in story]}
    say(as_json, data, lambda: _card(found, story, now))


def happened(row: "Happening") -> dict[str, Any]:
    names = ("at", "event", "actor", "before", "state", "rung", "version")
    return {name: plain(getattr(row, name)) for name in names} | {"details": dict(row.details)}


def _card(item: PlanItem, story: "list[Happening]", now: datetime) -> None:
    from notifications.words import KINDS, RANKS, date_ru, happening

    out(f"{item.number} {item.title}")
    out(f"{RANKS[item.rank]}; {KINDS[item.document_kind]}: {item.document}")
    out(f"{standing(item, now)}; срок {date_ru(item.finish)}, к {item.due_at:%d.%m.%Y %H:%M}; контроль {item.level}")
    out(f"Исполнители: {', '.join(item.executors)}")
    if item.next_wake_at:
        out(f"Напомнит о себе {item.next_wake_at:%d.%m.%Y %H:%M}")
    rows = ((f"{r.at:%d.%m.%Y %H:%M}", happening(r.event), r.actor, as_written(r.details)) for r in story)
    grid("История", ("Когда", "Что", "Кто", "Подробности"), rows)


def schedule(number: str, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Когда и кому пункт напомнит о себе по нынешней лестнице, если никто ничего не сделает."""
    with opened() as office:
        book = office.passport(passport)
        with office.database.reading() as connection:
            desk = office.desk(connection, book)
            found = desk.plan.get(number)
        ahead = _ahead(office, found, desk.staff)
        now = office.clock.now()
    say(as_json, [_planned(*step, now) for step in ahead], lambda: _ladder(found, ahead, now))


def _ahead(office: "Office", item: PlanItem, staff: "Staff") -> "list[tuple[Step, PlanItem, tuple[str, ...]]]":
    from domain.foresight import foreseen

    return list(foreseen(item, office.ladder, staff))


def _planned(step: "Step", item: PlanItem, told: tuple[str, ...], now: datetime) -> dict[str, Any]:
    known = {"at": step.at.isoformat(), "step": step.code, "letter": step.letter.value, "to": list(told)}
    return known | {"state": item.state.value, "rung": item.rung, "past": step.at <= now}


def _ladder(item: PlanItem, ahead: "list[tuple[Step, PlanItem, tuple[str, ...]]]", now: datetime) -> None:
    from notifications.words import STATES, step_words, weekday_ru

    rows = (
        (
            f"{s.at:%d.%m.%Y %H:%M}" + (" (прошло)" if s.at <= now else ""),
            weekday_ru(s.at.date()),
            step_words(s.code),
            STATES[i.state],
            ", ".join(told),
        )
        for s, i, told in ahead
    )
    grid(f"Пункт {item.number}: что будет, если ничего не делать", ("Когда", "День", "Что", "Состояние", "Кому"), rows)
