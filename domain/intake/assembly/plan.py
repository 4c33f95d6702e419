"""The annex of a passport: results, control points and activities of the plan."""

from collections.abc import Iterator, Sequence

from domain.intake.assembly.cells import Cells, line, number_of, without_notes
from domain.intake.assembly.kinds import kind_by_title, kind_of
from domain.intake.assembly.rungs import code_of
from domain.intake.tables import Row
from domain.intake.words.names import people
from domain.intake.words.terms import NO_TERM, Term
from domain.passport import PlanRow
from domain.vocabulary import Rank

RANKS = (Rank.RESULT, Rank.CONTROL_POINT, Rank.ACTIVITY)


def plan(rows: Sequence[Row], lacking: frozenset[str], cells: Cells) -> tuple[PlanRow, ...]:
    """The numbered rows in the document's order; of columns that the document lacks nothing is expected."""
    return tuple(_plan(rows, lacking, cells))


def lacking_in(rows: Sequence[PlanRow], lacking: frozenset[str]) -> frozenset[str]:
    """The columns that a plan really lacks: one column of ranges holds both a start and a finish."""
    held = {name for name in ("start", "finish") if any(getattr(row, name) for row in rows)}
    return lacking - held - {"term", "number"}


def _plan(rows: Sequence[Row], lacking: frozenset[str], cells: Cells) -> Iterator[PlanRow]:
    for row in without_notes(rows):
        number = number_of(row["number"])
        if number:
            yield _row(number, row, lacking, cells)
        elif row.spans is None and any(row[name].strip() for name in ("executors", "level", "finish", "term")):
            cells.refuse(line(row["number"]), "number", next(cell for cell in row.cells.values() if cell.strip()))


def _row(number: str, row: Row, lacking: frozenset[str], cells: Cells) -> PlanRow:
    title, document = line(row["title"]), line(row["document"])
    start, finish = _terms(number, row, cells)
    return PlanRow(
        number=number,
        rank=RANKS[min(number.count("."), 2)],
        title=title,
        start=start.first,
        finish=finish.last,
        executors=people(row["executors"]),
        document=document,
        document_kind=kind_by_title(title) if "document" in lacking else kind_of(title, document),
        level=code_of(line(row["level"])) or None,
        start_written=start.words(row["start"]),
        finish_written=finish.words(row["finish"] or row["term"]),
    )


def _terms(number: str, row: Row, cells: Cells) -> tuple[Term, Term]:
    """The start and the finish; a range in the cell of the finish tells both."""
    finish = cells.term(number, "finish", row["finish"] or row["term"])
    start = cells.term(number, "start", row["start"])
    if start is NO_TERM and finish.is_range:
        return Term(finish.first, finish.first, is_exact=True), finish
    return start, finish
