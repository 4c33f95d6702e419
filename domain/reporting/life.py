"""The life of a report: drafted for the head, signed or returned, then the committee's."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.authority import Staff
from domain.errors import Sentence
from domain.letters import Letter, LetterKind
from domain.passing import reached
from domain.passport import Passport
from domain.reporting.form import Colour, Report
from domain.reporting.periods import PeriodKind, period_of
from domain.workdays import DAY, Calendar

MONTHS_OF_QUARTER = 3
NAMED = 5
"""Critical items that a letter names; the report has them all."""


class Stage(StrEnum):
    """Where a report is: with the head, back with the administrator, or signed and with the committee."""

    ON_SIGNATURE = "on_signature"
    RETURNED = "returned"
    SIGNED = "signed"


class NoReport(Sentence):
    """There is no such report."""


class NotForSignature(Sentence):
    """A report that cannot be signed or returned: by this person, or any more."""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report as it is kept. `edition` counts the drafts under one number: a returned one is drafted anew."""

    id: int
    edition: int
    stage: Stage
    report: Report
    drafted_at: datetime
    decided_at: datetime | None = None
    decided_by: str = ""
    reason: str = ""


def decided(kept: KeptReport, by: str, passport: Passport, staff: Staff, now: datetime, today: date) -> None:
    """Whether the person may sign or return it now. Raises NotForSignature."""
    called = called_by(kept.report)
    if kept.stage is Stage.SIGNED:
        raise NotForSignature(f"{called} уже подписал {kept.decided_by}, {kept.decided_at or now:%d.%m.%Y %H:%M}")
    if kept.stage is Stage.RETURNED:
        raise NotForSignature(f"{called} возвращён на доработку; подписывается новая редакция")
    signs = {name for name in (passport.head,) if name}
    if signs.isdisjoint({by, *staff.stands_in_for(by, today)}):
        raise NotForSignature(f"{called} подписывает руководитель проекта ({passport.head or 'не назван'}), а не {by}")


def called_by(report: Report) -> str:
    """`Отчёт № 3 за 2019-03`."""
    return f"Отчёт № {report.number} за {report.period.code}" if report.number else f"Отчёт за {report.period.code}"


def drafting_day(year: int, month: int, working_day: int, calendar: Calendar) -> date:
    """The Nth working day of the month: on it reports of what ended before are drafted."""
    return calendar.add(date(year, month, 1) - DAY, working_day)


def kinds_due(today: date) -> tuple[PeriodKind, ...]:
    """Which reports are drafted in the month of `today`: a quarter's after a quarter, a year's after a year."""
    ended = period_of(PeriodKind.MONTH, today).before
    kinds = [PeriodKind.MONTH]
    if ended.number % MONTHS_OF_QUARTER == 0:
        kinds.append(PeriodKind.QUARTER)
    if ended.number == 12:  # noqa: PLR2004  # December
        kinds.append(PeriodKind.YEAR)
    return tuple(kinds)


def drafted_letters(kept: KeptReport, passport: Passport, staff: Staff, now: datetime, today: date) -> list[Letter]:
    """To the head: it waits for a signature."""
    told = reached((passport.head,), staff, today) if passport.head else ()
    return _letters(LetterKind.REPORT_DRAFTED, kept, told, now, {})


def signed_letters(kept: KeptReport, staff: Staff, by: str, now: datetime) -> list[Letter]:
    """To every body of the passport that decides at meetings."""
    bodies = tuple(level.code for level in staff.levels if level.is_body)
    return _letters(LetterKind.REPORT_SIGNED, kept, bodies, now, {"by": by})


def returned_letters(kept: KeptReport, passport: Passport, staff: Staff, by: str, reason: str, now: datetime,
                     today: date) -> list[Letter]:  # fmt: skip
    """To whoever enters the facts."""
    told = reached((passport.administrator,), staff, today) if passport.administrator else ()
    return _letters(LetterKind.REPORT_RETURNED, kept, told, now, {"by": by, "reason": reason})


def _red(report: Report) -> list[str]:
    """What is critical and why: `2.1.1 — срок истёк, просрочено на 40 дней`."""
    red = (line for line in report.plan if line.light.colour is Colour.RED)
    return [f"{line.number} — {line.light.why[:1].lower()}{line.light.why[1:]}" for line in red]


def _letters(
    kind: LetterKind, kept: KeptReport, told: tuple[str, ...], now: datetime, more: dict[str, str]
) -> list[Letter]:
    report = kept.report
    facts = {
        "report": str(kept.id),
        "number": str(report.number or ""),
        "period": report.period.code,
        "kind": report.period.kind.value,
        "colour": report.lights.passport.colour.value,
        "why": report.lights.passport.why,
        "red": str(len(_red(report))),
        "worst": "; ".join(_red(report)[:NAMED]),
    } | more
    occasion = f"{now:%Y-%m-%dT%H:%M}/{kind}:{report.passport}:{kept.id}"
    return [Letter(kind, name, report.passport, (), occasion, now, facts) for name in dict.fromkeys(told)]
