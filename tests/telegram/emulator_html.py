"""Telegram's HTML as its server reads it: the plain text, the entities, and the wording of every mistake."""

import re
from dataclasses import dataclass, field

from tests.telegram.emulator_errors import Json, Refusal, bad_request

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PIECE = re.compile(r"<|&(?:(?P<named>lt|gt|amp|quot)|#(?P<ten>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6}));?|&|[^<&]+")
_NAME = re.compile(r"<([^\s>]*)(?=[\s>])")
_START = re.compile(r"""<(?P<name>[^\s>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_END = re.compile(r"</(?P<name>[^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"""\s+(?P<name>[\w-]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?""")


def utf16(text: str) -> int:
    """Telegram's length of a text: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    name: str
    at: int
    attributes: dict[str, str]


@dataclass
class _Reading:
    html: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)

    def whole(self) -> tuple[str, list[Json]]:
        at = 0
        while piece := _PIECE.match(self.html, at):
            at = self.tag(at) if piece[0] == "<" else self.words(piece)
        if self.opened:
            raise _mistake(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].name}"')
        return self.text, sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def words(self, piece: re.Match[str]) -> int:
        number = int(piece["ten"] or 0) or int(piece["hex"] or "0", 16)
        if piece["named"]:
            self.text += _NAMED[piece["named"]]
        else:
            self.text += chr(number) if 0 < number < 0x110000 else piece[0]
        return piece.end()

    def tag(self, at: int) -> int:
        return self.closing(at) if self.html.startswith("</", at) else self.opening(at)

    def opening(self, at: int) -> int:
        named = _NAME.match(self.html, at)
        if named is None:
            raise _mistake(f"Unclosed start tag at byte offset {self.byte(at)}")
        name = named[1].lower()
        if name not in _KINDS:
            raise _mistake(f'Unsupported start tag "{name}" at byte offset {self.byte(at)}')
        tag = _START.match(self.html, at)
        if tag is None:
            raise _mistake(f'Unclosed start tag "{name}" at byte offset {self.byte(at)}')
        self.opened.append(_Open(name, utf16(self.text), self.attributes(name, tag["rest"], at)))
        return tag.end()

    def attributes(self, name: str, rest: str, at: int) -> dict[str, str]:
        found = list(_ATTRIBUTE.finditer(rest))
        if "".join(each[0] for each in found) != rest.rstrip():
            raise _mistake(f'Empty attribute name in the tag "{name}" at byte offset {self.byte(at)}')
        read = {each["name"].lower(): (each["value"] or "").strip("\"'") for each in found}
        if name == "span" and read.get("class") != "tg-spoiler":
            raise _mistake(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(at)}')
        return read

    def closing(self, at: int) -> int:
        if not self.opened:
            raise _mistake(f"Unexpected end tag at byte offset {self.byte(at)}")
        tag = _END.match(self.html, at)
        if tag is None:
            raise _mistake(f"Unclosed end tag at byte offset {self.byte(at)}")
        start = self.opened.pop()
        if tag["name"].lower() not in ("", start.name):
            found = f'expected "</{start.name}>", found "</{tag["name"]}>"'
            raise _mistake(f"Unmatched end tag at byte offset {self.byte(at)}, {found}")
        self.entities += _entity(start, utf16(self.text) - start.at)
        return tag.end()

    def byte(self, at: int) -> int:
        return len(self.html[:at].encode())


def _mistake(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def _entity(start: _Open, length: int) -> list[Json]:
    found: Json = {"type": _KINDS[start.name], "offset": start.at, "length": length}
    if start.name == "a":
        found["url"] = start.attributes.get("href", "")
    if start.name == "blockquote" and "expandable" in start.attributes:
        found["type"] = "expandable_blockquote"
    if start.name == "tg-emoji":
        found["custom_emoji_id"] = start.attributes.get("emoji-id", "")
    return [found] if length and found.get("url", "-") else []


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shift, left = utf16(text) - utf16(text.lstrip()), text.strip()
    end = utf16(left)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - shift, 0)
        last = min(entity["offset"] + entity["length"] - shift, end)
        kept += [entity | {"offset": first, "length": last - first}] if last > first else []
    return left, kept


def read_html(html: str) -> tuple[str, list[Json]]:
    """The text a reader sees and its MessageEntity objects (offsets in UTF-16 units); refuses with 400."""
    return _trimmed(*_Reading(html).whole())


def read_plain(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """A text without a parse mode, trimmed as Telegram trims it."""
    return _trimmed(text, entities)
