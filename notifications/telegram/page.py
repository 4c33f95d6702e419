"""A letter as Telegram shows it: HTML of at most 4,096 characters, and below it how its items stand now."""

from collections.abc import Sequence
from html import escape

from notifications.render import Rendered

LONGEST = 4096
NOW = "\n\n<b>Сейчас</b>\n"
"""Begins what is added later; no letter has it, since what people write is escaped."""
BETWEEN = "\n\n———\n\n"
CUT = "\n…"
ROOM = 700
"""Characters kept free for what is added later."""


def page(rendered: Rendered) -> str:
    """The subject in bold, the letter, and in italics why one receives it; cut at a line where it is too long."""
    *lines, why = rendered.text.splitlines()
    subject, last = f"<b>{escape(rendered.subject[:300])}</b>", f"<i>{escape(why[:500])}</i>"
    room = LONGEST - ROOM - length(subject) - length(last) - 8
    return f"{subject}\n\n{_fitted(lines, room)}\n\n{last}"


def _fitted(lines: Sequence[str], room: int) -> str:
    kept: list[str] = []
    taken = 0
    for line in (escape(line[:1500], quote=False) for line in lines):
        taken += length(line) + 1
        if taken > room:
            return "\n".join(kept).rstrip() + CUT
        kept.append(line)
    return "\n".join(kept).strip()


def length(text: str) -> int:
    """Characters as Telegram counts them: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def joined(first: str, second: str) -> str | None:
    """Two letters in one message, or None where they do not fit; what was added to the first is left out."""
    text = letter_of(first) + BETWEEN + second
    return text if length(text) <= LONGEST - ROOM else None


def letter_of(text: str) -> str:
    """The letter without what was added to it later."""
    return text.partition(NOW)[0]


def with_news(text: str, news: Sequence[str]) -> str:
    """The letter and under it how its items stand; as many lines (HTML) as there is room for."""
    shown = letter_of(text)
    if not news:
        return shown
    shown += NOW
    for number, line in enumerate(news):
        if length(shown) + length(line) + len(CUT) + 1 > LONGEST:
            return shown.rstrip() + CUT
        shown += f"\n{line}" if number else line
    return shown


def plain(text: str) -> str:
    """The page without its marks, for a server that does not take our HTML."""
    from html import unescape

    for mark in ("<b>", "</b>", "<i>", "</i>"):
        text = text.replace(mark, "")
    return unescape(text)
