"""Letters that wait, made into parcels: what goes to one recipient now as one message, and what is held back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from domain.letters import REPORTS, Letter, LetterKind
from domain.sending import Waiting
from notifications.allowance import AT_ONCE, Hours, Spent
from notifications.digest import Occasion

LARGEST = 8
"""Escalations in one parcel: as many as one message has room for."""
NOON = 12

Gathers = Callable[[Letter], bool]


@dataclass(frozen=True)
class Parcel:
    """Letters to one recipient that go as one message. `occasion` is empty for one letter, or several of one kind.

    `repeat`: it was handed to a channel before, and nobody knows whether it went.
    """

    letters: tuple[Waiting, ...]
    occasion: str = ""
    repeat: bool = False

    @cached_property
    def letter(self) -> Letter:
        """What the channel is given: the only letter, the first about the items of all, or a digest."""
        first = self.letters[0].letter
        if len(self.letters) == 1:
            return first
        items = tuple(dict.fromkeys(item for one in self.letters for item in one.letter.items))
        if not self.occasion:
            return replace(first, items=items)
        at = max(one.letter.at for one in self.letters)
        return Letter(LetterKind.DIGEST, first.recipient, first.passport, items, self.occasion, at)

    @property
    def kind_of_digest(self) -> Occasion:
        return Occasion(self.occasion.rpartition("/")[2])

    @property
    def is_digest(self) -> bool:
        return bool(self.occasion) and len(self.letters) > 1

    def apart(self) -> Iterator["Parcel"]:
        return (replace(self, letters=(one,)) for one in self.letters)


@dataclass
class Plan:
    """What is to be done for one recipient."""

    parcels: list[Parcel] = field(default_factory=list)
    held: list[tuple[Waiting, datetime]] = field(default_factory=list)

    def hold(self, letters: Sequence[Waiting], until: datetime) -> None:
        self.held += [(one, until) for one in letters]


def planned(waiting: Sequence[Waiting], hours: Hours, spent: Spent, gathers: Gathers) -> Plan:
    """All letters that wait for one recipient, in their order, made into a plan; `spent` grows by what will go."""
    plan = Plan()
    due = [one for one in waiting if hours.is_due(one)]
    if hours.quiet_until:
        plan.hold(due, hours.quiet_until)
        return plan
    plan.parcels = list(_repeats(due))
    new = [one for one in due if not one.in_flight]
    for report in filter(_is_of_report, new):
        _at_once(Parcel((report,)), hours, spent, plan)
    fresh = [one for one in new if not _is_of_report(one)]
    if any(map(hours.is_late, fresh)):
        everything = [one for one in waiting if not one.in_flight and not _is_of_report(one)]
        _together(everything, Occasion.AFTER_OUTAGE, hours, spent, plan)
    else:
        _by_day(fresh, hours, spent, gathers, plan)
    return plan


def _is_of_report(one: Waiting) -> bool:
    """A letter about a report stands alone: a digest tells of items."""
    return one.letter.kind in REPORTS


def _by_day(fresh: Sequence[Waiting], hours: Hours, spent: Spent, gathers: Gathers, plan: Plan) -> None:
    """The morning's letters and those that were held back go together, the others at once while they may."""
    gathered = [one for one in fresh if _is_gathered(one, hours)]
    others = [one for one in fresh if not _is_gathered(one, hours)]
    local = hours.now.astimezone(hours.calendar.zone)
    _together(gathered, Occasion.MORNING if local.hour < NOON else Occasion.DAY, hours, spent, plan)
    for parcel in parcels(others, gathers):
        _at_once(parcel, hours, spent, plan)


def _is_gathered(one: Waiting, hours: Hours) -> bool:
    is_held_back = one.try_at is not None and not one.reason
    return is_held_back or hours.is_of_morning(one.letter)


def _repeats(due: Sequence[Waiting]) -> Iterator[Parcel]:
    """The very messages that were in flight, so that a channel knows them again."""
    groups: dict[object, list[Waiting]] = {}
    for one in due:
        if one.in_flight:
            groups.setdefault(one.id if _is_poor(one) else one.parcel, []).append(one)
    for group in groups.values():
        occasion, _, kind = group[0].parcel.partition("|")
        is_digest = kind.startswith(f"{LetterKind.DIGEST}|")
        yield Parcel(tuple(group), occasion if is_digest else "", repeat=True)


def _is_poor(one: Waiting) -> bool:
    """Whether the letter itself has made trouble: it spoils no parcel and goes alone."""
    return one.failures > 0 and not one.reason.startswith("RecipientDelayed")


def _together(letters: Sequence[Waiting], occasion: Occasion, hours: Hours, spent: Spent, plan: Plan) -> None:
    sound = tuple(one for one in letters if not _is_poor(one))
    for one in letters:
        if _is_poor(one):
            _at_once(Parcel((one,)), hours, spent, plan)
    if not sound:
        return
    if spent.is_all:
        plan.hold(sound, hours.morning)
        return
    spent.add(at_once=occasion is not Occasion.MORNING)
    plan.parcels.append(Parcel(sound, f"{hours.now.astimezone(hours.calendar.zone):%Y-%m-%dT%H:%M}/{occasion}"))


def _at_once(parcel: Parcel, hours: Hours, spent: Spent, plan: Plan) -> None:
    if spent.at_once < AT_ONCE and not spent.is_all:
        spent.add(at_once=True)
        plan.parcels.append(parcel)
    else:
        plan.hold(parcel.letters, hours.morning if spent.is_all else hours.evening or hours.morning)


def parcels(letters: Sequence[Waiting], gathers: Gathers) -> list[Parcel]:
    """The letters in their order; those that `gathers` names stand with the first of their kind."""
    groups: dict[object, list[Waiting]] = {}
    for one in letters:
        letter = one.letter
        is_alone = _is_poor(one) or not gathers(letter)
        groups.setdefault(one.id if is_alone else (letter.kind, letter.passport), []).append(one)
    return [Parcel(tuple(portion)) for group in groups.values() for portion in _portions(group)]


def _portions(group: list[Waiting]) -> Iterator[list[Waiting]]:
    return (group[at : at + LARGEST] for at in range(0, len(group), LARGEST))
