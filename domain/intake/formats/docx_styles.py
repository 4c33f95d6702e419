"""What styles of a DOCX add to its paragraphs: hidden text and numbers of lists."""

from dataclasses import dataclass, field
from typing import NamedTuple

from domain.intake.formats.markup import Element, is_on


class Numbered(NamedTuple):
    """Which list a paragraph belongs to, and how deep in it; None where it is not said."""

    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    hidden: bool = False
    numbered: Numbered = field(default_factory=Numbered)
    parent: str | None = None


def value(element: Element | None, path: str) -> str | None:
    """`w.val` of a property, None when there is none."""
    found = element.find(path) if element is not None else None
    return found.get("w.val") if found is not None else None


def numbered(properties: Element | None) -> Numbered:
    """The list that `w.pPr` puts a paragraph into."""
    level = value(properties, "w.numPr/w.ilvl")
    return Numbered(value(properties, "w.numPr/w.numId"), int(level) if level and level.isdecimal() else None)


class Styles:
    """Styles by their ids, with what they take from the styles that they are based on."""

    def __init__(self, part: Element | None) -> None:
        found = part.findall("w.style") if part is not None else []
        self._styles = {style.get("w.styleId", ""): _style(style) for style in found}
        self._default = next((style.get("w.styleId") for style in found if _is_default(style)), None)

    def is_hidden(self, style: str | None) -> bool:
        return any(each.hidden for each in self._chain(style))

    def numbered(self, style: str | None) -> Numbered:
        chain = [each.numbered for each in self._chain(style or self._default)]
        list_id = next((each.list_id for each in chain if each.list_id is not None), None)
        return Numbered(list_id, next((each.level for each in chain if each.level is not None), None))

    def _chain(self, style: str | None) -> list[_Style]:
        """The style and those it is based on; a circle is cut."""
        seen: dict[str, _Style] = {}
        while style is not None and style not in seen and style in self._styles:
            seen[style] = self._styles[style]
            style = seen[style].parent
        return list(seen.values())


def _style(style: Element) -> _Style:
    return _Style(is_on(style.find("w.rPr/w.vanish")), numbered(style.find("w.pPr")), value(style, "w.basedOn"))


def _is_default(style: Element) -> bool:
    return style.get("w.type") == "paragraph" and style.get("w.default") in {"1", "true", "on"}
