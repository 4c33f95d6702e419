"""Cells of a drawn table: lines between rules are a row, a missing vertical or a missing rule merges cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.intake.blocks import Cell, Grid
from domain.intake.text.drawn import DrawnLine, Piece, cut, is_rule
from domain.intake.text.joining import Vocabulary, joined

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
MARKDOWN = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*")

Span = tuple[int, int]


@dataclass(slots=True)
class Band:
    """Lines between two rules; `ruled` are the columns under the rule above them."""

    ruled: set[int]
    lines: list[DrawnLine] = field(default_factory=list)

    def spans(self) -> Iterator[Span]:
        """The columns of each cell: a vertical in any line parts it from the next."""
        begins = sorted({piece.first for line in self.lines for piece in line})
        last = max((piece.last for line in self.lines for piece in line), default=0)
        yield from zip(begins, [*begins[1:], last], strict=True)

    def texts(self, span: Span) -> list[str]:
        within = ((piece.text for piece in line if span[0] <= piece.first < span[1]) for line in self.lines)
        return [" ".join(filter(None, texts)) for texts in within]


def drawn_grid(lines: Sequence[str], vocabulary: Vocabulary, *, broken: bool) -> Grid:
    pieces, width = cut(lines)
    is_markdown = sum(map(is_rule, lines)) == 1 and any(map(MARKDOWN.fullmatch, lines))
    bands = _bands(pieces, width)
    parted = [part for band in bands for part in _parted(band, width, every_line=is_markdown)]
    return Grid(tuple(_rows(parted, width, vocabulary)), broken=broken)


def _bands(lines: Sequence[DrawnLine], width: int) -> list[Band]:
    bands = [Band(set(range(width)))]
    for line in lines:
        ruled = {column for piece in line if piece.text is None for column in range(piece.first, piece.last)}
        texts = tuple(piece for piece in line if piece.text is not None)
        if not ruled:
            bands[-1].lines += [texts] if texts else []
            continue
        if any(piece.text for piece in texts) and bands[-1].lines:
            bands[-1].lines.append(texts)
        if bands[-1].lines:
            bands.append(Band(ruled))
        else:
            bands[-1].ruled |= ruled
    return [band for band in bands if band.lines]


def _parted(band: Band, width: int, *, every_line: bool) -> Iterator[Band]:
    """Where nothing is drawn between rows, each number in the first column begins one."""
    opens = [every_line or _is_numbered(line) for line in band.lines]
    current = Band(band.ruled)
    several = sum(opens) > 1
    for line, begins in zip(band.lines, opens, strict=True):
        if several and begins and current.lines:
            yield current
            current = Band(set(range(width)))
        current.lines.append(line)
    yield current


def _is_numbered(line: DrawnLine) -> bool:
    first: Piece | None = line[0] if line else None
    return first is not None and first.first == 0 and NUMBER.fullmatch(first.text or "") is not None


def _rows(bands: Sequence[Band], width: int, vocabulary: Vocabulary) -> Iterator[tuple[Cell, ...]]:
    """Rows of cells; a cell that no rule parts from the one under it is one cell with it."""
    heights = _heights(bands)
    above: dict[Span, Cell] = {}
    for row, band in enumerate(bands):
        placed: dict[Span, Cell] = {}
        for span in band.spans():
            height = heights.get((row, span), 0)
            lines = [text for below in bands[row : row + height] for text in below.texts(span)]
            made = Cell(joined(lines, vocabulary), row, span[0], height, span[1] - span[0])
            placed[span] = made if height else above[span]
        yield _filled(placed, row, width)
        above = placed


def _heights(bands: Sequence[Band]) -> dict[tuple[int, Span], int]:
    """How many bands a cell goes down, by the band and the columns where it begins."""
    heights: dict[tuple[int, Span], int] = {}
    begun: dict[Span, int] = {}
    for row, band in enumerate(bands):
        spans = set(band.spans())
        begun = {span: begun[span] for span in spans if span in begun and not _is_ruled(band, span)}
        for span in spans:
            begun.setdefault(span, row)
            heights[begun[span], span] = row - begun[span] + 1
    return heights


def _is_ruled(band: Band, span: Span) -> bool:
    return any(column in band.ruled for column in range(*span))


def _filled(placed: dict[Span, Cell], row: int, width: int) -> tuple[Cell, ...]:
    by_column = {column: cell for span, cell in placed.items() for column in range(*span)}
    return tuple(by_column.get(column) or Cell("", row, column) for column in range(width))
