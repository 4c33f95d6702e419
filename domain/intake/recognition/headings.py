"""What the headings of a passport's tables mean, whatever their order and wording."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS

IGNORED = "ignored"
"""A change sheet, signatures, risks: a table that is no part of a passport."""

LEVELS = "|"
TITLE_LENGTH = 300
TITLED = 2
SIGNED = 2

_NUMBER = (
    r"(?:^|\|)(?:(?:№|no|n)(?:пп|пункта|строки|мероприятия)?|пп|номер(?!.*док)\w*|шифр\w*|"
    r"код(?!.*(?:бюджет|океи|кбк))\w*|индекс)$"
)
_FACT = r"факт(?!ор)|прогноз|исполнено"

# fmt: off
_WORDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    PLAN: (
        ("",               _FACT),
        ("",               r"статус|состояни|примечани|коммент|длительн|продолжит|предшествен|последовател|взаимосвяз|"
                           r"соисполнит|^тип|^вид(?:работ|мероприят)"),
        ("number",         _NUMBER),
        ("document",       r"документ|подтвержд"),
        ("term",           r"начал.*(?:оконч|заверш)"),
        ("start",          r"начал|старт|(?:^|\|)с$"),
        ("finish",         r"окончан|заверш|конец|конечн|(?:^|\|)по$"),
        ("finish",         r"(?:срок|дат)\w*(?:исполн|выполн|достиж|представл)"),
        ("finish",         r"(?:планов|контрольн|крайн)\w*(?:срок|дат)"),
        ("term",           r"срок|период|дата|время|(?:^|\|)план$"),
        ("level",          r"уровен\w*контрол"),
        ("level",          r"контрол(?!ьн)|уровен"),
        ("executors",      r"^(?!.*должност).*исполнител"),
        ("executors",      r"фио|фамил"),
        ("executors",      r"^(?!.*должност).*ответственн"),
        ("executors",      r"исполнител|ответственн"),
        ("document",       r"характеристик|отчетност|форма(?:заверш|представ|отчет)|(?:вид|ожидаем)\w*результат"),
        ("title",          r"(?:наименован|названи).*(?:результат|мероприят|контрольн)"),
        ("title",          r"мероприят"),
        ("title",          r"наименован|названи"),
        ("title",          r"контрольн\w*точк|результат|содержани|событи|задач|работ|(?:^|\|)вех"),
    ),
    INDICATORS: (
        ("base_date",      r"базов.*дат|дат\w*базов"),
        ("base_value",     r"базов"),
        ("",               _FACT),
        ("number",         _NUMBER),
        ("unit",           r"единиц|океи|едизм"),
        ("kind",           r"^(?!целевойпоказател).*(?:тип|вид)"),
        ("name",           r"показател"),
        ("name",           r"наименован|названи"),
        ("base_date",      r"дата"),
        ("base_value",     r"значени"),
    ),
    RESULTS: (
        ("",               _FACT),
        ("",               r"^тип|единиц|примечани|коммент"),
        ("number",         _NUMBER),
        ("characteristic", r"характеристик|описани"),
        ("due",            r"срок|дата|период|окончан"),
        ("name",           r"задач|результат"),
        ("name",           r"наименован|названи"),
    ),
    FUNDING: (
        ("",               _FACT),
        ("",               r"кбк|классификац|примечани|коммент"),
        ("number",         _NUMBER),
        ("total",          r"(?:^|\|)(?:всего|итого)[^|]*$"),
        ("source",         r"источник"),
        ("result",         r"результат|мероприят"),
        ("result",         r"наименован|названи"),
        ("total",          r"всего|итого"),
    ),
    PARTICIPANTS: (
        ("number",         _NUMBER),
        ("supervisor",     r"непосредствен|(?:^|\|)руководитель$|подчин"),
        ("employment",     r"занят|процент|загруз"),
        ("role",           r"(?:^|\|)роль"),
        ("name",           r"фамил|фио|инициал"),
        ("position",       r"должност|место\w*работ"),
        ("name",           r"(?:^|\|)(?:участники?(?:проекта)?$|имя)"),
    ),
}
_TITLES: tuple[tuple[str, str], ...] = (
    (IGNORED,      r"лист(?:изменен|соглас|утвержд|ознаком|регистрац)|реестр\w*риск|риск\w*проекта"),
    (PLAN,         r"план(?:мероприят|реализац|по|работ|график)|календарн\w*план|^\d*план"),
    (FUNDING,      r"финанс"),
    (PARTICIPANTS, r"участник"),
    (INDICATORS,   r"показател"),
    (RESULTS,      r"результат"),
)
_REQUIRED: Mapping[str, tuple[frozenset[str], ...]] = {
    PLAN: tuple(map(frozenset, (
        ("title", "finish", "executors"), ("title", "term", "executors"), ("title", "finish", "level"),
        ("title", "term", "level"), ("title", "start", "finish"),
        ("title", "start", "executors"),
    ))),
    INDICATORS: tuple(map(frozenset, (("name", "years"), ("name", "base_value")))),
    RESULTS: tuple(map(frozenset, (("name", "due"), ("name", "characteristic", "number")))),
    FUNDING: tuple(map(frozenset, (("source", "years"), ("source", "total")))),
    PARTICIPANTS: tuple(map(frozenset, (("role", "name"), ("name", "supervisor"), ("name", "employment")))),
}
_REQUIRED_WHEN_TITLED: Mapping[str, tuple[frozenset[str], ...]] = {
    PLAN: tuple(map(frozenset, (("title", "finish"), ("title", "term")))),
    PARTICIPANTS: (frozenset({"name", "position"}),),
}
_SIGNATURES: Mapping[str, str] = {
    PLAN:         r"контрольн\w*точ|уров\w*контрол",
    INDICATORS:   r"показател",
    RESULTS:      r"задач\w*результат",
    FUNDING:      r"источник|финанс|бюджет|рубл",
    PARTICIPANTS: r"(?:^|\|)роль|занятость",
}
# fmt: on
_NEED_THEIR_WORD = frozenset({INDICATORS, FUNDING})
_MEANINGS = {
    table: tuple((name, re.compile(wording)) for name, wording in wordings) for table, wordings in _WORDINGS.items()
}
_NOISE = re.compile(
    r"(?:личная|дата|фио|датаи)?подпис[ьи]\w{0,12}|(?:содержан|основан|описан|суть|номер|дата)\w*изменен\w{0,20}|"
    r"\w{0,12}внесен\w*изменен\w{0,20}|датасогласован\w*|(?:наименован\w{2}|описан\w{2})?риск[аи]?|вероятность\w{0,20}"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HINT = re.compile(
    r"наименован|названи|мероприят|срок|исполнител|ответственн|показател|источник|должност|роль|фамил|фио|результат|"
    r"контрол|уровен|подпис|изменен|риск|задач"
)
_PROVISION = re.compile(
    r"(?:краткое|полное|сокращенное)наименование\w{0,20}проекта|наименование(?:федеральн|национальн)\w{0,4}проекта|"
    r"срок\w{0,2}начала\w{0,20}(?:регионального)?проекта"
)


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """The letters and digits alone, so that case, ё, dots, line breaks and hyphens inside words do not matter."""
    return re.sub(r"[^\w№]|_", "", text.casefold().replace("ё", "е"))


def is_hint(text: str) -> bool:
    """Whether a cell may be a heading at all: a cheap look before the thorough one."""
    return len(text) < TITLE_LENGTH and _HINT.search(squeezed(text)) is not None


def is_provision(text: str) -> bool:
    """Whether a cell is a label of the main provisions, which head no table."""
    return len(text) < TITLE_LENGTH and _PROVISION.fullmatch(squeezed(text)) is not None


def year_of(caption: str) -> str | None:
    """The year of a squeezed caption whose last level names one and nothing else in figures."""
    last = caption.rpartition(LEVELS)[2]
    years = _YEAR.findall(last)
    return years[0] if len(years) == 1 and not re.search(r"факт|баз", caption) else None


def titled(text: str) -> str | None:
    """Which table a paragraph or a spanning row announces."""
    if len(text) > TITLE_LENGTH:
        return None
    plain = squeezed(text)
    return next((table for table, wording in _TITLES if re.search(wording, plain)), None)


def kind_of(captions: Sequence[str], titles: Iterable[str]) -> str | None:
    """The table that these squeezed captions head; `titles` are what stands above, nearest first."""
    announced = next(filter(None, map(titled, titles)), None)
    words = LEVELS.join(captions)
    if _is_noise(captions, announced):
        return IGNORED
    worth = {table: _worth(table, captions, words, announced) for table in _MEANINGS}
    best = max(worth, key=lambda table: worth[table])
    return best if worth[best] else None


def named(table: str, captions: Sequence[str]) -> dict[str, int]:
    """Places of the columns by name: of two captions for one column the plainer wording wins, then the left one."""
    found: dict[str, tuple[int, int]] = {}
    for place, caption in enumerate(captions):
        rank, name = _meaning(table, caption)
        if name and (name not in found or rank < found[name][0]):
            found[name] = (rank, place)
    return _settled(table, {name: place for name, (_, place) in found.items()})


def _settled(table: str, places: dict[str, int]) -> dict[str, int]:
    """A finish makes a term needless; funding with one column for results and sources calls it the source."""
    if table == PLAN and "finish" in places:
        places.pop("term", None)
    if table == FUNDING and "source" not in places and "result" in places:
        places["source"] = places.pop("result")
    return places


def _meaning(table: str, caption: str) -> tuple[int, str]:
    if not caption:
        return 0, ""
    if table in {INDICATORS, FUNDING} and (year := year_of(caption)):
        return 0, year
    meanings = _MEANINGS[table]
    return next(((rank, name) for rank, (name, wording) in enumerate(meanings) if wording.search(caption)), (0, ""))


def _is_noise(captions: Sequence[str], announced: str | None) -> bool:
    """Captions of a sheet that is no part of a passport: all of them words, and one tells."""
    told = [caption for caption in captions if caption]
    if len(told) < 2 or any(map(str.isdigit, "".join(told))):  # noqa: PLR2004 - one caption heads no table
        return False
    return announced == IGNORED or ("level" not in named(PLAN, captions) and any(map(_NOISE.fullmatch, told)))


def _worth(table: str, captions: Sequence[str], words: str, announced: str | None) -> int:
    """How well the captions fit a table; 0 when what the table cannot do without is absent."""
    columns = set(named(table, captions))
    if any(name.isdecimal() for name in columns):
        columns.add("years")
    is_announced = announced == table
    has_its_word = re.search(_SIGNATURES[table], words) is not None
    required = (*_REQUIRED[table], *(_REQUIRED_WHEN_TITLED.get(table, ()) if is_announced else ()))
    if not any(names <= columns for names in required) or not (
        has_its_word or is_announced or table not in _NEED_THEIR_WORD
    ):
        return 0
    return len(columns) + TITLED * is_announced + SIGNED * has_its_word
