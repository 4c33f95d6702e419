"""Section 3 of the report: the year's money by result and source; every sum is exact, void money stands apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.passport import FundingLine
from domain.reporting.facts import CashFact, KnownFacts
from domain.reporting.fates import Void
from domain.reporting.form import BudgetRow, Light
from domain.reporting.indicators import TENTH, spelled
from domain.reporting.lights import NOT_GIVEN, of_share
from domain.reporting.thresholds import WHOLE, Thresholds

Sums = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Allotted, committed, paid."""
NOTHING: Sums = (None, None, None)


@dataclass(frozen=True, slots=True)
class Money:
    """Everything that the year's rows are made of."""

    lines: Sequence[FundingLine]
    known: KnownFacts
    void: Void
    day: date
    limits: Thresholds

    @property
    def year(self) -> int:
        return self.day.year

    def is_void(self, line: FundingLine) -> bool:
        return (line.number, self.year) in self.void

    def given(self, line: FundingLine) -> CashFact | None:
        """The newest fact of the line in this year."""
        facts = (f for f in self.known.of_kind(CashFact) if f.line == line.number and f.of.year == self.year)
        return max(facts, key=lambda fact: fact.of, default=None) if line.number else None

    def beneath(self, line: FundingLine) -> list[FundingLine]:
        """The lines one step below: numbered under it with nothing in between."""
        under = [other for other in self.lines if other.number.startswith(f"{line.number}.")]
        return [one for one in under if not any(one.number.startswith(f"{other.number}.") for other in under)]

    def paid(self, line: FundingLine) -> Sums:
        """What was given for the line itself, or the sums of what was given beneath it; void lines do not count."""
        if fact := self.given(line):
            return fact.allotted, fact.committed, fact.paid
        return summed(self.paid(one) for one in self.beneath(line) if not self.is_void(one)) if line.number else NOTHING

    def planned(self, line: FundingLine) -> Decimal | None:
        """The year's money of a living line: what is void beneath it is taken off."""
        whole = line.amounts.get(self.year)
        return None if whole is None else whole - self.lost(line)

    def lost(self, line: FundingLine) -> Decimal:
        """The void money beneath a line that is not void itself."""
        below = self.beneath(line)
        lost = (one.amounts.get(self.year, Decimal(0)) if self.is_void(one) else self.lost(one) for one in below)
        return sum(lost, Decimal(0))


def summed(given: Iterable[Sums]) -> Sums:
    """Sums of what is known; what nobody has given stays unknown."""
    columns = zip(*given, strict=True)
    sums = [sum(known, Decimal(0)) if (known := [v for v in column if v is not None]) else None for column in columns]
    return (sums[0], sums[1], sums[2]) if sums else NOTHING


def budget_rows(money: Money) -> tuple[tuple[BudgetRow, ...], tuple[BudgetRow, ...]]:
    """The living rows, totals first, and the void ones; in the passport's order."""
    numbered = [line for line in money.lines if line.number and line.amounts]
    living = [line for line in numbered if not money.is_void(line)]
    void = [line for line in numbered if money.is_void(line)]
    rows = tuple(_row(money, line) for line in living)
    return (*_totals(money), *rows), tuple(_void_row(money, line) for line in void)


def _row(money: Money, line: FundingLine) -> BudgetRow:
    planned, sums = money.planned(line), money.paid(line)
    return _made(money, line, planned, sums, _depth(line), _source(money, line))


def _void_row(money: Money, line: FundingLine) -> BudgetRow:
    row = _made(money, line, line.amounts.get(money.year), NOTHING, _depth(line), "")
    return replace(row, light=None, is_void=True, comment="Заявка отклонена, федеральные средства не выделяются")


def _depth(line: FundingLine) -> int:
    """Results stand at 1 whether they are numbered 1 or 1.1."""
    return max(1, line.number.count("."))


def _source(money: Money, line: FundingLine) -> str:
    fact = money.given(line)
    source = money.known.source(fact) if fact else None
    return f"На {fact.of:%d.%m.%Y}: {source.document}" if fact and source and source.document else ""


def _totals(money: Money) -> Iterator[BudgetRow]:
    """The passport's unnumbered totals: the first is of all money, the others each of a source's name."""
    totals = [line for line in money.lines if not line.number and line.amounts]
    for n, line in enumerate(totals):
        alike = _heads(money) if n == 0 else [o for o in money.lines if o.number and _same(o, line)]
        void = sum((_void_of(money, one) for one in alike), Decimal(0))
        whole = line.amounts.get(money.year)
        sums = summed(money.paid(one) for one in alike if not money.is_void(one))
        yield _made(money, line, None if whole is None else whole - void, sums, 0, "")


def _void_of(money: Money, line: FundingLine) -> Decimal:
    return line.amounts.get(money.year, Decimal(0)) if money.is_void(line) else money.lost(line)


def _heads(money: Money) -> list[FundingLine]:
    """The top lines that have money: everything else stands beneath them."""
    rich = [line for line in money.lines if line.number and line.amounts]
    return [one for one in rich if not any(one.number.startswith(f"{other.number}.") for other in rich)]


def _same(one: FundingLine, other: FundingLine) -> bool:
    return " ".join(one.source.split()).casefold() == " ".join(other.source.split()).casefold()


def _made(money: Money, line: FundingLine, planned: Decimal | None, sums: Sums, depth: int, comment: str) -> BudgetRow:
    allotted, committed, paid = sums
    percent = (paid * WHOLE / planned).quantize(TENTH, ROUND_HALF_UP) if paid is not None and planned else None
    return BudgetRow(
        number=line.number,
        name=line.source,
        depth=depth,
        light=_light(money, planned, paid),
        planned=planned,
        allotted=allotted,
        committed=committed,
        paid=paid,
        percent=percent,
        is_conditional=money.year in line.conditional,
        is_void=False,
        comment=comment,
    )


def _light(money: Money, planned: Decimal | None, paid: Decimal | None) -> Light | None:
    """Cash against what an even year would have paid by the day; a line without money has no light."""
    if not planned:
        return None
    if paid is None:
        return NOT_GIVEN
    wanted = (planned * gone(money.day)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    share = WHOLE if wanted == 0 else paid * WHOLE / wanted
    why = f"Оплачено {spelled(paid)} при ожидаемых {spelled(wanted)} млн руб."
    return of_share(share, money.limits.budget_green, money.limits.budget_red, why)


def gone(day: date) -> Decimal:
    """The part of the year that is gone at the end of the day, exact."""
    first = date(day.year, 1, 1)
    return Decimal((day - first).days + 1) / Decimal((date(day.year + 1, 1, 1) - first).days)
