"""A list of addresses is read by its headings, wherever they stand."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from domain.intake.roster import BadRoster, Entry, read_roster

ROWS = [["№", "ФИО участника | ФИО", "Электронная почта / E-mail"], ["1", "Чванова Л.В.", "chvanova@example.ru"]]
READ = (Entry(3, "Чванова Л.В.", "chvanova@example.ru"), Entry(5, "Пахомова  Е.А.".replace("  ", " "), ""))


@pytest.mark.parametrize(("mark", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "cp1251")])
def test_a_csv_is_read_in_the_ways_that_spreadsheets_save_it(mark: str, encoding: str, tmp_path: Path) -> None:
    lines = ["Список адресов", *(mark.join(row) for row in ROWS), "", mark.join(("2", "Пахомова  Е.А.", "")), mark * 2]
    file = tmp_path / "список.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    assert read_roster(file) == READ


def test_a_workbook_is_read_from_the_sheet_that_has_the_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Пояснение"])
    sheet = book.create_sheet("Адреса")
    for row in [["Список"], *ROWS, [], ["2", "Пахомова Е.А.", None]]:
        sheet.append(row)
    book.save(tmp_path / "список.xlsx")
    assert read_roster(tmp_path / "список.xlsx") == READ


REFUSED = {
    "ФИО;Телефон\nЧванова Л.В.;1".encode(): "нужны столбцы «ФИО» и «Почта»",
    b"": "нужны столбцы",
    b"PK\x03\x04 broken": "не читается как книга XLSX",
    b"\x98;\xff": "Кодировка файла x не распознана",
    ("ФИО;Почта\n" + "a" * 200_000).encode(): "не читается как CSV",
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.items())
def test_what_is_no_such_list_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadRoster, match=reason):
        read_roster(tmp_path / "x")


def test_a_book_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", bytes(101 * 1024 * 1024))
    with pytest.raises(BadRoster, match="слишком велик в распакованном виде"):
        read_roster(tmp_path / "bomb.xlsx")


def test_a_file_that_is_missing_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRoster, match="не открывается"):
        read_roster(tmp_path / "none.csv")
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(6 * 1024 * 1024)
    with pytest.raises(BadRoster, match="больше 5 МБ"):
        read_roster(tmp_path / "large.csv")
