"""Makes rows of cells out of the chunks of a table's rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.intake.tables import Row
from domain.intake.text.cells import Cells, Cutter, Effort
from domain.intake.text.header import Header
from domain.intake.text.joints import Joints
from domain.intake.text.rows import Found
from domain.intake.text.shapes import Column


@dataclass(frozen=True)
class Reader:
    header: Header
    joints: Joints
    effort: Effort

    def rows(self, found: Sequence[Found]) -> Iterator[Row]:
        """Cut whole rows first: what they hold tells how the rows cut by page breaks are to be put together."""
        alone = Cutter(self._columns, self.joints, {}, self.effort)
        whole = {n: alone.cut(row.chunks) for n, row in enumerate(found) if row.number and _is_whole(row)}
        taught = replace(alone, known=_known(whole.values()))
        for n, row in enumerate(found):
            if row.spans or not (row.number or self.header.table.unnumbered):
                yield from self._heading(row)
            else:
                cells = whole.get(n, {})
                is_full = bool(cells) and all(cell.text for cell in cells.values())
                yield from self._finished(row, cells if is_full else taught.cut(row.chunks))

    @property
    def _columns(self) -> tuple[Column, ...]:
        between = self.header.table.between
        return (*self.header.columns, between) if between else self.header.columns

    def _heading(self, row: Found) -> Iterator[Row]:
        """A heading over all columns; before the first row only where headings have no mark of their own."""
        if row.spans:
            yield Row(spans=self.joints.glue(line for chunk in row.chunks for line in chunk.lines).text)
        elif self.header.table.between:
            yield Row(spans=self.joints.glue(row.chunks[-1].lines).text)

    def _finished(self, row: Found, cells: Cells) -> Iterator[Row]:
        """A row, and after it the heading that it carried at its end."""
        between = self.header.table.between
        kept = {column.name: cells[column.name].text for column in self.header.columns if column.kept}
        yield Row({"number": row.number, **kept})
        if between and (heading := cells[between.name].text):
            yield Row(spans=heading)


def _is_whole(row: Found) -> bool:
    return not any(chunk.new_page for chunk in row.chunks)


def _known(rows: Iterable[Cells]) -> dict[str, frozenset[str]]:
    """Texts by column; equal numbers say nothing."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for cells in rows:
        for name, cell in cells.items():
            if any(map(str.isalpha, cell.text)):
                seen[name].add(cell.text)
    return {name: frozenset(texts) for name, texts in seen.items()}
