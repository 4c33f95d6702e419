"""Findings about people: executors nobody knows, names spelled two ways, one's own controller, employment."""

from collections import Counter
from collections.abc import Iterable, Iterator

from domain.intake.examination.view import View, plan_finding, section_finding
from domain.intake.words.names import nearest
from domain.passport import Finding, Participant, Passport, PlanRow, is_person

OFFICES = {
    "head": ("руководитель регионального проекта", "руководитель проекта"),
    "curator": ("куратор регионального проекта", "куратор проекта"),
    "administrator": ("администратор регионального проекта", "администратор проекта"),
}
TITLES = {"head": "руководителем", "curator": "куратором", "administrator": "администратором"}
WHOLE = 100


def people_findings(view: View) -> Iterator[Finding]:
    passport, known = view.passport, known_people(view.passport)
    yield from _officials(passport)
    yield from _participants(passport)
    for row in passport.plan:
        yield from _executors(row, known, passport)
        yield from _own_controller(row, view)


def known_people(passport: Passport) -> dict[str, str]:
    """Everybody whom the passport itself names outside the plan: what a name is compared by, and the name.

    A supervisor who looks like a slip of another's name is not known by that slip.
    """
    holders = [level.holder for level in passport.levels]
    officials = [passport.head, passport.curator, passport.administrator, *passport.positions, *holders]
    known = _by_key([*(each.name for each in passport.participants), *officials])
    for name in (each.supervisor for each in passport.participants):
        if is_person(name) and not meant_by(name, known.values()):
            known.setdefault(_key(name), name)
    return known


def meant_by(name: str, known: Iterable[str]) -> str | None:
    """The known person whose name this one is a slip of: alike in surname and with an initial in common."""
    other = nearest(name, sorted(known))
    return other if other and set(_initials(name)) & set(_initials(other)) else None


def _officials(passport: Passport) -> Iterator[Finding]:
    """Section 1 names the head, and a participant of section 5 has the role: they should be one person."""
    for office, roles in OFFICES.items():
        stated = getattr(passport, office)
        holders = [each.name for each in passport.participants if _plain(each.role).startswith(roles)]
        people = [name for name in holders if is_person(name)]
        if stated and people and _key(stated) not in map(_key, people):
            says = f"{TITLES[office]} проекта назван {stated}, а в разделе 5 - {people[0]}: оставьте одного"
            yield section_finding("person_mismatch", "main", None, office, stated, says, people[0])


def _participants(passport: Passport) -> Iterator[Finding]:
    counted = Counter((_key(each.name), each.position) for each in passport.participants if is_person(each.name))
    known = _by_key([*(each.name for each in passport.participants), passport.head, passport.curator])
    for each in passport.participants:
        yield from _spelled_otherwise(each, counted, known)
        if each.employment is not None and not 0 <= each.employment <= WHOLE:
            says = f"занятость {each.employment} % ({each.name}): она бывает от 0 до 100 %"
            value = str(each.employment)
            yield section_finding("percent_out_of_range", "participants", each.number, "employment", value, says)


def _spelled_otherwise(
    each: Participant, counted: Counter[tuple[str, str]], known: dict[str, str]
) -> Iterator[Finding]:
    """A name that the same post has more often in another spelling, and a supervisor known by another one."""
    own = counted[_key(each.name), each.position]
    oftener = [known[key] for (key, post), count in counted.items() if post == each.position and count > own]
    if is_person(each.name) and each.position and (meant := meant_by(each.name, oftener)):
        says = f"имя {each.name} расходится с другими строками раздела: вероятно, {meant}"
        yield section_finding("person_mismatch", "participants", each.number, "name", each.name, says, meant)
    if is_person(each.supervisor) and _key(each.supervisor) not in known:
        meant = meant_by(each.supervisor, known.values())
        says = f"руководитель {each.supervisor} не значится среди участников: вероятно, {meant}"
        value = each.supervisor
        if meant:
            yield section_finding("person_mismatch", "participants", each.number, "supervisor", value, says, meant)


def _executors(row: PlanRow, known: dict[str, str], passport: Passport) -> Iterator[Finding]:
    if not row.executors and "executors" not in passport.lacking:
        says = "не указан ответственный исполнитель: впишите фамилию и инициалы"
        yield plan_finding("missing_executor", row, "executors", None, says)
    for name in row.executors:
        if is_person(name) and _key(name) not in known:
            yield from _stranger(row, name, meant_by(name, known.values()), passport)


def _stranger(row: PlanRow, name: str, meant: str | None, passport: Passport) -> Iterator[Finding]:
    """A slip of a known name; or nobody known, which means something only where people are listed."""
    if meant:
        says = f"исполнителя {name} нет среди участников проекта: вероятно, {meant}"
        yield plan_finding("person_mismatch", row, "executors", name, says, meant)
    elif any(is_person(each.name) for each in passport.participants):
        says = f"исполнителя {name} нет среди участников проекта: внесите его в раздел 5 или исправьте имя"
        yield plan_finding("unknown_person", row, "executors", name, says)


def _own_controller(row: PlanRow, view: View) -> Iterator[Finding]:
    holder = next((level.holder for level in view.passport.levels if level.code == row.level), None)
    if holder and _key(holder) in map(_key, row.executors):
        participants = view.passport.participants
        above = next((each.supervisor for each in participants if _key(each.name) == _key(holder)), "")
        says = f"{holder} и исполняет, и контролирует пункт: принимать должен непосредственный руководитель {above}"
        yield plan_finding("executor_controls_himself", row, "executors", holder, says.strip())


def _by_key(names: Iterable[str | None]) -> dict[str, str]:
    """People by what they are compared by; of two spellings the first counts."""
    known: dict[str, str] = {}
    for name in names:
        if name and is_person(name):
            known.setdefault(_key(name), name)
    return known


def _key(name: str) -> str:
    """A name as it is compared: `Семёнов А.Б.` and `СЕМЕНОВ А.Б` are one."""
    return _plain(name).rstrip(".").replace(" ", "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _initials(name: str) -> str:
    return name.rpartition(" ")[2].replace(".", "")
