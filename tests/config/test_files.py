"""Evidence is kept by what is in it; what cannot be kept is refused."""

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.files import LARGEST, LONGEST_NAME, BadFile, Files, beside, kept, plain

PROGRAM = b"MZ\x90\x00 a program"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "отчёт.pdf"
    file.write_bytes(b"%PDF")
    return file


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """In a folder whose name is no ASCII: an address keeps it as it is."""
    return beside(tmp_path / "дом")


def stored(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_digest_and_keeps_its_name(paper: Path, files: Files, tmp_path: Path) -> None:
    evidence = kept(paper, files)
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert (evidence.file, evidence.sha256) == ("отчёт.pdf", digest)
    assert stored(tmp_path / "дом") == [tmp_path / "дом" / "files" / digest[:2] / digest]


def test_the_same_file_is_kept_once_whatever_it_is_called(paper: Path, files: Files, tmp_path: Path) -> None:
    first = kept(paper, files)
    second = kept(paper.rename(tmp_path / "копия.pdf"), files)
    assert (second.sha256, second.file) == (first.sha256, "копия.pdf")
    assert len(stored(tmp_path / "дом")) == 1


def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_refused(files: Files, tmp_path: Path) -> None:
    file = tmp_path / "скан.pdf"
    file.write_bytes(bytes(LARGEST))
    assert kept(file, files).file == "скан.pdf"
    file.write_bytes(bytes(LARGEST + 1))
    with pytest.raises(BadFile, match="больше 20 МБ; сожмите его или приложите ссылку"):
        kept(file, files)
    with pytest.raises(BadFile, match="больше 20 МБ"):
        files.keep("скан.pdf", bytes(LARGEST + 1))
    assert len(stored(tmp_path / "дом")) == 1


@pytest.mark.parametrize("name", ["нет.pdf", "."])
def test_a_missing_file_and_a_folder_are_refused(name: str, files: Files, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="не найден; укажите существующий файл"):
        kept(tmp_path / name, files)


def test_what_was_kept_is_given_back_as_it_was(files: Files) -> None:
    digest = files.keep("фото.JPG", b"\xff\xd8 a photo of a paper").sha256
    assert files.content(str(digest)) == b"\xff\xd8 a photo of a paper"


def test_what_is_no_longer_the_same_is_not_given_back(files: Files, tmp_path: Path) -> None:
    digest = str(files.keep("акт.pdf", b"%PDF").sha256)
    stored(tmp_path / "дом")[0].write_bytes(b"%PDF and more")
    with pytest.raises(BadFile, match="повреждён"):
        files.content(digest)
    stored(tmp_path / "дом")[0].unlink()
    with pytest.raises(BadFile, match="в хранилище нет"):
        files.content(digest)


def test_half_a_file_left_by_a_crash_is_written_anew(files: Files, tmp_path: Path) -> None:
    digest = str(files.keep("акт.pdf", b"%PDF-1.7").sha256)
    stored(tmp_path / "дом")[0].write_bytes(b"%PD")
    assert files.keep("акт.pdf", b"%PDF-1.7").sha256 == digest
    assert files.content(digest) == b"%PDF-1.7"


@pytest.mark.parametrize("digest", ["", "../../vekha.db", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_only_a_digest_opens_anything(digest: str, files: Files) -> None:
    with pytest.raises(BadFile, match="не приложен файл"):
        files.content(digest)


@pytest.mark.parametrize("name", ["акт.exe", "акт.pdf.exe", "акт", "акт.docm", "акт.html", ".pdf", "акт.svg", "..", ""])
def test_what_is_no_document_is_refused(name: str, files: Files, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="такого вида не принимается"):
        files.keep(name, b"%PDF")
    assert stored(tmp_path / "дом") == []


@pytest.mark.parametrize("content", [PROGRAM, b"\x7fELF\x02", b"#!/bin/sh\nrm"])
def test_a_program_is_refused_whatever_its_name_says(content: bytes, files: Files, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="программа, а не документ"):
        files.keep("акт.pdf", content)
    assert stored(tmp_path / "дом") == []


def test_an_empty_file_is_refused(files: Files) -> None:
    with pytest.raises(BadFile, match="пуст; приложите другой"):
        files.keep("акт.pdf", b"")


# fmt: off
TRICKS = [
    ("../../etc/cron.d/акт.pdf", "акт.pdf"),
    ("C:\\Windows\\System32\\акт.pdf", "акт.pdf"),
    ("акт\x00.pdf", "акт.pdf"),
    ("акт\r\nX: y.pdf", "актX_ y.pdf"),
    ("акт\u202efdp.exe", "актfdp.exe"),
    ("  ..акт.pdf. ", "акт.pdf"),
    ("акт.pdf:скрытое.txt", "акт.pdf_скрытое.txt"),
    ("<b>акт</b>.pdf", "b_.pdf"),
    ("Отчёт за 2019 год № 5.pdf", "Отчёт за 2019 год № 5.pdf"),
]
# fmt: on


@pytest.mark.parametrize(("name", "safe"), TRICKS)
def test_a_name_is_never_a_path_and_hides_nothing(name: str, safe: str) -> None:
    assert plain(name) == safe


@given(st.text())
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    safe = plain(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert not set(safe) & set('/\\<>:"|?*')
    assert not [letter for letter in safe if unicodedata.category(letter).startswith("C")]
    assert safe not in {".", ".."}


def test_a_long_name_keeps_its_ending() -> None:
    assert plain(f"{'а' * 300}.pdf") == f"{'а' * (LONGEST_NAME - 4)}.pdf"


def test_any_address_that_fsspec_knows_will_do() -> None:
    files = Files("memory://vekha-test-files")
    assert files.content(str(files.keep("акт.pdf", b"%PDF").sha256)) == b"%PDF"


def test_a_store_that_cannot_be_written_is_told_without_its_address(tmp_path: Path) -> None:
    (tmp_path / "занято").write_bytes(b"")
    with pytest.raises(BadFile, match="Хранилище файлов недоступно") as refused:
        Files(f"file://{tmp_path / 'занято'}").keep("акт.pdf", b"%PDF")
    assert os.fspath(tmp_path) not in str(refused.value)
