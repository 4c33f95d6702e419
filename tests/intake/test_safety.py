"""A file that is hostile, broken or of another format is refused in one sentence that says what to do."""

import struct
import zipfile
from pathlib import Path

import pytest

from domain.intake.formats.limits import CHARACTERS, PLACES
from domain.intake.formats.opening import read_blocks
from domain.intake.formats.package import opened
from domain.intake.reading import read
from tests.intake.packages import docx, docx_parts, p, package, refused, tbl, tr, types, xlsx, xlsx_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ENTITIES = '<!DOCTYPE w [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0" * 64


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (stream("EncryptedPackage"), "закрыт паролем: снимите пароль"),
        (stream("WordDocument"), r"\(.doc\): откройте его и сохраните как DOCX"),
        (stream("Workbook"), r"\(.xls\): откройте его и сохраните как XLSX"),
        (stream("Visio"), "старом формате Office"),
        (rb"{\rtf1\ansi", "RTF: откройте его и сохраните как DOCX"),
        (b"<html><body>", "веб-страница"),
        (b"MIME-Version: 1.0\n", "веб-страница"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "Word 2003"),
        (b"PK\x03\x04 and no more", "повреждён"),
        (b"PK\x05\x06" + b"\0" * 18, "архив, но не DOCX и не XLSX"),
    ],
)
def test_other_formats_are_told_by_their_content(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "паспорт.docx"
    path.write_bytes(content)
    with refused(words):
        read(path)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument: откройте его и сохраните"),
        ({"паспорт.txt": "текст"}, "распакуйте его"),
        ({**docx_parts(""), "word/vbaProject.bin": "x"}, "макросы: сохраните без макросов"),
        ({**docx_parts(""), "[Content_Types].xml": types("a", "application/x.macroEnabled.main+xml")}, "без макросов"),
        ({**docx_parts(""), "[Content_Types].xml": types("word/document.xml", "x.presentationml.x")}, "презентация"),
        ({**docx_parts(""), "[Content_Types].xml": types("word/document.xml", "sheet.binary.x")}, "XLSB"),
        ({**docx_parts(""), "[Content_Types].xml": types("word/document.xml", "visio")}, "не DOCX и не XLSX"),
        ({**docx_parts(""), "_rels/.rels": "<Relationships/>"}, "повреждён"),
        ({**docx_parts(""), "word/document.xml": "<w:document>"}, "повреждён"),
        ({**docx_parts(""), "word/document.xml": ""}, "повреждён"),
        ({**docx_parts(""), **{f"{n}": "" for n in range(5_001)}}, "слишком велик"),
    ],
)
def test_other_packages_are_refused(tmp_path: Path, parts: dict[str, str], words: str) -> None:
    with refused(words):
        read_blocks(package(tmp_path / "паспорт.docx", parts))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("parts", "part"),
    [
        (docx_parts(p("а")), "word/document.xml"),
        (docx_parts(p("а"), numbering=""), "word/numbering.xml"),
        (xlsx_parts(""), "xl/worksheets/sheet1.xml"),
        (xlsx_parts(""), "xl/sharedStrings.xml"),
        (xlsx_parts(""), "xl/workbook.xml"),
    ],
)
def test_a_document_type_is_refused_whatever_it_declares(
    tmp_path: Path, parts: dict[str, str], part: str, encoding: str
) -> None:
    with refused("повреждён"):
        read_blocks(package(tmp_path / "бомба.docx", {**parts, part: (ENTITIES + parts[part]).encode(encoding)}))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = package(tmp_path / "бомба.docx", {**docx_parts(p("а")), "word/media/1.png": b"\0" * (17 << 20)})
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with refused("слишком велик или сложен"):
        read_blocks(path)


def test_a_part_that_says_it_is_small_gives_no_more(tmp_path: Path) -> None:
    path = package(tmp_path / "ложь.docx", docx_parts(p("а" * 1_000_000)))
    content = path.read_bytes()
    size = zipfile.ZipFile(path).getinfo("word/document.xml").file_size
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 500)))
    with refused("повреждён"):
        read_blocks(path)


def test_a_locked_part_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path, p("а"))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with refused("снимите пароль"):
        read_blocks(path)


@pytest.mark.parametrize("nested", ["<w:sdt><w:sdtContent>", "<w:tbl><w:tr><w:tc>"])
def test_endless_nesting_is_refused(tmp_path: Path, nested: str) -> None:
    closing = "".join(f"</{tag.strip('<')}>" for tag in reversed(nested.split(">")[:-1]))
    with refused("слишком велик или сложен"):
        read_blocks(docx(tmp_path, nested * 20_000 + closing * 20_000))


def test_a_cell_over_a_million_columns_is_a_thousand_at_most(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc>'
    with refused("слишком велик или сложен"):
        read_blocks(docx(tmp_path, tbl(*[tr(wide)] * 600)))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="only Unix has endless files")
def test_a_device_is_refused() -> None:
    with refused("zero - не файл, а устройство"):
        read(Path("/dev/zero"))


def test_a_text_far_longer_than_any_passport_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "длинный.txt"
    path.write_text("слово\n" * (CHARACTERS // 6 + 1), encoding="utf-8")
    with refused("слишком велик или сложен"):
        read(path)


def test_a_sheet_far_larger_than_any_plan_is_refused(tmp_path: Path) -> None:
    row = f"<row>{'<c><v>1</v></c>' * 100}</row>"
    with refused("слишком велик или сложен"):
        read_blocks(xlsx(tmp_path, f"<sheetData>{row * (PLACES // 100)}</sheetData>"))


def test_truncated_files_are_refused(tmp_path: Path) -> None:
    whole = docx(tmp_path, p("Паспорт" * 100) + tbl(tr("1", "2", "3"))).read_bytes()
    path = tmp_path / "обрывок.docx"
    for length in range(4, len(whole) - 1, 50):
        path.write_bytes(whole[:length])
        with refused("повреждён"):
            read_blocks(path)


def test_links_out_of_the_file_are_not_followed(tmp_path: Path) -> None:
    parts = docx_parts(p("а"), styles="")
    rels = str(parts["word/_rels/document.xml.rels"])
    outside = rels.replace('Target="styles.xml"', 'Target="http://127.0.0.1:9/styles.xml" TargetMode="External"')
    path = package(tmp_path / "ссылка.docx", {**parts, "word/_rels/document.xml.rels": outside})
    with opened(path) as found:
        assert found.related("word/document.xml") == {}
    assert read_blocks(path)
