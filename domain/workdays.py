"""The production calendar and the instants it gives: working days, deadlines, mornings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEKEND = 5


class DayOffRule(StrEnum):
    """Where a deadline goes that falls on a day off."""

    PREVIOUS = "previous"
    NEXT = "next"
    SAME = "same"


@cache
def russian_working_day(day: date) -> bool:
    """Whether Russia works on `day`, with the days off that the Government moves by decree each year."""
    return bool(_russia().is_working_day(day))


@lru_cache(maxsize=1)
def _russia():  # type: ignore[no-untyped-def]  # the library's class has no types
    import holidays

    return holidays.country_holidays("RU")


def decree_is_known(year: int) -> bool:
    """Whether the moved days off of `year` are known: every decree so far has moved at least one."""
    import holidays

    names = holidays.country_holidays("RU", years=year, language="en_US").values()
    return any("substituted" in name for name in names)


def week_only(day: date) -> bool:
    """A calendar without holidays: Monday to Friday."""
    return day.weekday() < WEEKEND


@dataclass(frozen=True)
class Calendar:
    """Working days of one zone. A deadline is the end of the working day, letters go out in its morning."""

    zone: ZoneInfo
    is_working: Callable[[date], bool] = russian_working_day
    day_off: DayOffRule = DayOffRule.PREVIOUS
    ends: time = time(18)
    starts: time = time(9)
    quiet_from: time = time(20)
    quiet_to: time = time(8)
    _cache: dict[tuple[date, int], date] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _rules(self) -> dict[DayOffRule, Callable[[date], date]]:
        return {
            DayOffRule.PREVIOUS: self.working_on_or_before,
            DayOffRule.NEXT: self.working_on_or_after,
            DayOffRule.SAME: lambda day: day,
        }

    def due_at(self, finish: date) -> datetime:
        """The instant by which an item finishing on `finish` must be reported."""
        return self.at(self._rules[self.day_off](finish), self.ends)

    def morning(self, day: date) -> datetime:
        return self.at(day, self.starts)

    def at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone)

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def working_on_or_before(self, day: date) -> date:
        while not self.is_working(day):
            day -= DAY
        return day

    def working_on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); 0 gives `day` itself."""
        key = (day, count)
        if key not in self._cache:
            self._cache[key] = self._added(day, count)
        return self._cache[key]

    def _added(self, day: date, count: int) -> date:
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, after: date, until: date) -> int:
        """Working days in `(after, until]`; negative when `until` comes first."""
        if until < after:
            return -self.between(until, after)
        return sum(map(self.is_working, _days(after + DAY, until)))

    def is_quiet(self, now: datetime) -> bool:
        """Whether letters are held back at `now`: at night and on days off."""
        local = now.astimezone(self.zone)
        return not self.is_working(local.date()) or not self.quiet_to <= local.time() < self.quiet_from

    def speaks_from(self, now: datetime) -> datetime:
        """The first instant at or after `now` at which letters may go out."""
        if not self.is_quiet(now):
            return now
        local = now.astimezone(self.zone)
        day = local.date() if local.time() < self.quiet_to else local.date() + DAY
        return self.at(self.working_on_or_after(day), self.quiet_to)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
