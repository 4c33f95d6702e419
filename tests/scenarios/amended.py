"""An edition of the sample that does everything at once, for the scenarios of amendments."""

from dataclasses import replace
from datetime import date

from domain.passport import Passport, PlanRow

ORDER = "от 20.05.2019 N 301-р"
PUT_OFF = {"4.1": date(2020, 3, 31), "5.1": date(2020, 3, 31)}


def second_edition(first: Passport) -> Passport:
    """Result 7 leaves, a result comes in as 3 and moves all after it by one, 4.1 and 5.1 are put off."""
    rows = [_renumbered(row) for row in first.plan if row.number.split(".")[0] != "7"]
    added = replace(first.plan[0], number="3", title="Созданы мобильные технопарки", finish=date(2020, 12, 31))
    return replace(first, plan=(*rows, added), order=ORDER)


def _renumbered(row: PlanRow) -> PlanRow:
    head, dot, tail = row.number.partition(".")
    number = int(head) + (3 <= int(head) < 7)
    return replace(row, number=f"{number}{dot}{tail}", finish=PUT_OFF.get(row.number, row.finish))
