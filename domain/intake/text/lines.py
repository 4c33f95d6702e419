"""Lines of a text document: chunks between blank lines, page breaks, and words broken over lines."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

BLANKS_OF_A_PAGE_BREAK = 3
STRIPPED_SHARE = 0.02
"""A text in which fewer lines than this end with a blank has lost its trailing blanks on the way."""


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

    @property
    def plain(self) -> str:
        return " ".join(line.text for line in self.lines)


class Joints:
    """Glues pieces of cells; learns from the whole document which words are broken."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._words: set[str] = set()
        self._broken: defaultdict[str, set[str]] = defaultdict(set)
        for chunk in chunks:
            self._learn(chunk)

    def _learn(self, chunk: Chunk) -> None:
        for line in chunk.lines:
            self._words.update(line.text.split()[1:-1])
        for line, following in zip(chunk.lines, chunk.lines[1:], strict=False):
            if line.ended is False:
                self._broken[_last(line.text)].add(_first(following.text))

    def join(self, left: Written, right: Written) -> Written:
        if not left.text or not right.text:
            return left if left.text else right
        ended = left.ended
        if ended is None:
            ended = not self._is_broken(_last(left.text), _first(right.text))
        return Written(f"{left.text}{' ' if ended else ''}{right.text}", right.ended)

    def glue(self, pieces: Iterable[Written]) -> Written:
        whole = Written("")
        for piece in pieces:
            whole = self.join(whole, piece)
        return whole

    def _is_broken(self, left: str, right: str) -> bool:
        if any(right.startswith(half) for half in self._broken.get(left, ())):
            return True
        whole_is_known = left + right in self._words
        return whole_is_known and not (left in self._words and right in self._words)


def _last(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1]


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0]


def chunks(text: str, noise: re.Pattern[str]) -> list[Chunk]:
    """Cut a text into chunks, leaving out those that `noise` matches at their beginning."""
    lines = _normalized(text).split("\n")
    stripped = _has_lost_trailing_blanks(lines)
    found = _chunks(lines, stripped=stripped)
    return [chunk for chunk in found if not noise.match(chunk.plain)]


def _normalized(text: str) -> str:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[^\S\n\f]", " ", text).replace("\f", "\n\n\n\n")


def _has_lost_trailing_blanks(lines: list[str]) -> bool:
    full = [line for line in lines if line.strip()]
    return sum(line.endswith(" ") for line in full) < len(full) * STRIPPED_SHARE


def _chunks(lines: list[str], *, stripped: bool) -> Iterator[Chunk]:
    collected: list[Written] = []
    blanks, new_page = 0, False
    for line in [*lines, ""]:
        begins_page = line.startswith(" ") and bool(line.strip())
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
