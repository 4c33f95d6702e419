"""Text of a DOCX is what a person sees in it: no deletions, no hidden text, numbers that Word counts."""

from pathlib import Path

import pytest

from domain.intake.formats.docx_file import docx_blocks
from domain.intake.formats.opening import read_blocks
from tests.intake.packages import docx, only_grid, p, said, tbl, texts, tr

BOX = f"<w:txbxContent>{p('В рамке')}</w:txbxContent>"


def run(content: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{content}</w:t></w:r>"


def lines(path: Path, body: str, **parts: str) -> list[str]:
    return said(docx_blocks(docx(path, body, **parts)))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<w:ins>{run('новый')}</w:ins><w:del><w:r><w:delText>старый</w:delText></w:r></w:del>", "новый"),
        (f"<w:moveTo>{run('сюда')}</w:moveTo><w:moveFrom>{run('отсюда')}</w:moveFrom>", "сюда"),
        (run("видно") + run("скрыто", "<w:vanish/>"), "видно"),
        (run("не скрыто", '<w:vanish w:val="0"/>'), "не скрыто"),
        (run("скрыто стилем", '<w:rStyle w:val="hidden"/>') + run("!"), "!"),
        (f"<w:hyperlink>{run('ссылка')}</w:hyperlink><w:smartTag>{run(' и тег')}</w:smartTag>", "ссылка и тег"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('поле')}</w:sdtContent></w:sdt>", "поле"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Текст')}</w:sdtContent></w:sdt>", ""),
        (f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('7')}", "7"),
        ("<w:r><w:t>ИТ</w:t><w:noBreakHyphen/><w:t>куб</w:t><w:softHyphen/></w:r>", "ИТ-куб"),
        (run("12,5") + run("1", '<w:vertAlign w:val="superscript"/>'), "12,5¹"),
        (run("м") + run("2", '<w:vertAlign w:val="superscript"/>'), "м2"),
    ],
)
def test_a_paragraph_is_read_as_it_is_seen(tmp_path: Path, content: str, text: str) -> None:
    hidden = '<w:style w:styleId="hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert lines(tmp_path, f"<w:p>{content}</w:p>", styles=hidden) == [text] * bool(text)


def test_a_deleted_end_joins_two_paragraphs(tmp_path: Path) -> None:
    assert lines(tmp_path, p("Центр ", "<w:rPr><w:del/></w:rPr>") + p("открыт")) == ["Центр открыт"]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    shape = f"<mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    body = f"<w:p>{run('Утверждён')}<w:r><mc:AlternateContent>{shape}</mc:AlternateContent></w:r></w:p>"
    assert lines(tmp_path, body) == ["Утверждён", "В рамке"]


def test_a_text_box_of_an_old_picture_is_read(tmp_path: Path) -> None:
    assert lines(tmp_path, f"<w:p><w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r></w:p>") == ["В рамке"]


def test_notes_stand_at_the_end(tmp_path: Path) -> None:
    foot = f'<w:footnote w:type="separator">{p("---")}</w:footnote><w:footnote>{p("РРП - руководитель")}</w:footnote>'
    end = f"<w:endnote>{p('ПК - комитет')}</w:endnote>"
    assert lines(tmp_path, p("Паспорт"), footnotes=foot, endnotes=end) == [
        "Паспорт", "РРП - руководитель", "ПК - комитет",
    ]  # fmt: skip


def test_lines_as_they_are_keep_their_blanks_and_empty_ones(tmp_path: Path) -> None:
    body = p("1  Закупка ") + p("") + '<w:p><w:r><w:br w:type="page"/><w:t>2</w:t></w:r></w:p>'
    assert said(read_blocks(docx(tmp_path, body), ruled=False)) == ["1  Закупка ", "", "\f2"]


def level(depth: int, written: str, **others: str) -> str:
    extra = "".join(f'<w:{name} w:val="{value}"/>' for name, value in others.items())
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{extra}<w:lvlText w:val="{written}"/></w:lvl>'


def numbering(*levels: str, num: str = "") -> str:
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{num}'


def listed(depth: int, number: str = "1") -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


PLAN = numbering(level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3."))


def test_rows_that_word_numbers_have_their_numbers(tmp_path: Path) -> None:
    rows = [tr(p("", listed(depth)).join(["<w:tc>", "</w:tc>"]), "а", "б") for depth in (0, 1, 2, 2, 1, 0, 1)]
    found = only_grid(docx_blocks(docx(tmp_path, tbl(*rows), numbering=PLAN)))
    assert [row[0] for row in texts(found)] == ["1.", "1.1.", "1.1.1.", "1.1.2.", "1.2.", "2.", "2.1."]


def test_a_numbered_title_begins_with_its_number(tmp_path: Path) -> None:
    body = p("Создание", listed(0)) + p("") + p("Закупка", listed(1)) + p("", listed(1)) + p("Отчет", listed(1))
    assert lines(tmp_path, body, numbering=PLAN) == ["1. Создание", "1.1. Закупка", "1.3. Отчет"]


def test_a_number_may_come_from_a_style_and_its_base(tmp_path: Path) -> None:
    styles = f'<w:style w:styleId="a"><w:pPr>{listed(1)}</w:pPr></w:style>'
    styles += '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    assert lines(tmp_path, p("Закупка", '<w:pStyle w:val="b"/>'), styles=styles, numbering=PLAN) == ["1.1. Закупка"]


def test_a_list_may_start_anew(tmp_path: Path) -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    parts = numbering(level(0, "%1)"), num=f"{again}</w:lvlOverride></w:num>")
    body = "".join(p("а", listed(0, number)) for number in "11221")
    assert lines(tmp_path, body, numbering=parts) == ["1) а", "2) а", "5) а", "6) а", "7) а"]


@pytest.mark.parametrize(
    ("style", "label"),
    [
        ("upperRoman", "IV."), ("lowerLetter", "d."), ("russianLower", "г."), ("decimalZero", "04."), ("bullet", ""),
        ("none", ""), ("decimal", "4."),
    ],
)  # fmt: skip
def test_numbers_have_many_faces(tmp_path: Path, style: str, label: str) -> None:
    body = p("а", listed(0)) * 4
    parts = numbering(level(0, "%1.", numFmt=style))
    assert lines(tmp_path, body, numbering=parts)[-1] == f"{label} а".strip()


def test_a_paragraph_may_leave_the_list_of_its_style(tmp_path: Path) -> None:
    styles = f'<w:style w:styleId="a"><w:pPr>{listed(0)}</w:pPr></w:style>'
    body = p("а", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(tmp_path, body, styles=styles, numbering=PLAN) == ["а"]
