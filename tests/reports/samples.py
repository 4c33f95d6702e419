"""Reports to write out: the real one, an empty one, one whose every word is hostile."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from config.entering import Said, enter
from config.people import Behaviour
from domain.reporting.compiling import Ground, compiled
from domain.reporting.facts import KnownFacts
from domain.reporting.form import Change, Report
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from tests.reporting.lived import book, formed, lived
from tests.scenarios.story import story

MARCH = Period(PeriodKind.MONTH, 2019, 3)
DECEMBER = Period(PeriodKind.MONTH, 2021, 12)
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "<script>alert(1)</script>", "Рога & \"копыта\" 'и'",
    "нуль\x00байт\x1f\x0b", "я" * 300, "{{ 7*7 }}", "$x^2$ \\frac", "=HYPERLINK(\"http://x\")",
)  # fmt: skip


@cache
def real() -> Report:
    return formed(lived(date(2022, 1, 12), Behaviour.MIXED), DECEMBER)


@cache
def numbered() -> Report:
    changed = (Change("Пункт 1", "В работе", "Исполнен"),)
    return replace(real(), number=7, compared_with="Отчёт № 6 за 2021-11", changes=changed)


@cache
def empty() -> Report:
    """Of a passport that has nothing but its head."""
    bare = replace(book(), indicators=(), results=(), funding=(), plan=(), head=None)
    formed_at = datetime(2019, 4, 3, 10, tzinfo=UTC)
    return compiled(Ground(bare, [], KnownFacts(()), Thresholds(), MARCH, MARCH.last, formed_at))


@cache
def hostile() -> Report:
    told = story("2", "3", begins="2019-03-01 08:00").until("2019-04-03 10:00")
    said = [
        Said("risk", {"section": word, "description": word, "solution": word, "document": word}) for word in HOSTILE
    ]
    enter(told.office, told.passport, said, told.passport.administrator or "")
    report = formed(told.office, MARCH)
    words = list(HOSTILE)
    plan = tuple(
        replace(x, title=words[n % 11], executor=words[-n % 11], comment=words[n % 7])
        for n, x in enumerate(report.plan)
    )
    lives = tuple(replace(one, name=words[n % 11], unit=words[n % 5]) for n, one in enumerate(report.lives))
    people = tuple(replace(one, person=words[n % 11]) for n, one in enumerate(report.discipline))
    rows = tuple(replace(row, name=words[n % 11]) for n, row in enumerate(report.budget))
    return replace(report, title=words[4], region=words[0], plan=plan, lives=lives, discipline=people, budget=rows)


SAMPLES = {"real": real, "numbered": numbered, "empty": empty, "hostile": hostile}
