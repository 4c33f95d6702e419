"""A binary file is read in a process of its own, within limits, and comes back the same."""

import sys
from pathlib import Path

import pytest

from domain.intake.blocks import Block, Cell, Grid, Paragraph
from domain.intake.formats.apart import blocks_apart
from domain.intake.formats.carried import packed, unpacked
from domain.intake.formats.opening import read_blocks
from tests.intake.packages import docx, docx_parts, p, package, refused, tbl, tc, tr

MERGED = Cell("Срок\nначала", 0, 1, 1, 2)
BLOCKS: tuple[Block, ...] = (Paragraph("«План» \ud800"), Grid(((Cell("N", 0, 0), MERGED, MERGED),), 1, broken=True))
BODY = p("План") + tbl(tr("1", tc("Закупка", '<w:gridSpan w:val="2"/>')), tr("2", "а", "б"))


def test_blocks_are_carried_whole_and_merged_cells_stay_one() -> None:
    line = packed(BLOCKS)
    assert line.isascii()
    assert "\n" not in line
    carried = unpacked(line)
    assert carried == BLOCKS
    assert isinstance(carried[1], Grid)
    assert carried[1].rows[0][1] is carried[1].rows[0][2]


def test_what_is_read_apart_is_what_is_read_here(tmp_path: Path) -> None:
    path = docx(tmp_path, BODY)
    assert blocks_apart(path) == read_blocks(path)


def test_a_refusal_comes_back_as_it_was(tmp_path: Path) -> None:
    with refused("Файл паспорт №1.docx - архив, но не DOCX и не XLSX: распакуйте"):
        blocks_apart(package(tmp_path / "паспорт №1.docx", {"a": "б"}))


def test_a_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with refused("слишком велик или сложен"):
        blocks_apart(docx(tmp_path, BODY), seconds=0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_reading_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    body = "".join(f'<w:p w:rsidR="{n}"/>' for n in range(1_400_000))
    with refused("слишком велик или сложен"):
        blocks_apart(package(tmp_path / "большой.docx", docx_parts(body)))


def test_a_child_that_breaks_down_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))
    with refused("повреждён"):
        blocks_apart(docx(tmp_path, BODY))
