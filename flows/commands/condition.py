"""Whether all is well: the plan in figures, the letters, the channels; exit code 1 when somebody should look."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from domain.plan import PlanItem
from domain.vocabulary import State
from flows.commands.common import AsJson, OfPassport, grid, opened, out, plain, say
from flows.commands.looks import standing

if TYPE_CHECKING:
    from config.health import Health
    from config.wiring import Office

NEEDS_ATTENTION = 1


def status(passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Всё ли в порядке: пункты, просрочки, письма, каналы. Код 1, если что-то требует внимания."""
    from config.health import health_of
    from config.settings import load_settings

    with opened() as office:
        book = office.passport(passport)
        items, now = office.records.items(book.code), office.clock.now()
        health = health_of(office, load_settings())
        data = _plan(office, items, now) | {"passport": book.code, "title": book.title} | _letters(health)
    say(as_json, data, lambda: _tell(data, items, health))
    if not data["well"]:
        raise typer.Exit(NEEDS_ATTENTION)


def metrics() -> None:
    """Показатели работы в формате Prometheus: для сборщика или файла."""
    from config.metrics import exposition
    from config.settings import load_settings

    with opened() as office:
        out(exposition(office, load_settings()).rstrip())


def _plan(office: "Office", items: list[PlanItem], now: datetime) -> dict[str, Any]:
    late = [item for item in items if item.state is State.OVERDUE]
    return {
        "now": now.isoformat(),
        "items": len(items),
        "states": dict(sorted(Counter(i.state.value for i in items).items())),
        "overdue": [
            {"number": i.number, "rung": i.rung, "days": i.days_late(now.date()), "lead": i.lead} for i in late
        ],
        "letters": office.outbox.counts(),
        "wakes": len(office.records.wakes(10_000)),
        "next_wake_at": plain(office.next_due()),
    }


def _letters(health: "Health") -> dict[str, Any]:
    queue, troubles = health.queue, health.troubles
    return {
        "well": not troubles,
        "attention": troubles,
        "telegram": next(str(one) for one in health.channels if one.channel == "telegram"),
        "channels": [
            {"name": one.channel, "state": one.words, "well": one.is_well, "at": plain(one.at), "breaker": one.breaker}
            for one in health.channels
        ],
        "delivery": {"due": queue.due, "held": queue.held, "dead": queue.dead, "oldest_due": plain(queue.oldest)},
        "dead": [
            {"id": d.id, "kind": d.letter.kind, "recipient": d.letter.recipient, "reason": d.reason}
            for d in health.dead
        ],
        "unreachable": dict(health.unreachable),
    }


def _tell(data: dict[str, Any], items: list[PlanItem], health: "Health") -> None:
    from notifications.words import STATES

    troubles = health.troubles
    out("Всё в порядке" if not troubles else f"Требует внимания: {'; '.join(troubles)}")
    out(f"{data['title']}: {data['items']} пунктов на {health.now:%d.%m.%Y %H:%M}")
    grid("По состояниям", ("Состояние", "Пунктов"), ((STATES[State(s)], str(n)) for s, n in data["states"].items()))
    _tell_late([i for i in items if i.state is State.OVERDUE], health.now)
    _tell_letters(data["letters"], health)
    out(f"Запусков ждут пробуждения: {data['wakes']}; следующее событие {data['next_wake_at'] or 'не назначено'}")


def _tell_late(late: list[PlanItem], now: datetime) -> None:
    rows = ((i.number, standing(i, now), str(i.rung), i.lead, i.level) for i in late)
    if late:
        grid("Просрочено", ("Пункт", "Состояние", "Ступень", "Исполнитель", "Уровень"), rows)


def _tell_letters(letters: dict[str, int], health: "Health") -> None:
    from config.states import TITLES
    from notifications.fates import because, numbered
    from notifications.words import LETTERS

    out(f"Письма: отправлено {letters['sent']}, ждут {letters['waiting']}, не дошли {letters['failed']}")
    if health.queue.held:
        out(f"Придержано до рабочего времени или повторной попытки: {health.queue.held}")
    if health.queue.oldest:
        out(f"Самое старое из тех, что могут уйти, ждёт с {health.queue.oldest:%d.%m.%Y %H:%M}")
    for channel in health.channels:
        out(f"{TITLES[channel.channel]}: {channel}")
    dead = ((str(d.id), LETTERS[d.letter.kind], d.letter.recipient, because(d.reason)) for d in health.dead)
    if health.dead:
        grid("Не доставлены", ("Письмо", "О чём", "Кому", "Причина"), dead)
    if health.unreachable:
        rows = ((name, numbered(numbers)) for name, numbers in health.unreachable.items())
        grid("Некуда писать: нет ни Telegram, ни годной почты", ("Кому", "Открытые пункты"), rows)
