"""Findings about numbers: of plan items and of participants."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from domain.intake.examination.view import View, plan_finding
from domain.passport import Finding, Participant
from domain.vocabulary import Severity


def number_findings(view: View) -> Iterator[Finding]:
    yield from _duplicates(view)
    yield from _orphans(view)
    yield from _gaps(view)
    yield from _repeated_participants(view.passport.participants)


def _duplicates(view: View) -> Iterator[Finding]:
    counted = Counter(row.number for row in view.passport.plan)
    for number, count in counted.items():
        if count > 1:
            says = f"номер стоит в плане {count} раза: дайте каждому пункту свой номер"
            yield plan_finding("duplicate_number", view.rows[number], "number", number, says)


def _orphans(view: View) -> Iterator[Finding]:
    for row in view.rows.values():
        if row.parent and row.parent not in view.rows:
            says = f"в плане нет пункта {row.parent}, которому он подчинен: добавьте его или исправьте номер"
            yield plan_finding("orphan_parent", row, "number", row.number, says)


def _gaps(view: View) -> Iterator[Finding]:
    siblings: defaultdict[str, set[int]] = defaultdict(set)
    for number in view.rows:
        head, _, last = number.rpartition(".")
        siblings[head].add(int(last))
    for row in view.passport.plan:
        head, _, last = row.number.rpartition(".")
        if missing := _missing_before(int(last), siblings[head]):
            skipped = ", ".join(f"{head}.{n}".lstrip(".") for n in missing)
            says = f"перед ним в нумерации пропущено: {skipped}; проверьте, все ли пункты вошли в план"
            yield plan_finding("numbering_gap", row, "number", row.number, says)


def _missing_before(number: int, present: set[int]) -> list[int]:
    """Numbers lacking just before this one, back to the previous present sibling (or to 1)."""
    before = max((n for n in present if n < number), default=0)
    return list(range(before + 1, number))


def _repeated_participants(participants: Sequence[Participant]) -> Iterator[Finding]:
    """Numbers that come twice; numbering that begins anew from 1 under a heading is in order."""
    seen: set[str] = set()
    for participant in participants:
        if participant.number == "1":
            seen.clear()
        if participant.number in seen:
            yield _repeated(participant)
        seen.add(participant.number)


def _repeated(participant: Participant) -> Finding:
    message = f"Раздел 5: номер {participant.number} стоит повторно ({participant.name}): исправьте нумерацию"
    number = participant.number
    return Finding("duplicate_number", Severity.NOTE, "participants", number, "number", number, message)
