"""Tells which OOXML document a package is; what is none is refused with a way out."""

from pathlib import Path
from typing import Protocol

from domain.intake.blocks import Block
from domain.intake.formats import docx_file, xlsx_file
from domain.intake.formats.markup import Element
from domain.intake.formats.package import Package, opened, with_macros
from domain.intake.refusal import NotAPassport


class Reading(Protocol):
    def __call__(self, package: Package, *, ruled: bool) -> tuple[Block, ...]: ...


# fmt: off
CONTENT: tuple[tuple[str, Reading | str], ...] = (
    ("wordprocessingml.document.main", docx_file.package_blocks),
    ("wordprocessingml.template.main", docx_file.package_blocks),
    ("spreadsheetml.sheet.main",       xlsx_file.package_blocks),
    ("spreadsheetml.template.main",    xlsx_file.package_blocks),
    ("sheet.binary",                   "Файл {} в двоичном формате XLSB: откройте его и сохраните как XLSX"),
    ("presentationml",                 "Файл {} - презентация: укажите паспорт в DOCX, XLSX, PDF или тексте"),
)
# fmt: on
TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def ooxml_blocks(path: Path, *, ruled: bool = True) -> tuple[Block, ...]:
    """The blocks of a DOCX or an XLSX, whatever its suffix; not `ruled`: its lines as they are. Raises NotAPassport."""
    with opened(path) as package:
        return _reading(package)(package, ruled=ruled)


def _reading(package: Package) -> Reading:
    if TYPES not in package:
        raise _stranger(package)
    types = package.tree(TYPES)
    if any("macroenabled" in each.get("ContentType", "").lower() for each in types):
        raise with_macros(package.name)
    said = _type_of(package.main_part().lower(), types)
    found = next((reading for mark, reading in CONTENT if mark in said), None)
    if found is None:
        raise _stranger(package)
    if isinstance(found, str):
        raise NotAPassport(found.format(package.name))
    return found


def _type_of(part: str, types: Element) -> str:
    """The content type of a part: its own, or that of its suffix."""
    own = {each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "") for each in types}
    by_suffix = {each.get("Extension", "").lower(): each.get("ContentType", "") for each in types}
    return (own.get(part) or by_suffix.get(part.rpartition(".")[2], "")).lower()


def _stranger(package: Package) -> NotAPassport:
    if MIMETYPE in package and package.start(MIMETYPE, 80).startswith(OPEN_DOCUMENT):
        return NotAPassport(f"Файл {package.name} в формате OpenDocument: откройте его и сохраните как DOCX или XLSX")
    return NotAPassport(f"Файл {package.name} - архив, но не DOCX и не XLSX: распакуйте его и укажите сам паспорт")
