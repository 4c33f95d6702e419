"""Whatever five megabytes hold, they are read in bounded time, and the real flow text is no text with columns."""

from pathlib import Path
from time import process_time

import pytest

from domain.intake.text.ruled import ruled_blocks

SIZE = 5_000_000
SHARED = Path(__file__).parents[3] / "shared" / "passports" / "kemerovo-618r.txt"
SECONDS = 60
"""Of the processor, many times what it takes."""

PIECES = {
    "verticals": "|" * 1900 + "\n",
    "cells": "|a" * 50 + "\n",
    "rules": "-" * 1900 + "x\n",
    "drawn": "│ 1 │ аб в │ г │\n├───┼──────┼───┤\n",
    "tabs": "a\tb\tc\n",
    "open quotes": '"a\tb\tc\n',
    "columns": "ab  " * 240 + "\n",
    "blanks": " " * 900 + "a  b\n",
    "rows": "1   слово   два\n",
    "form feeds": "\f",
    "one line": "a  b ",
    "words": "слово " * 140 + "\n",
}


@pytest.mark.parametrize("name", PIECES)
def test_five_megabytes_of_anything_are_read_in_bounded_time(name: str) -> None:
    text = PIECES[name] * (SIZE // len(PIECES[name]))
    began = process_time()
    ruled_blocks(text)
    assert process_time() - began < SECONDS


def test_a_long_table_is_read_in_time_that_grows_with_its_length() -> None:
    rows = "".join(f"{n}    Построен объект    31.12.2019    РРП\n" for n in range(1, 1000))
    blocks = ruled_blocks(rows * 20)
    assert blocks is not None


@pytest.mark.skipif(not SHARED.exists(), reason="the original text is not on this machine")
def test_the_original_flow_text_has_no_columns() -> None:
    assert ruled_blocks(SHARED.read_text()) is None
