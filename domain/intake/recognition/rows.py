"""Rows of each table as the passport's assembly reads them: numbers, tasks and numbered headings told apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from domain.intake.recognition.numbers import parted
from domain.intake.tables import FUNDING, RESULTS, Row


def finished(table: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of a table whose headings mean what they mean in it."""
    return tuple(_FINISHES.get(table, iter)(rows))


def _results(rows: Iterable[Row]) -> Iterator[Row]:
    """A numbered task is a heading: it spans, or has nothing but a name and is counted over the next row."""
    listed = list(rows)
    for row, following in zip_longest(listed, listed[1:]):
        if row.spans is not None:
            yield replace(row, spans=_plain(row.spans))
        elif _is_task(row, following):
            yield Row(spans=row["name"])
        else:
            yield row


def _is_task(row: Row, following: Row | None) -> bool:
    if row["due"] or row["characteristic"] or not row["number"] or following is None:
        return False
    return following["number"].startswith(f"{row['number']}.")


def _funding(rows: Iterable[Row]) -> Iterator[Row]:
    """A numbered heading is a row of its own without amounts."""
    for row in rows:
        numbered = parted(row.spans, surely=True) if row.spans else None
        yield Row({"number": numbered[0], "source": numbered[1]}) if numbered else row


def _plain(heading: str) -> str:
    numbered = parted(heading, surely=True)
    return numbered[1] if numbered else heading


_FINISHES: Mapping[str, Callable[[Iterable[Row]], Iterator[Row]]] = {RESULTS: _results, FUNDING: _funding}
