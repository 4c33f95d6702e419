"""Writes the pages of an unruled PDF as plain text."""

from collections.abc import Iterator, Sequence
from statistics import median

from domain.intake.formats.pdf_lines import Line
from domain.intake.formats.pdf_running import Page
from domain.intake.formats.pdf_tables import Ruled

LEADING = 1.45
MOST_BLANK_LINES = 2
"""More blank lines would tell of a page break."""


def text_of(pages: Sequence[Page]) -> str:
    return "\n\f".join("\n".join(_written(page)) for page in pages)


def _written(page: Page) -> Iterator[str]:
    lines = sorted([*page.lines, *_framed(page.tables)], key=lambda line: line.base)
    if not lines:
        return
    letter = median((line.right - line.left) / len(line.text) for line in lines)
    last = lines[0]
    for line in lines:
        rest = (line.base - last.base) / (LEADING * max(line.size, last.size))
        yield from [""] * min(MOST_BLANK_LINES, int(rest))
        yield _apart(line, letter)
        last = line


def _framed(tables: Sequence[Ruled]) -> Iterator[Line]:
    for table in tables:
        for cell in table.cells:
            yield from (line for line in cell.lines if line.turn == 0)


def _apart(line: Line, letter: float) -> str:
    """Columns stay under each other; a line without columns begins at its edge."""
    text = ""
    origin = line.left
    for place, stretch in line.stretches:
        column = round((place - origin) / letter)
        text = stretch if not text else f"{text:<{column}}" + ("  " if len(text) >= column - 1 else "") + stretch
    return text
