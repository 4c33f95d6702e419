"""How alike two titles are: by their words, whatever their endings, signs and letter cases."""

import re
from functools import lru_cache

STEM = 6
"""Letters of a word that its endings leave alone: `соглаш|ение`, `соглаш|ения`."""
SHORTEST = 3
OTHER_DEED = 0.85
"""The first word of a title says what is to be done: `Подготовка заявки` is not `Заключение соглашения`."""

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=20_000)
def canonical(text: str) -> str:
    """The words of a text alone: quotes, dashes, blanks and `ё` are written as it happens."""
    return " ".join(_WORD.findall(text.lower().replace("ё", "е")))


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The beginnings of the words that mean something; figures count, prepositions do not."""
    return tuple(word[:STEM] for word in canonical(text).split() if len(word) >= SHORTEST or word.isdigit())


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words."""
    if canonical(one) == canonical(other):
        return 1.0
    ours, theirs = stems(one), stems(other)
    if not ours or not theirs:
        return 0.0
    common = len(set(ours) & set(theirs)) * 2 / (len(set(ours)) + len(set(theirs)))
    return common if ours[0] == theirs[0] else common * OTHER_DEED
