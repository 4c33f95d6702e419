"""Prose of a passport: what stands before the main provisions, the provisions, the goal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.intake.recognition.headings import squeezed, titled
from domain.intake.recognition.stretches import Loose, Piece

# fmt: off
LABELS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"наименованиенациональн\w*проекта"),             "Наименование национального проекта"),
    (re.compile(r"наименованиефедеральн\w*проекта"),              "Наименование федерального проекта"),
    (re.compile(r"(?:краткое|сокращенное)наименование(?:регионального)?(?:проекта)?"),
                                                                  "Краткое наименование регионального проекта"),
    (re.compile(r"(?:полное)?наименование(?:регионального)?проекта"), "Наименование регионального проекта"),
    (re.compile(r"(?:срок|период)[иы]?(?:началаиокончания|реализации|выполнения)(?:реализации)?(?:регионального)?(?:проекта)?|"
                r"сроки?(?:регионального)?проекта"),
                                                                  "Срок начала и окончания проекта"),
    (re.compile(r"(?:срок|дата)начала(?:реализации)?(?:регионального)?(?:проекта)?"),    "Дата начала проекта"),
    (re.compile(r"(?:срок|дата)окончания(?:реализации)?(?:регионального)?(?:проекта)?"), "Дата окончания проекта"),
    (re.compile(r"куратор(?:регионального)?(?:проекта)?"),        "Куратор регионального проекта"),
    (re.compile(r"руководитель(?:регионального)?(?:проекта)?"),   "Руководитель регионального проекта"),
    (re.compile(r"администратор(?:регионального)?(?:проекта)?"),  "Администратор регионального проекта"),
    (re.compile(r"связьс(?:государственн[а-я]{2,3})?программ[а-я]{1,3}(?:субъект[а-я]{1,2})?(?:российскойфедерации|рф)?"
                r"(?:[а-я]{5,25}(?:области|края|округа)|республики[а-я]{3,20})?"),
     "Связь с государственными программами субъекта Российской Федерации"),
)
# fmt: on
"""Wordings of the provisions' labels, and the one that the assembly knows."""

OPENING = re.compile(r"основн\w*положени")
SECTION = re.compile(r"\s*(?:\d{1,2}|[IVX]{1,5})\.\s+\S")
NEXT = re.compile(
    r"(?:цел[ьи]и)?показатели(?:\w*проекта)?|(?:задачии)?результаты(?:\w*проекта)?|финанс(?:ы|ирование|овоеобеспечение\w*)|"
    r"участники(?:\w*проекта)?|план(?:(?:мероприятий|реализации|работ)\w*)?"
)
"""A section's title without its number, as a sheet's name gives it."""

GOAL = re.compile(r"\s*цел[ьи](?:\s+(?:регионального\s+)?проекта)?\s*(?:[:–—-]\s*|$)", re.I)
LABELLED = re.compile(r"\s*([^:\n]{5,150}?)\s*(?::|\s[–—-]\s)\s*(\S.*)", re.S)
LONGEST_LABEL = 200
FEWEST = 2


@dataclass
class Prose:
    """Prose as it is gathered; `opened` while the provisions go on."""

    head: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)
    goal: list[str] = field(default_factory=list)
    opened: bool = False
    closed: bool = False
    awaiting: tuple[str, ...] = ()

    def take(self, loose: Loose) -> None:
        """Sort the cells of a row or a paragraph."""
        if self.awaiting:
            self._pair(loose.cells)
        elif self._is_goal(loose.cells):
            self.goal.append(f"Цель: {_after_goal(loose.cells)}")
        elif self._opens(loose.cells):
            self.opened, self.closed = True, False
            self._provide(loose.cells)
        elif self.opened and not self.closed and not self._closes(loose.cells):
            self._provide(loose.cells)
        elif not self.opened:
            self.head.extend(_one_line(cell) for cell in loose.cells)

    def close(self) -> None:
        """A table ends the provisions."""
        self.opened = self.closed = True

    def sections(self) -> dict[str, str]:
        found = {"head": self.head, "main": self.main, "goal": self.goal}
        return {name: "\n".join(lines) for name, lines in found.items() if lines}

    def _pair(self, values: Sequence[str]) -> None:
        """Values in a row under their labels."""
        for label, value in zip(self.awaiting, values, strict=False):
            self.main.extend((label, _one_line(value)))
        self.awaiting = ()

    def _is_goal(self, cells: Sequence[str]) -> bool:
        return GOAL.match(cells[0]) is not None and _after_goal(cells) != ""

    def _opens(self, cells: Sequence[str]) -> bool:
        """A label opens them, but not once more: `куратор` in a legend below says nothing new."""
        if len(cells) == 1:
            return OPENING.search(squeezed(cells[0][:LONGEST_LABEL])) is not None or _labelled(cells[0]) is not None
        label = label_of(cells[0])
        return label is not None and label not in self.main

    def _closes(self, cells: Sequence[str]) -> bool:
        """A heading of another section."""
        is_titled = SECTION.match(cells[0]) and titled(cells[0])
        if len(cells) == 1 and (is_titled or NEXT.fullmatch(squeezed(cells[0][:LONGEST_LABEL]))):
            self.closed = True
        return self.closed

    def _provide(self, cells: Sequence[str]) -> None:
        labels = [label for cell in cells if (label := label_of(cell))]
        if len(labels) == len(cells) >= FEWEST:
            self.awaiting = tuple(labels)
        else:
            self.main.extend(line for cell in cells for line in _lines(cell))


def label_of(text: str) -> str | None:
    """The label that a cell is, in the wording that the assembly knows."""
    plain = squeezed(text) if len(text) < LONGEST_LABEL else ""
    return next((label for wording, label in LABELS if wording.fullmatch(plain)), None)


def prose(pieces: Iterable[Piece]) -> dict[str, str]:
    """`head`, `main` and `goal`, each where there is something in it."""
    gathered = Prose()
    for piece in pieces:
        if isinstance(piece, Loose):
            gathered.take(piece)
        else:
            gathered.close()
    return gathered.sections()


def _labelled(text: str) -> tuple[str, str] | None:
    """`Куратор регионального проекта: Заместитель Губернатора ...` as a label and a value."""
    found = LABELLED.match(text)
    label = label_of(found[1]) if found else None
    return (label, found[2]) if found and label else None


def _lines(cell: str) -> Iterator[str]:
    if pair := _labelled(cell):
        yield from (pair[0], _one_line(pair[1]))
    else:
        yield label_of(cell) or _one_line(cell)


def _after_goal(cells: Sequence[str]) -> str:
    """The goal itself: after its label, in the same cell or in the others."""
    begin = GOAL.match(cells[0])
    rest = [cells[0][begin.end() :] if begin else cells[0], *cells[1:]]
    return _one_line(" ".join(rest))


def _one_line(text: str) -> str:
    return " ".join(text.split())
