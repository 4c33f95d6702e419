"""Evidence files, kept by their SHA-256 wherever fsspec reaches; the original name stays in the journal.

Nothing here is ever executed, and a name is never a path: it is shown to people only.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from domain.errors import Sentence
from domain.plan import Evidence

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 120
"""Letters; in UTF-8 that fits into any file system's 255 bytes."""
# fmt: off
ALLOWED = frozenset({
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv",
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".webp", ".sig", ".p7s", ".zip",
})
# fmt: on
"""Documents without macros, pictures, signatures, and ZIP since a report has one file; nothing that would start."""
EXECUTABLE = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\x00asm")
"""How programs begin, whatever their name says."""


class BadFile(Sentence):
    """A file that cannot be taken as evidence, or given back."""


@dataclass(frozen=True)
class Files:
    """The store at an fsspec address: `file:///var/lib/vekha/files`, `s3://bucket/folder`, `memory://files`."""

    address: str

    def keep(self, name: str, content: bytes) -> Evidence:
        """Keep the content once and give it as evidence under its own name. Raises BadFile."""
        called = plain(name)
        _refuse(called, content)
        digest = hashlib.sha256(content).hexdigest()
        with self._place(digest) as (system, place):
            if not (system.exists(place) and system.size(place) == len(content)):
                _put(system, place, content)
        return Evidence(file=called, sha256=digest)

    def content(self, digest: str) -> bytes:
        """What was kept; who may see it is the caller's question. Raises BadFile: it is gone, or no longer the same."""
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise BadFile("К отчёту не приложен файл")
        with self._place(digest) as (system, place):
            content = bytes(system.cat_file(place))
        if hashlib.sha256(content).hexdigest() != digest:
            raise BadFile("Файл в хранилище повреждён; сообщите администратору")
        return content

    @contextmanager
    def _place(self, digest: str) -> Iterator[tuple[Any, str]]:
        """The file system and the path in it. Errors are told without the address: it may hold a key."""
        from fsspec.core import url_to_fs

        try:
            system, root = url_to_fs(self.address)
            yield system, f"{root.rstrip('/')}/{digest[:2]}/{digest}"
        except FileNotFoundError:
            raise BadFile("Файла в хранилище нет; сообщите администратору") from None
        except (OSError, ImportError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise BadFile(f"Хранилище файлов недоступно ({reason}); сообщите администратору") from error


def kept(file: Path, files: Files) -> Evidence:
    """Copy a file of this machine into the store and give it as evidence. Raises BadFile."""
    if not file.is_file():
        raise BadFile(f"Файл {file} не найден; укажите существующий файл")
    _refuse_large(file.name, file.stat().st_size)
    return files.keep(file.name, file.read_bytes())


def beside(home: Path) -> Files:
    """The store of a data folder. Not `as_uri()`: fsspec takes its `%D0` for a folder's own name."""
    return Files(f"file://{home.absolute() / 'files'}")


def plain(name: str) -> str:
    """The name without folders, invisible letters and what a disk cannot take; short enough for any screen."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = re.sub(r'[<>:"|?*]', "_", "".join(filter(str.isprintable, last))).strip(" .") or "файл"
    path = PurePosixPath(clean)
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix if len(clean) > LONGEST_NAME else clean


def _refuse(name: str, content: bytes) -> None:
    if PurePosixPath(name).suffix.lower() not in ALLOWED:
        raise BadFile(
            f"Файл «{name[:LONGEST_NAME]}» такого вида не принимается; приложите документ или снимок: PDF, DOCX, JPG"
        )
    if not content:
        raise BadFile(f"Файл «{name}» пуст; приложите другой")
    if content.startswith(EXECUTABLE):
        raise BadFile(f"Файл «{name}» — программа, а не документ; приложите сам документ")
    _refuse_large(name, len(content))


def _refuse_large(name: str, size: int) -> None:
    if size > LARGEST:
        raise BadFile(f"Файл {name} больше 20 МБ; сожмите его или приложите ссылку")


def _put(system: Any, place: str, content: bytes) -> None:
    """Whole or not at all: a crash in the middle leaves only a file of another name."""
    system.makedirs(place.rpartition("/")[0], exist_ok=True)
    unfinished = f"{place}.{uuid4().hex}"
    system.pipe_file(unfinished, content)
    system.mv(unfinished, place)
