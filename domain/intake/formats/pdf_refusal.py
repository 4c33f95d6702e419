"""Opens a PDF quietly and turns whatever is wrong with it into one sentence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from domain.intake.formats.limits import damaged, too_large
from domain.intake.formats.pdf_drawing import Drawing, TooManyPages
from domain.intake.formats.pdf_guard import Overweight
from domain.intake.refusal import NotAPassport

LOCKED = "Файл {name} закрыт паролем: снимите пароль и сохраните заново"
ENDLESS = "В файле {name} больше {most} страниц: паспорт столько не занимает, проверьте файл"


@contextmanager
def refusing(path: Path, *, most: int) -> Iterator[Drawing]:
    """An opened PDF of not `most` pages at the most; what goes wrong while it is read is NotAPassport."""
    try:
        with path.open("rb") as file, _quiet():
            yield Drawing(file, most=most)
    except (NotAPassport, MemoryError):
        raise
    except Exception as wrong:
        raise _refusal(wrong, path.name, most) from None


def _refusal(wrong: Exception, name: str, most: int) -> NotAPassport:
    match wrong:
        case PDFPasswordIncorrect() | PDFEncryptionError():
            return NotAPassport(LOCKED.format(name=name))
        case TooManyPages():
            return NotAPassport(ENDLESS.format(name=name, most=most))
        case Overweight() | RecursionError():
            return too_large(name)
    return damaged(name)


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer logs every oddity that it meets."""
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)
