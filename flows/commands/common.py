"""What all commands share: opening the office, reading dates and names, saying things as a table or as JSON."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.errors import Sentence

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.plan import PlanItem
    from notifications.delivery import Channel

AsJson = Annotated[bool, typer.Option("--json", help="JSON вместо таблицы.")]
OfPassport = Annotated[str | None, typer.Option("--passport", help="Код паспорта, если их несколько.")]
FORMATS = ("%d.%m.%Y", "%Y-%m-%d")


class BadWord(Sentence):
    """A word of the command line that cannot be understood."""


@contextmanager
def opened(*channels: "Channel") -> Iterator["Office"]:
    """The office of the settings, closed in the end."""
    from config.wiring import open_office

    office = open_office(channels=channels)
    try:
        yield office
    finally:
        office.close()


def day(text: str) -> date:
    """A date as people write it, `28.02.2019`, or ISO. Raises BadWord."""
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a date has no zone
        except ValueError:
            continue
    raise BadWord(f"Даты «{text}» не бывает; напишите её, например, так: 28.02.2019")


def say(as_json: bool, data: object, table: Callable[[], None]) -> None:
    """Print `data` as JSON, or let `table` show it to a person."""
    if as_json:
        out(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        table()


def out(text: str) -> None:
    typer.echo(text)


def grid(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a person: fitted to the terminal, wide and unwrapped in a pipe."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*columns, title=title, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*map(escape, row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def wrote(file: Path, content: bytes) -> Path:
    """Write a file that a person has asked for. Raises BadWord."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadWord(f"Файл {file} не записывается ({error.strerror}); укажите другую папку") from None
    return file


@contextmanager
def progress(title: str, total: float) -> Iterator[Callable[[float], None]]:
    """A bar on a terminal, nothing in a pipe; the callable sets how far the work has come."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)


def item_json(item: "PlanItem") -> dict[str, Any]:
    """An item for machines: codes in English, dates and instants in ISO."""
    names = "number rank title document document_kind level executors start finish original_finish opens_on due_at"
    fixed = {name: plain(getattr(item, name)) for name in names.split()}
    moving = "predecessor state rung version taken_at reported_at reported_by closed_at paused_until asked_finish"
    changing = {name: plain(getattr(item, name)) for name in moving.split()}
    return fixed | changing | {"next_wake_at": plain(item.next_wake_at), "flow_run_id": item.flow_run_id}


def plain(value: object) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def as_written(details: Mapping[str, Any]) -> str:
    """A journal row's details in one line."""
    return "; ".join(f"{DETAILS.get(name, name)}: {_flat(value)}" for name, value in details.items())


def _flat(value: object) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


DETAILS = {
    "reason": "причина",
    "minutes": "протокол",
    "finish": "новый срок",
    "until": "до",
    "text": "ход исполнения",
    "executors": "исполнители",
    "open_below": "под ним не исполнено",
    "file": "файл",
    "sha256": "sha256",
    "number": "номер",
    "dated": "дата",
    "link": "ссылка",
    "step": "ступень",
    "told": "извещены",
    "skipped": "вошла в следующее письмо",
    "order": "основание",
    "corrections": "исправлены пункты",
    "changed": "изменено",
    "edition": "редакция",
    "person": "кто",
    "stand_in": "замещает",
    "since": "с",
    "stands_in_for": "замещает",
    "level": "орган",
    "secretary": "секретарь",
    "title": "группа",
    "account": "аккаунт",
    "ignored": "осталось без ответа",
    "address": "адрес",
    "was": "прежде",
}
