"""A list of people and their e-mail addresses, read from CSV or XLSX by the headings of its columns."""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from domain.errors import Sentence

FILE_BYTES, UNPACKED_BYTES = 5 * 1024 * 1024, 100 * 1024 * 1024
ROWS, COLUMNS = 20_000, 50
HEADING_WITHIN = 30
"""Lines among which the headings are looked for: there may be a title above them."""
NAMES = ("фио", "ф.и.о.", "ф. и. о.", "фамилия, имя, отчество", "фамилия имя отчество", "участник", "имя")
ADDRESSES = (
    "почта",
    "e-mail",
    "email",
    "mail",
    "электронная почта",
    "адрес электронной почты",
    "эл. почта",
    "эл.почта",
)
WANTED = "нужны столбцы «ФИО» и «Почта» (или «E-mail»)"


class BadRoster(Sentence):
    """The file cannot be read as a list of addresses."""


class Entry(NamedTuple):
    """A line of the list, `line` as its editor numbers it."""

    line: int
    name: str
    address: str


def read_roster(path: Path) -> tuple[Entry, ...]:
    """The lines that name somebody. Raises BadRoster."""
    try:
        content = _content(path)
    except OSError as error:
        raise BadRoster(f"Файл {path} не открывается ({error.strerror}); проверьте имя и права на чтение") from None
    rows = _sheets(path) if content.startswith(b"PK") else [_written(content, path.name)]
    for sheet in rows:
        if (found := _entries(sheet)) is not None:
            return tuple(found)
    raise BadRoster(f"Файл {path.name}: {WANTED} в одной из первых {HEADING_WITHIN} строк")


def _content(path: Path) -> bytes:
    if path.stat().st_size > FILE_BYTES:
        raise BadRoster(f"Файл {path.name} больше 5 МБ; оставьте в нём только список адресов")
    return path.read_bytes()


Row = Sequence[str]


def _sheets(path: Path) -> list[list[Row]]:
    """The cells of each sheet as texts; a formula gives what it came to."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_BYTES:
                raise BadRoster(f"Файл {path.name} слишком велик в распакованном виде; сохраните список заново")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = (one.iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True) for one in book.worksheets)
        return [[tuple(map(_text, row)) for row in sheet] for sheet in sheets]
    except BadRoster:
        raise
    except Exception:  # what openpyxl raises for a file that is not whole is not told anywhere
        raise BadRoster(f"Файл {path.name} не читается как книга XLSX; откройте его и сохраните заново") from None


def _written(content: bytes, name: str) -> list[Row]:
    """CSV as spreadsheets save it: UTF-8 or Windows-1251, parted by semicolons, tabs or commas."""
    text = _decoded(content, name)
    marks = {mark: text.count(mark) for mark in ";\t,"}
    mark = max(marks, key=lambda one: marks[one])
    try:
        return [tuple(map(_text, row)) for row in csv.reader(text.splitlines(), delimiter=mark)]
    except csv.Error:
        raise BadRoster(f"Файл {name} не читается как CSV; сохраните список заново") from None


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRoster(f"Кодировка файла {name} не распознана; сохраните его в UTF-8")


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _entries(rows: Sequence[Row]) -> Iterator[Entry] | None:
    """None where no line has both headings."""
    for begin, row in enumerate(rows[:HEADING_WITHIN]):
        name, address = _column(row, NAMES), _column(row, ADDRESSES)
        if name is not None and address is not None:
            numbered = enumerate(rows[begin + 1 :], start=begin + 2)
            lines = (Entry(line, _cell(cells, name), _cell(cells, address)) for line, cells in numbered)
            return (entry for entry in lines if entry.name or entry.address)
    return None


def _column(row: Row, known: Sequence[str]) -> int | None:
    for place, cell in enumerate(row):
        parts = {part.strip() for part in cell.casefold().replace("/", "|").split("|")}
        if parts & set(known):
            return place
    return None


def _cell(row: Row, place: int) -> str:
    return row[place] if place < len(row) else ""
