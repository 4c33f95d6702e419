"""Joins lines to text: a word that goes on in the next line is put together again."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.intake.formats.pdf_vocabulary import SOFT_HYPHEN, STEM, Vocabulary, bare

GROUP = 3
"""Figures of a number that stand together: `1 234 567`."""

SYLLABLE = 2
"""What is no longer and no known short word is an ending."""

WORDLIKE = 0.3
"""Halves that sound so much like words are words."""

UNLIKE_END = 0.2

UNHYPHENED = 5
"""A document with that many hyphens at line ends, none of which breaks a word known elsewhere, breaks no words so."""

SHORT = frozenset(
    re.findall(r"\w+", "и в во на по с со к ко о об от до за из у а но или не ни для при под над без что как его ее их")
)
PARTICLES = frozenset({"либо", "нибудь", "то", "таки"})
DATE = re.compile(r"\d{2}\.\d{2}\.\d{4}\D*")
FIGURES = re.compile(r"[\d.,]+")
NUMBER = re.compile(r"\d+(?:,\d+)?")
YEAR = re.compile(r"(?:19|20)\d{2}")
INFLECTED = re.compile(
    r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыи]х|[ыи]ми?|[ое]м|[ую]ю|[ая]ми|[ая]х|[еа]н[аоы]"
    r"|ости?|ци[ия]|тели|к[аи])$"
)
"""How Russian words end, seldom their halves."""

INITIALS = re.compile(r"[А-ЯЁ]\.")
HYPHENED = re.compile(r"\S[-‐]$")
OPEN = re.compile(r"[\w)»\"]/$|[(«]$")
CLINGS = re.compile(r"[,.;:)»]|-\w")


class Scrap(NamedTuple):
    """A line of a paragraph; `full`: the next letter would not have fitted into it; `ended`: a blank ends it."""

    text: str
    full: bool = False
    ended: bool = False


class Joints:
    """Learns the words of a document, paragraph by paragraph; then it joins lines."""

    def __init__(self) -> None:
        self._words = Vocabulary()
        self._hyphened: list[tuple[str, str]] = []

    def learn(self, scraps: Sequence[Scrap], *, cut_before: bool = False, cut_after: bool = False) -> None:
        """Learn from a paragraph; a page break may cut its first and its last word."""
        cuts = [cut_before, *(_is_doubtful(left, right) for left, right in pairwise(scraps)), cut_after]
        for n, scrap in enumerate(scraps):
            words = scrap.text.split()
            self._words.learn(words[cuts[n] : len(words) - cuts[n + 1]])
        for left, right in pairwise(scraps):
            self._learn_seam(left, right)

    def _learn_seam(self, left: Scrap, right: Scrap) -> None:
        one, other = left.text.split()[-1], right.text.split()[0]
        if HYPHENED.search(one):
            self._hyphened.append((bare(one[:-1]), bare(other)))
        elif _is_doubtful(left, right):
            self._words.learn_halves(one, other)

    def join(self, scraps: Sequence[Scrap]) -> str:
        text = "".join(scrap.text for scrap in scraps[:1])
        for last, scrap in pairwise(scraps):
            text = self._joined(text, scrap, last, is_end=scrap is scraps[-1])
        return " ".join(text.replace(SOFT_HYPHEN, "").split())

    def mend(self, left: str, right: str, last: Scrap) -> tuple[str, str]:
        """Give the text before a page break the rest of its last word; `last` is its last line."""
        begin, _, rest = right.partition(" ")
        if FIGURES.fullmatch(last.text) and FIGURES.fullmatch(begin) and not _is_cut_date(last.text, begin):
            return left, right
        joined = self._joined(left, Scrap(begin), last)
        return (left, right) if joined == f"{left} {begin}" else (joined, rest)

    def _joined(self, text: str, scrap: Scrap, last: Scrap, *, is_end: bool = False) -> str:
        following = scrap.text
        if text.endswith(SOFT_HYPHEN):
            return text[:-1] + following
        if HYPHENED.search(text) and last.text != "-":
            following = following.lstrip("-") or following
            return self._without_hyphen(text, following)
        is_cut = last.full and self._is_cut(last.text.split(), following.split(), is_end=is_end)
        return text + following if is_cut or _is_tied(text, scrap, last) else f"{text} {following}"

    def _without_hyphen(self, text: str, following: str) -> str:
        """A hyphen at a line's end breaks a word, or belongs to it."""
        left, right = text.rsplit(maxsplit=1)[-1][:-1], following.split(maxsplit=1)[0]
        is_broken = left[-1].isalpha() and right[0].islower() and not self._is_compound(left, right)
        return (text[:-1] if is_broken else text) + following

    def _is_compound(self, written: str, right: str) -> bool:
        left, right = bare(written), bare(right)
        glued, kept = self._words.count(left + right), self._words.count(f"{left}-{right}")
        if glued or kept:
            return kept >= glued
        if left in self._words.linked or right in PARTICLES or written.isupper():
            return True
        return not self._words.is_form(left + right) and (self._has_no_hyphening() or self._are_linked(left, right))

    def _has_no_hyphening(self) -> bool:
        return len(self._hyphened) >= UNHYPHENED and not any(
            left + right in self._words and f"{left}-{right}" not in self._words for left, right in self._hyphened
        )

    def _are_linked(self, left: str, right: str) -> bool:
        if len(right) < STEM:
            return False
        is_linking = left.endswith(("о", "е")) and len(left) > STEM
        return self._words.is_form(right) if is_linking else left in self._words and right in self._words

    def _is_cut(self, left: Sequence[str], right: Sequence[str], *, is_end: bool) -> bool:
        """Whether a line that is full ends amid a word or a number.

        A word is broken where it likes only if it is longer than a line, and then it begins the line.
        """
        one, other = left[-1], right[0]
        is_alone = len(left) == 1
        if FIGURES.fullmatch(one) and FIGURES.fullmatch(other):
            return all(map(str.isdigit, left[:-1])) and _is_cut_number(left, other)
        if not (one[-1].isalpha() and other[0].islower()):
            return False
        if bare(one + other) in self._words:
            return not (bare(one) in self._words and bare(other) in self._words)
        if len(right) > 1 and INITIALS.match(right[1]) and other != "и":
            return True
        may_link = other in SHORT and not (is_end and len(right) == 1)
        return is_alone and self._is_cut_word(bare(one), bare(other), may_link=may_link)

    def _is_cut_word(self, left: str, right: str, *, may_link: bool) -> bool:
        """Whether the halves are one word; what links words ends no cell, and no comma stands after it."""
        if may_link:
            return not INFLECTED.search(left) and self._words.ending(left) < UNLIKE_END
        if len(right) <= SYLLABLE or self._words.is_form(left + right):
            return True
        if left in self._words or INFLECTED.search(left):
            return False
        is_word = self._words.is_form(right) and not self._words.is_doubtful(right)
        return not is_word and self._words.likeness(left, right) < WORDLIKE


def _is_doubtful(left: Scrap, right: Scrap) -> bool:
    if left.text.endswith(("-", SOFT_HYPHEN)):
        return True
    return left.full and left.text[-1:].isalnum() and (right.text[:1].islower() or right.text[:1].isdigit())


def _is_tied(left: str, scrap: Scrap, last: Scrap) -> bool:
    """Whether marks tell that no blank stands between; a hyphen may have a line of its own."""
    has_mark = OPEN.search(left) or CLINGS.match(scrap.text) or _is_cut_date(left, scrap.text)
    is_after_hyphen = last.text == "-" and HYPHENED.search(left)
    is_before_hyphen = last.full and scrap.text == "-" and not scrap.ended and left[-1].isalpha()
    return bool(has_mark or is_after_hyphen or is_before_hyphen)


def _is_cut_date(left: str, right: str) -> bool:
    one, other = left.rsplit(maxsplit=1)[-1], right.split(maxsplit=1)[0]
    return bool(DATE.fullmatch(one + other)) and not DATE.fullmatch(one) and other[0].isdigit()


def _is_cut_number(words: Sequence[str], right: str) -> bool:
    """Whether figures go on in the next line, and not with the next three of them: `412 55` and `0,5`."""
    left = words[-1]
    if len(words) > 1 and len(left) == len(right.partition(",")[0]) == GROUP:
        return False
    if YEAR.fullmatch(left) and YEAR.fullmatch(right):
        return False
    return left.endswith((".", ",")) or (left.isdigit() and NUMBER.fullmatch(right) is not None)
