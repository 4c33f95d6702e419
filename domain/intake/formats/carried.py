"""Blocks as JSON between two processes; merged cells stay one cell."""

import json
from typing import Any

from domain.intake.blocks import Block, Cell, Grid, Paragraph


def packed(blocks: tuple[Block, ...]) -> str:
    """One line of ASCII."""
    return json.dumps([block.text if isinstance(block, Paragraph) else _plain(block) for block in blocks])


def _plain(grid: Grid) -> dict[str, Any]:
    cells = {id(cell): cell for row in grid.rows for cell in row}
    places = {key: place for place, key in enumerate(cells)}
    return {
        "cells": [(cell.text, cell.row, cell.column, cell.height, cell.width) for cell in cells.values()],
        "rows": [[places[id(cell)] for cell in row] for row in grid.rows],
        "header": grid.header,
        "broken": grid.broken,
    }


def unpacked(line: str) -> tuple[Block, ...]:
    """What `packed` was given."""
    return tuple(Paragraph(block) if isinstance(block, str) else _grid(**block) for block in json.loads(line))


def _grid(cells: list[list[Any]], rows: list[list[int]], header: int, broken: bool) -> Grid:
    known = [Cell(*cell) for cell in cells]
    return Grid(tuple(tuple(known[place] for place in row) for row in rows), header, broken)
