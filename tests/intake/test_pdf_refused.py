"""A PDF that is locked, scanned, broken or hostile is refused in one sentence, quietly and soon."""

import logging
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from domain.intake.blocks import Paragraph
from domain.intake.formats import pdf_drawing
from domain.intake.formats.pdf_file import pdf_blocks
from tests.intake.packages import refused
from tests.intake.pdfs import over, pdf, rows_of, table, write

ROWS = [("N п/п", "Наименование", "Срок"), ("1", "Разработка модулей", "31.12.2022")]


def plain(tmp_path: Path) -> bytes:
    return pdf(tmp_path / "целый.pdf", table(ROWS), table(ROWS), pageCompression=0).read_bytes()


def made(tmp_path: Path, *objects: bytes) -> Path:
    """A file of objects numbered from 1, the first one is the catalog; its cross-references are left to be found."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 1))
    path = tmp_path / "а.pdf"
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
    return path


def stream(content: bytes, attributes: bytes = b"") -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (attributes, len(content), content)


def page(tmp_path: Path, content: bytes, *others: bytes, resources: bytes = b"") -> Path:
    kid = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources
    return made(
        tmp_path, b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", kid, content, *others
    )


def test_a_password_is_to_be_taken_off(tmp_path: Path) -> None:
    locked = StandardEncryption("тайна".encode().hex(), strength=128)
    with refused("закрыт паролем: снимите пароль"):
        pdf_blocks(pdf(tmp_path / "а.pdf", table(ROWS), encrypt=locked))


def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    guarded = StandardEncryption("", ownerPassword="owner", canModify=0, strength=128)
    assert rows_of(pdf(tmp_path / "а.pdf", table(ROWS), encrypt=guarded)) == ROWS


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    with refused("нет текста, только изображение: распознайте его или возьмите исходный файл"):
        pdf_blocks(pdf(tmp_path / "а.pdf", scan, scan, scan))


def test_a_scan_of_the_last_page_does_not_matter(tmp_path: Path) -> None:
    assert rows_of(pdf(tmp_path / "а.pdf", table(ROWS), table(ROWS), scan)) == ROWS * 2


def test_a_scan_under_its_recognized_text_is_read(tmp_path: Path) -> None:
    assert rows_of(pdf(tmp_path / "а.pdf", over(scan, table(ROWS)))) == ROWS


def test_an_empty_file_has_no_text(tmp_path: Path) -> None:
    with refused("нет текста"):
        pdf_blocks(pdf(tmp_path / "а.pdf", lambda canvas: write(canvas, 50, 50, " ")))


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    whole = plain(tmp_path)
    path = tmp_path / "обрывок.pdf"
    for length in range(20, len(whole) - 2_000, len(whole) // 40):
        path.write_bytes(whole[:length])
        with refused("повреждён"):
            pdf_blocks(path)


SPOIL: list[Callable[[bytes], bytes]] = [
    lambda whole: whole.replace(b"/Count 2", b"/Count 9"),
    lambda whole: re.sub(rb"/Contents \d+ 0 R", b"/Contents 99 0 R", whole, count=1),
    lambda whole: whole[:9] + b"\0" * 500,
]


@pytest.mark.parametrize("spoil", SPOIL)
def test_a_file_that_has_lost_a_part_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "а.pdf"
    path.write_bytes(spoil(plain(tmp_path)))
    with refused("повреждён"):
        pdf_blocks(path)


def test_a_book_is_refused(tmp_path: Path) -> None:
    with refused("больше 600 страниц"):
        pdf_blocks(pdf(tmp_path / "а.pdf", *[lambda canvas: write(canvas, 50, 50, "а")] * 601))


def test_a_page_tree_that_leads_to_itself_ends(tmp_path: Path) -> None:
    with refused("повреждён"):
        pdf_blocks(made(tmp_path, b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]>>"))


def test_a_reference_that_leads_to_itself_ends(tmp_path: Path) -> None:
    with refused("слишком велик"):
        pdf_blocks(made(tmp_path, b"<</Type/Catalog/Pages 2 0 R>>", b"2 0 R"))


def bomb(filters: bytes, content: bytes) -> bytes:
    return stream(content, b"/Filter%s" % filters)


@pytest.mark.parametrize(
    "content",
    [
        bomb(b"/FlateDecode", zlib.compress(b" " * (40 << 20))),
        bomb(b"[/FlateDecode/FlateDecode]", zlib.compress(zlib.compress(b" " * (40 << 20)))),
        bomb(b"/RunLengthDecode", b"\x81 " * (1 << 20)),
        bomb(b"/LZWDecode", b"\x80\x0b\x60\x50" * (1 << 18)),
        bomb(b"/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>", zlib.compress(b" " * (5 << 20))),
    ],
)
def test_a_bomb_is_refused_before_it_is_unfolded(tmp_path: Path, content: bytes) -> None:
    with refused("слишком велик"):
        pdf_blocks(page(tmp_path, content))


def test_forms_that_draw_forms_are_counted(tmp_path: Path) -> None:
    forms = [
        stream(b"/F Do " * 30, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (n + 6))
        for n in range(8)
    ]
    with refused("слишком велик"):
        pdf_blocks(page(tmp_path, stream(b"/F Do"), *forms, stream(b""), resources=b"/XObject<</F 5 0 R>>"))


@pytest.mark.parametrize(
    "strokes",
    [
        [b"10 0 m 10 800 l S"] * (pdf_drawing.SHAPES + 1),
        [b"%d %d m %d %f l S" % (n % 118 * 5, n // 118 * 13, n % 118 * 5, n // 118 * 13 + 4.5) for n in range(6_200)],
        [b"%f 0 m %f 800 l S 0 %f m 590 %f l S" % (n, n, n, n) for n in range(0, 590, 4)],
    ],
)
def test_a_drawing_of_endless_lines_is_refused(tmp_path: Path, strokes: list[bytes]) -> None:
    with refused("слишком велик"):
        pdf_blocks(page(tmp_path, bomb(b"/FlateDecode", zlib.compress(b" ".join(strokes)))))


FONT = b"/Font<</F 5 0 R>>"
TYPE0 = b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
CID = b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<<>>/FontDescriptor<<>>%s>>"


@pytest.mark.parametrize(
    ("names", "widths", "codes"),
    [
        (b"/ToUnicode 7 0 R", b"", b"beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
        (b"", b"/W[0 2000000000 500]", b""),
    ],
)
def test_a_font_that_names_endless_codes_is_refused(tmp_path: Path, names: bytes, widths: bytes, codes: bytes) -> None:
    text = stream(b"BT /F 9 Tf <00410042> Tj ET")
    with refused("повреждён"):
        pdf_blocks(page(tmp_path, text, TYPE0 % names, CID % widths, stream(codes), resources=FONT))


def test_a_font_within_its_codes_is_read(tmp_path: Path) -> None:
    text = stream(b"BT /F 9 Tf 50 500 Td <00410042> Tj ET")
    codes = stream(b"beginbfrange <0041> <0042> <0410> <0043> <0044> [<0045> <0046>] endbfrange")
    path = page(tmp_path, text, TYPE0 % b"/ToUnicode 7 0 R", CID % b"/W[65[500] 66 66 500.5]", codes, resources=FONT)
    assert pdf_blocks(path) == (Paragraph("АБ"),)


def test_a_text_of_letters_without_a_meaning_is_none(tmp_path: Path) -> None:
    text = stream(b"BT /F 9 Tf 50 500 Td <%s> Tj ET" % (b"0041" * 30))
    with refused("нет текста"):
        pdf_blocks(page(tmp_path, text, TYPE0 % b"", CID % b"", resources=FONT))


def test_a_want_of_memory_is_no_fault_of_the_file(tmp_path: Path) -> None:
    def progress(share: float) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        pdf_blocks(pdf(tmp_path / "а.pdf", table(ROWS)), progress)


def test_pdfminer_says_nothing_and_is_left_as_it_was(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("pdfminer")
    before = log.level
    with refused("нет текста"):
        pdf_blocks(page(tmp_path, stream(b"BT 1 2 Tj (a) 7 8 9 /X gs Q Q ET")))
    assert (caplog.records, log.level) == ([], before)


def test_a_stream_with_a_wrong_checksum_is_unfolded(tmp_path: Path) -> None:
    spoiled = zlib.compress(b"BT ET")[:-4] + b"nope"
    with refused("нет текста"):
        pdf_blocks(page(tmp_path, bomb(b"/FlateDecode", spoiled)))


def test_a_stream_folded_twice_is_unfolded_with_its_predictor(tmp_path: Path) -> None:
    rows = b"".join(b"\0" + row for row in (b"BT E", b"T   "))
    folded = zlib.compress(zlib.compress(rows))
    path = page(tmp_path, bomb(b"[/FlateDecode/FlateDecode]/DecodeParms[null<</Predictor 12/Columns 4>>]", folded))
    with refused("нет текста"):
        pdf_blocks(path)


def test_a_stream_that_breaks_off_is_damage(tmp_path: Path) -> None:
    spoiled = zlib.compress(bytes(range(256)))[:100]
    with refused("повреждён"):
        pdf_blocks(page(tmp_path, bomb(b"/FlateDecode", spoiled)))


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    shares: list[float] = []
    pdf_blocks(pdf(tmp_path / "а.pdf", *[table(ROWS)] * 4), shares.append)
    assert shares == [0.25, 0.5, 0.75, 1.0]
