"""What a new edition of the passport does to the living plan: items go on under new dates, leave, or come in."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from domain.authority import Staff
from domain.errors import Sentence
from domain.intake.editions import Difference, compare
from domain.ladder import Ladder, top_rung
from domain.passing import Passed, pass_time, scheduled
from domain.passport import Passport, PlanRow
from domain.plan import PlanItem
from domain.planting import planted
from domain.ports import Entry
from domain.vocabulary import ControlLevel, Event, State

AMEND = "amend"
"""The journal's event for an item, or a passport, that a new edition has changed."""

LEFT = "-искл"
"""What is added to the number of an item that has left the plan, once another item needs that number."""


class NotAnEdition(Sentence):
    """What was given cannot be applied as a new edition: it is the same one, or another passport."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """All that one edition does. `passed` is what was due by the clock before it, `order` are the ids of all items."""

    difference: Difference
    passed: tuple[Passed, ...]
    entries: tuple[Entry, ...]
    added: tuple[PlanItem, ...]
    order: tuple[int, ...]

    @property
    def touched(self) -> list[tuple[PlanItem, PlanItem]]:
        """The items that were there before: as they were, and as they are."""
        return [(entry.before, entry.after) for entry in self.entries]


@dataclass(frozen=True)
class Edition:
    """A new edition on its way into the plan of the old one. `staff` are the old edition's people with absences."""

    old: Passport
    new: Passport
    ladder: Ladder
    staff: Staff
    by: str
    now: datetime

    @cached_property
    def difference(self) -> Difference:
        return compare(self.old, self.new)

    @cached_property
    def rows(self) -> dict[str, tuple[PlanRow, PlanRow]]:
        """The rows that go on, by their old number."""
        return {was.number: (was, row) for was, row in self.difference.pairs}

    @cached_property
    def anew(self) -> Staff:
        """The people of the new edition; who is away is away in both."""
        return replace(Staff.of(self.new), absences=self.staff.absences)

    @property
    def grounds(self) -> str:
        """By what it was brought in, in the instrumental case: `распоряжением от 20.05.2020 N 301-р`."""
        word, _, rest = self.new.order.strip().partition(" ")
        if not word or self.new.order == self.old.order:
            return "новой редакцией паспорта"
        known = INSTRUMENTS.get(word.lower())
        return f"{known} {rest}" if known else f"распоряжением {self.new.order.strip()}"


INSTRUMENTS = {"распоряжение": "распоряжением", "постановление": "постановлением", "приказ": "приказом"}


def amended(edition: Edition, items: Sequence[PlanItem], taken: Mapping[date, int]) -> Amendment:
    """Apply the edition to the `items` of the living plan; `taken` as in `planted`.

    Raises:
        NotAnEdition: nothing differs, or no item of the plan is recognized.
        NotPlannable: the new plan cannot be put under control.
    """
    _refuse_others(edition)
    fresh = {item.number: item for item in planted(edition.new, edition.ladder, edition.now, taken)}
    passed = tuple(pass_time(item, edition.now, edition.ladder, edition.staff) for item in items)
    plan = _Plan(edition, {one.item.number: one.item for one in passed}, fresh)
    entries = tuple(plan.entries())
    after = {entry.after.id: entry.after for entry in entries}
    last = [after.get(one.item.id, one.item) for one in passed]
    added = tuple(plan.added())
    return Amendment(edition.difference, passed, entries, added, tuple(_order(fresh, (*last, *added))))


def _refuse_others(edition: Edition) -> None:
    code = edition.old.code
    if not edition.difference:
        raise NotAnEdition(f"Это та же редакция паспорта {code}: в ней ничего не изменено, вносить нечего")
    if not edition.difference.pairs:
        raise NotAnEdition(f"Ни один пункт плана {code} в документе не узнан: это другой паспорт, проверьте файл")


def _order(fresh: Mapping[str, PlanItem], items: Iterable[PlanItem]) -> list[int]:
    """The items in the new document's order, then those that have left it."""
    places = {number: n for n, number in enumerate(fresh)}
    return [item.id for item in sorted(items, key=lambda item: places.get(item.number, len(places)))]


@dataclass(frozen=True)
class _Plan:
    """The living items by their old numbers, and the new plan as if it were planted now, by its own."""

    edition: Edition
    living: Mapping[str, PlanItem]
    fresh: Mapping[str, PlanItem]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The new number of each living item by its old one."""
        found = {number: row.number for number, (_, row) in self.edition.rows.items()}
        used = {*self.fresh, *(number for number in self.living if number not in found)}
        for number in self.living:
            if number not in found:
                found[number] = _left(number, used) if number in self.fresh else number
                used.add(found[number])
        return found

    @cached_property
    def states(self) -> dict[str, State]:
        """How the living items stand, by their new numbers."""
        return {self.numbers[number]: item.state for number, item in self.living.items()}

    def entries(self) -> Iterator[Entry]:
        for number, item in self.living.items():
            is_kept = number in self.edition.rows
            after = self._kept(item, *self.edition.rows[number]) if is_kept else self._gone(item)
            if after != item:
                yield self._entry(item, after, is_kept)

    def added(self) -> Iterator[PlanItem]:
        """New items; one whose application has been granted already may be begun."""
        known = {row.number for _, row in self.edition.rows.values()}
        for number, item in self.fresh.items():
            if number not in known:
                yield item if self._is_blocked(item) else self._scheduled(item.but(state=State.PLANNED))

    def _entry(self, before: PlanItem, after: PlanItem, is_kept: bool) -> Entry:
        edition = self.edition
        has_left = not is_kept and not before.state.is_closed
        details: dict[str, object] = {"reason": f"исключён {edition.grounds}"} if has_left else {}
        if said := changes(before, after):
            details["changed"] = said
        return Entry(before, after, Event.WITHDRAW if has_left else AMEND, edition.by, edition.now, details)

    def _kept(self, item: PlanItem, was: PlanRow, row: PlanRow) -> PlanItem:
        fresh = self.fresh[row.number]
        after = item.but(number=fresh.number, rank=fresh.rank, title=fresh.title, level=fresh.level)
        after = after.but(predecessor=fresh.predecessor)
        if not item.state.is_closed:
            after = self._standing(self._replanned(after, fresh, was, row), item)
        return self._noted(after, item)

    def _replanned(self, item: PlanItem, fresh: PlanItem, was: PlanRow, row: PlanRow) -> PlanItem:
        """What people have decided since, a longer term or other hands, stands unless the edition speaks of it."""
        after = item.but(document=fresh.document, document_kind=fresh.document_kind, start=fresh.start)
        after = after.but(opens_on=fresh.opens_on)
        if was.finish != row.finish:
            after = after.but(finish=fresh.finish, due_at=fresh.due_at)
        if was.executors != row.executors and fresh.executors != item.executors:
            after = after.but(executors=fresh.executors, taken_at=None)
        return after.but(top=top_rung(after, self.edition.anew))

    def _standing(self, after: PlanItem, item: PlanItem) -> PlanItem:
        """Where the item stands now that its term and what it waits for may be others."""
        if after.finish != item.finish:
            after = _with_term(after, self.edition.now)
        if after.state is State.BLOCKED and not self._is_blocked(after):
            return after.but(state=State.PLANNED)
        waits_anew = self.numbers.get(item.predecessor or "") != after.predecessor
        if after.state is State.PLANNED and waits_anew and self._is_blocked(after):
            return after.but(state=State.BLOCKED)
        return after.but(rung=min(after.rung, after.top))

    def _is_blocked(self, item: PlanItem) -> bool:
        return item.predecessor is not None and self.states.get(item.predecessor) is not State.DONE

    def _gone(self, item: PlanItem) -> PlanItem:
        """Withdrawn if it was open; never deleted. Its number goes to whoever needs it."""
        before, now = self.edition.old.levels, self.edition.new.levels
        waited = self.numbers.get(item.predecessor or "")
        after = item.but(number=self.numbers[item.number], level=_rung_of(item.level, before, now), predecessor=waited)
        if not item.state.is_closed:
            after = after.but(state=State.WITHDRAWN, closed_at=self.edition.now)
        return self._noted(after, item)

    def _noted(self, after: PlanItem, item: PlanItem) -> PlanItem:
        """A version more; what has been said until now is not said again."""
        if after == item:
            return item
        entered = item.entered_at if after.state is item.state else self.edition.now
        after = after.but(version=item.version + 1, entered_at=entered)
        return after if item.state.is_closed else self._scheduled(after.but(spoken_at=self.edition.now))

    def _scheduled(self, item: PlanItem) -> PlanItem:
        return scheduled(item, self.edition.ladder)


def _left(number: str, used: Collection[str]) -> str:
    bare = number.partition(LEFT)[0]
    names = (f"{bare}{LEFT}{n if n > 1 else ''}" for n in range(1, len(used) + 2))
    return next(name for name in names if name not in used)


def _with_term(item: PlanItem, now: datetime) -> PlanItem:
    """A new term answers what was asked; one that lies ahead clears the rungs, as an extension does."""
    item = item.but(asked_finish=None)
    if item.due_at <= now:
        return item
    state = State.IN_PROGRESS if item.state is State.OVERDUE else item.state
    return item.but(state=state, rung=0, repeats=0, climbed_at=None, paused_until=None)


def _rung_of(level: str, before: Sequence[ControlLevel], now: Sequence[ControlLevel]) -> str:
    """The level itself or, if the new ladder has none of that name, whoever stands on the same rung."""
    if any(one.code == level for one in now):
        return level
    rank = next((n for n, one in enumerate(before) if one.code == level), 0)
    return now[min(rank, len(now) - 1)].code


def changes(before: PlanItem, after: PlanItem) -> list[str]:
    """What is otherwise in an item's lasting half: `срок окончания: 28.02.2019 → 31.03.2019`."""
    cells = ((name, _written(getattr(before, name)), _written(getattr(after, name))) for name in NAMES)
    return [f"{NAMES[name]}: {was} → {now}" for name, was, now in cells if was != now]


def _written(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return ", ".join(value) if isinstance(value, tuple) else str(value or "—")


NAMES = {
    "number": "номер",
    "title": "наименование",
    "executors": "исполнители",
    "level": "уровень контроля",
    "document": "документ",
    "start": "срок начала",
    "finish": "срок окончания",
    "opens_on": "открывается",
    "predecessor": "предшественник",
}
