"""What a passport looks like to a reader of unruled text: headers of its tables, shapes of its columns."""

import re

from domain.intake.tables import PARTICIPANTS, PLAN, Column, Layout, TableLayout
from domain.intake.words.names import GROUP_WRITTEN, PEOPLE_WRITTEN, PERSON_WRITTEN

_ANY = re.compile(r".+")
_CAPITAL = re.compile(r"[А-ЯЁA-Z\"«„(\d].*")
_PROOF = re.compile(rf"(?!.*{PERSON_WRITTEN}|{GROUP_WRITTEN})[А-ЯЁA-Z\"«„(\d].*")
_NAMED = re.compile(r"[А-ЯЁA-Z\"«„].*")
_DATE_LIKE = re.compile(r"[-–—]|(?=\S*\d)\S+\.\S*")
_DATE = re.compile(r"[-–—]|\d{1,2}\.\d{1,2}\.\d{4}")
_PERSON = re.compile(PERSON_WRITTEN)
_PEOPLE = re.compile(PEOPLE_WRITTEN)
_ABBREVIATION = r"[А-ЯЁ]{2,6}"
_LEVEL_WORD = r"(?i:коллегия|куратор|губернатор|совет|комиссия|правительство)"
_LEVEL = re.compile(rf"{_ABBREVIATION}|{_LEVEL_WORD}|[А-ЯЁ][^()]*\(далее\s*[-–—]\s*[^()]+\)|[А-ЯЁ][а-яё]+")
_SURE_LEVEL = re.compile(
    rf"{_ABBREVIATION}|{_LEVEL_WORD}|(?i:([А-ЯЁ])[^()]*\(далее\s*[-–—]\s*\1[^()]*\))",
)

_ROLE = Column("role", _CAPITAL, absent=6, grows=1, solid=True)
_PLAN = TableLayout(
    name=PLAN,
    header=re.compile(r"Уровень\s+контрол", re.I),
    stop=re.compile(r"Приложение\b|<\*|-{5,}|\* "),
    anchor=re.compile(r"\d\.\d{2}\.\d{2,4}|\d{2}\.\d{1,2}\.\d{2,4}"),
    columns=(
        Column("title", _ANY, absent=10, grows=1, solid=True),
        Column("start", _DATE_LIKE, _DATE, trust=3, absent=7, solid=True),
        Column("finish", _DATE_LIKE, _DATE, trust=4, absent=8, solid=True),
        Column("executors", _NAMED, _PEOPLE, trust=6, absent=4, grows=2),
        Column("document", _ANY, _PROOF, trust=3, absent=3),
        Column("level", _LEVEL, _SURE_LEVEL, trust=5, absent=3),
    ),
)
_PARTICIPANTS = TableLayout(
    name=PARTICIPANTS,
    header=re.compile(r"Роль\s+в\s+проекте", re.I),
    stop=re.compile(r"Приложение\b|ПЛАН\b|<\*|-{5,}"),
    heading="heading",
    columns=(
        _ROLE,
        Column("name", _NAMED, _PERSON, trust=4, absent=6, solid=True),
        Column("position", _ANY, _NAMED, trust=2, absent=6, grows=1, solid=True),
        Column("supervisor", _ANY, _PERSON, trust=4, absent=6, solid=True),
        Column("employment", re.compile(r"\d{1,3}"), trust=4, absent=4, solid=True),
        Column("heading", re.compile(r"[А-ЯЁ].{25,}"), solid=True),
    ),
)

PASSPORT = Layout(
    tables=(_PARTICIPANTS, _PLAN),
    prose={
        "head": (re.compile(r""), re.compile(r"Основные положения")),
        "main": (re.compile(r"Основные положения"), re.compile(r"^2\. |Цель и показатели|^(?:N|№)\s*п/п")),
    },
    noise=re.compile(r"КонсультантПлюс: примечание|consultantplus://|Документ предоставлен КонсультантПлюс"),
)
