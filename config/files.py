"""Evidence files, kept under the data folder by their SHA-256; the original name stays in the journal."""

import hashlib
import shutil
from pathlib import Path

from domain.errors import Sentence
from domain.plan import Evidence

LARGEST = 20 * 1024 * 1024


class BadFile(Sentence):
    """A file that cannot be taken as evidence."""


def kept(file: Path, home: Path) -> Evidence:
    """Copy `file` into the store and give it as evidence. Raises BadFile."""
    _refuse(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    place = home / "files" / digest[:2] / digest
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return Evidence(file=file.name, sha256=digest)


def _refuse(file: Path) -> None:
    if not file.is_file():
        raise BadFile(f"Файл {file} не найден; укажите существующий файл")
    if file.stat().st_size > LARGEST:
        raise BadFile(f"Файл {file} больше 20 МБ; сожмите его или приложите ссылку")
