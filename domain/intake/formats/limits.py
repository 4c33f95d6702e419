"""How much a file may ask for before it is refused: no passport comes near any of these."""

from domain.intake.refusal import NotAPassport

FILE_BYTES = 50 * 1024 * 1024
ENTRIES = 5_000
UNPACKED_BYTES = 400 * 1024 * 1024
PACKED_RATIO = 200
SMALL_BYTES = 16 * 1024 * 1024
"""Up to this size an archive may be packed as tightly as it likes."""
TREE_BYTES = 48 * 1024 * 1024
"""A part that is held in memory whole; sheets of a workbook are streamed instead."""
PLACES = 200_000
COLUMNS = 1_000
CHARACTERS = 3_000_000
"""The real passport has 90,000; this much is read in half a minute."""
MEMORY_BYTES = 450 * 1024 * 1024
SECONDS = 30.0


def too_large(name: str) -> NotAPassport:
    return NotAPassport(
        f"Файл {name} слишком велик или сложен для паспорта: оставьте в нём только паспорт и сохраните заново"
    )


def damaged(name: str) -> NotAPassport:
    return NotAPassport(f"Файл {name} повреждён и не читается: откройте его в редакторе и сохраните заново")


class Allowance:
    """What is left to one file of places in its tables and of characters; spending more is a refusal."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._places, self._characters = PLACES, CHARACTERS

    def places(self, count: int) -> None:
        self._places -= count
        if self._places < 0:
            raise too_large(self._name)

    def text(self, written: str) -> str:
        self._characters -= len(written)
        if self._characters < 0:
            raise too_large(self._name)
        return written
