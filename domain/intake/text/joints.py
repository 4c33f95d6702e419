"""Glues the lines of cells; learns from the whole document which words are broken over lines."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from domain.intake.text.lines import Chunk, Written

LONGEST_WORD = 60
ENDING = re.compile(
    r"[йхьъыцщшфнмрлтдп]|[ьъый][а-яё]+|(?:н|льн|тельн|ённ|енн|анн|ск|ическ|альн)?(?:ая|ого|ому|ую|ые|ых|ыми|ым)|"
    r"(?:н|льн|тельн|енн|альн)(?:ой|ом|ий)|ий|ия|ию|иям|иях|ие|ием|иями|ями|ти|сти|ости|ость|ть|ться|тся|ся|сь|"
    r"(?:а|я|е|и)?(?:ция|ции|цию|ций|цией|циях|ние|ния|нию|ний|нием|ниях)|ов|ев|ам|ах|ами|ые|ую|ете|ет|ют|ат|ят"
)
"""What is never a word of its own; with it a broken word goes on."""


class Joints:
    """`ended` of a line tells whether its last word is over; where it does not, the words of the document do."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._words: set[str] = set()
        self._firsts: set[str] = set()
        self._lasts: set[str] = set()
        self._pairs: set[str] = set()
        self._broken: defaultdict[str, set[str]] = defaultdict(set)
        for chunk in chunks:
            self._learn(chunk)
        self._words |= self._firsts & self._lasts

    def _learn(self, chunk: Chunk) -> None:
        for line in chunk.lines:
            words = line.text.split()
            self._firsts.add(words[0])
            self._lasts.add(words[-1])
            self._words.update(words[1:-1])
            self._pairs.update(map(" ".join, pairwise(words)))
        for line, following in pairwise(chunk.lines):
            if line.ended is False:
                self._broken[_last(line.text)].add(_first(following.text))
            else:
                self._pairs.add(f"{_last(line.text)} {_first(following.text)}")

    def has_met(self, left: str, right: str) -> bool:
        """Whether the last word of one text and the first word of another stand side by side in some line."""
        return f"{_last(left)} {_first(right)}" in self._pairs

    def join(self, left: Written, right: Written) -> Written:
        return self.glue((left, right))

    def glue(self, pieces: Iterable[Written]) -> Written:
        """One text of all the pieces, in time that grows with their length only."""
        texts: list[str] = []
        ended: bool | None = True
        tail = ""
        for piece in pieces:
            if not piece.text:
                continue
            parted = self._is_parted(tail, ended, piece.text)
            texts.append(f" {piece.text}" if texts and parted else piece.text)
            tail = _tail(piece.text, "" if parted else tail)
            ended = piece.ended
        return Written("".join(texts), ended if texts else None)

    def _is_parted(self, tail: str, ended: bool | None, right: str) -> bool:
        return ended if ended is not None else not self._is_broken(tail, _first(right))

    def _is_broken(self, left: str, right: str) -> bool:
        if not left[-1].isalnum():
            return False
        halves = self._broken.get(left)
        if halves and any(right[:length] in halves for length in range(1, len(right) + 1)):
            return True
        if ENDING.fullmatch(right.rstrip(',.;:)"»')) and left[-1].islower():
            return True
        whole = left + right
        return whole in self._words and not (left in self._words and right in self._words)


def _tail(text: str, before: str) -> str:
    """The last word of a text that goes on from `before`; of an endless one its end."""
    last = _last(text)
    return (before + last if last == text else last)[-LONGEST_WORD:]


def _last(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1]


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0][:LONGEST_WORD]
