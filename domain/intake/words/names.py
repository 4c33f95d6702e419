"""Names of people as passports write them, and as Vekha keeps them: `Фамилия И.О.`"""

import re
from collections.abc import Iterable, Iterator

SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
INITIALS_AFTER = r"[А-ЯЁ]\.\s?[А-ЯЁ](?:\.|(?![А-ЯЁа-яё.]))"
FULL = rf"{SURNAME}\s[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(?:вич|вна|ична|ич|оглы|кызы)\b"
PERSON_WRITTEN = rf"(?:{FULL}|{SURNAME}\s{INITIALS_AFTER}|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{SURNAME})"

_GROUP_STEMS = (
    "Руководител|Глав|Орган|Муниципальн|Государственн|Образовательн|Общеобразовательн|Департамент|Министерств|"
    "Администрац|Управлен|Комитет|Учреждени|Организаци|Проектн|Ректор|Директор|Заведующ|Специалист|Сотрудник|"
    "Работник|Исполнител|Совет|Рабоч|Региональн|Служб|Методическ|Центр"
)
GROUP_WRITTEN = (
    rf"(?:{_GROUP_STEMS})[а-яё]*(?:\s(?:[а-яё(][^\s,;]*|(?!{_GROUP_STEMS})[А-ЯЁ][а-яё]+(?:ой|ого|их|ых)(?=\s|$)))*"
)
PEOPLE_WRITTEN = rf"(?:{PERSON_WRITTEN}|{GROUP_WRITTEN})(?:[\s,;]+(?:{PERSON_WRITTEN}|{GROUP_WRITTEN}))*[,;]?"


_CAPITAL = r"[А-ЯЁABCEHKMOPTXY]"
_WORD = rf"(?:{_CAPITAL}[а-яё]{{1,30}}|[А-ЯЁ]{{2,30}})"
_OFFICES = (
    "директор|заместитель|начальник|министр|губернатор|вице-губернатор|ректор|проректор|руководитель|глава|председатель|"
    "заведующий|заведующая|специалист|консультант|советник|секретарь|куратор|администратор|эксперт|методист|инженер|"
    "менеджер|помощник|референт|бухгалтер|экономист|психолог|учитель|декан|президент|сотрудник"
)
_OFFICE = re.compile(
    rf"(?i:(?:(?:перв|ведущ|главн|старш|младш)(?:ый|ий|ая)\s){{0,2}}(?:{_OFFICES})\b|и\.\s?о\.|врио\b|исполняющ)"
)
_STEMS = (
    "директор|заместител|начальник|министр|губернатор|ректор|проректор|руководител|глав|председател|заведующ|специалист|"
    "консультант|советник|секретар|куратор|администратор|эксперт|методист|инженер|менеджер|помощник|департамент|управлени|"
    "комитет|министерств|отдел"
)
_NOT_SURNAME = rf"(?!(?i:(?:вице-)?(?:{_STEMS})(?:а|у|ом|е|ы|и|ю|я|ь|ем|ей|ым|о|ого|ому|ой|ий|ая)?)\s)"
_SURNAME = rf"{_NOT_SURNAME}{_WORD}(?:-\s?{_WORD})?"
_PATRONYMIC = r"(?:[А-ЯЁ](?i:[а-яё]{1,20}?(?:вич|вна|ична|ич))(?![А-ЯЁа-яё])|[А-ЯЁ][А-ЯЁа-яё]{1,20}\s(?i:оглы|кызы)\b)"
_TWO = rf"{_CAPITAL}\.\s?{_CAPITAL}(?:\.|(?![А-ЯЁа-яё.]))"
_FORMS = (
    rf"(?P<s1>{_SURNAME})\s(?!{_PATRONYMIC})(?P<a1>[А-ЯЁ])(?:[а-яё]{{1,30}}|[А-ЯЁ]{{1,30}})\s(?=(?P<b1>[А-ЯЁ])){_PATRONYMIC}",
    rf"(?P<a2>[А-ЯЁ])(?:[а-яё]{{1,30}}|[А-ЯЁ]{{1,30}})\s(?=(?P<b2>[А-ЯЁ])){_PATRONYMIC}\s(?P<s2>{_SURNAME})(?![А-ЯЁа-яё])",
    rf"(?P<s3>{_SURNAME})\s?(?={_TWO}(?!{_WORD}(?![А-ЯЁа-яё])(?!\s?{_TWO})))(?P<a3>{_CAPITAL})\.\s?(?P<b3>{_CAPITAL})\.?",
    rf"(?P<a4>{_CAPITAL})\.\s?(?P<b4>{_CAPITAL})\.\s?(?P<s4>{_SURNAME})(?![А-ЯЁа-яё])",
    rf"(?P<s5>{_SURNAME})\s(?P<a5>{_CAPITAL})\.(?=\s{{0,3}}(?:[,;\n]|$))",
)
_ONE = re.compile(rf"(?<![А-ЯЁа-яё-])(?:{'|'.join(_FORMS)})")
_CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_WRAPPED = re.compile(r"\n\s*(?=[а-яё(])")
_BRACKETED = re.compile(r"\s*\([^()]*\)")
"""A position in brackets after a name ends with them."""

_NUMERAL = re.compile(r"\d{1,3}[.)]?")
_DASHES = "-–—"
_EDGES = f" .,{_DASHES}"
LONGEST = 4000
"""A cell of more letters names nobody in particular."""


def normalized(written: str) -> str:
    """`О.Г.Зуева`, `ЗУЕВА О. Г.` and `Зуева Ольга Георгиевна` are one name; a group stays as it is."""
    found = _ONE.fullmatch(written.strip())
    return _name(found) if found else " ".join(written.split())


def people(written: str) -> tuple[str, ...]:
    """The names of a cell in their order: people without their positions, and groups between them."""
    text = _WRAPPED.sub(" ", written[:LONGEST])
    found = list(_ONE.finditer(text))
    edges = [0, *(edge for person in found for edge in person.span()), len(text)]
    names: list[str] = []
    for n, (begin, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        names.extend(_groups(text[begin:end], after=n > 0, before=n < len(found)))
        names.extend(map(_name, found[n : n + 1]))
    return tuple(dict.fromkeys(names))


def person_and_position(written: str) -> tuple[str | None, str]:
    """Part `Заместитель Губернатора Пахомова Е.А.` (or the name first) into the name and the position."""
    found = list(_ONE.finditer(written[:LONGEST]))
    if not found:
        return None, " ".join(written.split())
    name = found[-1] if written[found[-1].end() :].strip(" .,") == "" else found[0]
    position = f"{written[: name.start()]} {written[name.end() :]}"
    return _name(name), " ".join(position.split()).strip(f"{_EDGES};:")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one known person who was most probably meant: a namesake by initials, or a slip of one letter.

    None for a name that is itself known, and where two people could be meant.
    """
    others = [other for other in dict.fromkeys(known) if " " in other]
    if folded(name) in map(folded, others):
        return None
    surname, _, initials = folded(name).rpartition(" ")
    split = {other: folded(other).rpartition(" ")[::2] for other in others}
    namesakes = {other: parts[1] for other, parts in split.items() if parts[0] == surname}
    if namesakes:
        return _nearest_initials(initials, namesakes)
    return _only(other for other, parts in split.items() if parts[1] == initials and _is_slip(surname, parts[0]))


def folded(name: str) -> str:
    """A name as names are compared: `Плавнёв С.С.` is `Плавнев С.С.`"""
    return name.lower().replace("ё", "е")


def _name(found: re.Match[str]) -> str:
    surname, first, second = (_named(part, found.groupdict()) for part in "sab")
    pieces = [piece.strip().translate(_CYRILLIC if piece[1:2].islower() else {}) for piece in surname.split("-")]
    initials = "".join(f"{letter}." for letter in (first, second) if letter).translate(_CYRILLIC)
    return f"{'-'.join(piece[0] + piece[1:].lower() for piece in pieces)} {initials}"


def _named(part: str, groups: dict[str, str | None]) -> str:
    """The surname (s), the name (a) or the patronymic (b) of whichever form has matched."""
    return next((text for n in "12345" if (text := groups.get(f"{part}{n}"))), "")


def _groups(gap: str, *, after: bool, before: bool) -> Iterator[str]:
    """Groups between two people; what touches a person and is a position belongs to the person."""
    pieces = (_BRACKETED.sub(",", gap, count=1) if after and _BRACKETED.match(gap) else gap).split(";")
    for n, piece in enumerate(pieces):
        touches = (after and n == 0) or (before and n == len(pieces) - 1)
        yield from _without_positions(piece) if touches else filter(None, map(_bare, _parts(piece)))


def _without_positions(piece: str) -> Iterator[str]:
    is_position = False
    for part in _parts(piece):
        group = _bare(part)
        goes_on = is_position and not group[:1].isupper()
        is_position = goes_on or part.lstrip()[:1] in (*_DASHES, "(") or _OFFICE.match(group) is not None
        if group and not is_position:
            yield group


def _parts(piece: str) -> list[str]:
    return [part for part in re.split(r"[,\n]", piece) if part.strip()]


def _bare(part: str) -> str:
    """A group without what stood between it and its neighbours: `и`, a dash, a bracket, a number of a list."""
    words = part.strip(_EDGES).removeprefix(")").removesuffix("(").strip(_EDGES)
    words = "" if words in ("и", "и др", "др") else words.removeprefix("и ").removesuffix(" и")
    return "" if _NUMERAL.fullmatch(words) else " ".join(words.split())


def _nearest_initials(initials: str, namesakes: dict[str, str]) -> str | None:
    """Of namesakes the one whose initials are swapped, else the one who shares an initial, else the only one."""
    swapped = [other for other, theirs in namesakes.items() if sorted(theirs) == sorted(initials)]
    shared = [other for other, theirs in namesakes.items() if set(theirs) & set(initials) - {"."}]
    return _only(swapped or shared or namesakes)


def _only(names: Iterable[str]) -> str | None:
    listed = list(names)
    return listed[0] if len(listed) == 1 else None


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is changed, lost or added, or two neighbours are swapped."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, theirs = one[same:], other[same:]
    is_swap = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
    return is_swap or mine[1:] in (theirs[1:], theirs) or mine == theirs[1:]
