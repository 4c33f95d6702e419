"""Tables written as flow text: a cell after a cell, those of one line sharing it, pages without rules."""

import textwrap
from collections.abc import Iterator, Sequence

HEAD = "ПАСПОРТ \n\n1. Основные положения \n\nРуководитель регионального проекта \n\nИванова А.Б. \n\n"


def flowed(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    return "\n\n".join(chunk for row in rows for chunk in _chunks(row, widths)) + "\n\n"


def _chunks(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Cells of one line stand in the first line of the next cell; a longer cell ends its chunk."""
    line = ""
    for cell, width in zip(row, widths, strict=True):
        first, *rest = textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]
        line += f"{first} " if first else ""
        if rest:
            yield "\n".join([line, *(f"{other} " for other in rest)])
            line = ""
    if line:
        yield line
