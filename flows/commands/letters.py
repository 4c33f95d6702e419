"""`vekha letters preview`: every kind of letter in every channel, without any settings or plan of one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import AsJson, BadWord, out, progress, say

if TYPE_CHECKING:
    from notifications.preview import Preview

letters = typer.Typer(help="Письма: как они выглядят во всех каналах.", no_args_is_help=True)

ACTS = 19
"""Steps of the life that the previews are taken from."""


@letters.command()
def preview(
    kind: Annotated[str | None, typer.Option(help="Один вид писем: reminder, returned, digest, …")] = None,
    channel: Annotated[str, typer.Option(help="console, telegram или mail.")] = "console",
    folder: Annotated[Path | None, typer.Option("--out", help="Папка: записать файлами, в каждом канале.")] = None,
    as_json: AsJson = False,
) -> None:
    """Показать письма на примере плана-образца; ничего не отправляет и не читает ваших настроек."""
    ways = _ways()
    if channel not in ways:
        raise BadWord(f"Канала «{channel}» нет; бывает: {', '.join(ways)}")
    found = _chosen(kind)
    if folder:
        _write(found, folder)
        say(as_json, [one.kind.value for one in found], lambda: out(f"Записано писем: {len(found)}, папка {folder}"))
        return
    shown = [{"kind": one.kind.value, "text": ways[channel](one)} for one in found]
    say(as_json, shown, lambda: out("\n".join(one["text"] for one in shown)))


def _ways() -> "dict[str, Callable[[Preview], str]]":
    from notifications.preview import as_console, as_mail, as_telegram

    return {"console": as_console, "telegram": as_telegram, "mail": as_mail}


def _chosen(kind: str | None) -> "list[Preview]":
    from config.preview import own_ladder, previews
    from domain.letters import LetterKind

    if kind is not None and kind not in list(LetterKind):
        raise BadWord(f"Писем вида «{kind}» нет; бывает: {', '.join(LetterKind)}")
    with progress("Пишем письма", ACTS) as bar:
        found = previews(own_ladder(), bar)
    return [one for one in found if kind in (None, one.kind)]


def _files(one: "Preview") -> "Iterator[tuple[str, str]]":
    """The letter in each channel, by the end of its file's name."""
    for name, way in _ways().items():
        yield f"{name}.{'html' if name == 'telegram' else 'txt'}", way(one)
    yield "mail.html", one.mail


def _write(found: "list[Preview]", folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in found:
            for name, text in _files(one):
                (folder / f"{one.kind}.{name}").write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadWord(f"Папка {folder} не записывается ({error.strerror}); укажите другую") from None
