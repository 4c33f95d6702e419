"""An OOXML file as a set of parts, opened only when it is neither a bomb, nor encrypted, nor full of macros."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import IO, TypeVar

from domain.intake.formats.limits import (
    ENTRIES,
    PACKED_RATIO,
    SMALL_BYTES,
    TREE_BYTES,
    UNPACKED_BYTES,
    damaged,
    too_large,
)
from domain.intake.formats.markup import Element, Malformed, Reader, parsed
from domain.intake.refusal import NotAPassport

BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError,
    Malformed,
)  # fmt: skip
"""What zipfile and its decompressors raise on a damaged archive."""
Read = TypeVar("Read")
CHUNK = 1 << 16
ENCRYPTED = 0x1


def with_macros(name: str) -> NotAPassport:
    return NotAPassport(f"В файле {name} есть макросы: сохраните без макросов, как DOCX или XLSX")


@contextmanager
def opened(path: Path) -> "Iterator[Package]":
    """The package of a file, closed afterwards. Raises NotAPassport."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN:
        raise damaged(path.name) from None
    with archive:
        yield Package(archive, path.name)


class Package:
    """Parts are named as the relationships name them: no leading slash, letter case does not matter."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name, self._zip = name, archive
        self._parts = {_key(info.filename): info for info in archive.infolist()}
        self._guard(archive.infolist())

    def _guard(self, entries: list[zipfile.ZipInfo]) -> None:
        """Look at the central directory before anything is unpacked."""
        unpacked, packed = sum(info.file_size for info in entries), sum(info.compress_size for info in entries)
        is_bomb = unpacked > max(SMALL_BYTES, packed * PACKED_RATIO)
        if is_bomb or unpacked > UNPACKED_BYTES or len(entries) > ENTRIES:
            raise too_large(self.name)
        if any(info.flag_bits & ENCRYPTED for info in entries):
            raise NotAPassport(f"Файл {self.name} закрыт паролем: снимите пароль и сохраните заново")
        if any("vbaproject" in part or part.startswith("xl/macrosheets/") for part in self._parts):
            raise with_macros(self.name)

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._parts

    def chunks(self, part: str) -> Generator[bytes, None, None]:
        """The unpacked bytes of a part, piece by piece."""
        try:
            with self._open(part) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except BROKEN:
            raise damaged(self.name) from None

    def _open(self, part: str) -> IO[bytes]:
        if (info := self._parts.get(_key(part))) is None:
            raise damaged(self.name)
        return self._zip.open(info)

    def start(self, part: str, size: int) -> bytes:
        """The first bytes of a part."""
        with closing(self.chunks(part)) as chunks:
            return next(chunks, b"")[:size]

    def tree(self, part: str) -> Element:
        """The part as a tree with short tags; refused when it is too large to be held."""
        info = self._parts.get(_key(part))
        if info is not None and info.file_size > TREE_BYTES:
            raise too_large(self.name)
        return self._fed(part, parsed)

    def optional_tree(self, part: str | None) -> Element | None:
        return self.tree(part) if part is not None and part in self else None

    def stream(self, part: str, reader: Reader) -> None:
        """Feed a part to a reader of events without holding it."""
        self._fed(part, reader.read)

    def _fed(self, part: str, reading: Callable[[Iterator[bytes]], Read]) -> Read:
        try:
            with closing(self.chunks(part)) as chunks:
                return reading(chunks)
        except Malformed:
            raise damaged(self.name) from None

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part ("" is the package itself): id -> (last word of the type, name of the part).

        External ones are left out: Vekha never follows a link.
        """
        folder, _, last = part.rpartition("/")
        rels = self.optional_tree(join(folder, "_rels", f"{last}.rels"))
        return {} if rels is None else dict(_relations(rels, dirname(part)))

    def main_part(self) -> str:
        """The name of the part that is the document. Raises NotAPassport."""
        for kind, target in self.related("").values():
            if kind == "officeDocument" and target in self:
                return target
        raise damaged(self.name)

    def part_of(self, part: str, kind: str) -> str | None:
        """The part that stands in such a relationship to this one."""
        return next((target for said, target in self.related(part).values() if said == kind), None)


def _relations(rels: Element, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for each in rels:
        target = each.get("Target", "")
        if each.get("TargetMode", "").lower() == "external" or not target:
            continue
        yield each.get("Id", ""), (each.get("Type", "").rpartition("/")[2], _resolved(folder, target))


def _resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
