"""Ten thousand spoiled files: each is read or refused in one sentence, none is slow, none breaks the program."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from domain.intake import read
from domain.intake.formats.opening import read_blocks
from tests.intake.originals import originals
from tests.intake.spoiling import limit, outcomes

FILES = 10_000
WORKERS = 2
BATCH = 250
SHARES = (*[".docx"] * 7, *[".xlsx"] * 7, *[".txt"] * 2, *[".yaml"] * 2, *[".pdf"] * 2)
"""What every twenty files in a row are."""


def test_the_originals_are_passports(tmp_path: Path) -> None:
    for suffix, content in originals(tmp_path).items():
        path = tmp_path / f"паспорт{suffix}"
        path.write_bytes(content)
        assert len(read(path, blocks_of=read_blocks).passport.plan) >= 3, suffix


@pytest.mark.timeout(900)
def test_ten_thousand_spoiled_files_give_a_passport_or_one_sentence(tmp_path: Path) -> None:
    whole = originals(tmp_path)
    pool = ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), initializer=limit)
    with pool:
        batches = [range(n, min(n + BATCH, FILES)) for n in range(0, FILES, BATCH)]
        work = [pool.submit(outcomes, whole, batch, SHARES, tmp_path) for batch in batches]
        found = [each.result() for each in work]
    failures = [failure for each in found for failure in each.failures]
    assert not failures, "\n".join(failures[:5])
    assert sum(each.passports for each in found) > FILES / 4, "spoiled so that nothing is left to read"
