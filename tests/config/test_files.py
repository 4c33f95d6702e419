"""Evidence is kept by what is in it; what cannot be kept is refused."""

import hashlib
from pathlib import Path

import pytest

from config.files import LARGEST, BadFile, kept


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "отчёт.pdf"
    file.write_bytes(b"%PDF")
    return file


def stored(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_digest_and_keeps_its_name(paper: Path, tmp_path: Path) -> None:
    evidence = kept(paper, tmp_path / "home")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert (evidence.file, evidence.sha256) == ("отчёт.pdf", digest)
    assert stored(tmp_path / "home") == [tmp_path / "home" / "files" / digest[:2] / digest]


def test_the_same_file_is_kept_once_whatever_it_is_called(paper: Path, tmp_path: Path) -> None:
    first = kept(paper, tmp_path / "home")
    second = kept(paper.rename(tmp_path / "копия.pdf"), tmp_path / "home")
    assert (second.sha256, second.file) == (first.sha256, "копия.pdf")
    assert len(stored(tmp_path / "home")) == 1


def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "скан.pdf"
    file.write_bytes(bytes(LARGEST))
    assert kept(file, tmp_path / "home").file == "скан.pdf"
    file.write_bytes(bytes(LARGEST + 1))
    with pytest.raises(BadFile, match="больше 20 МБ; сожмите его или приложите ссылку"):
        kept(file, tmp_path / "home")
    assert len(stored(tmp_path / "home")) == 1


@pytest.mark.parametrize("name", ["нет.pdf", "."])
def test_a_missing_file_and_a_folder_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="не найден; укажите существующий файл"):
        kept(tmp_path / name, tmp_path / "home")
