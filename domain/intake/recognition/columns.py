"""Headers of tables: how many rows they take, and what stands under each of their captions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from domain.intake.blocks import Cell, Grid
from domain.intake.recognition.headings import IGNORED, LEVELS, is_hint, is_provision, kind_of, named, squeezed
from domain.intake.recognition.numbers import is_numerals, number_of

TALLEST = 6
DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
AMOUNT = re.compile(r"[\d\s]+(?:[.,]\d+)?")
YEAR_ALONE = re.compile(r"20\d\d(?!\d)\D*")
DAY_TO_DAY = re.compile(r"(?:с\s)?\d{1,2}(?:\.\d|\s[а-я]).{0,60}20\d\d\D*")
LOWER = re.compile(
    r"(?:на)?20\d\d(?:г|год|года)?(?:план|факт)?|начал\w*|окончан\w*|датаначал\w*|датаокончан\w*|план\w*|факт\w*|"
    r"значени\w*|дата|всего\w*|итого\w*|с|по|срок\w*|фио\w*|фамили\w*|должност\w*|наименован\w*|прогноз\w*|"
    r"завершен\w*|номер|уровень|вид\w*|характеристик\w*"
)

Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Header:
    """A recognized header of `height` rows: its table, the places of each column, its words.

    `starts` are the places where the cells of its lowest row begin; `width` counts the places of its grid.
    """

    table: str
    columns: Mapping[str, range]
    words: str
    height: int
    width: int
    starts: tuple[int, ...]


def texts_of(row: Cells) -> list[str]:
    """The texts of a row, a merged cell counted once."""
    return [cell.text for n, cell in enumerate(row) if not n or row[n - 1] is not cell]


def filled(row: Cells) -> list[str]:
    return [text.strip() for text in texts_of(row) if text.strip()]


def header_at(grid: Grid, begin: int, titles: Iterable[str]) -> Header | None:
    """The header that begins at this row, if its words are those of a passport's table."""
    end = _end(grid, begin)
    captions = _captions(grid.rows[begin:end])
    plain = [LEVELS.join(filter(None, map(squeezed, levels))) for levels in captions]
    table = kind_of(plain, titles)
    if table is None:
        return None
    words = " ".join(cell.text for cell in dict.fromkeys(chain.from_iterable(grid.rows[begin:end])) if cell.text)
    places = {} if table == IGNORED else _ranges(named(table, plain), grid.rows[end - 1])
    if places and "number" not in places:
        places |= _untitled_number(grid, end, plain, places)
    return Header(table, places, words, end - begin, grid.width, starts(grid.rows[begin:end]))


def starts(rows: Iterable[Cells]) -> tuple[int, ...]:
    """Columns in which some cell begins."""
    return tuple(sorted({cell.column for row in rows for cell in row}))


def may_begin(row: Cells) -> bool:
    """A cheap look at whether a row may open a header: two headings or more, and no values."""
    texts = filled(row)
    if len(texts) < 2 or any(map(_is_value, texts)):  # noqa: PLR2004 - one cell is a title
        return False
    return any(map(is_hint, texts)) and not any(map(is_provision, texts))


def _is_value(text: str) -> bool:
    """A date, an amount, an item's number: a heading is none of them, but for a year."""
    if YEAR_ALONE.fullmatch(text):
        return False
    return any(form.fullmatch(text) for form in (DATE, DAY_TO_DAY, AMOUNT)) or _is_number(text)


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and len(text) < 12 and number_of(text) is not None  # noqa: PLR2004


def _end(grid: Grid, begin: int) -> int:
    """The first row after the header that begins here."""
    for end in range(begin + 1, min(begin + TALLEST, len(grid.rows))):
        if not _goes_on(grid, end):
            return end
    return min(begin + TALLEST, len(grid.rows))


def _goes_on(grid: Grid, place: int) -> bool:
    """Whether the header has this row too: a cell comes down from above, or it holds lower headings alone."""
    row = grid.rows[place]
    texts = filled(row)
    if is_numerals(texts):
        return False
    if any(cell is above and cell.text for cell, above in zip(row, grid.rows[place - 1], strict=False)):
        return True
    return bool(texts) and all(LOWER.fullmatch(squeezed(text)) for text in texts) and not row[0].text.strip()


def _captions(rows: Sequence[Cells]) -> list[list[str]]:
    """The levels of every column's heading, from the top. An unmerged heading is spread over its columns."""
    levels = _spread_levels(rows)
    return [
        [levels[n][place] for n, row in enumerate(rows) if not n or row[place] is not rows[n - 1][place]]
        for place in range(min(map(len, rows)))
    ]


def _spread_levels(rows: Sequence[Cells]) -> list[list[str]]:
    """From the lowest level up: a heading is as wide as what stands under it."""
    levels: list[list[str]] = []
    for n in reversed(range(len(rows))):
        below = [] if not levels else _own(levels[-1], rows[n + 1], rows[n])
        levels.append(_spread([cell.text for cell in rows[n]], below))
    return levels[::-1]


def _own(level: list[str], row: Cells, above: Cells) -> list[str]:
    """A level without the cells that come down from above: they do not stand under themselves."""
    return ["" if cell is over else text for text, cell, over in zip(level, row, above, strict=False)]


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """An empty place takes the heading to its left while both of them have a heading below."""
    spread = list(upper)
    for place in range(1, min(len(spread), len(lower))):
        if not spread[place].strip() and lower[place].strip() and lower[place - 1].strip():
            spread[place] = spread[place - 1]
    return spread


def _ranges(places: Mapping[str, int], lowest: Cells) -> dict[str, range]:
    """A heading over several places of the grid has all of them, unless they are other columns'."""
    taken = set(places.values())
    ranges = {}
    for name, place in places.items():
        end = place + 1
        while end < len(lowest) and lowest[end] is lowest[place] and end not in taken:
            end += 1
        ranges[name] = range(place, end)
    return ranges


def _untitled_number(grid: Grid, begin: int, captions: Sequence[str], places: Mapping[str, range]) -> dict[str, range]:
    """A column without a heading, left of all the known ones, that holds numbers."""
    first = min(place.start for place in places.values())
    for place in range(first):
        cells = [row[place].text for row in grid.rows[begin : begin + 50] if place < len(row)]
        numbered = sum(bool(text.strip() and number_of(text)) for text in cells)
        if not captions[place] and numbered * 2 > len(cells):
            return {"number": range(place, place + 1)}
    return {}
