"""Joins the lines of a cell or of a paragraph: words broken by a narrow column become whole again."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from domain.intake.text.joints import ENDING
from domain.intake.words.dates import read_date

WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+")
HYPHENATED = re.compile(r"[А-ЯЁа-яёA-Za-z]-$")
BEGINS = re.compile(r"[а-яё]+")
CUT_DATE = re.compile(r"(?:^|\s)\d{1,2}\.(?:\d{1,2}\.?\d{0,3})?$")
CUT_NUMBER = re.compile(r"(?:\d{1,3}\.){1,4}")
DIGITS = re.compile(r"\d{1,4}(?:\.\d{1,4})?(?!\d)")
CELLS = re.compile(r" {2,}|[\t;│║┃|¦]")
COMMON = (
    "наименование показателя показатель результата результаты мероприятия контрольной контрольная точки сроки "
    "реализации начало окончание ответственный исполнитель документа характеристика уровень контроля источники "
    "источник финансирования финансового обеспечения объем непосредственный руководитель занятость проекте процентов "
    "должность фамилия инициалы регионального федерального значение базовое период дополнительный основной тип "
    "аналитический информационно отчет соглашение заявка распоряжение приказ бюджет областной федеральный субъекта "
    "российской федерации муниципальных образований консолидированный внебюджетные роль участник администратор"
)
"""Words of every passport's headings, which narrow columns break first."""
FINAL = re.compile(
    r"(?:[иы][йех]|ой|[ая]я|ое|ого|его|ому|ему|ни[еяюй]|нием|ост[ьи]|ци[яию]|[ое]в|а[мх]|я[мх]|ами|ями|[еа]ны|"
    r"тел[ьия]|телей|тся|ть|ка|ки|ек|ок|ом|ем|ств[оау]|ии|ы)$"
)
"""How words end; half a word ends so by chance only."""
ADJECTIVE = re.compile(r"(?:т|н|льн|тельн|ск|ческ)?(?:ой|ый|ые|ых|ий)|ны|ено|ена")
LONGEST_REST = 7
KNOWN_TAIL = 2
"""How many letters past a break the document has to know for the halves to be believed one word."""


class Vocabulary:
    """The words that a document writes whole: inside the lines of cells, or at both ends of them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> list[str]:
        inner, firsts, lasts = set(WORD.findall(COMMON)), set[str](), set[str]()
        for line in self._lines:
            for piece in CELLS.split(line.lower()):
                words = WORD.findall(piece)
                inner.update(words[1:-1])
                firsts.update(words[:1] if len(words) > 1 else ())
                lasts.update(words[-1:] if len(words) > 1 else ())
        return sorted(inner | (firsts & lasts))

    def has(self, word: str) -> bool:
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place] == word

    def has_beginning(self, beginning: str) -> bool:
        place = bisect_left(self._words, beginning)
        return place < len(self._words) and self._words[place].startswith(beginning)


def joined(lines: Iterable[str], vocabulary: Vocabulary, *, breaks_words: bool = True, capacity: int = 0) -> str:
    """One line of single spaces; a hyphen stays unless the document writes that word without it.

    `breaks_words`: a column may break a word without a hyphen, where the word alone fills the line; `capacity` is the
    longest line of the column, 0 when unknown.
    """
    whole: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        if line == "-" and whole and whole[-1][-1].isalpha() and breaks_words:
            whole[-1] += line
            continue
        if whole:
            whole[-1] = _before(whole[-1], line, vocabulary, capacity if breaks_words else None)
        whole.append(line)
    return "".join(whole)


def _before(left: str, right: str, vocabulary: Vocabulary, capacity: int | None) -> str:
    """The line with what has to stand between it and the next one."""
    if HYPHENATED.search(left):
        return left[:-1] if _is_one_word(left[:-1], right, vocabulary) else left
    if capacity is None or " " in left:
        return f"{left} "
    is_full = 0 < capacity <= len(left) + 1
    broken = _is_broken(left, right, vocabulary) or (is_full and _is_cut(left, right, vocabulary))
    return left if broken else f"{left} "


def _is_broken(left: str, right: str, vocabulary: Vocabulary) -> bool:
    if CUT_NUMBER.fullmatch(left) and right.rstrip(".").isdecimal():
        return True
    if CUT_DATE.search(left) and DIGITS.match(right):
        return read_date(left + right.split(maxsplit=1)[0]) is not None
    begins = BEGINS.match(right)
    if begins is None or not left[-1].isalpha() or right[begins.end() :][:1] in {"/", "."}:
        return False
    return (ENDING.fullmatch(begins[0]) or ADJECTIVE.fullmatch(begins[0])) is not None or _is_one_word(
        left, right, vocabulary
    )


def _is_one_word(left: str, right: str, vocabulary: Vocabulary) -> bool:
    tail, head = WORD.findall(left)[-1:], BEGINS.match(right)
    if not tail or head is None or (vocabulary.has(tail[0].lower()) and vocabulary.has(head[0])):
        return False
    return vocabulary.has_beginning(f"{tail[0].lower()}{head[0][:KNOWN_TAIL]}")


def _is_cut(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """A word that fills its line and ends as no word does, before a rest that is no word known."""
    head = BEGINS.match(right)
    if head is None or not left[-1].islower() or FINAL.search(left) or len(head[0]) > LONGEST_REST:
        return False
    return not vocabulary.has(left.lower()) and not vocabulary.has(head[0])
