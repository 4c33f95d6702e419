"""Sets tables and prose of all pages in one row of blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.intake.blocks import Block, Paragraph
from domain.intake.formats.pdf_headers import with_header_apart
from domain.intake.formats.pdf_lines import Line
from domain.intake.formats.pdf_parts import Part, goes_on, grids, parts
from domain.intake.formats.pdf_prose import Placed, is_note, paragraphs
from domain.intake.formats.pdf_running import Page
from domain.intake.formats.pdf_tables import Ruled
from domain.intake.formats.pdf_words import Joints, Scrap


def blocks_of(pages: Sequence[Page]) -> Iterator[Block]:
    """Blocks of a document; its words are learnt first, then lines are joined."""
    pieces = [(table, scraps) for run in _runs(pages) for table, scraps in run.pieces()]
    joints = Joints()
    for table, scraps in pieces:
        _learn(joints, table)
        joints.learn(scraps)
    for table, scraps in pieces:
        yield from grids(table, joints)
        if scraps:
            yield Paragraph(joints.join(scraps))


def _learn(joints: Joints, table: Sequence[Part]) -> None:
    for n, part in enumerate(table):
        for cell in part.table.cells:
            is_last = n < len(table) - 1 and cell.box.row + cell.box.height == part.height
            for scraps in part.table.paragraphs(cell):
                is_first = n > 0 and scraps[:1] != [] and scraps[0].text[:1].islower()
                joints.learn(scraps, cut_before=is_first, cut_after=is_last)


NARROW = 0.7
"""Prose seldom takes less of a page's width."""


@dataclass
class _Run:
    """Parts of one table, the page of the last one, and the lines after it."""

    chain: list[Ruled] = field(default_factory=list)
    page: int = 0
    lines: list[Placed] = field(default_factory=list)

    def takes(self, table: Ruled, page: int) -> bool:
        """Whether the table is the next part: nothing but footnotes stands between."""
        if not self.chain or page != self.page + 1 or not goes_on(self.chain[-1], table):
            return False
        between = [placed for placed in self.lines if placed.page >= self.page]
        return not between or (is_note(between[0].line) and between[-1].page == self.page)

    def add(self, table: Ruled, page: int) -> None:
        self.chain.append(with_header_apart(self.chain[0], table))
        self.page = page

    def pieces(self) -> Iterator[tuple[list[Part], list[Scrap]]]:
        """The table, then each paragraph."""
        if self.chain:
            yield parts(self.chain), []
        for scraps in paragraphs(self.lines):
            yield [], scraps


def _runs(pages: Sequence[Page]) -> Iterator[_Run]:
    sides = _sides(pages)
    run = _Run()
    for number, page in enumerate(pages):
        for item in _ordered(page):
            if isinstance(item, Ruled) and run.takes(item, number):
                run.add(item, number)
            elif isinstance(item, Line) or item.is_frame:
                run.lines.extend(Placed(line, number, *sides[page.width]) for line in _lines(item))
            else:
                yield run
                run = _Run([item], number)
    yield run


def _sides(pages: Sequence[Page]) -> dict[float, tuple[float, float]]:
    """Between which edges prose stands, for each width of pages; short lines do not tell where the right one is."""
    sides: dict[float, tuple[float, float]] = {}
    for page in pages:
        left, right = sides.get(page.width, (page.width, page.width * NARROW))
        lines = [line for item in _ordered(page) for line in _lines(item)]
        left, right = min([left, *(line.left for line in lines)]), max([right, *(line.right for line in lines)])
        sides[page.width] = left, right
    return {width: (left, right if right > width * NARROW else width - left) for width, (left, right) in sides.items()}


def _lines(item: Ruled | Line) -> list[Line]:
    """A line of prose, or those in a frame."""
    if isinstance(item, Line):
        return [item]
    return [line for line in item.cells[0].lines if line.turn == 0] if item.is_frame else []


def _ordered(page: Page) -> list[Ruled | Line]:
    items: list[Ruled | Line] = [*page.tables, *page.lines]
    return sorted(items, key=lambda item: item.base if isinstance(item, Line) else item.ys[0])
