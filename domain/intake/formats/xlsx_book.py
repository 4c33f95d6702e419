"""A workbook without its sheets: which sheets are seen, the shared texts, the formats of cells."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from domain.intake.formats.limits import Allowance
from domain.intake.formats.markup import Element, Reader, short
from domain.intake.formats.package import Package
from domain.intake.formats.xlsx_formats import BUILT_IN

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Sheet(NamedTuple):
    """A sheet that is not hidden: what stands on its tab, and its part."""

    title: str
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """What cells refer to by number."""

    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


def open_book(package: Package, allowance: Allowance) -> Book:
    main = package.main_part()
    book, links = package.tree(main), package.related(main)
    properties = book.find("workbookPr")
    styles = package.optional_tree(package.part_of(main, "styles"))
    return Book(
        sheets=_sheets(book, links),
        texts=_texts(package, package.part_of(main, "sharedStrings"), allowance),
        formats=_formats(styles) if styles is not None else (),
        from_1904=properties is not None and properties.get("date1904", "0") in {"1", "true"},
    )


def _sheets(book: Element, links: dict[str, tuple[str, str]]) -> tuple[Sheet, ...]:
    seen = [sheet for sheet in book.findall("sheets/sheet") if sheet.get("state", "visible") == "visible"]
    linked = ((sheet.get("name", ""), *links.get(sheet.get("r.id", ""), ("", ""))) for sheet in seen)
    return tuple(Sheet(title, part) for title, kind, part in linked if kind == "worksheet")


def _formats(styles: Element) -> tuple[str, ...]:
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.findall("numFmts/numFmt")}
    known = {**{str(number): code for number, code in BUILT_IN.items()}, **own}
    return tuple(known.get(each.get("numFmtId", ""), "") for each in styles.findall("cellXfs/xf"))


def _texts(package: Package, part: str | None, allowance: Allowance) -> tuple[str, ...]:
    if part is None or part not in package:
        return ()
    reader = _SharedTexts(allowance)
    package.stream(part, Reader(reader))
    return tuple(reader.found)


def unescaped(text: str) -> str:
    """`_x000D_` stands for a character that XML does not allow."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _SharedTexts:
    """Hears the part of shared texts: runs of a text are joined, readings of hieroglyphs left out."""

    def __init__(self, allowance: Allowance) -> None:
        self.found: list[str] = []
        self._allowance = allowance
        self._pieces: list[str] = []
        self._in_text = self._in_reading = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = short(tag)
        self._in_text = name == "t" and not self._in_reading
        if name == "rPh":
            self._in_reading = True
        elif name == "si":
            self._pieces = []

    def data(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = short(tag)
        self._in_text = False
        if name == "rPh":
            self._in_reading = False
        elif name == "si":
            self.found.append(self._allowance.text(unescaped("".join(self._pieces))))
