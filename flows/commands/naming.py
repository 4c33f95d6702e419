"""Names on the command line: who is known, who may have been meant."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from flows.commands.common import BadWord

if TYPE_CHECKING:
    from config.wiring import Office
    from domain.authority import Staff


def near(name: str, known: Iterable[str]) -> list[str]:
    """Names spelled alike, and those of the same first word."""
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    spelled = {given.casefold(): given for given in known}
    alike = [spelled[found] for found in get_close_matches(name.casefold(), spelled, n=3, cutoff=0.7)]
    same = [given for low, given in spelled.items() if first and low.split()[0] == first]
    return list(dict.fromkeys([*alike, *same]))[:5]


def unknown(name: str, known: Iterable[str]) -> str:
    """That there is no such participant, and who is called alike."""
    found = near(name, known)
    advice = f"похожие: {', '.join(found)}" if found else "имена показывает «vekha people»"
    return f"В паспорте нет участника «{name}»; {advice}"


def refuse_unknown(name: str, staff: "Staff") -> None:
    """Neither a participant nor a level. Raises BadWord."""
    if not staff.knows(name):
        raise BadWord(unknown(name, [*staff.positions, *(level.code for level in staff.levels)]))


def is_body(name: str, staff: "Staff") -> bool:
    """A level that one person holds is written to as that person; only the others meet in a group."""
    return any(name == level.code and not level.holder for level in staff.levels)


def refuse_level_of_a_person(name: str, staff: "Staff", command: str) -> None:
    """Raises BadWord with the command that is meant."""
    holder = next((level.holder for level in staff.levels if level.code == name), None)
    if holder:
        raise BadWord(f"«{name}» — это {holder}; {command} «{holder}»")


def staffs(office: "Office", passport: str | None) -> "list[Staff]":
    """Of the passport that is named, else of all that are under control. Raises Unknown."""
    codes = [office.passport(passport).code] if passport else [book.code for book in office.records.passports()]
    return [office.staff(code) for code in codes] or [office.staff(office.passport().code)]


def refuse_not_a_participant(name: str, known: "Sequence[Staff]") -> None:
    """Raises BadWord for a level, and for whoever takes part in none of these passports."""
    if any(name in staff.positions for staff in known):
        return
    for staff in known:
        if is_body(name, staff):
            raise BadWord(
                f"«{name}» — орган; его почту читает секретарь, назначьте: vekha secretary {name} «Фамилия И.О.»"
            )
        refuse_level_of_a_person(name, staff, "назовите участника по имени:")
    raise BadWord(unknown(name, [person for staff in known for person in staff.positions]))
