"""Leaves out what runs over the pages: headers, footers and page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.intake.formats.pdf_lines import Line
from domain.intake.formats.pdf_tables import Ruled

MARGIN = 0.14
"""Running lines stand within this share of the page's height from its edge."""

SWAY = 6.0
EDGE_LINES = 4
OFTEN = 3
DENSE = 0.4
"""A running line stands on that many pages, or on every page of a short document, and not far apart."""

PAGE_NUMBER = re.compile(r"(?i)\W*(?:(?:стр(?:аница|\.)?|лист|page)\s*)?\d{1,4}(?:\s*(?:из|of|/)\s*\d{1,4})?\W*")


@dataclass
class Page:
    """Tables and lines of prose of a page."""

    width: float
    height: float
    tables: list[Ruled]
    lines: list[Line]


Sign = tuple[str, bool]
"""What repeats: a line with its digits made equal, and whether it stands at the foot."""


def without_running(pages: Sequence[Page]) -> None:
    """Take the running lines out of the pages."""
    seen: defaultdict[Sign, list[tuple[int, float]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in _edge_lines(page):
            seen[_sign(line, page)].append((number, _height(line, page)))
    for number, page in enumerate(pages):
        running = [
            line for line in _edge_lines(page) if _is_running(line, page, number, seen[_sign(line, page)], len(pages))
        ]
        page.lines = [line for line in page.lines if not any(line is other for other in running)]


def _edge_lines(page: Page) -> Iterator[Line]:
    ordered = sorted(page.lines, key=lambda line: line.base)
    top = [line for line in ordered if line.base < page.height * MARGIN][:EDGE_LINES]
    foot = [line for line in ordered if line.base > page.height * (1 - MARGIN)][-EDGE_LINES:]
    yield from top
    yield from foot


def _sign(line: Line, page: Page) -> Sign:
    return re.sub(r"\d+", "0", line.text), line.base > page.height / 2


def _height(line: Line, page: Page) -> float:
    """Pages of one document may differ in height: a foot is measured from below."""
    return page.height - line.base if line.base > page.height / 2 else line.base


def _is_running(line: Line, page: Page, number: int, seen: Sequence[tuple[int, float]], count: int) -> bool:
    if PAGE_NUMBER.fullmatch(line.text) and str(number + 1) in re.findall(r"\d+", line.text):
        return True
    places = sorted({other for other, height in seen if abs(height - _height(line, page)) <= SWAY})
    if len(places) < min(OFTEN, max(count, 2)):
        return False
    return len(places) >= DENSE * (places[-1] - places[0] + 1)
