"""Writes the parts of a document as text with tables drawn of lines, as ConsultantPlus exports them."""

import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from tests.intake.documents.forms import Part, Table

WIDTHS = {"number": 8, "title": 30, "name": 30, "source": 34, "spans": 60}


def write(parts: Sequence[Part], path: Path) -> None:
    pages = [part if isinstance(part, str) else _drawn(part) for part in parts]
    path.write_text("\n\n".join(pages) + "\n", encoding="utf-8")


def _drawn(part: Table) -> str:
    widths = [WIDTHS.get(key.rstrip("0123456789"), 20) for _, key in part.columns]
    lines = [_edge("┌┬┐", widths)]
    for row in part.headings():
        lines += [*_row(row, widths), _edge("├┼┤", widths)]
    for line in part.rows:
        if spans := line.get("spans"):
            lines += _row([spans], [sum(widths) + len(widths) - 1])
        else:
            lines += _row(part.cells(line), widths)
        lines.append(_edge("├┼┤", widths))
    return "\n".join([*lines[:-1], _edge("└┴┘", widths)])


def _edge(corners: str, widths: list[int]) -> str:
    left, middle, right = tuple(corners)
    return left + middle.join("─" * width for width in widths) + right


def _row(texts: list[str], widths: list[int]) -> list[str]:
    wrapped = [textwrap.wrap(text, width - 2) or [""] for text, width in zip(texts, widths, strict=True)]
    return [
        "│" + "│".join(f" {piece:<{width - 1}}" for piece, width in zip(pieces, widths, strict=True)) + "│"
        for pieces in zip_longest(*wrapped, fillvalue="")
    ]
