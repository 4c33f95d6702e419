"""Reads a passport from a file, or says in one sentence why it is none."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Protocol

from domain.intake.assembly.passport import assemble
from domain.intake.blocks import Block, Paragraph
from domain.intake.examination.whole import examine
from domain.intake.formats.apart import blocks_apart
from domain.intake.formats.limits import CHARACTERS, FILE_BYTES, too_large
from domain.intake.formats.opening import Progress
from domain.intake.formats.signature import Kind, kind_of
from domain.intake.outcome import Intake
from domain.intake.recognition.document import recognized
from domain.intake.refusal import NotAPassport
from domain.intake.tables import PLAN, Document
from domain.intake.text.celled import celled_blocks
from domain.intake.text.flow import read_text
from domain.intake.text.layout import PASSPORT
from domain.intake.text.ruled import ruled_blocks
from domain.intake.yaml.format import parse

LIMIT = FILE_BYTES
MARKED = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ENCODINGS = ("utf-8", "cp1251")
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
CONTROL = dict.fromkeys(set(range(32)) - set(b"\t\n\v\f\r\x1c\x1d\x1e\x1f\x1a"))


class BlocksOf(Protocol):
    """Reads a ruled format; not `ruled`: a paragraph for each line of it as it is."""

    def __call__(self, path: Path, progress: Progress | None, /, *, ruled: bool = True) -> tuple[Block, ...]: ...


def read(path: Path, progress: Progress | None = None, *, blocks_of: BlocksOf = blocks_apart) -> Intake:
    """Read a passport in any format, told by its content, and examine it; `progress` hears 0..1 of a long reading.

    `blocks_of` reads ruled formats: in a process apart, if nothing else is wanted.
    """
    content = _content(path)
    if kind_of(content, path.name) is not Kind.TEXT:
        document = _ruled_or_plain(partial(blocks_of, path, progress))
        return _examined(document, code=path.stem, name=path.name)
    text = _text(content, path.name)
    if path.suffix.lower() in YAML_SUFFIXES:
        passport = parse(text, name=path.name)
        return Intake(passport, examine(passport))
    return from_text(text, code=path.stem, name=path.name)


def from_text(text: str, *, code: str, name: str = "документ") -> Intake:
    """Read a passport out of plain text: with drawn or aligned tables, or as ConsultantPlus and converters give it."""
    return _examined(_document(text), code=code, name=name)


def _ruled_or_plain(blocks_of: Callable[..., tuple[Block, ...]]) -> Document:
    """Where no table is a plan, the plan may stand in plain lines."""
    document = recognized(blocks_of())
    if PLAN in document.tables:
        return document
    return _document("\n".join(block.text for block in blocks_of(ruled=False) if isinstance(block, Paragraph)))


def _document(text: str) -> Document:
    for blocks in filter(None, (blocks_of(text) for blocks_of in (ruled_blocks, celled_blocks))):
        document = recognized(blocks)
        if PLAN in document.tables:
            return document
    return read_text(text, PASSPORT)


def _examined(document: Document, *, code: str, name: str) -> Intake:
    if PLAN not in document.tables:
        raise NotAPassport(
            f"В файле {name} нет плана мероприятий: таблицы с графой «Уровень контроля»; проверьте, тот ли это файл"
        )
    passport, illegible = assemble(document, code=code)
    return Intake(passport, examine(passport, illegible), illegible)


def _content(path: Path) -> bytes:
    try:
        content = _taken(path)
    except FileNotFoundError:
        raise NotAPassport(f"Файла {path} нет: проверьте имя и папку") from None
    except (OSError, ValueError) as refusal:
        reason = getattr(refusal, "strerror", None) or refusal
        raise NotAPassport(f"Файл {path.name} не открывается ({reason}): проверьте имя и права на чтение") from None
    if not content.strip():
        raise NotAPassport(f"Файл {path.name} пуст: укажите файл с текстом паспорта")
    return content


def _taken(path: Path) -> bytes:
    """The bytes of a file of a sane size; a device or a pipe may never end."""
    about = path.stat()
    if S_ISDIR(about.st_mode):
        raise NotAPassport(f"{path.name} - папка, а не файл: укажите файл с паспортом")
    if not S_ISREG(about.st_mode):
        raise NotAPassport(f"{path.name} - не файл, а устройство: укажите файл с паспортом")
    if about.st_size > LIMIT:
        raise NotAPassport(f"Файл {path.name} больше 50 МБ: паспорт столько не занимает, проверьте файл")
    return path.read_bytes()


def _text(content: bytes, name: str) -> str:
    text = _decoded(content, name)
    if text != text.translate(CONTROL):
        raise _not_text(name)
    if len(text) > CHARACTERS:
        raise too_large(name)
    return text


def _not_text(name: str) -> NotAPassport:
    return NotAPassport(f"Файл {name} не текстовый: сохраните паспорт как текст (.txt) или YAML")


def _decoded(content: bytes, name: str) -> str:
    marked = [encoding for mark, encoding in MARKED if content.startswith(mark)]
    for encoding in marked or ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not marked and not CONTROL.keys().isdisjoint(content):
        raise _not_text(name)
    raise NotAPassport(f"Кодировка файла {name} не распознана: сохраните его в UTF-8")
