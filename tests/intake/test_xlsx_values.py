"""Values of a workbook are read as they are seen: by their formats, formulas as text, nothing hidden."""

from pathlib import Path

import pytest

from domain.intake.formats.xlsx_file import xlsx_blocks
from domain.intake.formats.xlsx_formats import Column, shown
from tests.intake.packages import only_grid, said, texts, xlsx

VALUES, POINTED, NUMBERS = Column


@pytest.mark.parametrize(
    ("written", "code", "column", "text"),
    [
        ("1.1000000000000001", "", VALUES, "1,1"),
        ("1.1000000000000001", "", POINTED, "1.1"),
        ("1.1", "0.00", NUMBERS, "1.10"),
        ("30", "General", VALUES, "30"),
        ("30.0", "", VALUES, "30"),
        ("0.30000000000000004", "", VALUES, "0,3"),
        ("1234567.5", "#,##0.00", VALUES, "1234567,50"),
        ("33.333333333333336", "#,##0.00", VALUES, "33,33"),
        ("12.345", "0.0", VALUES, "12,345"),
        ("0.65", "0%", VALUES, "65%"),
        ("0.655", "0%", VALUES, "65,5%"),
        ("1500000", "#,##0,", VALUES, "1500"),
        ("-0.0", "0.0", VALUES, "0,0"),
        ("-5.5", "0.00;[Red]-0.00", VALUES, "-5,50"),
        ("5", '0.0" млн"', VALUES, "5,0"),
        ("1E-7", "", VALUES, "0,0000001"),
        ("1e20", "0.00E+00", VALUES, "100000000000000000000"),
        ("43524", "dd.mm.yyyy", VALUES, "28.02.2019"),
        ("43524.75", "dd/mm/yyyy\\ hh:mm;@", VALUES, "28.02.2019"),
        ("43524", '[$-419]d mmmm yyyy" г."', VALUES, "28.02.2019"),
        ("43525", "mmmm yyyy", VALUES, "март 2019 г."),
        ("43525", "yyyy", VALUES, "2019"),
        ("0.5", "hh:mm", VALUES, "12:00"),
        ("1", "dd.mm.yyyy", VALUES, "01.01.1900"),
        ("61", "dd.mm.yyyy", VALUES, "01.03.1900"),
        ("-5", "dd.mm.yyyy", VALUES, "-5"),
        ("9999999", "dd.mm.yyyy", VALUES, "9999999"),
        ("43497", "d-mmm", NUMBERS, "1.2"),
        ("37653", "dd.mm.yyyy", NUMBERS, "1.2.3"),
        ("43497", "d-mmm", POINTED, "01.02.2019"),
        ("1e999", "0", VALUES, "1e999"),
        ("семь", "0", VALUES, "семь"),
    ],
)
def test_a_number_is_shown_by_its_format(written: str, code: str, column: Column, text: str) -> None:
    assert shown(written, code, column=column) == text


def test_dates_may_be_counted_from_1904(tmp_path: Path) -> None:
    assert shown("42062", "dd.mm.yyyy", from_1904=True) == "28.02.2019"
    sheet = '<sheetData><row><c s="0"><v>42062</v></c></row></sheetData>'
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    path = xlsx(tmp_path, sheet, styles=styles, book='<workbookPr date1904="1"/>')
    assert said(xlsx_blocks(path)) == ["План", "28.02.2019"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="s"><v>0</v></c>', "первый раз"),
        ('<c t="s"><v>7</v></c>', ""),
        ('<c t="inlineStr"><is><r><t>два </t></r><r><t>слова</t></r></is></c>', "два слова"),
        ('<c t="str"><v>текст</v></c>', "текст"),
        ('<c t="b"><v>1</v></c>', "ИСТИНА"),
        ('<c t="e"><f>A1</f><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2019-02-28T00:00:00</v></c>', "28.02.2019"),
        ("<c><f>SUM(A1:A2)</f><v>7.5</v></c>", "7,5"),
        ("<c><f>1+1</f></c>", "=1+1"),
        ('<c t="str"><f>HYPERLINK("http://x","текст")</f><v>текст</v></c>', '=HYPERLINK("http://x","текст")'),
        ("<c><f>cmd|'/c calc'!A0</f><v>1</v></c>", "=cmd|'/c calc'!A0"),
        ("<c><f>[1]Лист!A1</f><v>1</v></c>", "=[1]Лист!A1"),
        ('<c t="str"><v>а_x000D_б\u00ad</v></c>', "а\nб"),
    ],
)
def test_a_cell_is_text_and_its_formula_is_never_run(tmp_path: Path, cell: str, text: str) -> None:
    shared = "<si><r><t>первый </t></r><rPh><t>пе</t></rPh><r><t>раз</t></r></si>"
    row = f'<row><c t="str"><v>а</v></c>{cell}<c t="str"><v>я</v></c></row>'
    grids = xlsx_blocks(xlsx(tmp_path, f"<sheetData>{row}</sheetData>", shared=shared))
    assert [text for grid in grids[1:] for text in (said((grid,)) or texts(grid)[0])] == [
        each for each in ("а", text, "я") if each
    ]


def test_item_numbers_that_became_numbers_are_told_by_their_column(tmp_path: Path) -> None:
    rows = ['<c t="str"><v>Статус</v></c><c t="str"><v>N п/п</v></c><c t="str"><v>Сумма</v></c>']
    rows += ['<c t="str"><v>!</v></c><c><v>1.2</v></c><c><v>1.2</v></c>']
    data = "".join(f"<row>{row}</row>" for row in rows)
    assert texts(only_grid(xlsx_blocks(xlsx(tmp_path, f"<sheetData>{data}</sheetData>"))))[1] == ["!", "1.2", "1,2"]
