"""Who hears of a new edition, and of which items: one letter to each person affected, one to the committee."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.amending import Amendment, Edition
from domain.authority import Staff, controller, spoken_to
from domain.intake.editions import Change, ChangeKind, said, summary
from domain.letters import Letter, LetterKind
from domain.passing import by_number, reached
from domain.passport import is_person
from domain.plan import PlanItem

LISTED = 15
"""Items that a letter names one by one; the rest are counted."""

BETWEEN = " ¦ "
"""Stands between the changes of one item and of the next in a letter's facts."""

WEIGHT = (
    ChangeKind.REMOVED, ChangeKind.ADDED, ChangeKind.MOVED, ChangeKind.REASSIGNED, ChangeKind.LEVEL,
    ChangeKind.DOCUMENT, ChangeKind.RENAMED, ChangeKind.RENUMBERED,
)  # fmt: skip
"""Which news comes first in a letter."""


COME_AND_GONE = {ChangeKind.ADDED: "добавлен в план", ChangeKind.REMOVED: "исключён из плана"}
Key = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class News:
    """One item of the letters: as it was (None when it is new), as it is, what has changed in words."""

    before: PlanItem | None
    after: PlanItem
    words: str
    weight: int


def announced(amendment: Amendment, edition: Edition, number: int) -> list[Letter]:
    """The letters about the passport's edition of that number."""
    news = sorted(_news(amendment), key=lambda one: (one.weight, by_number(one.after)))
    told: dict[str, list[News]] = defaultdict(list)
    for one in news:
        for name in dict.fromkeys(_concerned(one, edition)):
            told[name].append(one)
    letters = [_letter(name, theirs, edition, number, {}) for name, theirs in told.items()]
    facts = {"summary": summary(amendment.difference.counts)}
    return [*letters, *(_letter(body, news, edition, number, facts) for body in _committee(edition.anew))]


def _news(amendment: Amendment) -> Iterator[News]:
    said_of = defaultdict[Key, list[Change]](list)
    for change in amendment.difference.changes:
        if change.kind in WEIGHT:
            said_of[change.number, change.kind is ChangeKind.REMOVED].append(change)
    kept = {was.number for was, _ in amendment.difference.pairs}
    for before, after in [*amendment.touched, *((None, item) for item in amendment.added)]:
        if changes := said_of.get(_key(before, after, kept)):
            weight = min(WEIGHT.index(change.kind) for change in changes)
            yield News(before, after, "; ".join(COME_AND_GONE.get(one.kind) or said(one) for one in changes), weight)


def _key(before: PlanItem | None, after: PlanItem, kept: Collection[str]) -> Key:
    """An item that has left is known by its old number, which another may have by now."""
    return (before.number, True) if before and before.number not in kept else (after.number, False)


def _concerned(news: News, edition: Edition) -> Iterator[str]:
    """Executors and controllers of then and of now; whoever is away is stood in for."""
    today = edition.ladder.calendar.day_of(edition.now)
    versions = ((news.before, edition.staff), (news.after, edition.anew))
    for item, staff in versions:
        if item:
            people = (*spoken_to(item), *filter(is_person, (controller(item, staff),)))
            yield from reached(people, staff, today)


def _committee(staff: Staff) -> Iterable[str]:
    return [level.code for level in staff.levels if level.is_body][:1]


def _letter(name: str, news: Sequence[News], edition: Edition, number: int, more: dict[str, str]) -> Letter:
    facts = {"by": edition.by, "grounds": edition.grounds, "changes": _words(news)} | more
    if any(one.before and name in one.before.executors for one in news):
        facts["was"] = name
    occasion = f"{edition.now:%Y-%m-%dT%H:%M}/amended:{edition.old.code}:{number}"
    ids = tuple(one.after.id for one in news)
    return Letter(LetterKind.AMENDED, name, edition.old.code, ids, occasion, edition.now, facts)


def _words(news: Sequence[News]) -> str:
    return BETWEEN.join(one.words.replace(BETWEEN.strip(), "|") for one in news[:LISTED])
