"""Tables of a DOCX become grids, whatever was merged, nested, left out or deleted in them."""

from pathlib import Path

from domain.intake.blocks import Grid, Paragraph
from domain.intake.formats.docx_file import docx_blocks
from tests.intake.packages import docx, only_grid, p, said, tbl, tc, texts, tr

ROW = tr("1", "Закупка", "31.12.2019")
HEADER = "<w:tblHeader/>"


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def grid(path: Path, *rows: str) -> Grid:
    return only_grid(docx_blocks(docx(path, tbl(*rows))))


def test_blocks_keep_the_order_of_the_document(tmp_path: Path) -> None:
    body = p("План") + tbl(ROW) + p("Примечание") + tbl(ROW) + "<w:sectPr/>"
    kinds = [type(block) for block in docx_blocks(docx(tmp_path, body))]
    assert kinds == [Paragraph, Grid, Paragraph, Grid]


def test_a_cell_over_columns_and_rows_is_one_cell(tmp_path: Path) -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = tr(tc("N", begins), tc("Срок", span(2)), properties=HEADER)
    found = grid(tmp_path, head, tr(tc("", goes_on), "начало", "окончание", properties=HEADER), ROW)
    assert texts(found)[:2] == [["N", "Срок", "Срок"], ["N", "начало", "окончание"]]
    assert found.rows[0][0] is found.rows[1][0]
    assert (found.rows[0][0].height, found.rows[0][1].width, found.header) == (2, 2, 2)


def test_a_merge_with_nothing_above_is_a_cell_of_its_own(tmp_path: Path) -> None:
    assert texts(grid(tmp_path, tr(tc("1", "<w:vMerge/>"), "а", "б"))) == [["1", "а", "б"]]


def test_a_row_shorter_than_the_table_is_filled(tmp_path: Path) -> None:
    late = tr("Закупка", "01.01.2020", properties='<w:gridBefore w:val="1"/>')
    assert texts(grid(tmp_path, ROW, late, tr("2")))[1:] == [["", "Закупка", "01.01.2020"], ["2", "", ""]]


def test_rules_that_divide_nothing_are_dropped(tmp_path: Path) -> None:
    wide = tr(tc("1", span(2)), tc("Закупка", span(3)), tc("31.12.2019", span(2)))
    found = grid(tmp_path, wide, wide)
    assert (found.width, found.rows[0][1].width) == (3, 1)


def test_a_table_inside_a_cell_joins_its_text(tmp_path: Path) -> None:
    inner = tbl(tr("акт", "N 5"), tr("отчет", "N 6"))
    found = grid(tmp_path, tr("1", tc(p("Документы:") + inner + p("")), "ПК"))
    assert texts(found) == [["1", "Документы:\nакт N 5\nотчет N 6", "ПК"]]


def test_a_frame_around_the_real_table_gives_that_table(tmp_path: Path) -> None:
    blocks = docx_blocks(docx(tmp_path, tbl(tr(tc(p("План") + tbl(ROW, ROW) + p("* по согласованию"))))))
    assert said(blocks) == ["План", "* по согласованию"]
    assert texts(blocks[1]) == [["1", "Закупка", "31.12.2019"]] * 2


def test_paragraphs_of_a_cell_are_its_lines_and_breaks_are_blanks(tmp_path: Path) -> None:
    broken = "<w:p><w:r><w:t>Иванова</w:t><w:tab/><w:t>А.Б.,</w:t><w:br/><w:t>Петров\u00a0В.\u00adГ.</w:t></w:r></w:p>"
    assert texts(grid(tmp_path, tr("1", tc(broken + p("") + p(" ПК ")), "")))[0][1] == "Иванова А.Б., Петров В.Г.\nПК"


def test_deleted_rows_are_gone_and_inserted_ones_stay(tmp_path: Path) -> None:
    gone, new = tr("2", "б", "в", properties="<w:del/>"), tr("3", "г", "д", properties="<w:ins/>")
    assert [row[0] for row in texts(grid(tmp_path, ROW, gone, new))] == ["1", "3"]


def test_rows_and_cells_inside_content_controls_are_read(tmp_path: Path) -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    assert texts(grid(tmp_path, control(tr("1", control(tc("Закупка")), "ПК")))) == [["1", "Закупка", "ПК"]]


def test_a_table_after_a_page_break_may_go_on_from_the_one_before(tmp_path: Path) -> None:
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = tbl(ROW) + page + tbl(ROW) + p("") + tbl(ROW) + page + p("Участники") + tbl(ROW)
    grids = [block for block in docx_blocks(docx(tmp_path, body)) if isinstance(block, Grid)]
    assert [each.broken for each in grids] == [False, True, False, False]


def test_the_old_way_to_merge_cells_is_understood(tmp_path: Path) -> None:
    head = tr(tc("Срок", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "Уровень")
    assert texts(grid(tmp_path, head, ROW))[0] == ["Срок", "Срок", "Уровень"]
