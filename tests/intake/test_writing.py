"""What is written as a workbook or a document is read back as the same passport."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from domain.intake import read
from domain.intake.formats.opening import read_blocks
from domain.intake.writing import document, workbook
from domain.passport import Passport
from tests.intake.documents import as_boxes, as_pdf
from tests.intake.documents.of_passport import parts_of
from tests.intake.random_passports import passports

SAMPLE = Path(__file__).parents[2] / "config" / "passports" / "kemerovo-digital-education.yaml"
WRITERS = {"docx": document, "xlsx": workbook}
OTHERS = {"pdf": as_pdf.write, "txt": as_boxes.write}
"""Formats that Vekha reads and does not write: the tests write them."""


def _back(passport: Passport, suffix: str, folder: Path) -> Passport:
    file = folder / f"{passport.code}.{suffix}"
    if suffix in WRITERS:
        file.write_bytes(WRITERS[suffix](passport))
    else:
        OTHERS[suffix](list(parts_of(passport)), file)
    return read(file, blocks_of=read_blocks).passport


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_sample_comes_back_the_same(suffix: str, tmp_path: Path) -> None:
    sample = read(SAMPLE).passport
    assert _back(sample, suffix, tmp_path) == replace(sample, corrections=())


@pytest.mark.parametrize("suffix", [*WRITERS, *OTHERS])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(passport=passports())
def test_a_random_passport_comes_back_the_same(suffix: str, tmp_path: Path, passport: Passport) -> None:
    assert _back(passport, suffix, tmp_path) == passport


def test_a_title_that_looks_like_a_formula_stays_text() -> None:
    sample = read(SAMPLE).passport
    risky = replace(sample, plan=(replace(sample.plan[0], title='=HYPERLINK("http://x")'), *sample.plan[1:]))
    sheet = load_workbook(BytesIO(workbook(risky)))["План"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if "HYPER" in str(cell.value)} == {"s"}


@pytest.mark.parametrize("suffix", WRITERS)
def test_control_characters_do_not_hinder_writing(suffix: str, tmp_path: Path) -> None:
    sample = read(SAMPLE).passport
    odd = replace(sample, plan=(replace(sample.plan[0], title="Создан\x0bцентр\x01"), *sample.plan[1:]))
    assert _back(odd, suffix, tmp_path).plan[0].title == "Создан центр"
