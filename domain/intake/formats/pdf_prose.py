"""Joins lines of prose to paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.intake.formats.pdf_lines import Line
from domain.intake.formats.pdf_words import Scrap

LEADING = 1.6
"""Lines of one paragraph stand no more sizes apart than this, unless all the lines around do."""

INDENT = 1.0
MARKER = re.compile(r"<\*+>|\*+\s|<\d+>|\d{1,2}(?:\.\d{1,2})*[.)]\s|[-–—•]\s|[а-я]\)\s")
NOTE = re.compile(r"<\*+>|\*|<\d+>|\d{1,2}\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its page and the edges of the text there."""

    line: Line
    page: int
    left: float
    right: float


def is_note(line: Line) -> bool:
    """Whether a footnote begins here."""
    return line.marked or NOTE.match(line.text) is not None


def paragraphs(lines: Sequence[Placed]) -> Iterator[list[Scrap]]:
    """Paragraphs of lines that follow each other with no table between."""
    current: list[Scrap] = []
    last: Placed | None = None
    for placed in lines:
        if last is not None and _begins(last, placed):
            yield current
            current = []
        current.append(Scrap(placed.line.text))
        last = placed
    if current:
        yield current


def _begins(last: Placed, placed: Placed) -> bool:
    """Whether a paragraph begins with this line."""
    goes_on = placed.line.text[:1].islower() and last.line.text[-1:] not in ".;:!?"
    if is_note(placed.line) or (not goes_on and _has_room(last, placed)):
        return True
    if last.page != placed.page:
        return not goes_on or _has_room(last, placed)
    return _is_far(last.line, placed.line) or _is_indented(last, placed) or _is_marked(last.line, placed.line)


def _has_room(last: Placed, placed: Placed) -> bool:
    """The first word would have fitted into the line before: its end is meant."""
    line = last.line
    room = last.right - line.right
    if _is_centred(last):
        room *= 2
    word = placed.line.text.split()[0]
    letter = (placed.line.right - placed.line.left) / max(1, len(placed.line.text))
    return room > (len(word) + 1.5) * letter


def _is_centred(placed: Placed) -> bool:
    before, after = placed.line.left - placed.left, placed.right - placed.line.right
    return before > placed.line.size and abs(before - after) < placed.line.size


def _is_far(line: Line, following: Line) -> bool:
    distance = following.base - line.base
    return distance > LEADING * max(line.size, following.size) or abs(line.size - following.size) > 0.15 * line.size


def _is_indented(last: Placed, placed: Placed) -> bool:
    is_inward = placed.line.left > last.line.left + INDENT * placed.line.size
    return is_inward and not _is_centred(placed) and abs(placed.line.right - placed.right) > placed.line.size


def _is_marked(line: Line, following: Line) -> bool:
    return MARKER.match(following.text) is not None and line.text[-1:] in '.;:!?)»"'
