"""Names of people as passports write them, and as Vekha keeps them: `Фамилия И.О.`"""

import re
from collections.abc import Iterable
from difflib import get_close_matches

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

_ONE = re.compile(rf"(?<![А-ЯЁа-яё.-]){PERSON_WRITTEN}")
_PARTS = re.compile(rf"({SURNAME})\s([А-ЯЁ])(?:\.|[а-яё]+)\s?([А-ЯЁ])|([А-ЯЁ])\.\s?([А-ЯЁ])\.\s?({SURNAME})")
CLOSE = 0.85


def normalized(written: str) -> str:
    """`О.Г.Красношлыкова`, `Красношлыкова О. Г.` and `Красношлыкова О.Г` are one name; a group stays as it is."""
    if not _ONE.fullmatch(written.strip()):
        return written.strip()
    surname, first, second, first_before, second_before, surname_after = _PARTS.match(written.strip()).groups()  # type: ignore[union-attr]
    return f"{surname or surname_after} {first or first_before}.{second or second_before}."


def people(written: str) -> tuple[str, ...]:
    """The names of a cell in their order: people, and groups between them."""
    names: list[str] = []
    begin = 0
    for found in _ONE.finditer(written):
        names.extend(_groups(written[begin : found.start()]))
        names.append(normalized(found[0]))
        begin = found.end()
    names.extend(_groups(written[begin:]))
    return tuple(names)


def person_and_position(written: str) -> tuple[str | None, str]:
    """Part `Заместитель Губернатора Пахомова Е.А.` (or the name first) into the name and the position."""
    found = list(_ONE.finditer(written))
    if not found:
        return None, written.strip()
    name = found[-1] if written[found[-1].end() :].strip(" .,") == "" else found[0]
    position = f"{written[: name.start()]} {written[name.end() :]}"
    return normalized(name[0]), " ".join(position.split()).strip(" ,-–—.")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one known person that was most probably meant: the same surname, or a slip of the pen."""
    candidates = list(known)
    surname = name.rpartition(" ")[0]
    namesakes = [other for other in candidates if other.rpartition(" ")[0] == surname]
    if len(namesakes) == 1:
        return namesakes[0]
    return next(iter(get_close_matches(name, namesakes or candidates, n=1, cutoff=CLOSE)), None)


def _groups(written: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;]", written) if part.strip(" .-–—")]
