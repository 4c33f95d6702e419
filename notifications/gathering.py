"""Letters that wait, made into parcels: most go alone, some go to one recipient together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from domain.letters import Letter

LARGEST = 8
"""Letters in one parcel: as many as one message has room for."""


@dataclass(frozen=True)
class Parcel:
    """Letters of one kind to one recipient, each with its number in the outbox, sent as one letter."""

    letters: tuple[tuple[int, Letter], ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(letter_id for letter_id, _ in self.letters)

    @cached_property
    def letter(self) -> Letter:
        """The first letter, about the items of all."""
        first = self.letters[0][1]
        items = (item for _, letter in self.letters for item in letter.items)
        return first if len(self.letters) == 1 else replace(first, items=tuple(dict.fromkeys(items)))

    def apart(self) -> Iterator["Parcel"]:
        return (Parcel((one,)) for one in self.letters)


def parcels(waiting: Sequence[tuple[int, Letter]], gathers: Callable[[Letter], bool]) -> list[Parcel]:
    """The letters in their order; those that `gathers` names stand with the first of their recipient and kind."""
    groups: dict[object, list[tuple[int, Letter]]] = {}
    for letter_id, letter in waiting:
        key = (letter.recipient, letter.kind, letter.passport) if gathers(letter) else letter_id
        groups.setdefault(key, []).append((letter_id, letter))
    return [Parcel(tuple(portion)) for group in groups.values() for portion in _portions(group)]


def _portions(group: list[tuple[int, Letter]]) -> Iterator[list[tuple[int, Letter]]]:
    return (group[at : at + LARGEST] for at in range(0, len(group), LARGEST))
