"""XML as parts of OOXML have it: short tags ("w.p") in both editions of the standard, and no document types."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol
from xml.etree import ElementTree

Element = ElementTree.Element

LONGEST_NUMBER = 8
"""Digits of a number that counts anything in a document."""
NO_MEMORY = 1
"""Expat's own code for it."""

# fmt: off
PREFIXES = (
    ("/wordprocessingml/main",          "w."),
    ("/wordprocessingml/2006/main",     "w."),
    ("/spreadsheetml/main",             ""),
    ("/spreadsheetml/2006/main",        ""),
    ("/markup-compatibility/2006",      "mc."),
    ("/officeDocument/2006/math",       "m."),
    ("/officeDocument/math",            "m."),
    ("/officeDocument/2006/relationships", "r."),
    ("/officeDocument/relationships",   "r."),
    ("/package/2006/relationships",     ""),
    ("/package/2006/content-types",     ""),
    ("/wordprocessingShape",            "wps."),
    ("urn:schemas-microsoft-com:vml",   "v."),
    ("/XML/1998/namespace",             "xml."),
)
# fmt: on


class Malformed(Exception):
    """XML that is broken, or that declares a document type: OOXML allows none, and entity bombs need one."""


class Target(Protocol):
    """What hears the events of a parser."""

    def start(self, tag: str, attributes: dict[str, str], /) -> object: ...
    def end(self, tag: str, /) -> object: ...
    def data(self, text: str, /) -> object: ...


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """`{http://…/wordprocessingml/2006/main}p` -> `w.p`; a namespace that nobody reads becomes `?.`."""
    if not tag.startswith("{"):
        return tag
    address, _, name = tag[1:].rpartition("}")
    return next((prefix for ending, prefix in PREFIXES if address.endswith(ending)), "?.") + name


class Reader:
    """Feeds bytes to a target as events with full tags."""

    def __init__(self, target: Target) -> None:
        self._target = _Guarded(target)

    def read(self, chunks: Iterable[bytes]) -> None:
        parser = ElementTree.XMLParser(target=self._target)  # noqa: S314 - document types are refused
        try:
            for chunk in chunks:
                parser.feed(chunk)
            parser.close()
        except ElementTree.ParseError as broken:
            raise (MemoryError if broken.code == NO_MEMORY else Malformed) from broken
        except (LookupError, ValueError) as broken:
            raise Malformed from broken


class _Guarded:
    """A target that refuses document types."""

    def __init__(self, target: Target) -> None:
        self.start, self.end, self.data = target.start, target.end, target.data

    def doctype(self, *_: str | None) -> None:
        raise Malformed

    def close(self) -> None:
        """The parser asks for it."""


def parsed(chunks: Iterable[bytes]) -> Element:
    """A tree whose tags and attributes are short. Raises Malformed."""
    builder = ElementTree.TreeBuilder()
    Reader(builder).read(chunks)
    try:
        root: Element = builder.close()
    except AssertionError as unfinished:
        raise Malformed from unfinished
    for element in root.iter():
        element.tag = short(element.tag)
        if element.attrib:
            element.attrib = {short(name): value for name, value in element.attrib.items()}
    return root


def is_on(element: Element | None) -> bool:
    """A switch of WordprocessingML: there, and not said to be off."""
    return element is not None and element.get("w.val", "1").lower() not in {"0", "false", "off"}


def whole(written: str | None, otherwise: int) -> int:
    """A small whole number of an attribute."""
    return int(written) if written and written.isdecimal() and len(written) <= LONGEST_NUMBER else otherwise
