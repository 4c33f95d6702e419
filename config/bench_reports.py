"""A hundred passports: the board and the report of each in all three formats, in one process; does memory stay flat?"""

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from config.board import OfficeBookshelf
from config.clerk import OfficeClerk
from config.replay import StoryClock
from config.reporting import Reports
from config.wiring import SAMPLE, Office
from domain.intake import read
from domain.ladder import Ladder
from domain.passport import Passport
from domain.reporting.periods import Period, PeriodKind
from domain.reporting.thresholds import Thresholds
from domain.storage.database import MEMORY, Database
from notifications.pictures import board_picture
from notifications.reports import FORMATS, all_written
from notifications.web.board import board

PASSPORTS = 100
WARM = 10
"""Passports after which the libraries have loaded all that they keep."""
BEGINS, LOOKED_AT = "2018-10-01T08:00", "2022-01-12T10:00"
PERIOD = Period(PeriodKind.MONTH, 2021, 12)
MEGABYTE = 1024 * 1024


def measure_reports(
    ladder: Ladder, progress: Callable[[float], None] = lambda _: None, passports: int = PASSPORTS
) -> dict[str, float]:
    """Seconds: of a report's three files at the median and at worst, of a board; megabytes grown since the warm-up."""
    office = _town(ladder, passports)
    reports, spent, boards, grown = Reports(office, Thresholds()), [], [], 0.0
    for n, passport in enumerate(office.records.passports(), start=1):
        boards.append(_timed(lambda: _board(office, passport)))  # noqa: B023  # called at once
        spent.append(_timed(lambda: all_written(reports.formed(passport, PERIOD), FORMATS)))  # noqa: B023
        progress(n)
        if n == min(WARM, passports):
            grown = -_resident()
    grown += _resident()
    office.close()
    spent.sort()
    return {
        "passports": passports,
        "report_s_median": round(spent[len(spent) // 2], 2),
        "report_s_max": round(spent[-1], 2),
        "board_s": round(sum(boards) / len(boards), 2),
        "all_s": round(sum(spent) + sum(boards), 1),
        "grown_mb": round(grown, 1),
    }


def _town(ladder: Ladder, passports: int) -> Office:
    """Passports lived until the day by the clock alone: everything is late, the longest that a report can be."""
    zone = ladder.calendar.zone
    clock, database = StoryClock(datetime.fromisoformat(BEGINS).replace(tzinfo=zone)), Database(MEMORY)
    database.migrate()
    office, book = Office(database, ladder, clock, Path()), read(SAMPLE).passport
    for n in range(passports):
        office.plant(replace(book, code=f"{book.code}-{n:03}", corrections=()), by="измерение")
    clock.present = datetime.fromisoformat(LOOKED_AT).replace(tzinfo=zone)
    office.tick()
    return office


def _board(office: Office, passport: Passport) -> None:
    """The desk's page of the head, and the picture for the bot."""
    board(OfficeBookshelf(office, OfficeClerk(office)), passport.head or "", {"passport": passport.code})
    items = office.records.items(passport.code)
    board_picture(items, office.clock.now(), office.ladder.calendar, passport.title)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _resident() -> float:
    """What the process holds, in megabytes (Linux)."""
    import resource

    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE
