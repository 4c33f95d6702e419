"""`vekha fact …` and `vekha facts`: what the report needs beside the plan, entered, shown, exported, loaded."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, grid, opened, out, say, wrote

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.passport import Passport
    from domain.reporting.facts import Entered
    from domain.reporting.periods import Period

fact = typer.Typer(help="Внести сведения для отчёта: показатель, деньги, риск, прогноз.", no_args_is_help=True)
facts = typer.Typer(help="Сведения для отчёта: список, форма XLSX, загрузка.", invoke_without_command=True)

Document = Annotated[str, typer.Option("--document", help="Документ-источник, например «отчёт № 5 от 02.04.2019».")]
By = Annotated[str | None, typer.Option("--by", help="Кто вносит; обычно администратор проекта.")]


@fact.command()
def indicator(
    number: Annotated[str, typer.Argument(help="Номер показателя, например 3.1.")],
    value: Annotated[str, typer.Argument(help="Значение, например 67,5.")],
    year: Annotated[str, typer.Option(help="Год.")],
    quarter: Annotated[str, typer.Option(help="Квартал 1–4; без него — за весь год.")] = "",
    forecast: Annotated[bool, typer.Option("--forecast", help="Это ожидаемое значение.")] = False,
    document: Document = "",
    by: By = None,
    passport: OfPassport = None,
) -> None:
    """Значение показателя за квартал или год."""
    said = {"number": number, "value": value, "year": year, "quarter": quarter, "forecast": "да" if forecast else ""}
    _enter("indicator", said | {"document": document}, by, passport)


@fact.command()
def cash(
    line: Annotated[str, typer.Argument(help="Номер строки финансирования, например 1.2.1.")],
    paid: Annotated[str, typer.Option(help="Оплачено с начала года, млн руб.")],
    on: Annotated[str, typer.Option("--on", help="На какую дату, 31.03.2019.")],
    allotted: Annotated[str, typer.Option(help="Доведено, млн руб.")] = "",
    committed: Annotated[str, typer.Option(help="Принято обязательств, млн руб.")] = "",
    document: Document = "",
    by: By = None,
    passport: OfPassport = None,
) -> None:
    """Кассовое исполнение строки финансирования с начала года."""
    said = {"line": line, "paid": paid, "of": on, "allotted": allotted, "committed": committed}
    _enter("cash", said | {"document": document}, by, passport)


@fact.command()
def risk(
    description: Annotated[str, typer.Option(help="Описание риска.")] = "",
    solution: Annotated[str, typer.Option(help="Предлагаемое решение.")] = "",
    section: Annotated[str, typer.Option(help="Раздел паспорта: «Показатели», «пункт 2.1.2».")] = "",
    code: Annotated[str, typer.Option(help="Код известного риска, чтобы изменить или закрыть его.")] = "",
    critical: Annotated[bool, typer.Option("--critical", help="Критический риск.")] = False,
    close: Annotated[bool, typer.Option("--close", help="Риск закрыт.")] = False,
    document: Document = "",
    by: By = None,
    passport: OfPassport = None,
) -> None:
    """Ключевой риск с предлагаемым решением."""
    said = {"description": description, "solution": solution, "section": section, "code": code}
    marks = {"gravity": "критический" if critical else "", "closed": "да" if close else ""}
    _enter("risk", said | marks | {"document": document}, by, passport)


@fact.command()
def forecast(
    number: Annotated[str, typer.Argument(help="Номер пункта плана.")],
    finish: Annotated[str, typer.Argument(help="Ожидаемая дата исполнения.")],
    reason: Annotated[str, typer.Option(help="Почему тогда.")] = "",
    document: Document = "",
    by: By = None,
    passport: OfPassport = None,
) -> None:
    """Ожидаемая дата исполнения пункта."""
    _enter("forecast", {"number": number, "finish": finish, "reason": reason, "document": document}, by, passport)


def _enter(kind: str, fields: dict[str, str], by: str | None, code: str | None) -> None:
    from config.entering import Said, enter

    with opened() as office:
        book = office.passport(code)
        new = enter(office, book, [Said(kind, fields)], by or book.administrator or "администратор", trusted=by is None)
    out("Сведения внесены" if new else "Такие сведения уже внесены, ничего не изменено")


@facts.callback()
def listed(context: typer.Context, passport: OfPassport = None, as_json: AsJson = False) -> None:
    """Все внесённые сведения с историей исправлений, последние сверху."""
    if context.invoked_subcommand:
        return
    from config.reporting import Reports

    with opened() as office:
        entered = Reports(office).entered(office.passport(passport))
    say(as_json, [_json(one) for one in entered], lambda: _table(entered))


def _json(one: "Entered") -> dict[str, Any]:
    import json

    from domain.reporting.keeping import spelled

    source = {"document": one.source.document, "author": one.source.author, "at": one.source.at.isoformat()}
    return {"subject": one.fact.subject, "fact": json.loads(spelled(one.fact))} | source


def _table(entered: "list[Entered]") -> None:
    from notifications.facts_words import said_of

    rows = (
        (f"{one.source.at:%d.%m.%Y %H:%M}", *said_of(one.fact), one.source.document, one.source.author)
        for one in reversed(entered)
    )
    grid("Сведения для отчёта", ("Внесено", "О чём", "Значение", "Документ", "Кто внёс"), rows)


@facts.command()
def export(
    file: Annotated[Path, typer.Argument(help="Куда записать форму, например сведения.xlsx.")],
    period: Annotated[str, typer.Option(help="Месяц, 2019-03; без него — последний закончившийся.")] = "",
    passport: OfPassport = None,
) -> None:
    """Форма XLSX: что нужно внести для отчёта; известное уже вписано."""
    from config.facts_form import exported

    with opened() as office:
        content = exported(office, office.passport(passport), _month(office, period))
    out(f"Форма записана: {wrote(file, content)}")


def _month(office: "Office", text: str) -> "Period":
    from domain.reporting.periods import PeriodKind, last_ended, period_from

    today = office.ladder.calendar.day_of(office.clock.now())
    return period_from(PeriodKind.MONTH, text) if text else last_ended(PeriodKind.MONTH, today)


@facts.command()
def load(
    file: Annotated[Path, typer.Argument(help="Заполненная форма.")], by: By = None, passport: OfPassport = None
) -> None:
    """Внести всё, что заполнено в форме: либо всё, либо ничего."""
    from config.entering import enter
    from config.facts_form import loaded

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadWord(f"Файл {file} не читается ({error.strerror}); укажите заполненную форму") from None
    with opened() as office:
        book = office.passport(passport)
        author = by or _administrator(book)
        new = enter(office, book, loaded(content), author, trusted=by is None)
    out(f"Внесено сведений: {new}" if new else "Новых сведений в форме нет, ничего не изменено")


def _administrator(book: "Passport") -> str:
    return book.administrator or "администратор"
