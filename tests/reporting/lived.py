"""The sample plan lived through with facts entered by a known rule: what the reports' figures are checked against."""

from datetime import date
from decimal import Decimal
from functools import cache

from config.entering import Said, enter
from config.people import Behaviour
from config.replay import replay
from config.reporting import Reports
from config.wiring import SAMPLE, Office
from domain.intake import read
from domain.passport import FundingLine, Passport
from domain.reporting.form import Report
from domain.reporting.periods import Period
from domain.reporting.thresholds import Thresholds
from tests.scenarios.story import ladder

BEGINS = date(2018, 10, 1)
ENDS = (31, 30, 30, 31)


@cache
def book() -> Passport:
    return read(SAMPLE).passport


@cache
def lived(until: date, behaviour: Behaviour = Behaviour.LATE) -> Office:
    """The office on the evening of `until`, with facts for every quarter that has ended."""
    office = replay(book(), ladder(), BEGINS, until, behaviour, 1)
    passport = office.passport()
    quarters = [(y, q) for y in range(2019, until.year + 1) for q in (1, 2, 3, 4) if quarter_end(y, q) <= until]
    said = [one for y, q in quarters for one in (*_values(y, q), *_money(y, q))]
    enter(office, passport, said, passport.administrator or "")
    return office


def formed(office: Office, period: Period) -> Report:
    return Reports(office, Thresholds()).formed(office.passport(), period)


def quarter_end(year: int, quarter: int) -> date:
    return date(year, quarter * 3, ENDS[quarter - 1])


def value_of(number: str, year: int, quarter: int) -> Decimal:
    """Three quarters of the year's target by its end for odd years, all of it for even ones."""
    target = next(one.targets[year] for one in book().indicators if one.number == number)
    share = Decimal("0.75") if year % 2 else Decimal(1)
    return (target * share * quarter / 4).quantize(Decimal("0.01"))


def paid_of(line: FundingLine, year: int, quarter: int) -> Decimal:
    """Four fifths of an even way through the year, to a ruble."""
    return (line.amounts[year] * quarter / 5).quantize(Decimal("0.000001"))


def lowest() -> list[FundingLine]:
    """The lines that money is entered for: those without any beneath."""
    numbers = [line.number for line in book().funding if line.number]
    return [x for x in book().funding if x.number and not any(n.startswith(f"{x.number}.") for n in numbers)]


def _values(year: int, quarter: int) -> list[Said]:
    numbers = [one.number for one in book().indicators if year in one.targets]
    said = {"year": str(year), "quarter": str(quarter), "document": f"отчёт за {quarter} квартал {year}"}
    return [
        Said("indicator", said | {"number": n, "value": str(value_of(n, year, quarter)).replace(".", ",")})
        for n in numbers
    ]


def _money(year: int, quarter: int) -> list[Said]:
    on = f"{quarter_end(year, quarter):%d.%m.%Y}"
    lines = [line for line in lowest() if line.amounts.get(year)]
    return [Said("cash", {"line": x.number, "of": on, "paid": str(paid_of(x, year, quarter))}) for x in lines]
