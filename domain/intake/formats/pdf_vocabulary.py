"""The words of a document, learnt from where no line ends: they tell which words are broken elsewhere."""

import re
from collections import Counter
from collections.abc import Iterable

SOFT_HYPHEN = "\u00ad"
STEM = 4
ENDING = 3
"""Words are forms of one word when all but so many of their letters agree, and at least a stem does."""

SOUND = 3
"""Letters that tell how words begin and end."""

SELDOM = 3

MARKS = ".,;:!?()[]{}«»\"'„“”*<>"


def bare(written: str) -> str:
    """A word without the marks around it, in small letters."""
    return written.strip(MARKS).replace(SOFT_HYPHEN, "").lower()


class Vocabulary:
    """Counts words, and how they begin, go on and end."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._stems: set[str] = set()
        self._begins: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        self._sounds: Counter[str] = Counter()
        self._halves: Counter[str] = Counter()
        self._heard: set[str] = set()
        self.linked: set[str] = set()
        """First halves of the words that are written with a hyphen."""

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def count(self, word: str) -> int:
        return self._words[word]

    def learn(self, words: Iterable[str]) -> None:
        for written in words:
            word = bare(written)
            if word and word not in self._words:
                self._take_apart(word)
            self._words[word] += 1

    def _take_apart(self, word: str) -> None:
        self._stems.update(stem for part in (word, *word.split("-")) for stem in _stems(part))
        self.linked.update(re.findall(r"^(\w+)-\w", word))
        self._hear(word)
        self._begins[word[:SOUND]] += 1
        self._ends[word[-SOUND:]] += 1

    def learn_halves(self, left: str, right: str) -> None:
        """Learn from what may be one word or two: how a word begins, and how a word ends."""
        self._halves[bare(right)] += 1
        if left not in self._heard:
            self._begins[bare(left)[:SOUND]] += 1
            self._hear(bare(left))
        if right not in self._heard:
            self._ends[bare(right)[-SOUND:]] += 1
            self._hear(bare(right))
        self._heard.update((left, right))

    def _hear(self, word: str) -> None:
        self._sounds.update({word[n : n + SOUND] for n in range(max(1, len(word) - SOUND + 1))})

    def is_form(self, word: str) -> bool:
        """Whether the word, or another form of it, stands somewhere whole."""
        return word in self._words or any(stem in self._stems for stem in _stems(word))

    def is_doubtful(self, right: str) -> bool:
        """Whether what stands at the beginning of a line is seldom met elsewhere."""
        return self._halves[right] > SELDOM * self._words[right]

    def likeness(self, left: str, right: str) -> float:
        """From 0 to 1, how much the halves sound like a word's end and a word's beginning."""
        return self.ending(left) * self._share(self._begins, right[:SOUND])

    def ending(self, word: str) -> float:
        """From 0 to 1, how much this sounds like a word's end."""
        return self._share(self._ends, word[-SOUND:])

    def _share(self, places: Counter[str], sound: str) -> float:
        return places[sound] / self._sounds[sound] if sound in self._sounds else 0.0


def _stems(word: str) -> list[str]:
    return [word[:length] for length in range(max(STEM, len(word) - ENDING), len(word))]
