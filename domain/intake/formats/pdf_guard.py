"""Bounds on what a PDF may make its reader do: what it unfolds to, how much it draws, how often it asks for objects."""

import re
import zlib
from dataclasses import dataclass
from typing import Any, cast

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    PDFStream,
    resolve1,
)

MEGABYTE = 1024 * 1024
STREAM = 32 * MEGABYTE
"""What one stream may unfold to: a large embedded font is 20 MB."""

SLOW_STREAM = MEGABYTE // 2
PREDICTED = 4 * MEGABYTE
"""Filters and predictors that pdfminer computes byte by byte in Python get less."""

UNFOLDED = 160 * MEGABYTE
DRAWN = 32 * MEGABYTE
ASKED = 1_000_000
CODES = 0x10FFFF

HEX_RANGE = re.compile(rb"<([\da-fA-F\s]*)>\s*<([\da-fA-F\s]*)>\s*(?:<[^>]*>|\S+)")


class Overweight(Exception):
    """The file asks for more than any passport needs."""


class Damaged(Exception):
    """A part of the file is missing or spoiled: reading on would lose text silently."""


@dataclass
class Budget:
    """What is left of the work that one document may cause."""

    unfolded: int = UNFOLDED
    drawn: int = DRAWN
    asked: int = ASKED

    def unfold(self, size: int) -> None:
        self.unfolded -= size
        _refuse_below_zero(self.unfolded)

    def draw(self, size: int) -> None:
        self.drawn -= size
        _refuse_below_zero(self.drawn)

    def ask(self) -> None:
        self.asked -= 1
        _refuse_below_zero(self.asked)


def _refuse_below_zero(rest: int) -> None:
    if rest < 0:
        raise Overweight


class Stream(PDFStream):
    """A stream that is unfolded filter by filter, each within its bound."""

    budget: Budget

    def decode(self) -> None:
        data = self._deciphered()
        for name, params in self.get_filters():
            data = _unfolded(data, name, resolve1(params))
            self.budget.unfold(len(data))
        self.data = data

    def forget(self) -> None:
        """Let go of what the stream unfolded to: pdfminer keeps every object that it has read."""
        self.data = None

    def _deciphered(self) -> bytes:
        data = self.rawdata or b""
        if self.decipher is None or self.objid is None or self.genno is None:
            return data
        return self.decipher(self.objid, self.genno, data, self.attrs)


def _unfolded(data: bytes, name: object, params: object) -> bytes:
    if name in LITERALS_FLATE_DECODE:
        data = _inflated(data)
        if not params:
            return data
        if len(data) > PREDICTED:
            raise Overweight
        data = zlib.compress(data, 1)
    elif len(data) > (STREAM if name in _CHEAP else SLOW_STREAM):
        raise Overweight
    return PDFStream({"Filter": name, "DecodeParms": params or {}}, data).get_data()


_CHEAP = (*LITERALS_ASCII85_DECODE, *LITERALS_ASCIIHEX_DECODE)


def _inflated(data: bytes) -> bytes:
    """Inflate without the checksum: pdfminer would go over a stream with a wrong one byte by byte."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    content = inflating.decompress(data.lstrip(b"\r\n")[2:], STREAM)
    if inflating.unconsumed_tail and not inflating.eof:
        raise Overweight
    if not inflating.eof:
        raise Damaged
    return content


class Parser(PDFParser):
    """Gives bounded streams instead of pdfminer's own."""

    def __init__(self, file: Any, budget: Budget) -> None:
        self._budget = budget
        super().__init__(file)

    def push(self, *objects: tuple[int, Any]) -> None:
        super().push(*((place, self._bounded(item)) for place, item in objects))

    def _bounded(self, item: Any) -> Any:
        if type(item) is not PDFStream:
            return item
        stream = Stream(item.attrs, item.rawdata or b"", item.decipher)
        stream.budget = self._budget
        return stream


class Guarded(PDFDocument):
    """A document whose references may lead in a circle, but not for ever."""

    def __init__(self, parser: Parser, budget: Budget) -> None:
        self._budget = budget
        super().__init__(parser, password="")

    def getobj(self, objid: int) -> object:
        self._budget.ask()
        return super().getobj(objid)


class Fonts(PDFResourceManager):
    """Refuses fonts whose tables name more codes than there are: pdfminer would write every one of them out."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        for name in ("W", "W2"):
            _check_widths(resolve1(spec.get(name)))
        for name in ("ToUnicode", "Encoding"):
            _check_codes(resolve1(spec.get(name)))
        return super().get_font(objid, spec)


def _check_widths(widths: object) -> None:
    if not isinstance(widths, list):
        return
    for number in map(resolve1, widths):
        if isinstance(number, (int, float)) and number > CODES:
            raise Damaged


def _check_codes(stream: object) -> None:
    if not isinstance(stream, PDFStream):
        return
    for section in re.findall(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", stream.get_data(), re.DOTALL):
        plain = re.sub(rb"\[[^\]]*\]", b"0", section)
        for first, last in cast(list[tuple[bytes, bytes]], HEX_RANGE.findall(plain)):
            if _number(last) - _number(first) > CODES:
                raise Damaged


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)
