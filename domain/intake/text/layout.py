"""What a passport looks like to a reader of unruled text: its tables, their columns, its sections."""

import re

from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS
from domain.intake.text import headings, written
from domain.intake.text.shapes import Column, Layout, TableLayout
from domain.intake.words.names import GROUP_WRITTEN, PEOPLE_WRITTEN, PERSON_WRITTEN

_ANY = re.compile(r"(?!(?:гг?\.|год[ау]?)(?: |$)).+")
"""A text; "г." at its beginning is left of the date before it."""

_CAPITAL = re.compile(r"[А-ЯЁA-Z\"«„(\d].*")
_PROOF = re.compile(rf"(?!.*{PERSON_WRITTEN}|{GROUP_WRITTEN}|(?:[А-ЯЁ]\. ?){{1,2}}$)[А-ЯЁA-Z\"«„(\d].*")
_NAMED = re.compile(r"[А-ЯЁA-Z\"«„].*")
_PERSON = re.compile(PERSON_WRITTEN)
_PEOPLE = re.compile(PEOPLE_WRITTEN)
_KIND = re.compile(
    r"(?i:основно[йе]|дополнительн(?:ый|ое)|аналитическ(?:ий|ое)|целевой|базовый|вспомогательный)"
    r"(?i: показатель)?(?: ?\(.{1,15}\))?"
)
_UNIT = re.compile(
    r"(?i:процент\w*|%|единиц\w*|ед\.?|тыс\w*\.?(?: \w+\.?)?|млн\.?(?: \w+\.?)?|млрд\.?(?: \w+\.?)?|человек|чел\.?|"
    r"балл\w*|штук\w*|шт\.?|мест\w?|рубл\w+|условн\w+ единиц\w*|да/нет|коэффициент|индекс|км\.?|га|лет|год)"
)
_STATUS = re.compile(
    r"(?i:не начат[оаы]?|в работе|исполнен[оаы]?|выполнен[оаы]?|просрочен[оаы]?|запланирован[оаы]?|отменен[оаы]?|"
    r"завершен[оаы]?|на контроле|не исполнен[оаы]?|не выполнен[оаы]?|[-–—]|\W{1,2})"
)
_SOURCE = re.compile(
    r"(?i:(?:федеральн|областн|краев|республик|региональн|консолидирован|местн|бюджет|внебюджет|средств|муниципальн|"
    r"межбюджет|государственн|иные|прочие|всего|итого|в том числе).*)"
)
_NUMBERS = re.compile(r"[-–—]|\d[\d., ;]*")


def _by_name(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


def _text(name: str, *, kept: bool = True) -> Column:
    return Column(name, _ANY, absent=10 * kept, grows=1, solid=True, kept=kept)


def _amount(name: str) -> Column:
    return Column(name, written.AMOUNT, trust=2, absent=4, solid=True, longest=40)


_STATUS_COLUMN = Column("status", _ANY, _STATUS, trust=4, absent=2, solid=True, longest=60, kept=False)
_COMMENT_COLUMN = Column("comment", _ANY, absent=0, kept=False)
_THROWN = (_STATUS_COLUMN, _COMMENT_COLUMN)

_PLAN = TableLayout(
    name=PLAN,
    headings=headings.PLAN,
    needs=(
        frozenset({"title"}),
        frozenset({"executors", "level"}),
        frozenset({"start", "finish", "term"}),
    ),
    mark=re.compile(r"уровеньконтрол"),
    usual=("title", "start", "finish", "executors", "document", "level"),
    groups={"term": frozenset({"start", "finish"})},
    matters=frozenset({"start", "document", "level", "executors"}),
    anchor=written.ANCHOR,
    spans=re.compile(r"(?:Задача|Раздел|Этап|Направление)(?: ?\d+|[:.])|[IVX]{1,4}\. [А-ЯЁ]"),
    columns=_by_name(
        _text("title"),
        Column("start", written.DATE_LIKE, written.SURE_MOMENT, trust=3, absent=7, solid=True, longest=60),
        Column("finish", written.DATE_LIKE, written.SURE_MOMENT, trust=4, absent=8, solid=True, longest=60),
        Column("term", written.TERM_LIKE, written.SURE_TERM, trust=4, absent=8, solid=True, longest=90),
        Column("executors", _NAMED, _PEOPLE, trust=6, absent=4, grows=2, longest=1500),
        Column("document", _ANY, _PROOF, trust=3, absent=3, longest=1500),
        Column("level", written.LEVEL, written.SURE_LEVEL, trust=5, absent=3, longest=200),
        Column("fact", written.DATE_LIKE, written.SURE_MOMENT, trust=3, absent=0, solid=True, longest=60, kept=False),
        Column("links", _NUMBERS, trust=2, absent=0, longest=100, kept=False),
        Column("money", written.AMOUNT, trust=2, absent=0, solid=True, longest=40, kept=False),
        *_THROWN,
    ),
)
_PARTICIPANTS = TableLayout(
    name=PARTICIPANTS,
    headings=headings.PARTICIPANTS,
    needs=(
        frozenset({"name"}),
        frozenset({"role", "position"}),
        frozenset({"position", "supervisor"}),
    ),
    mark=re.compile(r"рольвпроекте"),
    usual=("role", "name", "position", "supervisor", "employment"),
    between=Column("heading", re.compile(r"[А-ЯЁ].{25,}"), solid=True),
    columns=_by_name(
        Column("role", _CAPITAL, absent=6, grows=1, solid=True),
        Column("name", _NAMED, _PERSON, trust=4, absent=6, solid=True),
        Column("position", _ANY, _NAMED, trust=2, absent=6, grows=1, solid=True),
        Column("supervisor", _ANY, _PERSON, trust=4, absent=6, solid=True),
        Column("employment", re.compile(r"\d{1,3}(?: ?%)?"), trust=4, absent=4, solid=True),
        *_THROWN,
    ),
)
_INDICATORS = TableLayout(
    name=INDICATORS,
    headings=headings.INDICATORS,
    needs=(
        frozenset({"name"}),
        frozenset({"year"}),
        frozenset({"kind", "unit", "base", "base_value", "base_date"}),
    ),
    groups={"base": frozenset({"base_value", "base_date"}), "years": frozenset({"year"})},
    aliases={"base": "base_value"},
    columns=_by_name(
        _text("name"),
        Column("kind", _KIND, _KIND, trust=5, absent=1, solid=True, longest=60),
        Column("unit", _ANY, _UNIT, trust=5, absent=3, solid=True, longest=60),
        Column("base_value", written.AMOUNT, trust=3, absent=3, solid=True, longest=40),
        Column("base_date", written.DATE_LIKE, written.SURE_MOMENT, trust=4, absent=3, solid=True, longest=60),
        _amount("year"),
        *_THROWN,
    ),
)
_RESULTS = TableLayout(
    name=RESULTS,
    headings=headings.RESULTS,
    needs=(frozenset({"name"}), frozenset({"due"})),
    anchor=written.ANCHOR,
    spans=re.compile(r"Задача(?: ?\d+|[:.])|[IVX]{1,4}\. [А-ЯЁ]"),
    tasks=written.DAY_OR_PERIOD,
    columns=_by_name(
        _text("name"),
        Column("due", written.TERM_LIKE, written.SURE_TERM, trust=4, absent=7, solid=True, longest=90),
        Column("characteristic", _ANY, absent=6, grows=1, longest=100_000),
        Column("unit", _ANY, _UNIT, trust=5, absent=3, solid=True, longest=60, kept=False),
        *_THROWN,
    ),
)
_FUNDING = TableLayout(
    name=FUNDING,
    headings=headings.FUNDING,
    needs=(frozenset({"source", "result"}), frozenset({"year"}), frozenset({"total", "years"})),
    groups={"years": frozenset({"year"})},
    aliases={"result": "source"},
    unnumbered=True,
    columns=_by_name(
        Column("result", _ANY, absent=2, grows=1, solid=True),
        Column("source", _ANY, _SOURCE, trust=2, absent=10, grows=1, solid=True),
        _amount("year"),
        _amount("total"),
        Column("code", re.compile(r"[\d ХхXx-]+"), trust=2, absent=0, solid=True, longest=40, kept=False),
        *_THROWN,
    ),
)
_SECTION = (
    r"(?:\d{1,2}|[IVX]{1,4})\.? (?:Основные положения|Цел[ьи] (?:и|регион)|Показатели|(?:Задачи и )?[Рр]езультаты "
    r"(?:и|регион|проект|федер)|Финансов\w+ обеспечение|Участники|План (?:меропр|реализ)|Дополнительная инф)"
)

PASSPORT = Layout(
    tables=(_PLAN, _PARTICIPANTS, _INDICATORS, _FUNDING, _RESULTS),
    prose={
        "head": (re.compile(r""), re.compile(r"Основные положения")),
        "main": (re.compile(r"Основные положения"), re.compile(r"^2\. |Цель и показатели|^(?:N|№)\s*п/п")),
        "goal": (re.compile(r"^Цель(?: регионального)?(?: проекта)?\s*:"), re.compile(r"^(?:N|№)(?:\s|$)|^\d+\. ")),
    },
    noise=re.compile(r"КонсультантПлюс: примечание|consultantplus://|Документ предоставлен КонсультантПлюс"),
    stop=re.compile(rf"Приложение\b|ПЛАН\b|<\*+> ?[А-ЯЁа-яё]|-{{5,}}|_{{5,}}|\* |{_SECTION}"),
    section=re.compile(r"(?:\d{1,2}|[IVX]{1,4})\. |ПЛАН\b|План\b"),
    value=written.VALUE,
)
