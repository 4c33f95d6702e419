"""Lines become rows: what continues the row above is put together with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.intake.blocks import Cell
from domain.intake.recognition.lines import TITLES, Line
from domain.intake.recognition.numbers import number_of, parted
from domain.intake.recognition.seams import Seams
from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS, Row

OWN: Mapping[str, tuple[tuple[str, ...], ...]] = {
    PLAN: (("start",), ("finish",), ("term",), ("executors", "level")),
    RESULTS: (("due",),),
    INDICATORS: (("base_value",), ("base_date",)),
    FUNDING: (("total",),),
    PARTICIPANTS: (("role",), ("employment",), ("supervisor",)),
}
"""What a row without a number must fill, besides its title, to stand for itself: all of one of these."""

AMOUNT = re.compile(r"(?:-?\d[\d\s]*(?:[.,]\d+)?|[-–—XxХх])(?:\s*<?\*+>?)?")
GOES_ON = re.compile(r"[а-яё,;)(.]")
SECTION = re.compile(r"(?:раздел|этап|задача|блок|направление|подраздел|часть|[IVX]+\.)(?:\s|$)", re.I)
SOURCE = re.compile(
    r"(?:средства )?(?:(?:федер|консолид|област|крае|респуб|окруж|регион|местн|муниц)\w*\.? бюджет|внебюджет|"
    r"[ФОРКМВ]Б$)",
    re.I,
)
CUT_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})*\.")
COMMONLY = 0.5


@dataclass
class Draft:
    """A row being put together: pieces of each cell, or of a heading."""

    pieces: dict[str, list[str]] = field(default_factory=dict)
    heading: list[str] | None = None
    key: Cell | None = None
    written: str = ""
    seen: set[Cell] = field(default_factory=set)

    def add(self, line: Line) -> None:
        if self.heading is not None:
            self.heading.append(line.alone or "")
            return
        for name, cells in line.cells.items():
            fresh = [cell for cell in cells if cell.height == 1 or cell not in self.seen]
            self.pieces.setdefault(name, []).extend(cell.text.strip() for cell in fresh if cell.text.strip())
            self.seen.update(cell for cell in fresh if cell.height > 1)
        if self.written:
            self.pieces["number"] = [number_of(self.written) or self.written]

    def row(self, seams: Seams) -> Row:
        if self.heading is not None:
            return Row(spans=seams.glue(self.heading))
        return Row({name: _spaced(name, seams.glue(pieces)) for name, pieces in self.pieces.items()})


def _spaced(column: str, text: str) -> str:
    """One line, but for executors: each line of theirs may be one of them."""
    if column != "executors":
        return " ".join(text.split())
    return "\n".join(" ".join(part.split()) for part in text.split("\n") if part.strip())


def joined(table: str, lines: Iterable[Line], seams: Seams) -> list[Row]:
    """Rows of a table in their order; headings between them are rows that span."""
    found = list(lines)
    title, numbers = TITLES[table], [_numbered(line, TITLES[table], surely=False) for line in found]
    surely = _is_commonly_numbered(found, title)
    if surely:
        numbers = [_numbered(line, title, surely=True) for line in found]
    joining = _Joining(table, numbered=any(number is not None for number, _ in numbers))
    for line, (number, text) in zip(found, numbers, strict=True):
        joining.take(line, number, text)
    return [draft.row(seams) for draft in joining.drafts]


@dataclass
class _Joining:
    table: str
    numbered: bool
    drafts: list[Draft] = field(default_factory=list)

    def take(self, line: Line, number: str | None, title: str | None) -> None:
        last = self.drafts[-1] if self.drafts else None
        if last and self._is_rest_of_number(line, last):
            last.written += line.text("number")
            last.add(line)
        elif last and self._belongs_to(line, number, last):
            last.add(line)
        elif self._is_heading(line, number):
            self.drafts.append(Draft(heading=[line.alone or line.text(TITLES[self.table])]))
        elif number is not None or self._stands_alone(line) or line.opens_page:
            self._begin(line, number, title)

    def _belongs_to(self, line: Line, number: str | None, last: Draft) -> bool:
        if last.heading is not None:
            return line.whole and line.alone is not None and _goes_on(line)
        if self._is_same_row(line, last):
            return True
        return number is None and not self._is_heading(line, number) and self._continues(line, last)

    def _begin(self, line: Line, number: str | None, title: str | None) -> None:
        draft = Draft(key=line.key, written=line.text("number") or number or "")
        draft.add(line)
        if title is not None:
            draft.pieces[TITLES[self.table]] = [title]
        self.drafts.append(draft)

    def _is_same_row(self, line: Line, last: Draft) -> bool:
        """The number's cell goes on from the line above; amounts of its own make a line of funding a row."""
        return line.key is not None and line.key is last.key and not (self.table == FUNDING and _has_amounts(line))

    def _is_rest_of_number(self, line: Line, last: Draft) -> bool:
        """`2.1.` above and `10` below are one number that its narrow column has broken."""
        if line.rest or not (CUT_NUMBER.fullmatch(last.written) and line.text("number").isdecimal()):
            return False
        if not line.opens_page and line.text(TITLES[self.table])[:1].isupper():
            return False
        return not (self._has_its_own(line) or _has_amounts(line)) or (line.opens_page and not self._is_dated(last))

    def _is_dated(self, last: Draft) -> bool:
        """Whether the row above has what a row must fill, so that another such line is the next row."""
        return any(all(map(last.pieces.get, columns)) for columns in OWN[self.table])

    def _is_heading(self, line: Line, number: str | None) -> bool:
        if line.rest and self.table == RESULTS:
            return True
        if line.alone is None or (number is not None and not line.whole):
            return False
        if line.whole:
            return not (line.opens_page and _goes_on(line))
        return not line.opens_page and self._is_heading_unmerged(line)

    def _is_heading_unmerged(self, line: Line) -> bool:
        """One filled cell at the left that does not go on from the sentence above."""
        if _goes_on(line) and not line.after_blank:
            return False
        if line.text(TITLES[self.table]):
            return not self.numbered or line.after_blank or SECTION.match(line.alone or "") is not None
        return bool(line.text("number") or line.text("role")) or not any(map(line.text, line.cells))

    def _continues(self, line: Line, last: Draft) -> bool:
        """A line without a number belongs to the row above when a page, or Word, has split that row."""
        if line.opens_page:
            return self._continues_over_a_page(line, last)
        return not line.after_blank and not self._stands_alone(line)

    def _continues_over_a_page(self, line: Line, last: Draft) -> bool:
        if self.table == FUNDING and _has_amounts(line):
            return not any(AMOUNT.fullmatch(piece) for name in _money(last.pieces) for piece in last.pieces[name])
        return self.numbered or not self._stands_alone(line) or _goes_on_in(line, TITLES[self.table])

    def _stands_alone(self, line: Line) -> bool:
        title = line.text(TITLES[self.table])
        if not title:
            return False
        if self.table == FUNDING:
            return _has_amounts(line) or not self.numbered or (not line.opens_page and SOURCE.match(title) is not None)
        return not self.numbered or self._has_its_own(line) or _has_amounts(line)

    def _has_its_own(self, line: Line) -> bool:
        return any(all(map(line.text, columns)) for columns in OWN[self.table])


def _numbered(line: Line, title: str, *, surely: bool) -> tuple[str | None, str | None]:
    """The number of a line, and its title when the number stood there."""
    written = line.text("number")
    if written:
        return _written_number(line, written)
    found = parted(line.text(title), surely=surely) if not line.whole else None
    return found if found else (None, None)


def _written_number(line: Line, written: str) -> tuple[str | None, str | None]:
    if line.alone is not None and number_of(written) is None:
        return None, None
    return number_of(written), None


def _is_commonly_numbered(lines: list[Line], title: str) -> bool:
    """Whether numbers stand before the titles of a table that has no column for them."""
    if any("number" in line.cells for line in lines):
        return False
    candidates = [line.text(title) for line in lines if line.alone is None and line.text(title)]
    parts = sum(parted(text, surely=True) is not None for text in candidates)
    return bool(candidates) and parts >= len(candidates) * COMMONLY


def _goes_on(line: Line) -> bool:
    return line.alone is not None and GOES_ON.match(line.alone) is not None


def _goes_on_in(line: Line, title: str) -> bool:
    return GOES_ON.match(line.text(title)) is not None


def _money(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name.isdecimal() or name == "total")


def _has_amounts(line: Line) -> bool:
    return any(AMOUNT.fullmatch(line.text(name)) for name in _money(line.cells))
