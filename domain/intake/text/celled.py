"""Text of one cell a line, as office suites save tables: rows are found by what their columns hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.intake.blocks import Block, Paragraph, grid_of
from domain.intake.text.cells import Effort
from domain.intake.text.layout import PASSPORT
from domain.intake.text.written import AMOUNT, DATE_LIKE, TERM_LIKE
from domain.intake.words.names import GROUP_WRITTEN, PERSON_WRITTEN

OPENS = re.compile(r"(?:№|N|No)?\s?(?:п\s?/\s?п)?\.?")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}[.)]?")
YEAR = re.compile(r"20\d\d")
FIRST_ROW = re.compile(r"1(?:\.1)*[.)]?(?:\s.*)?")
OF_DATES = re.compile(r"(?i)срок|дата|начал|оконч|заверш")
OF_PEOPLE = re.compile(r"(?i)исполнител|ответственн|фамили|фио")
PERSON = re.compile(rf"{PERSON_WRITTEN}(?:\W.*)?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё-]+")
GROUP = re.compile(GROUP_WRITTEN)
HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|Раздел|Задача|Этап) \S")
OF_AMOUNTS = re.compile(r"(?i)20\d\d|всего|итого|занятост|(?:^|\s)значение")
LEGEND = re.compile(r"(?i)(?:условное )?обозначение|сокращение|аббревиатура")
TALLEST_HEADER = 60
FEWEST, MOST = 3, 24
"""How many columns a table may have."""

PARAGRAPHS = 12
"""How many lines a cell may hold."""

PATIENCE = 1_500_000
"""Guesses about all cells of a text; a passport of a hundred items takes a hundred thousand."""

LONGEST = 10_000
"""A passport of a hundred items has three thousand cells."""

IMPOSSIBLE = -1000


@dataclass(frozen=True)
class Table:
    """A header of one or two rows, the kinds of its columns, and where its rows begin."""

    header: list[list[str]]
    kinds: str
    begin: int


def celled_blocks(text: str) -> tuple[Block, ...] | None:
    """Paragraphs and grids; None when no table of the text is written cell by cell."""
    lines = [" ".join(line.split()) for line in text.removeprefix("\ufeff").split("\n")]
    if len(lines) > LONGEST:
        return None
    blocks = list(_blocks(lines, Effort(PATIENCE)))
    return tuple(blocks) if any(not isinstance(block, Paragraph) for block in blocks) else None


def _blocks(lines: Sequence[str], effort: Effort) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        rows, end = _legend(lines, at) if LEGEND.fullmatch(lines[at]) else _written(lines, at, effort)
        if rows:
            yield grid_of(rows)
        else:
            yield Paragraph(lines[at])
        at = end if rows else at + 1


def _legend(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Pairs of a legend: what a level is called, and what it is."""
    end = next((n for n in range(at, len(lines)) if not lines[n]), len(lines))
    return [[lines[n], lines[n + 1]] for n in range(at, end - 1, 2)], end


def _written(lines: Sequence[str], at: int, effort: Effort) -> tuple[list[list[str]], int]:
    """A table that begins here, with its header; no rows where none does."""
    table = _table(lines, at) if lines[at] and OPENS.fullmatch(lines[at]) else None
    rows, end = _rows(lines, table, effort) if table else ([], at)
    return [*table.header, *rows] if table and rows else [], end


def _table(lines: Sequence[str], at: int) -> Table | None:
    """The header that begins here: it ends before the numbers of its columns, or before the first row."""
    for end in range(at + FEWEST, min(at + TALLEST_HEADER, len(lines))):
        width = _numerals(lines, end)
        if width >= FEWEST or FIRST_ROW.fullmatch(lines[end]) or _is_unnumbered(lines[end : end + FEWEST]):
            header = _header(lines[at:end], width)
            return Table(header, _kinds(header), end + width) if header else None
    return None


def _is_unnumbered(cells: Sequence[str]) -> bool:
    """Whether the first row has amounts, but no number: a total that opens the table."""
    if len(cells) < FEWEST or cells[0] or not cells[1] or _is_value(cells[1]):
        return False
    return AMOUNT.fullmatch(cells[2]) is not None and not YEAR.fullmatch(cells[2])


def _numerals(lines: Sequence[str], at: int) -> int:
    """How many columns are numbered from here on; 0 when they are not."""
    width = 0
    while at + width < len(lines) and lines[at + width] == str(width + 1):
        width += 1
    return width if width >= FEWEST else 0


def _header(cells: Sequence[str], width: int) -> list[list[str]] | None:
    """The rows of a header: in the lower one a blank line is left for every cell that comes down from above."""
    blank = next((n for n, cell in enumerate(cells) if not cell), len(cells))
    width = width or (len(cells) - blank) or len(cells)
    if not FEWEST <= width <= MOST:
        return None
    upper, lower = list(cells[: len(cells) - width]), list(cells[len(cells) - width :])
    if not upper:
        return [lower]
    spread = _spread([cell for cell in upper if cell], lower)
    return [spread, lower] if spread else None


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """The upper row over the lower one: a cell over a blank is whole, the others head what is alike."""
    groups = [n for n, cell in enumerate(lower) if cell and (not n or _is_apart(lower[n - 1], cell))]
    places = sorted([*groups, *(n for n, cell in enumerate(lower) if not cell)])
    if len(places) != len(upper):
        return None
    over = dict(zip(places, upper, strict=True))
    return [over.get(n, "") for n in range(len(lower))]


def _is_apart(left: str, right: str) -> bool:
    """Whether two headings of the lower row stand under two of the upper: years do not go with words."""
    return not left or left[0].isdigit() != right[0].isdigit()


def _kinds(header: Sequence[Sequence[str]]) -> str:
    """A letter for each column: n(umber), d(ate), a(mount), p(eople) or t(ext)."""
    return "n" + "".join(map(_kind, [" ".join(filter(None, cells)) for cells in zip(*header, strict=True)][1:]))


def _kind(caption: str) -> str:
    kinds = (("d", OF_DATES), ("a", OF_AMOUNTS), ("p", OF_PEOPLE))
    return next((kind for kind, words in kinds if words.search(caption)), "t")


def _rows(lines: Sequence[str], table: Table, effort: Effort) -> tuple[list[list[str]], int]:
    """The most believable rows, and where they end."""
    stop = next((n for n in range(table.begin, len(lines)) if _is_end(lines[n])), len(lines))
    body = lines[table.begin : stop]
    best: dict[int, tuple[int, int, list[str]]] = {0: (0, 0, [])}
    for at in range(len(body)):
        if at in best and effort.left > 0:
            for end, worth, row in _candidates(body, at, table.kinds, effort):
                if end not in best or best[at][0] + worth > best[end][0]:
                    best[end] = best[at][0] + worth, at, row
    last = max(best, key=lambda end: (best[end][0], -end))
    return _traced(best, last), table.begin + last


def _is_end(line: str) -> bool:
    return PASSPORT.stop.match(line) is not None or (line.startswith(("№", "N")) and OPENS.fullmatch(line) is not None)


def _traced(best: Mapping[int, tuple[int, int, list[str]]], end: int) -> list[list[str]]:
    rows = []
    while end:
        _, end, row = best[end]
        rows.append(row)
    return rows[::-1]


def _candidates(body: Sequence[str], at: int, kinds: str, effort: Effort) -> Iterator[tuple[int, int, list[str]]]:
    """Rows that may begin here: where each ends, how believable it is, and its cells.

    In a table of money a name may stand in one cell with the number's place.
    """
    if body[at] and not NUMBER.fullmatch(body[at]):
        yield at + 1, -2, [body[at]]
        merged = _of_all_columns(body, at, kinds[1:], effort) if "a" in kinds else ()
        yield from ((end, worth, ["", *cells]) for end, worth, cells in merged)
        return
    if body[at] and at + 1 < len(body) and body[at + 1]:
        yield at + 2, -1, [body[at], body[at + 1]]
    if body[at] or "a" in kinds:
        yield from _of_all_columns(body, at, kinds, effort)


def _of_all_columns(body: Sequence[str], at: int, kinds: str, effort: Effort) -> Iterator[tuple[int, int, list[str]]]:
    ends: dict[int, tuple[int, list[str]]] = {at: (0, [])}
    for kind in kinds:
        wider: dict[int, tuple[int, list[str]]] = {}
        for begin, (worth, cells) in ends.items():
            for end in range(begin + 1, min(begin + (PARAGRAPHS if kind in "pt" else 1), len(body)) + 1):
                effort.spend(1 + end - begin)
                added = worth + _worth(kind, body[begin:end])
                if added > max(IMPOSSIBLE // 2, wider.get(end, (IMPOSSIBLE, []))[0]):
                    wider[end] = added, [*cells, "\n".join(body[begin:end])]
        ends = wider
    yield from ((end, worth, cells) for end, (worth, cells) in ends.items() if any(cells))


def _worth(kind: str, lines: Sequence[str]) -> int:
    """How believable these lines are as a cell of this kind."""
    if len(lines) > 1:
        return _worth_of_paragraphs(kind, lines)
    if not lines[0]:
        return -1 if kind == "t" else 0
    if kind in "pt":
        return _worth_of_text(kind, lines[0])
    shapes = {"n": (NUMBER,), "d": (DATE_LIKE, TERM_LIKE), "a": (AMOUNT,)}[kind]
    if any(shape.fullmatch(lines[0].removesuffix(" %")) for shape in shapes):
        return 4
    return IMPOSSIBLE if kind == "n" else -2


def _worth_of_paragraphs(kind: str, lines: Sequence[str]) -> int:
    """A text seldom has several paragraphs, and none of them begins like the next row."""
    if not all(lines) or any(map(_is_value, lines)):
        return IMPOSSIBLE
    if kind == "p":
        return 2 + sum(1 if _worth_of_text(kind, line) > 0 else -1 for line in lines)
    return 2 - sum(8 if HEADING.match(line) else 2 for line in lines[1:])


def _worth_of_text(kind: str, line: str) -> int:
    is_person, is_group = (form.fullmatch(line) is not None for form in (PERSON, GROUP))
    if kind == "p":
        return 3 if is_person or is_group else -1
    return -1 if _is_value(line) or is_person else 2 - is_group


def _is_value(line: str) -> bool:
    return any(shape.fullmatch(line) for shape in (NUMBER, AMOUNT, DATE_LIKE))
