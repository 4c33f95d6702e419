"""Measures how long a passport takes to be read from a large workbook and a long ruled PDF, and to be amended."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from config.replay import StoryClock
from config.wiring import SAMPLE, Office
from domain import intake
from domain.intake.writing import workbook
from domain.ladder import Ladder
from domain.passport import Passport, PlanRow
from domain.storage.database import Database

ROWS = 2000
PAGES = 35
PRINTED = 252
"""Rows that fill so many pages."""
MONTH = timedelta(days=28)
BEGINS = date(2018, 12, 24)
HEADING = (
    "N п/п", "Наименование результата, мероприятия, контрольной точки", "Начало", "Окончание",
    "Ответственный исполнитель", "Вид документа и характеристика результата", "Уровень контроля",
)  # fmt: skip
WIDTHS = (40, 240, 60, 60, 120, 150, 60)
Done = Callable[[float], None]


def measure_intake(ladder: Ladder, done: Done) -> dict[str, float]:
    """Seconds for each job; `done` hears how many of the three are over."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        for n, (name, work) in enumerate(_jobs(Path(folder), ladder), 1):
            before = time.perf_counter()
            work()
            found[name] = round(time.perf_counter() - before, 2)
            done(n)
    return found


def _jobs(folder: Path, ladder: Ladder) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each is prepared when it is asked for; only the call is timed."""
    sample = intake.read(SAMPLE).passport
    book = folder / "bench.xlsx"
    book.write_bytes(workbook(replace(sample, plan=tuple(repeated(sample, ROWS)))))
    yield f"workbook_{ROWS}_rows", lambda: intake.read(book)
    pages = folder / "bench.pdf"
    _print_pages(replace(sample, plan=tuple(repeated(sample, PRINTED))), pages)
    yield f"ruled_pdf_{PAGES}_pages", lambda: intake.read(pages)
    office = _office(folder, ladder)
    office.load(SAMPLE)
    yield "amend_99_items", lambda: office.amend(sample, _edition(sample), "администратор")


def _office(folder: Path, ladder: Ladder) -> Office:
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    database.migrate()
    return Office(database, ladder, StoryClock(ladder.calendar.morning(BEGINS)), folder)


def _edition(sample: Passport) -> Passport:
    """Every third item is due four weeks earlier."""
    moved = (
        replace(row, finish=row.finish - MONTH) if row.finish and not n % 3 else row
        for n, row in enumerate(sample.plan)
    )
    return replace(sample, plan=tuple(moved), order="от 20.05.2020 N 301-р")


def repeated(sample: Passport, count: int) -> Iterator[PlanRow]:
    """The sample's rows again and again, their results numbered on."""
    results = sum("." not in row.number for row in sample.plan)
    for n in range(count):
        row = sample.plan[n % len(sample.plan)]
        head, dot, tail = row.number.partition(".")
        yield replace(row, number=f"{int(head) + results * (n // len(sample.plan))}{dot}{tail}")


def _print_pages(passport: Passport, path: Path) -> None:
    from matplotlib import get_data_path
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    font = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DejaVu", str(font)))
    style = ParagraphStyle("cell", fontName="DejaVu", fontSize=7, leading=9)
    rows = [[Paragraph(text, style) for text in texts] for texts in (HEADING, *map(_texts, passport.plan))]
    table = LongTable(rows, colWidths=WIDTHS, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([table])


def _texts(row: PlanRow) -> tuple[str, ...]:
    days = (f"{day:%d.%m.%Y}" if day else "-" for day in (row.start, row.finish))
    return (row.number, row.title, *days, ", ".join(row.executors), row.document, row.level or "")
