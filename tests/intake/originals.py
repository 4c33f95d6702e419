"""A small valid passport in every format, to be spoiled."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from domain.intake import write
from domain.intake.formats.xlsx_formats import EPOCH
from domain.intake.words.dates import read_date
from tests.intake.documents.as_pdf import FONT
from tests.intake.packages import docx_parts, p, package, tbl, tc, tr, xlsx_parts
from tests.intake.test_text import HEAD, PLAN_HEADER, ROWS, WHOLE

# fmt: off
HEADER = ("N п/п", "Наименование результата, контрольной точки, мероприятия", "Начало", "Окончание",
          "Ответственный исполнитель", "Вид документа", "Уровень контроля")
PLAN = (
    ("1",     "Построены колодцы",     "01.03.2020", "30.12.2022", "Ёлкин П.С.", "Отчет",      "ПК"),
    ("1.1.1", "Заключение соглашения", "01.03.2020", "28.02.2021", "Зуев А.Б.",  "Соглашение", "РРП"),
    ("1.1",   "Соглашение заключено",  "-",          "28.02.2021", "Ёлкин П.С.", "Соглашение", "РРП"),
)
FUNDING = (
    ("N п/п", "Наименование результата и источники финансирования", "2020", "2021", "Всего (млн рублей)"),
    ("1",     "Построены колодцы",                                  "1,5",  "2,5",  "4"),
    ("1.1",   "федеральный бюджет",                                 "1,5",  "2,5",  "4 <*>"),
)
PROSE = ("Паспорт регионального проекта «Чистая вода» Алтайского края", "1. Основные положения", "План мероприятий")
# fmt: on


def _zipped(parts: dict[str, str | bytes], folder: Path) -> bytes:
    return package(folder / "original", parts).read_bytes()


def _docx(folder: Path) -> bytes:
    header = tr(*HEADER, properties="<w:tblHeader/>")
    spanned = tr(tc("Задача 1", '<w:gridSpan w:val="7"/>'))
    label = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbered = f"<w:tc>{p('', label)}</w:tc>"
    plan = tbl(header, spanned, *(tr(*row) for row in PLAN), tr(numbered, *PLAN[0][1:]))
    body = "".join(map(p, PROSE[:2])) + tbl(*(tr(*row) for row in FUNDING)) + p(PROSE[2]) + plan
    level = '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    note = f"<w:footnote>{p('РРП - руководитель регионального проекта; ПК - проектный комитет')}</w:footnote>"
    styles = '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    return _zipped(docx_parts(body, numbering=numbering, footnotes=note, styles=styles), folder)


def _cell(x: int, y: int, text: str, texts: list[str]) -> str:
    """A shared text, or a date as the number of its day."""
    place = f"{chr(ord('A') + x)}{y}"
    if not re.fullmatch(r"\d{2}\.\d{2}\.\d{4}", text):
        return f'<c r="{place}" s="1" t="s"><v>{texts.index(text)}</v></c>'
    return f'<c r="{place}"><v>{(read_date(text) or EPOCH.date()).toordinal() - EPOCH.toordinal()}</v></c>'


def _xlsx(folder: Path) -> bytes:
    rows = [(PROSE[0],), (), *FUNDING, (), (PROSE[2],), HEADER, *PLAN]
    texts = list(dict.fromkeys(text for row in rows for text in row))
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    data = "".join(
        f'<row r="{n}">{"".join(_cell(x, n, text, texts) for x, text in enumerate(row))}'
        f'<c r="I{n}"><f>SUM(A1)</f><v>1.5</v></c></row>'
        for n, row in enumerate(rows, 1)
    )
    merged = '<mergeCells><mergeCell ref="A1:G1"/></mergeCells>'
    columns = '<cols><col min="9" max="9" hidden="1"/></cols>'
    formats = '<numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts>'
    styles = f'{formats}<cellXfs><xf numFmtId="164"/><xf/></cellXfs>'
    sheet = f"{columns}<sheetData>{data}</sheetData>{merged}"
    return _zipped(xlsx_parts(sheet, styles=styles, shared=shared), folder)


def _pdf() -> bytes:
    """One page with a ruled table, its streams not packed, so that spoiling reaches what is drawn."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    table = Table(
        [HEADER, *PLAN], style=[("GRID", (0, 0), (-1, -1), 1, "black"), ("FONT", (0, 0), (-1, -1), "DejaVu", 6)]
    )
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), pageCompression=0).build([table])
    return out.getvalue()


def originals(folder: Path) -> dict[str, bytes]:
    """Valid passports by suffix."""
    text = (HEAD + PLAN_HEADER + ROWS).replace("·", " ")
    return {
        ".docx": _docx(folder),
        ".xlsx": _xlsx(folder),
        ".pdf": _pdf(),
        ".txt": text.encode(),
        ".yaml": write(replace(WHOLE.passport, code="altai")).encode(),
    }


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
