"""Reads a passport from a file, or says in one sentence why it is none."""

from pathlib import Path

from domain.intake.assembly.passport import assemble
from domain.intake.examination.whole import examine
from domain.intake.outcome import Intake
from domain.intake.refusal import NotAPassport
from domain.intake.tables import PLAN
from domain.intake.text.flow import read_text
from domain.intake.text.layout import PASSPORT
from domain.intake.yaml.format import parse

LIMIT = 50 * 1024 * 1024
ENCODINGS = ("utf-8", "cp1251")
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1c\x1d\x1e\x1f\x1a")


def read(path: Path) -> Intake:
    """Read a passport as text or as Vekha's YAML and examine it."""
    text = _text(path)
    if path.suffix.lower() in YAML_SUFFIXES:
        passport = parse(text, name=path.name)
        return Intake(passport, examine(passport))
    return from_text(text, code=path.stem, name=path.name)


def from_text(text: str, *, code: str, name: str = "документ") -> Intake:
    """Read a passport out of plain text as ConsultantPlus and PDF converters give it."""
    document = read_text(text, PASSPORT)
    if PLAN not in document.tables:
        raise NotAPassport(
            f"В файле {name} нет плана мероприятий: таблицы с графой «Уровень контроля»; проверьте, тот ли это файл"
        )
    passport, illegible = assemble(document, code=code)
    return Intake(passport, examine(passport, illegible), illegible)


def _text(path: Path) -> str:
    content = _content(path)
    if not content.strip():
        raise NotAPassport(f"Файл {path.name} пуст: укажите файл с текстом паспорта")
    if not CONTROL.isdisjoint(content):
        raise NotAPassport(f"Файл {path.name} не текстовый: сохраните паспорт как текст (.txt) или YAML")
    return _decoded(content, path.name)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NotAPassport(f"{path.name} - папка, а не файл: укажите файл с паспортом")
        if path.stat().st_size > LIMIT:
            raise NotAPassport(f"Файл {path.name} больше 50 МБ: паспорт столько не занимает, проверьте файл")
        return path.read_bytes()
    except FileNotFoundError:
        raise NotAPassport(f"Файла {path} нет: проверьте имя и папку") from None
    except (OSError, ValueError) as refusal:
        reason = getattr(refusal, "strerror", None) or refusal
        raise NotAPassport(f"Файл {path.name} не открывается ({reason}): проверьте имя и права на чтение") from None


def _decoded(content: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAPassport(f"Кодировка файла {name} не распознана: сохраните его в UTF-8")
