"""The production calendar: deadlines that fall on days off, counts of working days, quiet hours."""

from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.workdays import DAY, Calendar, DayOffRule, decree_is_known, russian_working_day, week_only
from tests.domain.samples import CALENDAR, ZONE, moment, said

DATES = st.dates(date(2018, 6, 1), date(2026, 6, 1))
WEEKS = Calendar(ZONE, week_only)


@pytest.mark.parametrize(
    ("finish", "due"),
    [
        (date(2019, 12, 31), "2019-12-31 18:00"),
        (date(2020, 12, 31), "2020-12-31 18:00"),
        (date(2021, 12, 31), "2021-12-30 18:00"),
        (date(2022, 12, 31), "2022-12-30 18:00"),
        (date(2023, 12, 31), "2023-12-29 18:00"),
        (date(2024, 12, 31), "2024-12-28 18:00"),
    ],
)
def test_the_end_of_a_year_is_due_on_its_last_working_day(finish: date, due: str) -> None:
    assert said(CALENDAR.due_at(finish)) == due


def test_a_deadline_stands_in_the_zone_of_the_project() -> None:
    assert CALENDAR.due_at(date(2021, 12, 31)).isoformat() == "2021-12-30T18:00:00+07:00"


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (DayOffRule.PREVIOUS, "2021-12-30 18:00"),
        (DayOffRule.NEXT, "2022-01-10 18:00"),
        (DayOffRule.SAME, "2021-12-31 18:00"),
    ],
)
def test_a_deadline_on_a_day_off_goes_where_the_rule_says(rule: DayOffRule, due: str) -> None:
    assert said(Calendar(ZONE, day_off=rule).due_at(date(2021, 12, 31))) == due


@pytest.mark.parametrize("rule", DayOffRule)
def test_a_deadline_on_a_working_day_stays_whatever_the_rule(rule: DayOffRule) -> None:
    assert said(Calendar(ZONE, day_off=rule).due_at(date(2019, 2, 28))) == "2019-02-28 18:00"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 12, 27), True),
        (date(2024, 12, 28), True),  # a working Saturday
        (date(2024, 12, 29), False),
        (date(2019, 5, 2), False),  # moved from the January holidays
        (date(2019, 5, 6), True),
    ],
)
def test_days_moved_by_decree_are_known(day: date, works: bool) -> None:
    assert russian_working_day(day) is works


@pytest.mark.parametrize(("day", "works"), [(date(2019, 3, 8), True), (date(2019, 3, 9), False)])
def test_a_week_without_holidays_works_from_monday_to_friday(day: date, works: bool) -> None:
    assert week_only(day) is works


def test_the_decree_of_a_past_year_is_known() -> None:
    assert all(decree_is_known(year) for year in range(2018, 2026))


def test_the_decree_of_a_far_year_is_not() -> None:
    assert not decree_is_known(2090)


@given(DATES, st.integers(1, 40))
def test_adding_agrees_with_a_count_by_hand(day: date, count: int) -> None:
    found = CALENDAR.add(day, count)
    passed = [day + DAY * n for n in range(1, (found - day).days + 1)]
    assert russian_working_day(found)
    assert sum(1 for one in passed if russian_working_day(one)) == count


@given(DATES, st.integers(1, 40))
def test_going_back_agrees_with_a_count_by_hand(day: date, count: int) -> None:
    found = CALENDAR.add(day, -count)
    passed = [found + DAY * n for n in range((day - found).days)]
    assert russian_working_day(found)
    assert sum(1 for one in passed if russian_working_day(one)) == count


@given(DATES)
def test_no_working_days_further_is_the_day_itself(day: date) -> None:
    assert CALENDAR.add(day, 0) == day


@given(DATES, st.integers(0, 120))
def test_the_distance_agrees_with_a_count_by_hand(day: date, length: int) -> None:
    until, count, one = day + DAY * length, 0, day
    while one < until:
        one += DAY
        count += russian_working_day(one)
    assert CALENDAR.between(day, until) == count
    assert CALENDAR.between(until, day) == -count


@given(DATES, st.integers(0, 40))
def test_the_distance_to_a_day_that_was_added_is_what_was_added(day: date, count: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, count)) == count


@given(DATES)
def test_the_nearest_working_days_lie_on_both_sides(day: date) -> None:
    before, after = CALENDAR.working_on_or_before(day), CALENDAR.working_on_or_after(day)
    assert before <= day <= after
    assert not any(russian_working_day(before + DAY * n) for n in range(1, (after - before).days))
    assert (before == after) is russian_working_day(day)


@pytest.mark.parametrize(
    ("now", "quiet"),
    [
        ("2019-02-28 07:59", True),
        ("2019-02-28 08:00", False),
        ("2019-02-28 19:59", False),
        ("2019-02-28 20:00", True),
        ("2019-03-02 12:00", True),  # a Saturday
        ("2019-03-08 12:00", True),  # a holiday
    ],
)
def test_nights_and_days_off_are_quiet(now: str, quiet: bool) -> None:
    assert CALENDAR.is_quiet(moment(now)) is quiet


@pytest.mark.parametrize(
    ("now", "speaks"),
    [
        ("2019-02-28 07:59", "2019-02-28 08:00"),
        ("2019-02-28 08:00", "2019-02-28 08:00"),
        ("2019-02-28 19:59", "2019-02-28 19:59"),
        ("2019-02-28 20:00", "2019-03-01 08:00"),
        ("2019-03-01 20:00", "2019-03-04 08:00"),
        ("2019-03-02 03:00", "2019-03-04 08:00"),
        ("2019-03-08 12:00", "2019-03-11 08:00"),
    ],
)
def test_letters_held_back_go_out_in_the_next_working_morning(now: str, speaks: str) -> None:
    assert said(CALENDAR.speaks_from(moment(now))) == speaks


def test_quiet_hours_are_those_of_the_zone_not_of_the_clock() -> None:
    night = moment("2019-02-28 21:00").astimezone(UTC)
    assert night.time() == time(14)
    assert CALENDAR.is_quiet(night)
    assert said(CALENDAR.speaks_from(night)) == "2019-03-01 08:00"


@pytest.mark.parametrize(("now", "day"), [("2019-02-28 06:59", 28), ("2019-02-28 00:00", 28), ("2019-03-01 00:00", 1)])
def test_the_day_of_an_instant_is_that_of_the_zone(now: str, day: int) -> None:
    assert CALENDAR.day_of(moment(now).astimezone(UTC)).day == day


def test_a_morning_is_nine_o_clock() -> None:
    assert said(WEEKS.morning(date(2019, 2, 28))) == "2019-02-28 09:00"
    assert WEEKS.due_at(date(2019, 2, 28)) - WEEKS.morning(date(2019, 2, 28)) == timedelta(hours=9)
