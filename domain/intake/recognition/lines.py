"""Lines of a table: what a physical row holds in each column of its header."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.intake.blocks import Cell
from domain.intake.recognition.columns import Cells, Header, filled
from domain.intake.recognition.notes import is_bare_note, is_footnote, is_published, is_remark, is_signature
from domain.intake.recognition.numbers import number_of
from domain.intake.recognition.stretches import Stretch
from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS

TERM = re.compile(r"\d.*(?:[-–—]|\bпо\b|\bдо\b).*\d", re.S)


TITLES: Mapping[str, str] = {
    PLAN: "title",
    RESULTS: "name",
    INDICATORS: "name",
    FUNDING: "source",
    PARTICIPANTS: "name",
}
"""The column that every row of a table fills."""


@dataclass(frozen=True, slots=True)
class Line:
    """`alone` is the text of the only filled cell, `whole` when that cell covers all the columns.

    `rest`: beside the number one cell covers all the other columns.
    `key` is the number's cell when it covers several lines. `opens_page` and `after_blank` tell what stands before.
    """

    cells: Mapping[str, tuple[Cell, ...]]
    alone: str | None = None
    whole: bool = False
    rest: bool = False
    key: Cell | None = None
    opens_page: bool = False
    after_blank: bool = False

    def text(self, column: str) -> str:
        return " ".join(cell.text.strip() for cell in self.cells.get(column, ())).strip()


def lines(stretch: Stretch) -> Iterator[Line]:
    """The lines of a stretch up to its footnotes or signatures; notes of the publisher are left out."""
    blank, noted, opens = False, False, stretch.opens_page
    for row in stretch.rows:
        texts = filled(row)
        words = " ".join(texts)
        if is_footnote(words) or is_signature(words):
            return
        if not texts or _is_aside(texts, words, noted=noted):
            blank, noted = blank or not texts, is_bare_note(words)
            continue
        yield _line(row, stretch.header, opens_page=opens, after_blank=blank)
        blank, noted, opens = False, False, False


def _is_aside(texts: list[str], words: str, *, noted: bool) -> bool:
    """A note of the publisher, what follows its bare opening, or a remark in a row of its own."""
    return is_published(words) or (len(texts) == 1 and (noted or is_remark(words)))


def _line(row: Cells, header: Header, *, opens_page: bool, after_blank: bool) -> Line:
    cells = {name: _under(row, name, header) for name in header.columns}
    texts = filled(row)
    if len(texts) > 1:
        cells = _untotalled(cells, TITLES[header.table])
    key = next((cell for cell in cells.get("number", ()) if cell.height > 1 and cell.text.strip()), None)
    return Line(
        cells=_termed(cells, row, header),
        alone=texts[0] if len(texts) == 1 else None,
        whole=len(row) > 1 and row[0] is row[-1],
        rest=_is_rest_merged(row, header),
        key=key,
        opens_page=opens_page,
        after_blank=after_blank,
    )


def _untotalled(cells: dict[str, tuple[Cell, ...]], title: str) -> dict[str, tuple[Cell, ...]]:
    """Words that stand in the number's column, alone or over the title's too, are a title: "Всего по проекту"."""
    words = " ".join(cell.text for cell in cells.get("number", ()))
    if not words.strip() or number_of(words) or any(cell.text.strip() for cell in cells.get(title, ())):
        return cells
    return {**cells, title: cells["number"], "number": ()}


def _is_rest_merged(row: Cells, header: Header) -> bool:
    number = header.columns.get("number")
    if number is None or len(row) <= number.stop + 1 or not row[number.start].text.strip():
        return False
    return row[number.stop] is row[-1] and bool(row[-1].text.strip()) and row[-1] is not row[number.start]


def _under(row: Cells, name: str, header: Header) -> tuple[Cell, ...]:
    """The cells under a heading; a cell that covers several columns is the leftmost one's."""
    places = header.columns[name]
    own = tuple(dict.fromkeys(cell for cell in row[places.start : places.stop] if cell.column in places))
    if own or places.start >= len(row):
        return own
    covering = row[places.start]
    before = range(covering.column, places.start)
    return () if any(other.start in before for other in header.columns.values()) else (covering,)


def _termed(cells: dict[str, tuple[Cell, ...]], row: Cells, header: Header) -> dict[str, tuple[Cell, ...]]:
    """One cell over the start and the finish holds a term, or a finish."""
    if not ("start" in header.columns and "finish" in header.columns):
        return cells
    start, finish = (row[header.columns[name].start] for name in ("start", "finish"))
    if start is not finish or row[0] is start or not start.text.strip():
        return cells
    return {**cells, "start": (), "finish": (), "term" if TERM.search(start.text) else "finish": (start,)}
