"""The header of a table whose headings stand in storeys: which places one heading covers."""

from collections.abc import Iterator, Sequence

Storeys = Sequence[tuple[str, ...]]
"""For each column its headings from the top down; the last one goes on to the bottom of the header."""


def unmerged(columns: Storeys) -> Iterator[tuple[int, int, str]]:
    """(row, column, text) of each heading at the first place that it covers."""
    for x, storeys in enumerate(columns):
        for y, text in enumerate(storeys):
            if not _goes_on(columns, x, y):
                yield y, x, text


def areas(columns: Storeys) -> Iterator[tuple[int, int, int, int]]:
    """(row, column, height, width) of each heading that covers more than one place."""
    depth = max(map(len, columns))
    for y, x, _ in unmerged(columns):
        width = 1 + next(
            (n for n in range(len(columns) - x - 1) if not _goes_on(columns, x + n + 1, y)), len(columns) - x - 1
        )
        height = depth - y if len(columns[x]) == y + 1 else 1
        if (height, width) != (1, 1):
            yield y, x, height, width


def _goes_on(columns: Storeys, x: int, y: int) -> bool:
    """Whether the column to the left is under the same heading down to this storey."""
    return x > 0 and len(columns[x]) > y + 1 and columns[x][: y + 1] == columns[x - 1][: y + 1]
