"""The working day of the month on which reports are drafted by themselves, and drafts that are asked for."""

from typing import TYPE_CHECKING

from config.settings import load_settings
from domain.reporting.periods import NotAPeriod, Period, PeriodKind, last_ended, period_from

if TYPE_CHECKING:
    from config.wiring import Office


def drafted(office: "Office") -> tuple[int, bool]:
    """How many reports went to a head, and whether that is all for today; before the morning nothing is looked at."""
    from config.reporting import Reports

    calendar, now = office.ladder.calendar, office.clock.now()
    if now < calendar.morning(calendar.day_of(now)):
        return 0, False
    return len(Reports(office).draft_due(load_settings().report_day)), True


def drafted_one(office: "Office", kind: str, period: str, passport: str | None) -> int:
    """Draft one report now; 0 where it waits for its signature or has it. Raises NotAPeriod, NotYet, Unknown."""
    from config.reporting import Reports

    return int(Reports(office).draft(office.passport(passport), named(office, kind, period)) is not None)


def named(office: "Office", kind: str, text: str) -> Period:
    """The period as it was written, or the last one that has ended. Raises NotAPeriod."""
    if kind not in list(PeriodKind):
        raise NotAPeriod(f"Отчёта «{kind}» нет; бывает: {', '.join(PeriodKind)}")
    today = office.ladder.calendar.day_of(office.clock.now())
    return period_from(PeriodKind(kind), text) if text else last_ended(PeriodKind(kind), today)
