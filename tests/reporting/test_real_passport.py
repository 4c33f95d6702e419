"""The reports of the real passport: every figure worked out here anew, from the journal's rows and the facts' rule."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from config.people import Behaviour
from config.wiring import Office
from domain.reporting.form import Colour, Report
from domain.reporting.periods import Period, PeriodKind
from tests.reporting.lived import book, formed, lived, lowest, paid_of, quarter_end, value_of

MARCH = Period(PeriodKind.MONTH, 2019, 3)
DECEMBER = Period(PeriodKind.MONTH, 2021, 12)
YEAR = Period(PeriodKind.YEAR, 2024)
CASES = {
    "march": (MARCH, date(2019, 4, 3), Behaviour.LATE),
    "december": (DECEMBER, date(2022, 1, 12), Behaviour.MIXED),
    "year": (YEAR, date(2025, 1, 15), Behaviour.LATE),
    "silent": (DECEMBER, date(2022, 1, 12), Behaviour.SILENT),
}


@pytest.fixture(scope="module", params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> tuple[Office, Report]:
    period, until, behaviour = CASES[request.param]
    office = lived(until, behaviour)
    return office, formed(office, period)


def rows(office: Office, report: Report) -> dict[str, list[tuple[datetime, str, str]]]:
    """The journal by item up to the report's day: when, what, the state after it."""
    with office.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT number, at, event, after FROM journal WHERE number<>'' ORDER BY seq")
        kept: dict[str, list[tuple[datetime, str, str]]] = {}
        for number, at, event, after in found:
            moment = datetime.fromtimestamp(at, office.zone)
            if moment.date() <= report.as_of:
                kept.setdefault(number, []).append((moment, event, after))
    return kept


def tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_states_and_dates_of_execution_are_the_journal_s(case: tuple[Office, Report]) -> None:
    office, report = case
    journal = rows(office, report)
    for line in report.plan:
        told = journal.get(line.number, [])
        if told:
            assert line.state == told[-1][2], line.number
        reports = [at.date() for at, event, _ in told if event == "report"]
        if line.state in ("done", "under_review", "awaiting_decision"):
            assert (line.actual, line.is_forecast) == (reports[-1], False), line.number
        else:
            assert line.actual is None, line.number
    assert [line.number for line in report.plan] == [row.number for row in book().plan]


def test_lights_of_items_follow_the_delay(case: tuple[Office, Report]) -> None:
    _, report = case
    for line in report.plan:
        late = (report.as_of - line.planned).days
        if line.state in ("done", "under_review", "awaiting_decision"):
            wanted = Colour.GREEN
        elif late > 30:
            wanted = Colour.RED
        else:
            wanted = Colour.YELLOW if late > 0 or line.state == "overdue" else Colour.GREEN
        assert line.light.colour is wanted, (line.number, line.light)


def test_indicators_are_the_facts_and_their_shares(case: tuple[Office, Report]) -> None:
    _, report = case
    year, known = report.as_of.year, [q for q in (1, 2, 3, 4) if quarter_end(report.as_of.year, q) <= report.as_of]
    for row, one in zip(report.indicators, book().indicators, strict=True):
        if year not in one.targets:
            assert (row.plan, row.fact, row.light) == (None, None, None)
            continue
        values = [value_of(one.number, year, q) for q in known]
        assert row.quarters == (*values, *[None] * (4 - len(values)))
        assert (row.fact, row.plan) == (values[-1], one.targets[year])
        last = value_of(one.number, year - 1, 4) if year > 2019 else None
        assert row.last_year == last
        assert row.percent == (tenth(values[-1] * 100 / one.targets[year]) if one.targets[year] else None)
        before = last if last is not None else (one.base_value if one.base_date else None)
        wanted = (
            one.targets[year] if known[-1] == 4 or before is None else expected(before, one.targets[year], known[-1])
        )
        share = values[-1] * 100 / wanted if wanted else Decimal(100)
        colour = Colour.RED if tenth(share) < 90 else Colour.YELLOW if tenth(share) < 100 else Colour.GREEN
        assert row.light
        assert row.light.colour is colour, row


def expected(before: Decimal, target: Decimal, quarter: int) -> Decimal:
    return before + (target - before) * quarter / 4


def test_money_is_summed_exactly_and_never_by_floats(case: tuple[Office, Report]) -> None:
    _, report = case
    year, quarter = report.as_of.year, max(q for q in (1, 2, 3, 4) if quarter_end(report.as_of.year, q) <= report.as_of)
    paid = {line.number: paid_of(line, year, quarter) for line in lowest() if line.amounts.get(year)}
    assert not report.void_budget
    for row in report.budget:
        beneath = [v for n, v in paid.items() if row.number and (n == row.number or n.startswith(f"{row.number}."))]
        if row.number:
            line = next(line for line in book().funding if line.number == row.number)
            assert row.planned == line.amounts[year]
            assert row.paid == (sum(beneath, Decimal(0)) if beneath else None), row.number
        if row.paid is not None and row.planned:
            assert row.percent == tenth(row.paid * 100 / row.planned)
    whole = next(row for row in report.budget if not row.number)
    assert whole.paid == sum(paid.values(), Decimal(0))
    assert whole.planned == next(line.amounts[year] for line in book().funding if not line.number)


def test_totals_of_sources_are_the_sums_of_their_rows(case: tuple[Office, Report]) -> None:
    _, report = case
    for total in (row for row in report.budget[1:] if not row.number):
        alike = [row for row in report.budget if row.number and row.name.casefold() == total.name.casefold()]
        given = [row.paid for row in alike if row.paid is not None]
        assert total.paid == (sum(given, Decimal(0)) if given else None), total.name


def test_dynamics_count_the_control_points_up(case: tuple[Office, Report]) -> None:
    _, report = case
    points = [line for line in report.plan if line.rank == "control_point"]
    done = [line.actual for line in points if line.state == "done" and line.actual]
    for point in report.dynamics:
        assert point.planned == sum(line.planned <= point.month for line in points)
        if point.done is not None:
            assert point.done == sum(day <= point.month for day in done)
        assert (point.forecast is None) == (point.month < report.as_of)
    assert report.dynamics[-1].planned == len(points) == 30


def test_discipline_counts_each_due_item_once(case: tuple[Office, Report]) -> None:
    office, report = case
    journal, delays = rows(office, report), dict[str, list[int]]()
    for line in report.plan:
        if line.state in ("done", "under_review", "awaiting_decision"):
            reported = [at.date() for at, event, _ in journal[line.number] if event == "report"][-1]
            delays.setdefault(line.executor, []).append(max(0, (reported - line.planned).days))
        elif line.planned < report.as_of:
            delays.setdefault(line.executor, []).append((report.as_of - line.planned).days)
    assert {one.person for one in report.discipline} == set(delays)
    for one in report.discipline:
        assert one.in_time + one.late + one.overdue == len(delays[one.person])
        assert one.average == tenth(Decimal(sum(delays[one.person])) / len(delays[one.person]))


def test_the_passport_is_as_bad_as_its_worst_section(case: tuple[Office, Report]) -> None:
    _, report = case
    lights = report.lights
    order = [Colour.RED, Colour.YELLOW, Colour.HATCHED, Colour.GREEN]
    five = [
        one.colour for one in (lights.risks, lights.indicators, lights.budget, lights.results, lights.control_points)
    ]
    lit = [colour for colour in five if colour is not Colour.GREY]
    assert lights.passport.colour is min(lit, key=order.index)
    assert all(one.why for one in (lights.risks, lights.indicators, lights.budget, lights.results, lights.passport))


def test_what_happens_later_is_not_told(case: tuple[Office, Report]) -> None:
    """A report formed long after its period is the one that was formed then, but for its moment."""
    office, report = case
    assert all(row.actual is None or row.is_forecast or row.actual <= report.as_of for row in report.plan)
    assert report.formed_at - datetime.combine(report.as_of, datetime.min.time(), office.zone) > timedelta(days=1)
