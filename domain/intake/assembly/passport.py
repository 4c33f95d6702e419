"""Makes a passport of a document's tables and prose, whatever format they were read from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from domain.intake.assembly.rungs import code_of, ladder
from domain.intake.outcome import Illegible
from domain.intake.tables import PARTICIPANTS, PLAN, Document, Row
from domain.intake.words.dates import IN_WORDS, NO_DATE, WRITTEN, read_date, ru
from domain.intake.words.names import normalized, people, person_and_position
from domain.passport import Participant, Passport, PlanRow
from domain.vocabulary import DocumentKind, Rank

RANKS = (Rank.RESULT, Rank.CONTROL_POINT, Rank.ACTIVITY)
DATE_CELLS = ("start", "finish")

# fmt: off
KINDS: tuple[tuple[re.Pattern[str], DocumentKind], ...] = (
    (re.compile(r"заявк", re.I),                                     DocumentKind.APPLICATION),
    (re.compile(r"соглашени", re.I),                                 DocumentKind.AGREEMENT),
    (re.compile(r"мониторинг", re.I),                                DocumentKind.MONITORING),
    (re.compile(r"отч[её]т", re.I),                                  DocumentKind.REPORT),
    (re.compile(r"\bакт(?:ы|а|ов)?\b|приказ|распоряжени|постановлени", re.I), DocumentKind.ACT),
    (re.compile(r"график", re.I),                                    DocumentKind.SCHEDULE),
)
PROVISIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("federal",       re.compile(r"Наименование\s+(?:федерального|национального)\s+проекта")),
    ("title",         re.compile(r"Краткое\s+наименование\s+регионального\s+проекта")),
    ("term",          re.compile(r"Срок\s+начала\s+и\s+окончания\s+проекта|Срок\s+реализации\s+проекта")),
    ("curator",       re.compile(r"Куратор\s+регионального\s+проекта")),
    ("head",          re.compile(r"Руководитель\s+регионального\s+проекта")),
    ("administrator", re.compile(r"Администратор\s+регионального\s+проекта")),
    ("programmes",    re.compile(r"Связь\s+с\s+государственными\s+программами")),
)
REGIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"([А-ЯЁ][а-яё-]+)ской области"),              r"\1ская область"),
    (re.compile(r"([А-ЯЁ][а-яё-]+)ского края"),                r"\1ский край"),
    (re.compile(r"Республики ([А-ЯЁ][а-яё-]+(?: [-–] [А-ЯЁ][а-яё]+)?)"), r"Республика \1"),
    (re.compile(r"([А-ЯЁ][а-яё-]+)ской Республики"),           r"\1ская Республика"),
    (re.compile(r"([А-ЯЁ][А-ЯЁа-яё-]+)ского автономного округа"), r"\1ский автономный округ"),
    (re.compile(r"города (Москвы|Санкт-Петербурга|Севастополя)"), r"город \1"),
)
# fmt: on
QUOTED_TITLE = re.compile(r"(?i:регионального проекта)\s*[\"«]([^\n]+?)[\"»](?=[\s.,]|$)")
ORDER = re.compile(rf"от\s+({WRITTEN.pattern}|{IN_WORDS.pattern})\s*(?:г\.|года)?\s*(?:N|№)\s*([^\s,;]+)")
QUOTES = '"«»„“ .'


class Assembled(NamedTuple):
    """A passport and the cells of it that could not be understood."""

    passport: Passport
    illegible: tuple[Illegible, ...]


def assemble(document: Document, *, code: str) -> Assembled:
    """Make a passport; what is illegible becomes None and is listed."""
    rows = document.tables.get(PLAN, ())
    provisions = _provisions(document.prose.get("main", ""))
    officials = {role: person_and_position(provisions.get(role, "")) for role in ("curator", "head", "administrator")}
    names = {role: name for role, (name, _) in officials.items()}
    plan, term = tuple(map(plan_row, rows)), _term(provisions.get("term", ""))
    passport = Passport(
        code=code,
        title=_title(provisions, document.text),
        region=_region(document.text),
        order=_order(document.prose.get("head", "")),
        starts=term[0],
        ends=term[1],
        head=names["head"],
        curator=names["curator"],
        administrator=names["administrator"],
        levels=ladder([row["level"] for row in rows], plan, document.text, names),
        participants=tuple(_participants(document.tables.get(PARTICIPANTS, ()))),
        plan=plan,
        positions={name: position for name, position in officials.values() if name},
    )
    return Assembled(passport, tuple(_illegible(rows)))


def plan_row(row: Row) -> PlanRow:
    title, document = row["title"], row["document"]
    return PlanRow(
        number=row["number"],
        rank=RANKS[min(row["number"].count("."), 2)],
        title=title,
        start=read_date(row["start"]),
        finish=read_date(row["finish"]),
        executors=people(row["executors"]),
        document=document,
        document_kind=kind_of(title, document),
        level=code_of(row["level"]) or None,
    )


def kind_of(title: str, document: str) -> DocumentKind | None:
    """What kind of proof a plan row asks for: monitoring by its name, else the first telling word of the cell."""
    if title.lower().startswith("проведение мониторинга") or "мониторинг" in document.lower():
        return DocumentKind.MONITORING
    told = ((found.start(), kind) for word, kind in KINDS if (found := word.search(document)))
    return min(told, default=(0, None), key=lambda place_and_kind: place_and_kind[0])[1]


def _illegible(rows: Iterable[Row]) -> Iterator[Illegible]:
    for row in rows:
        for cell in DATE_CELLS:
            if row[cell] not in NO_DATE and read_date(row[cell]) is None:
                yield Illegible(row["number"], cell, row[cell])


def _participants(rows: Sequence[Row]) -> Iterator[Participant]:
    heading = ""
    for row in rows:
        heading = row.spans or heading
        if row.spans is None:
            yield _participant(row, heading)


def _participant(row: Row, heading: str) -> Participant:
    return Participant(
        number=row["number"],
        role=row["role"],
        name=normalized(row["name"]),
        position=row["position"],
        supervisor=normalized(row["supervisor"]),
        employment=int(row["employment"]) if row["employment"].isdecimal() else None,
        heading=heading,
    )


def _provisions(main: str) -> dict[str, str]:
    """Values of the main provisions: what stands between one label and the next."""
    places = [(found.start(), found.end(), name) for name, label in PROVISIONS if (found := label.search(main))]
    edges = pairwise([*sorted(places), (len(main), len(main), "")])
    return {name: " ".join(main[begin:end].split()) for (_, begin, name), (end, _, _) in edges}


def _title(provisions: dict[str, str], text: str) -> str:
    if short := provisions.get("title", "").strip(QUOTES):
        return short
    quoted = QUOTED_TITLE.search(text)
    return quoted[1] if quoted else ""


def _term(written: str) -> tuple[date | None, date | None]:
    days = [read_date(found[0]) for found in WRITTEN.finditer(written)]
    return (days[0], days[1]) if len(days) == 2 else (None, None)  # noqa: PLR2004 - a beginning and an end


def _order(head: str) -> str:
    found = ORDER.search(head)
    day = read_date(found[1]) if found else None
    return f"от {ru(day)} N {found[found.lastindex or 0]}" if found and day else ""


def _region(text: str) -> str:
    """The region named most often, in the nominative."""
    named = Counter(found.expand(nominative) for form, nominative in REGIONS for found in form.finditer(text))
    return max(named, key=lambda region: named[region], default="")
