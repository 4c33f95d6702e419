"""Sheets become paragraphs and tables: by empty rows and columns, merged ranges whole, hidden places closed up."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import process_time

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.intake.blocks import Block, Grid
from domain.intake.formats.xlsx_file import xlsx_blocks
from tests.intake.packages import only_grid, said, texts, xlsx

HEAD = ["N", "Название", "Срок"]


def blocks(path: Path, fill: Callable[[Worksheet], object], *more: Callable[[Worksheet], object]) -> tuple[Block, ...]:
    book = Workbook()
    for n, each in enumerate((fill, *more)):
        sheet = book.create_sheet(f"Лист {n + 1}") if n else book.worksheets[0]
        sheet.title = f"Лист {n + 1}"
        each(sheet)
    book.save(path / "паспорт.xlsx")
    return xlsx_blocks(path / "паспорт.xlsx")


def rows(*rows: Sequence[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return fill


def test_titles_stand_before_a_table_and_footnotes_after_it(tmp_path: Path) -> None:
    found = blocks(tmp_path, rows(["План"], [], HEAD, [1, "Закупка", date(2019, 12, 31)], ["* РРП - руководитель"]))
    assert said(found) == ["Лист 1", "План", "* РРП - руководитель"]
    assert texts(only_grid(found)) == [HEAD, ["1", "Закупка", "31.12.2019"]]


def test_a_lone_cell_inside_a_table_is_a_row_of_it(tmp_path: Path) -> None:
    found = blocks(tmp_path, rows(HEAD, ["Задача 1"], [1, "Закупка", "ПК"]))
    assert texts(only_grid(found))[1] == ["Задача 1", "", ""]


def test_merged_ranges_are_one_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["N", "Срок", None], [None, "начало", "окончание"], ["Задача 1"], [1, "а", "б"])(sheet)
        for merged in ("A1:A2", "B1:C1", "A3:C3"):
            sheet.merge_cells(merged)

    grid = only_grid(blocks(tmp_path, fill))
    assert texts(grid)[:3] == [["N", "Срок", "Срок"], ["N", "начало", "окончание"], ["Задача 1"] * 3]
    assert grid.rows[0][0] is grid.rows[1][0]
    assert grid.rows[2][0] is grid.rows[2][2]


def test_what_is_hidden_is_not_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["N", "тайна", "Срок"], [1, "а", "б"], [2, "в", "г"], [3, "д", "е"])(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True

    def hide(sheet: Worksheet) -> None:
        rows(["не видно"])(sheet)
        sheet.sheet_state = "hidden"

    found = blocks(tmp_path, fill, hide)
    assert said(found) == ["Лист 1"]
    assert texts(only_grid(found)) == [["N", "Срок"], ["1", "б"], ["3", "е"]]


def test_a_merged_cell_shows_though_its_first_column_is_hidden(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["", "Срок", None, "ПК"], [1, "а", "б", "в"])(sheet)
        sheet.merge_cells("B1:C1")
        sheet.column_dimensions["B"].hidden = True

    assert texts(only_grid(blocks(tmp_path, fill))) == [["", "Срок", "ПК"], ["1", "б", "в"]]


def test_tables_side_by_side_are_two(tmp_path: Path) -> None:
    found = blocks(tmp_path, rows(["а", "б", None, "в", "г"], [1, 2, None, 3, 4], [None, None, None, 5, 6]))
    grids = [texts(block) for block in found if isinstance(block, Grid)]
    assert grids == [[["а", "б"], ["1", "2"]], [["в", "г"], ["3", "4"], ["5", "6"]]]


def test_an_empty_row_inside_a_table_does_not_end_it(tmp_path: Path) -> None:
    found = blocks(tmp_path, rows(HEAD, [1, "Закупка", "ПК"], [], ["Задача 2"], [2, "Отчет", None]))
    assert [row[0] for row in texts(only_grid(found))] == ["N", "1", "", "Задача 2", "2"]


def test_sheets_follow_one_another(tmp_path: Path) -> None:
    found = blocks(tmp_path, rows(HEAD, HEAD), rows(["Участники"], HEAD, HEAD))
    assert said(found) == ["Лист 1", "Лист 2", "Участники"]


def test_empty_formatted_rows_to_the_end_cost_nothing(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1" s="1" t="str"><v>План</v></c></row>'
    data += "".join(f'<row r="{n}" s="1" ht="15"/>' for n in range(2, 200_000)) + '<row r="1048576"><c s="1"/></row>'
    path = xlsx(tmp_path, f"<cols><col min='1' max='16384' width='9'/></cols><sheetData>{data}</sheetData>")
    begun = process_time()
    assert said(xlsx_blocks(path)) == ["План", "План"]
    assert process_time() - begun < 2


def test_two_thousand_rows_are_read_in_three_seconds(tmp_path: Path) -> None:
    path = tmp_path / "большой.xlsx"
    book = Workbook()
    for n in range(2_000):
        book.worksheets[0].append([f"{n}", "Заключение соглашения", date(2019, 12, 31), *range(9)])
    book.save(path)
    begun = process_time()
    assert len(only_grid(xlsx_blocks(path)).rows) == 2_000
    assert process_time() - begun < 3
