"""Running and keeping house: the service, the replay, journal, reconcile, backup."""

import gc
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, day, grid, opened, out, progress, say

if TYPE_CHECKING:
    from config.people import Behaviour
    from config.settings import Settings
    from config.web import Desk
    from config.wiring import Office
    from domain.passport import Passport

journal = typer.Typer(help="Журнал: последние записи и проверка целостности.", invoke_without_command=True)


def up(
    sample: Annotated[bool, typer.Option("--sample", help="Загрузить паспорт-образец, если база пуста.")] = False,
    people: Annotated[
        str | None, typer.Option("--people", help="Люди действуют сами: late, mixed, …; для показа.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Порт Prefect; по умолчанию VEKHA_PREFECT_PORT или 4200.")] = None,
) -> None:
    """Запустить службу: сервер Prefect, часы, письма. Остановка — Ctrl-C."""
    from config.settings import load_settings
    from flows.engine import named_server
    from flows.server import ensure_free
    from notifications.console import ConsoleChannel

    _quiet_logs()
    settings = load_settings()
    at = port or settings.prefect_port
    if named_server() is None:
        ensure_free(at)
    with opened(ConsoleChannel(sys.stdout)) as office:
        _load_sample(office, sample)
        office.retime()
        _invite(office, people)
        office.keep_time()
        _serve(office, settings, at, sample)
    out("Веха остановлена; всё сохранено.")


def _quiet_logs() -> None:
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that is skipped comes with the next


def _serve(office: "Office", settings: "Settings", at: int, sample: bool) -> None:
    """Until Ctrl-C; what people are reached by is closed after everything else."""
    import asyncio

    from config.ways import ways_for
    from flows.reception import Reception
    from flows.service import serve

    ways = ways_for(office, settings)
    _show_desk(office, ways.desk if sample else None)
    out(f"Веха: {office.clock.now():%d.%m.%Y %H:%M}; сервер Prefect запускается, это займёт несколько секунд…")
    try:
        receptions = [Reception(premises, out) for premises in ways.premises]
        asyncio.run(serve(office, port=at, on_ready=_ready, receptions=receptions))
    finally:
        ways.close()
        office.keep_time()


def _ready(address: str) -> None:
    """Everything is loaded: the collector need not look through it again, which would hold ticks up for 30 ms."""
    gc.collect()
    gc.freeze()
    out(f"Все пункты плана видны в Prefect: {address}")


def _show_desk(office: "Office", desk: "Desk | None") -> None:
    """For a demonstration: the way to the desk of the sample's head."""
    from config.links import links_for
    from config.settings import load_settings

    head, links = office.records.passports()[0].head, links_for(office, load_settings()) if desk else None
    if head and links:
        out(f"Рабочий стол, {head}: {links.desk(head)}")


def _load_sample(office: "Office", wanted: bool) -> None:
    from config.wiring import SAMPLE

    if wanted and not office.records.passports():
        out(f"Паспорт-образец поставлен на контроль: {office.load(SAMPLE)}")


def _invite(office: "Office", behaviour: str | None) -> None:
    import random

    from config.people import People

    if behaviour is not None:
        chance = random.Random(1)  # noqa: S311  # a show, not a secret
        office.people = People(office, office.passport(), _behaviour(behaviour), chance)
        office.people.plan()


def _behaviour(word: str) -> "Behaviour":
    from config.people import Behaviour

    if word not in list(Behaviour):
        raise BadWord(f"Поведения «{word}» нет; бывает: {', '.join(Behaviour)}")
    return Behaviour(word)


def replay(
    since: Annotated[str, typer.Option("--from", help="Первый день.")] = "01.10.2018",
    until: Annotated[str, typer.Option("--to", help="Последний день.")] = "31.03.2025",
    behaviour: Annotated[str, typer.Option(help="punctual, late, silent, mixed или lifelike.")] = "late",
    seed: Annotated[int, typer.Option(help="Зерно случайности.")] = 1,
    file: Annotated[
        Path | None, typer.Option(help="Файл паспорта; без него — паспорт на контроле или образец.")
    ] = None,
    inbox: Annotated[bool, typer.Option("--inbox", help="Ещё и сколько сообщений получит каждый.")] = False,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Прожить план в памяти: какие письма кому уйдут и чем всё кончится."""
    from config.replay import inbox_summary, summary
    from config.replay import replay as live
    from config.settings import load_settings
    from config.wiring import ladder_of

    first, last = day(since), day(until)
    if last < first:
        raise BadWord(f"Конец {until} раньше начала {since}; поменяйте даты местами")
    how = _behaviour(behaviour)
    book = _book(file, passport)
    with progress("Проживаем план", float((last - first).days)) as bar:
        ladder = ladder_of(load_settings())
        office = live(book, ladder, first, last, how, seed, lambda at: bar((at.date() - first).days), deliver=inbox)
    data = {"behaviour": behaviour, "seed": seed, "from": str(first), "to": str(last)} | summary(office, book)
    if inbox:
        data["inbox"] = inbox_summary(office)
    say(as_json, data, lambda: _lived(data))


def _book(file: Path | None, code: str | None) -> "Passport":
    from config.wiring import SAMPLE
    from domain.intake import read

    if file:
        return read(file).passport
    with opened() as office:
        known = office.records.passports()
        return office.passport(code) if known or code else read(SAMPLE).passport


def _lived(data: dict[str, Any]) -> None:
    from domain.letters import LetterKind
    from domain.vocabulary import State
    from notifications.words import LETTERS, STATES

    out(f"Прожито с {data['from']} по {data['to']}, поведение {data['behaviour']}: писем {data['letters']}")
    kinds = ((LETTERS[LetterKind(kind)], str(count)) for kind, count in data["by_kind"].items())
    grid("Письма по видам", ("Вид", "Писем"), kinds)
    grid("Письма по адресатам", ("Кому", "Писем"), ((name, str(n)) for name, n in data["by_person"].items()))
    grid("Эскалации по ступеням", ("Ступень", "Писем"), ((rung, str(n)) for rung, n in data["by_rung"].items()))
    grid("Чем кончилось", ("Состояние", "Пунктов"), ((STATES[State(s)], str(n)) for s, n in data["states"].items()))

    if "inbox" in data:
        _inboxes(data["inbox"])


def _inboxes(inbox: dict[str, Any]) -> None:
    """Messages, each of which may carry several letters."""
    grid("Сообщения по адресатам", ("Кому", "Сообщений"), ((name, str(n)) for name, n in inbox["by_person"].items()))
    monthly, busiest = inbox["per_person_month"], inbox["busiest"]
    each = f"на человека в месяц: в среднем {monthly['average']}, самое большее {monthly['max']}"
    out(f"Сообщений {inbox['messages']}; {each}")
    if busiest:
        day_ru = f"{date.fromisoformat(busiest['day']):%d.%m.%Y}"
        out(f"Самый плотный день: {day_ru}, {busiest['person']} — {busiest['count']}")


@journal.callback()
def newest(
    context: typer.Context, limit: Annotated[int, typer.Option(help="Сколько записей.")] = 20, as_json: AsJson = False
) -> None:
    """Последние записи журнала."""
    if context.invoked_subcommand:
        return
    from domain.storage.journal import latest
    from flows.commands.common import as_written
    from flows.commands.looks import happened
    from notifications.words import happening

    with opened() as office, office.database.reading() as connection:
        rows = list(latest(connection, office.zone, limit))
    table = ((f"{r.at:%d.%m.%Y %H:%M}", r.number, happening(r.event), r.actor, as_written(r.details)) for r in rows)
    data = [{"number": r.number} | happened(r) for r in rows]
    say(as_json, data, lambda: grid("Журнал", ("Когда", "Пункт", "Что", "Кто", "Подробности"), table))


@journal.command()
def verify(as_json: AsJson = False) -> None:
    """Проверить, что записи журнала никто не менял."""
    with opened() as office:
        count = office.verify_journal()
    say(as_json, {"verified": count}, lambda: out(f"Журнал цел: записей {count}"))


def reconcile(
    port: Annotated[int | None, typer.Option(help="Порт Prefect; по умолчанию VEKHA_PREFECT_PORT или 4200.")] = None,
    as_json: AsJson = False,
) -> None:
    """Сверить запуски Prefect с базой и восстановить утраченные; служба должна работать."""
    import asyncio

    from config.settings import load_settings
    from flows.engine import named_server, settle
    from flows.server import api_url

    with opened() as office:
        settle(office.home, named_server() or api_url(port or load_settings().prefect_port))
        count = asyncio.run(_reconciled(office))
    say(as_json, {"restored": count}, lambda: out(f"Сверено; восстановлено запусков: {count}"))


async def _reconciled(office: "Office") -> int:
    import httpx

    from domain.errors import Sentence
    from flows.engine import connected
    from flows.office import appoint
    from flows.operations import register
    from flows.waking import Waking

    appoint(office)
    try:
        async with connected() as client:
            return await Waking(client, office, await register(client)).reconcile()
    except httpx.TransportError:
        raise Sentence("Сервер Prefect не отвечает; запустите «vekha up» или укажите порт ключом --port") from None


def backup(file: Annotated[Path, typer.Argument(help="Куда записать копию базы SQLite.")]) -> None:
    """Сделать копию базы, не останавливая службу."""
    with opened() as office:
        office.database.backup(file)
    out(f"Копия записана: {file}")
