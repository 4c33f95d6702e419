"""Section 3 of a passport: results under the tasks that they serve."""

from collections.abc import Iterator, Sequence

from domain.intake.assembly.cells import Cells, line, number_of, without_notes
from domain.intake.tables import Row
from domain.passport import Result


def results(rows: Sequence[Row], cells: Cells) -> tuple[Result, ...]:
    """The rows with their tasks; a task is a heading over the table, or a row that others are counted under."""
    return tuple(_results(list(without_notes(rows)), cells))


def _results(rows: Sequence[Row], cells: Cells) -> Iterator[Result]:
    tasks = {head for row in rows if (head := (number_of(row["number"]) or "").rpartition(".")[0])}
    task = ""
    for row in rows:
        if row.spans is not None:
            task = line(row.spans)
        elif _is_task(row, tasks):
            task = line(row["name"])
        else:
            yield _result(row, task, cells)


def _is_task(row: Row, tasks: set[str]) -> bool:
    return number_of(row["number"]) in tasks and not row["due"].strip() and not row["characteristic"].strip()


def _result(row: Row, task: str, cells: Cells) -> Result:
    number = number_of(row["number"]) or ""
    due = cells.term(number, "due", row["due"])
    return Result(
        number=number,
        name=line(row["name"]),
        due=due.last,
        due_written=due.words(row["due"]),
        characteristic=line(row["characteristic"]),
        task=task,
    )
