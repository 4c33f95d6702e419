"""What a person reads in a paragraph of a DOCX: insertions, not deletions, results of fields, nothing hidden."""

import re
from collections.abc import Iterator

from domain.intake.formats.docx_styles import Styles, value
from domain.intake.formats.markup import Element, is_on

SIGNS = {"w.tab": "\t", "w.ptab": "\t", "w.br": "\n", "w.cr": "\n", "w.noBreakHyphen": "-"}
SKIPPED = frozenset({
    "w.pPr", "w.rPr", "w.sdtPr", "w.sdtEndPr", "w.tcPr", "w.trPr", "w.tblPr", "w.tblGrid", "w.del", "w.moveFrom",
    "w.delText", "w.instrText", "w.delInstrText", "w.rt", "w.txbxContent", "w.fldChar", "mc.Fallback",
})  # fmt: skip
WRAPPERS = frozenset({
    "w.sdt", "w.sdtContent", "w.customXml", "w.ins", "w.moveTo", "w.smartTag", "mc.AlternateContent", "mc.Choice",
    "w.dir", "w.bdo",
})  # fmt: skip
"""What may stand around paragraphs, rows and cells without changing them."""
_RAISED = 0xE1F0
"""Raised digits are kept apart here until it is seen what they stand after."""
_RAISED_DIGITS = str.maketrans({str(digit): chr(_RAISED + digit) for digit in range(10)})
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def unwrapped(container: Element) -> Iterator[Element]:
    """Children of a body, a table, a row or a cell, looking through what only wraps them."""
    for child in container:
        if _is_placeholder(child):
            continue
        if child.tag in WRAPPERS:
            yield from unwrapped(alternative(child))
        else:
            yield child


def alternative(element: Element) -> Element:
    """Of several ways to show the same thing the first that there is."""
    if element.tag != "mc.AlternateContent":
        return element
    choice = element.find("mc.Choice")
    if choice is None:
        choice = element.find("mc.Fallback")
    return choice if choice is not None else Element("mc.Choice")


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes anchored here, each once, not those inside one another."""
    for child in element:
        if child.tag == "w.txbxContent":
            yield child
        elif child.tag not in {"w.del", "w.moveFrom"}:
            yield from text_boxes(alternative(child))


def paragraph_text(paragraph: Element, styles: Styles) -> str:
    """The text with its blanks as they are, as if everything hidden were not there; a page's end is a form feed."""
    if styles.is_hidden(value(paragraph, "w.pPr/w.pStyle")):
        return ""
    return _settled("".join(_pieces(paragraph, styles)))


def _pieces(element: Element, styles: Styles) -> Iterator[str]:
    for child in element:
        if child.tag == "w.r":
            yield from _run(child, styles)
        elif (sign := _sign(child)) is not None:
            yield sign
        elif not (child.tag in SKIPPED or _is_placeholder(child)):
            yield from _pieces(alternative(child), styles)


def _sign(element: Element) -> str | None:
    """The characters that an element stands for."""
    if element.tag in {"w.t", "m.t"}:
        return element.text or ""
    return "\f" if element.tag == "w.br" and element.get("w.type") == "page" else SIGNS.get(element.tag)


def _run(run: Element, styles: Styles) -> Iterator[str]:
    looks = run.find("w.rPr")
    if looks is None:
        return _pieces(run, styles)
    if is_on(looks.find("w.vanish")) or styles.is_hidden(value(looks, "w.rStyle")):
        return iter(())
    if value(looks, "w.vertAlign") == "superscript":
        return (piece.translate(_RAISED_DIGITS) for piece in _pieces(run, styles))
    return _pieces(run, styles)


def _settled(text: str) -> str:
    """A raised digit after a digit is a footnote's mark or a power: never another digit of the number."""
    after_digit = re.compile(rf"(?<=\d)[{chr(_RAISED)}-{chr(_RAISED + 9)}]+")
    text = after_digit.sub(lambda mark: "".join(_SUPERSCRIPTS[ord(each) - _RAISED] for each in mark[0]), text)
    return text.translate({_RAISED + digit: str(digit) for digit in range(10)})


def _is_placeholder(control: Element) -> bool:
    """A content control that nobody has filled in shows a hint."""
    return control.tag == "w.sdt" and is_on(control.find("w.sdtPr/w.showingPlcHdr"))
