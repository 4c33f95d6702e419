"""What a file is by its first bytes: a suffix may lie, the content does not."""

from enum import StrEnum

from domain.intake.refusal import NotAPassport

HEAD_BYTES = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_ZIP = b"PK\x05\x06"
ZIP = (b"PK\x03\x04", EMPTY_ZIP, b"PK\x07\x08")


class Kind(StrEnum):
    """How a file is to be read."""

    OFFICE = "office"
    PDF = "pdf"
    TEXT = "text"


# fmt: off
MARKED = (
    ("<html",             "веб-страница"),
    ("<!doctype html",    "веб-страница"),
    ("mime-version:",     "веб-страница"),
    ("w:worddocument",    "документ Word 2003"),
    ("excel.sheet",       "книга Excel 2003"),
    ("pkg:package",       "документ Word в виде XML"),
    ("office:document",   "документ OpenDocument"),
)
STREAMS = (
    ("EncryptedPackage",  "Файл {} закрыт паролем: снимите пароль и сохраните заново"),
    ("WordDocument",      "Файл {} в старом формате Word (.doc): откройте его и сохраните как DOCX"),
    ("Workbook",          "Файл {} в старом формате Excel (.xls): откройте его и сохраните как XLSX"),
    ("Book",              "Файл {} в старом формате Excel (.xls): откройте его и сохраните как XLSX"),
)
# fmt: on


def kind_of(content: bytes, name: str) -> Kind:
    """Tell the kind of a file; a format that Vekha does not read is refused with a way out."""
    head = content[:HEAD_BYTES]
    if head.startswith(OLE):
        raise _old(content, name)
    if head.startswith(ZIP):
        return Kind.OFFICE
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    _refuse_marked(head, name)
    return Kind.TEXT


def _refuse_marked(head: bytes, name: str) -> None:
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf"):
        raise NotAPassport(f"Файл {name} в формате RTF: откройте его и сохраните как DOCX")
    begins = head.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \r\n").lower()
    if not begins.startswith(("<", "mime-version:")):
        return
    if what := next((what for mark, what in MARKED if mark in begins), None):
        raise NotAPassport(f"Файл {name} - {what}: откройте его и сохраните как DOCX или XLSX")


def _old(content: bytes, name: str) -> NotAPassport:
    """Streams of an OLE container are named in UTF-16; any other container is a stranger."""
    for stream, sentence in STREAMS:
        if stream.encode("utf-16-le") in content:
            return NotAPassport(sentence.format(name))
    return NotAPassport(f"Файл {name} в старом формате Office: откройте его и сохраните как DOCX или XLSX")
