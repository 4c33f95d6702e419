"""What has changed outside the plan: provisions, indicators, results, funding, participants."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from domain.intake.editions.difference import Change, ChangeKind
from domain.intake.editions.likeness import canonical, likeness
from domain.passport import FundingLine, Indicator, Participant, Passport, Result

PROVISIONS = (
    "title", "region", "order", "starts", "ends", "head", "curator", "administrator", "goal", "federal", "programmes",
)  # fmt: skip
ALIKE = 0.5
T = TypeVar("T")


@dataclass(frozen=True)
class Section(Generic[T]):
    """How the rows of a section are told apart (`name` with its surroundings) and what is compared in them."""

    code: str
    kind: ChangeKind
    number: Callable[[T], str]
    name: Callable[[T], str]
    fields: tuple[str, ...]


def section_changes(old: Passport, new: Passport) -> Iterator[Change]:
    """In the order of a passport's sections."""
    yield from _provisions(old, new)
    yield from _rows(INDICATORS, old.indicators, new.indicators)
    yield from _rows(RESULTS, old.results, new.results)
    yield from _rows(FUNDING, _in_blocks(old.funding), _in_blocks(new.funding))
    yield from _rows(PARTICIPANTS, old.participants, new.participants)


def _provisions(old: Passport, new: Passport) -> Iterator[Change]:
    for field in PROVISIONS:
        yield from _cell(ChangeKind.PROVISION, "main", "", field, getattr(old, field), getattr(new, field), "")
    ladder, anew = (tuple(_rung(level.code, level.holder) for level in p.levels) for p in (old, new))
    yield from _cell(ChangeKind.PROVISION, "main", "", "levels", ", ".join(ladder), ", ".join(anew), "")


def _rung(code: str, holder: str | None) -> str:
    return f"{code} ({holder})" if holder else code


@dataclass(frozen=True)
class Line:
    """A row of funding with the block that it stands in: the same sources return under every result."""

    block: str
    line: FundingLine


def _in_blocks(lines: Iterable[FundingLine]) -> tuple[Line, ...]:
    """A numbered row without amounts is the heading of those below it."""
    found, block = list[Line](), ""
    for line in lines:
        if line.number and not line.amounts and line.total is None:
            block = line.source
        found.append(Line(line.result or (block if line.number else ""), line))
    return tuple(found)


def _rows(section: Section[T], old: Sequence[T], new: Sequence[T]) -> Iterator[Change]:
    pairs = _paired(section, old, new)
    gone = [row for n, row in enumerate(old) if n not in {n for n, _ in pairs}]
    yield from (_whole(section, row, section.name(row), "") for row in gone)
    before = {m: n for n, m in pairs}
    for m, row in enumerate(new):
        if m in before:
            yield from _compared(section, old[before[m]], row)
        else:
            yield _whole(section, row, "", section.name(row))


def _whole(section: Section[T], row: T, was: str, now: str) -> Change:
    return Change(section.kind, section.code, section.number(row), "row", was, now, section.name(row))


def _compared(section: Section[T], old: T, new: T) -> Iterator[Change]:
    for field in section.fields:
        was, now = (_of(row, field) for row in (old, new))
        if not isinstance(now, Mapping):
            now, was = {"": now}, {"": was}
        for key in sorted(now.keys() | was.keys()):
            place = f"{field}.{key}" if key else field
            values = was.get(key), now.get(key)
            yield from _cell(section.kind, section.code, section.number(new), place, *values, section.name(new))


def _of(row: Any, field: str) -> Any:
    return getattr(row.line if isinstance(row, Line) else row, field)


def _cell(kind: ChangeKind, section: str, number: str, field: str, was: Any, now: Any, name: str) -> Iterator[Change]:
    before, after = _plain(was), _plain(now)
    if before != after and (canonical(before) != canonical(after) or _is_exact(was, now)):
        yield Change(kind, section, number, field, before, after, name)


def _is_exact(*values: Any) -> bool:
    """Numbers and dates differ where they are written differently; texts may differ in signs."""
    return not all(isinstance(value, str) for value in values)


def _plain(value: Any) -> str:
    if value is None or value == frozenset():
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, frozenset):
        return ", ".join(sorted("total" if year is None else str(year) for year in value))
    return str(value)


def _paired(section: Section[T], old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int]]:
    """The same rows: by number and name, then by name alone, then by number where the names are alike."""
    found: dict[int, int] = {}
    for mark in (_number_and_name, _name):
        _pair_equal(found, [mark(section, row) for row in old], [mark(section, row) for row in new])
    numbers = {section.number(row): n for n, row in enumerate(old) if n not in found}
    taken = set(found.values())
    for m, row in enumerate(new):
        n = numbers.get(section.number(row)) if m not in taken else None
        if n is not None and n not in found and likeness(section.name(old[n]), section.name(row)) >= ALIKE:
            found[n] = m
    return sorted(found.items())


def _pair_equal(found: dict[int, int], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> None:
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for n in reversed(range(len(ours))):
        if n not in found:
            waiting[ours[n]].append(n)
    taken = set(found.values())
    for m, mark in enumerate(theirs):
        if m not in taken and waiting.get(mark):
            found[waiting[mark].pop()] = m


def _number_and_name(section: Section[T], row: T) -> Hashable:
    return section.number(row), canonical(section.name(row))


def _name(section: Section[T], row: T) -> Hashable:
    return canonical(section.name(row))


def _seat(row: Participant) -> str:
    return " · ".join(filter(None, (row.name, row.role, row.heading)))


# fmt: off
INDICATORS = Section[Indicator](
    "indicators", ChangeKind.TARGET, lambda row: row.number, lambda row: row.name,
    ("number", "name", "kind", "unit", "base_value", "base_date", "targets"))
RESULTS = Section[Result](
    "results", ChangeKind.RESULT, lambda row: row.number, lambda row: row.name,
    ("number", "name", "due", "characteristic", "task"))
FUNDING = Section[Line](
    "funding", ChangeKind.MONEY, lambda row: row.line.number,
    lambda row: row.line.source if row.block in ("", row.line.source) else f"{row.line.source} · {row.block}",
    ("number", "source", "amounts", "total", "conditional"))
PARTICIPANTS = Section[Participant](
    "participants", ChangeKind.PARTICIPANT, lambda row: row.number, _seat,
    ("position", "supervisor", "employment"))
# fmt: on
