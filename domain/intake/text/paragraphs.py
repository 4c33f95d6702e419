"""Prose between tables: lines become paragraphs."""

import re
from collections.abc import Iterator, Sequence

from domain.intake.blocks import Paragraph
from domain.intake.text.joining import Vocabulary, joined

CONTINUES = re.compile(r"\s*[а-яёa-z(«\"0-9–—,]")
BEGINS = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.\s|[-–—•*<])")
FULL = 0.8
"""A line shorter than this share of the longest one near it was ended by its author."""


def paragraphs(lines: Sequence[str], vocabulary: Vocabulary) -> Iterator[Paragraph]:
    """A paragraph ends with a blank line, with a line left short, or where the next one opens with a number."""
    full = FULL * max((len(line.strip()) for line in lines), default=0)
    collected: list[str] = []
    for line in lines:
        if collected and _is_over(collected[-1], line, full):
            yield Paragraph(joined(collected, vocabulary, breaks_words=False))
            collected = []
        if line.strip():
            collected.append(line)
    if collected:
        yield Paragraph(joined(collected, vocabulary, breaks_words=False))


def _is_over(last: str, line: str, full: float) -> bool:
    if not line.strip() or BEGINS.match(line):
        return True
    return len(last.strip()) < full and not CONTINUES.match(line)
