"""Puts letters together to lines of words, in whichever direction the text runs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from unicodedata import normalize

from domain.intake.formats.pdf_pages import Letter, turned

SAME_LINE = 0.5
"""Baselines that differ by less than this share of the letter's size belong to one line."""

BLANK = 0.16
BLANK_WRITTEN = 0.05
COLUMN = 1.2
"""Gaps, in sizes of the letter: between words, the same where a blank is written, between columns."""

OVERSTRUCK = 0.3
RAISED = 0.82
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STRANGE = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ", "\r": " ",
        "\u2010": "-", "\u2011": "-", "\u200b": None, "\u2060": None, "\ufeff": None, "\x00": None,
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. `left` and `right` are counted along its direction, `base` across it.

    `stretches` are pieces between wide gaps with their places; `first` is the width of the first letter;
    a line is `marked` when it begins with a raised sign, as a footnote does, and `ended` when a blank is written
    after its last word.
    """

    stretches: tuple[tuple[float, str], ...]
    left: float
    right: float
    base: float
    size: float
    first: float
    turn: int = 0
    marked: bool = False
    ended: bool = False

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.stretches)


@dataclass(slots=True)
class _Placed:
    text: str
    left: float
    right: float
    base: float
    size: float


def lines(letters: Iterable[Letter]) -> list[Line]:
    """Lines in the order of reading; text in another direction comes after, on lines of its own."""
    by_turn: defaultdict[int, list[_Placed]] = defaultdict(list)
    for letter in letters:
        by_turn[letter.turn].append(_placed(letter))
    return [line for turn, group in by_turn.items() for line in _of_one_turn(group, turn)]


def _placed(letter: Letter) -> _Placed:
    left, base = turned(letter.begin, letter.turn)
    right, _ = turned(letter.end, letter.turn)
    return _Placed(letter.text.translate(STRANGE), left, right, base, letter.size)


def _of_one_turn(letters: list[_Placed], turn: int) -> Iterator[Line]:
    letters.sort(key=lambda letter: letter.base)
    for group in _rows(letters):
        line = _line(group, turn)
        if line.stretches:
            yield line


def _rows(letters: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Letters, sorted from the top, by line; the largest letter of a line tells where the line stands."""
    row: list[_Placed] = []
    base, size = -inf, 0.0
    for letter in letters:
        if row and letter.base - base > SAME_LINE * max(letter.size, size):
            yield row
            row = []
        if not row or (letter.size > size and letter.text.strip()):
            base, size = letter.base, letter.size
        row.append(letter)
    yield row


def _line(letters: list[_Placed], turn: int) -> Line:
    letters.sort(key=lambda letter: letter.left)
    ink = [letter for letter in letters if letter.text.strip()]
    if not ink:
        return Line((), 0, 0, 0, 0, 0)
    lead = max(ink, key=lambda letter: letter.size)
    first = ink[0]
    return Line(
        stretches=tuple(_stretches(letters, lead)),
        left=first.left,
        right=max(letter.right for letter in ink),
        base=lead.base,
        size=lead.size,
        first=first.right - first.left,
        turn=turn,
        marked=_is_raised(first, lead),
        ended=not letters[-1].text.strip(),
    )


def _is_raised(letter: _Placed, lead: _Placed) -> bool:
    return letter.size < lead.size * RAISED and lead.base - letter.base > lead.size * 0.15


def _stretches(letters: Sequence[_Placed], lead: _Placed) -> Iterator[tuple[float, str]]:
    ink = list(_struck_once(letters))
    begin, written = ink[0][0].left, _sign(ink[0][0], lead)
    for (last, _), (letter, has_blank) in pairwise(ink):
        gap = (letter.left - last.right) / lead.size
        if gap > COLUMN:
            yield begin, _plain(written)
            begin, written = letter.left, ""
        elif gap > (BLANK_WRITTEN if has_blank else BLANK):
            written += " "
        written += _sign(letter, lead)
    yield begin, _plain(written)


def _struck_once(letters: Sequence[_Placed]) -> Iterator[tuple[_Placed, bool]]:
    """Letters, and whether a blank is written before each."""
    last: _Placed | None = None
    has_blank = False
    for letter in letters:
        if not letter.text.strip():
            has_blank = True
        elif last is None or not _is_overstruck(letter, last):
            yield letter, has_blank
            last, has_blank = letter, False


def _sign(letter: _Placed, lead: _Placed) -> str:
    """A raised figure stays apart from the number that it stands by."""
    return letter.text.translate(SUPERSCRIPTS) if _is_raised(letter, lead) else letter.text


def _is_overstruck(letter: _Placed, last: _Placed) -> bool:
    """Bold letters are sometimes made by drawing each one twice."""
    return letter.text == last.text and letter.left - last.left < OVERSTRUCK * (last.right - last.left)


def _plain(text: str) -> str:
    return normalize("NFC", " ".join(text.split()))
