"""How much two names of results are alike, whatever their word forms: common words count for little."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[а-яa-z]{3,}")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|процент)", re.I)
STEM = 6
TELLING = 4
"""A name of fewer words may stand in another one by chance."""

WHOLE = 0.85
"""What it is worth that one name stands whole in another."""

IDLE = frozenset({"менее", "более", "чем", "для", "или", "том", "числе", "тыс", "также", "при", "которых", "счет"})

ELSEWHERE = 0.8
"""What is left when each of two names names a place or a person that the other does not."""

PROPER = re.compile(r"(?<=[а-яa-z,] )[А-ЯЁ][а-яё]{2,}")


class Likeness:
    """Compares names of one passport: a word is worth the more, the rarer it is among all of its names."""

    def __init__(self, names: Iterable[str]) -> None:
        kinds = [stems(name) for name in names]
        counted = Counter(stem for kind in kinds for stem in kind)
        self._worth = {stem: math.log(1 + len(kinds) / count) for stem, count in counted.items()}

    def between(self, one: str, other: str) -> float:
        """From 0 (nothing in common) to 1; a name that stands whole in a longer one is near it, too."""
        whole = self._weigh(stems(one)) + self._weigh(stems(other))
        alike = 2 * self._weigh(stems(one) & stems(other)) / whole if whole else 0.0
        shorter, longer = sorted((one, other), key=lambda name: len(stems(name)))
        inside = WHOLE * self.within(shorter, longer) if len(stems(shorter)) >= TELLING else 0.0
        return max(alike, inside) * (ELSEWHERE if _are_of_other_places(one, other) else 1)

    def within(self, part: str, whole: str) -> float:
        """How much of the worth of `part` stands in `whole`."""
        worth = self._weigh(stems(part))
        return self._weigh(stems(part) & stems(whole)) / worth if worth else 0.0

    def _weigh(self, kinds: frozenset[str]) -> float:
        return sum(self._worth.get(stem, 1.0) for stem in kinds)


@lru_cache(maxsize=10_000)
def stems(name: str) -> frozenset[str]:
    """The beginnings of a name's words: `образование` and `образования` are one."""
    words = WORD.findall(name.casefold().replace("ё", "е"))
    return frozenset(word[:STEM] for word in words if word not in IDLE)


def _are_of_other_places(one: str, other: str) -> bool:
    ours, theirs = _proper(one), _proper(other)
    return not ours <= stems(other) and not theirs <= stems(one)


@lru_cache(maxsize=10_000)
def _proper(name: str) -> frozenset[str]:
    """Words with a capital inside a sentence, without quotation marks: those are titles."""
    return stems(" ".join(PROPER.findall(name)))


@lru_cache(maxsize=10_000)
def numbers(name: str) -> frozenset[str]:
    return frozenset(found.replace(".", ",") for found in NUMBER.findall(name))


@lru_cache(maxsize=10_000)
def percents(name: str) -> frozenset[str]:
    """Numbers with `%` or "процентов" after them, with decimal commas."""
    return frozenset(found.replace(".", ",") for found in PERCENT.findall(name))


def subjects(name: str) -> frozenset[str]:
    """Of what the percents of a name are: stems of the few words that follow each."""
    return frozenset().union(*(_following(name, found.end()) for found in PERCENT.finditer(name)))


def _following(name: str, place: int) -> frozenset[str]:
    words = name[place:].split()[:7]
    return stems(" ".join(words))
