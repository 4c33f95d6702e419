"""Findings about numbers: of plan items and of the rows of every other section."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.intake.examination.view import View, plan_finding, section_finding
from domain.passport import Finding, Passport
from domain.vocabulary import Severity

LISTED = 4
"""Of more missing numbers only the first and the last are named."""

DIGITS = 3
"""A longer number is a date or a code, not a place in a sequence."""


class Numbered(NamedTuple):
    """A row that has a number: under which heading it stands and what it is called."""

    number: str
    heading: str
    name: str


def number_findings(view: View) -> Iterator[Finding]:
    yield from _duplicates_of_plan(view)
    yield from _orphans(view)
    for section, rows in _sections(view.passport).items():
        yield from _repeated(section, rows)
        yield from _gaps(section, _counted_through(rows))


def _sections(passport: Passport) -> dict[str, list[Numbered]]:
    return {
        "indicators": [Numbered(each.number, "", each.name) for each in passport.indicators],
        "results": [Numbered(each.number, each.task, each.name) for each in passport.results],
        "funding": [Numbered(each.number, each.result, each.source) for each in passport.funding if each.number],
        "participants": [Numbered(each.number, each.heading, each.name) for each in passport.participants],
        "plan": [Numbered(each.number, "", each.title) for each in passport.plan],
    }


def _duplicates_of_plan(view: View) -> Iterator[Finding]:
    counted = Counter(row.number for row in view.passport.plan)
    for number, count in counted.items():
        if count > 1:
            says = f"номер повторяется в плане (всего строк: {count}): дайте каждому пункту свой номер"
            yield plan_finding("duplicate_number", view.rows[number], "number", number, says)


def _orphans(view: View) -> Iterator[Finding]:
    for row in view.rows.values():
        if row.parent and row.parent not in view.rows:
            says = f"в плане нет пункта {row.parent}, которому он подчинен: добавьте его или исправьте номер"
            yield plan_finding("orphan_parent", row, "number", row.number, says)


def _repeated(section: str, rows: Sequence[Numbered]) -> Iterator[Finding]:
    """Numbers that come twice, once each; numbering that begins anew is in order. The plan has its own examiner."""
    if section == "plan":
        return
    seen: dict[str, Numbered] = {}
    before = Numbered("", "", "")
    for row in rows:
        if _begins_anew(section, row, before):
            seen.clear()
        if row.number in seen and not _is_one_cell(section, row, seen[row.number]):
            yield _repetition(section, row)
        seen.setdefault(row.number, row)
        before = row


def _begins_anew(section: str, row: Numbered, before: Numbered) -> bool:
    """From the first number on: under another heading, or where headings may have been lost."""
    is_first = row.number.rpartition(".")[2] == "1"
    may_restart = section in ("participants", "funding") and row.number == "1" != before.number
    return is_first and (row.heading != before.heading or may_restart)


def _is_one_cell(section: str, row: Numbered, other: Numbered) -> bool:
    """Sources of one result may share its number, as a merged cell gives it."""
    return section == "funding" and bool(row.heading) and row.heading == other.heading


def _repetition(section: str, row: Numbered) -> Finding:
    says = f"номер стоит повторно ({row.name}): исправьте нумерацию"
    found = section_finding("duplicate_number", section, row.number, "number", row.number, says)
    return replace(found, severity=Severity.NOTE) if section == "participants" else found


def _counted_through(rows: Sequence[Numbered]) -> Sequence[Numbered]:
    """Rows without their headings where numbering goes on from one heading to the next."""
    numbers = [row.number for row in rows]
    return [row._replace(heading="") for row in rows] if len(set(numbers)) == len(numbers) else rows


def _gaps(section: str, rows: Sequence[Numbered]) -> Iterator[Finding]:
    """Numbers lacking before a row. Funding keeps the numbers of the results that have money."""
    if section == "funding":
        return
    siblings: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        if (place := _place(row)) is not None:
            siblings[place[0]].add(place[1])
    for row in rows:
        if (place := _place(row)) is not None:
            yield from _gap(section, row, siblings[place[0]])


def _gap(section: str, row: Numbered, present: set[int]) -> Iterator[Finding]:
    head, _, last = row.number.rpartition(".")
    if row.heading and int(last) == min(present):
        return
    if missing := _missing_before(int(last), present):
        names = [f"{head}.{n}".lstrip(".") for n in missing]
        skipped = ", ".join(names) if len(names) <= LISTED else f"с {names[0]} по {names[-1]}"
        says = f"перед ним в нумерации пропущено: {skipped}; проверьте, все ли строки вошли в документ"
        yield section_finding("numbering_gap", section, row.number, "number", row.number, says)


def _place(row: Numbered) -> tuple[tuple[str, str], int] | None:
    """The siblings that a row is counted among, and its place there; None for a number that is not digits."""
    head, _, last = row.number.rpartition(".")
    return ((row.heading, head), int(last)) if last.isdecimal() and len(last) <= DIGITS else None


def _missing_before(number: int, present: set[int]) -> list[int]:
    """Numbers lacking just before this one, back to the previous present sibling (or to 1)."""
    before = max((n for n in present if n < number), default=0)
    return list(range(before + 1, number))
