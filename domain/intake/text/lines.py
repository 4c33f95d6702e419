"""Lines of a text document: chunks between blank lines, page breaks, and whether a line's last word is over."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

BLANKS_OF_A_PAGE_BREAK = 3
MOST_LINES = 150_000
"""No document has more: what follows is kept, as one line."""

STRIPPED_SHARE = 0.02
"""A text in which fewer lines than this end with a blank has lost its trailing blanks on the way."""

INDENTED_SHARE = 0.05
"""A text in which more lines than this begin with a blank is indented: its leading blanks say nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of a cell. `ended`: its last word is over; None when the line says nothing about it."""

    text: str
    ended: bool | None = None


@dataclass(frozen=True)
class Chunk:
    """Lines with no blank line between them; `new_page` when a page break stands before."""

    lines: tuple[Written, ...]
    new_page: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of the first line: the cells that fit one line share it."""
        return tuple(self.lines[0].text.split())

    @cached_property
    def plain(self) -> str:
        return " ".join(line.text for line in self.lines)


def chunks(text: str, noise: re.Pattern[str]) -> list[Chunk]:
    """Cut a text into chunks, leaving out those that `noise` matches at their beginning."""
    lines = _bounded(_normalized(text).split("\n"))
    stripped = _share(lines, str.endswith) < STRIPPED_SHARE
    if _share(lines, str.startswith) > INDENTED_SHARE:
        lines = [line.lstrip() for line in lines]
    return [chunk for chunk in _chunks(lines, stripped=stripped) if not noise.match(chunk.plain)]


def _normalized(text: str) -> str:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[^\S\n\f]", " ", text).replace("\f", "\n\n\n\n")


def _bounded(lines: list[str]) -> list[str]:
    return [*lines[:MOST_LINES], " ".join(lines[MOST_LINES:])]


def _share(lines: list[str], has_blank: Callable[[str, str], bool]) -> float:
    full = [line for line in lines if line.strip()]
    return sum(has_blank(line, " ") for line in full) / max(len(full), 1)


def _chunks(lines: list[str], *, stripped: bool) -> Iterator[Chunk]:
    """A line that begins with a blank right under another one begins a page; after a blank line it follows an empty
    cell.
    """
    collected: list[Written] = []
    blanks, new_page = 0, False
    for line in [*lines, ""]:
        begins_page = bool(collected) and line.startswith(" ") and bool(line.strip())
        if collected and (begins_page or not line.strip()):
            yield Chunk(tuple(collected), new_page)
            collected, blanks, new_page = [], 0, False
        if not line.strip():
            blanks += 1
            continue
        new_page = new_page or begins_page or blanks >= BLANKS_OF_A_PAGE_BREAK
        collected.append(_written(line, stripped=stripped))


def _written(line: str, *, stripped: bool) -> Written:
    text = " ".join(line.split())
    return Written(text, _ended_when_stripped(text) if stripped else line.endswith(" "))


def _ended_when_stripped(text: str) -> bool | None:
    """Without trailing blanks only a hyphen after a letter tells; the words of the document tell the rest."""
    return False if re.search(r"\w-$", text) else None
