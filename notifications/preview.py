"""Every kind of letter as its readers see it, for whoever answers for the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from domain.letters import Letter, LetterKind
from notifications import words
from notifications.console import instant, plain
from notifications.kinds import WHEN
from notifications.render import Rendered
from notifications.telegram.page import page

HEAD = """# Письма «Вехи»

Все письма, которые «Веха» пишет участникам проекта, на примере плана «Цифровая образовательная среда»; события
вымышлены. Слова одни и те же в Telegram, в почте и в консоли: в Telegram под письмом стоят кнопки, в почте — ссылка
на рабочий стол, где те же действия. Каждое письмо говорит, что произошло, что от вас требуется и к какому сроку и
почему оно пришло именно вам.

Несколько писем одному получателю доставляются одной сводкой. **Обязательные** письма просят что-то сделать или меняют
срок, исполнителя, решение: они приходят всегда. **Извещения** только сообщают о событии: их можно отключить в
настройках. Сроки напоминаний названы по лестнице, с которой «Веха» поставляется; своя задаётся настройкой.

Страница составлена программой (`make docs`); то же показывает `vekha letters preview`.

"""


@dataclass(frozen=True, slots=True)
class Preview:
    """One letter at the moment it was written; `buttons` are rows of words under it in Telegram.

    `mail` is its HTML, `mail_text` the text that goes beside it.
    """

    letter: Letter
    rendered: Rendered
    buttons: tuple[tuple[str, ...], ...] = ()
    mail: str = ""
    mail_text: str = ""

    @property
    def kind(self) -> LetterKind:
        return self.letter.kind

    @property
    def at(self) -> datetime:
        return self.rendered.at or self.letter.at


def as_console(shown: Preview) -> str:
    return plain(instant(shown.at), shown.rendered.addressee, shown.rendered)


def as_telegram(shown: Preview) -> str:
    """The message's HTML, and a line for each row of buttons."""
    rows = "\n".join("".join(f"[ {word} ] " for word in row).rstrip() for row in shown.buttons)
    return f"{page(shown.rendered)}\n\n{rows}".rstrip() + "\n"


def as_mail(shown: Preview) -> str:
    """The subject and the text; the page beside it is `mail`."""
    return f"Тема: {shown.rendered.subject}\n\n{shown.mail_text}"


def document(previews: Sequence[Preview]) -> str:
    """`docs/ru/letters.md`."""
    return HEAD + _table(previews) + "\n" + "\n".join(map(_chapter, previews))


def _table(previews: Iterable[Preview]) -> str:
    rows = (
        f"| [{words.LETTERS[one.kind]}](#{one.kind}) | `{one.kind}` | {' | '.join(map(_cell, WHEN[one.kind]))} | "
        f"{'извещение' if one.kind in words.NEWS else 'обязательное'} |"
        for one in previews
    )
    return "\n".join(["| Письмо | Код | Когда | Кому | Вид |", "|---|---|---|---|---|", *rows]) + "\n"


def _chapter(one: Preview) -> str:
    text = "\n".join(f"> {escape(line, quote=False)}  " if line else ">" for line in one.rendered.text.splitlines())
    buttons = " · ".join(f"`{word}`" for row in one.buttons for word in row)
    lines = [
        f'<a name="{one.kind}"></a>',
        f"## {words.LETTERS[one.kind]}",
        "",
        f"{instant(one.at)} · {one.rendered.addressee}",
        "",
        f"> **{escape(one.rendered.subject, quote=False)}**",
        ">",
        text,
        "",
    ]
    return "\n".join([*lines, *([f"Кнопки в Telegram: {buttons}", ""] if buttons else [])])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
