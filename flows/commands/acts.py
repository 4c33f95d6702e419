"""What the bot will do, for administrators: every act of an executor or a controller on one item."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.authority import Absence, Staff, controller
from domain.plan import Evidence, PlanItem
from flows.commands.common import AsJson, BadWord, OfPassport, day, item_json, opened, out, say

if TYPE_CHECKING:
    from domain.ports import Desk

Number = Annotated[str, typer.Argument(help="Номер пункта плана, например 2.1.2.")]
By = Annotated[str | None, typer.Option("--by", help="Кто действует: участник или орган; обычно ясно из пункта.")]
Reason = Annotated[str, typer.Option("--reason", help="Причина.")]
Minutes = Annotated[str | None, typer.Option("--minutes", help="Протокол органа: «№ 5 от 20.12.2019».")]
Until = Annotated[str, typer.Option("--until", help="Новый срок, 31.03.2019.")]

Who = Callable[[PlanItem, Staff], str]


def executor(item: PlanItem, _staff: Staff) -> str:
    return item.lead


def act(number: str, name: str, by: str | None, who: Who, passport: str | None, as_json: bool, **words: Any) -> None:
    """Carry out a use case by its name and show what became of the item."""
    from domain import use_cases

    def event(desk: "Desk", now: datetime) -> PlanItem:
        actor = _actor(by, desk) or who(desk.plan.get(number), desk.staff)
        done: PlanItem = getattr(use_cases, name)(number, by=actor, now=now, desk=desk, **words)
        return done

    with opened() as office:
        item = office.act(office.passport(passport), event)
    say(as_json, item_json(item), lambda: _told(item))


def _actor(by: str | None, desk: "Desk") -> str | None:
    if by is not None and not desk.staff.knows(by):
        raise BadWord(f"В паспорте нет участника «{by}»; имена показывает «vekha people»")
    return by


def _told(item: PlanItem) -> None:
    from notifications.words import STATES, date_ru

    out(f"Пункт {item.number}: {STATES[item.state]}, срок {date_ru(item.finish)}")


def take(number: Number, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Взять пункт в работу."""
    act(number, "take", by, executor, passport, as_json)


def note(number: Number, text: str, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Сообщить о ходе исполнения."""
    act(number, "note", by, executor, passport, as_json, text=text)


def report(
    number: Number,
    file: Annotated[Path | None, typer.Option("--file", help="Подтверждающий файл.")] = None,
    document: Annotated[str | None, typer.Option("--number", help="Номер документа.")] = None,
    dated: Annotated[str | None, typer.Option("--date", help="Дата документа.")] = None,
    link: Annotated[str | None, typer.Option("--link", help="Ссылка на документ.")] = None,
    by: By = None,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Представить отчёт об исполнении."""
    evidence = replace(_kept(file), number=document, dated=day(dated) if dated else None, link=link)
    act(number, "report", by, executor, passport, as_json, evidence=evidence)


def _kept(file: Path | None) -> Evidence:
    from config.files import Files, kept
    from config.settings import load_settings

    return kept(file, Files(load_settings().files_address)) if file else Evidence()


def accept(
    number: Number,
    minutes: Minutes = None,
    reason: Annotated[str | None, typer.Option(help="Почему принимается, хотя под ним есть открытые.")] = None,
    by: By = None,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Принять исполнение; для органа нужен протокол."""
    act(number, "accept", by, controller, passport, as_json, minutes=minutes, reason=reason)


def return_(
    number: Number, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False
) -> None:
    """Вернуть на доработку с причиной."""
    act(number, "return_", by, controller, passport, as_json, reason=reason)


def grant(number: Number, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Отметить, что министерство одобрило заявку."""
    act(number, "grant", by, controller, passport, as_json)


def refuse(number: Number, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Отметить отказ министерства по заявке."""
    act(number, "refuse", by, controller, passport, as_json, reason=reason)


def ask(
    number: Number, until: Until, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False
) -> None:
    """Попросить о продлении срока от имени исполнителя."""
    act(number, "ask", by, executor, passport, as_json, finish=day(until), reason=reason)


def extend(
    number: Number, until: Until, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False
) -> None:
    """Продлить срок; первоначальный срок остаётся в учёте."""
    act(number, "extend", by, controller, passport, as_json, finish=day(until), reason=reason)


def deny(number: Number, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Отказать в продлении срока."""
    act(number, "deny", by, controller, passport, as_json, reason=reason)


def acknowledge(number: Number, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Взять просрочку на контроль: подъём по уровням приостанавливается."""
    act(number, "acknowledge", by, controller, passport, as_json)


def reassign(
    number: Number,
    to: Annotated[list[str], typer.Option("--to", help="Новый исполнитель; первый — ответственный.")],
    reason: Reason,
    by: By = None,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Сменить исполнителей."""
    act(number, "reassign", by, controller, passport, as_json, executors=tuple(to), reason=reason)


def withdraw(
    number: Number, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False
) -> None:
    """Снять пункт с контроля решением."""
    act(number, "withdraw", by, controller, passport, as_json, reason=reason)


def reopen(number: Number, reason: Reason, by: By = None, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Возобновить закрытый пункт."""
    act(number, "reopen", by, controller, passport, as_json, reason=reason)


def absence(
    person: Annotated[str, typer.Argument(help="Кто отсутствует.")],
    stand_in: Annotated[str, typer.Option("--stand-in", help="Кто замещает.")],
    since: Annotated[str, typer.Option("--from", help="Первый день.")],
    until: Annotated[str, typer.Option("--to", help="Последний день.")],
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Отметить отсутствие и того, кто замещает."""
    away = Absence(person, stand_in, *_period(since, until))
    with opened() as office:
        book = office.passport(passport)
        _refuse_strangers(away, office.staff(book.code))
        office.absent(book, away, by="администратор")
    data = {"person": person, "stand_in": stand_in, "since": str(away.since), "until": str(away.until)}
    say(as_json, data, lambda: out(f"{person}: с {since} по {until} замещает {stand_in}"))


def _period(since: str, until: str) -> tuple[date, date]:
    first, last = day(since), day(until)
    if last < first:
        raise BadWord(f"Отсутствие кончается раньше, чем начинается: с {since} по {until}; поменяйте даты местами")
    return first, last


def _refuse_strangers(away: Absence, staff: Staff) -> None:
    for name in (away.person, away.stand_in):
        if not staff.knows(name):
            raise BadWord(f"В паспорте нет участника «{name}»; имена показывает «vekha people»")
    if away.person == away.stand_in:
        raise BadWord(f"{away.person} не может замещать себя; назовите другого участника")
