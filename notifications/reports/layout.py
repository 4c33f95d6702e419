"""The report laid out for all formats at once: a head, six lights, tables of cells, charts by name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from domain.reporting.form import Light, Report
from domain.titles import STATES
from domain.vocabulary import Rank
from notifications import words
from notifications.reports.cells import Cell, Expected, Money, Percent, clean
from notifications.reports.charts import Charts
from notifications.reports_words import SECTIONS, period_words

RANKS = {Rank.RESULT: "Р", Rank.CONTROL_POINT: "КТ", Rank.ACTIVITY: "М"}
QUARTERS = ("I кв.", "II кв.", "III кв.", "IV кв.")


@dataclass(frozen=True, slots=True)
class Column:
    """A head and its share of the page's width; `is_number` stands at the right."""

    head: str
    width: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`strong` are the rows that sum up others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table, or the sentence that stands for it; `charts` are names for `charts.drawn`."""

    title: str
    table: Table | None = None
    empty: str = ""
    notes: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class Layout:
    report: Report
    title: str
    lines: tuple[str, ...]
    lights: tuple[tuple[str, Light], ...]
    sections: tuple[Section, ...] = field(default_factory=tuple)

    @cached_property
    def charts(self) -> Charts:
        return Charts(self.report)

    @property
    def footer(self) -> tuple[str, ...]:
        """The thresholds, under the legend of the colours."""
        return self.report.thresholds


def laid_out(report: Report) -> Layout:
    lights = tuple((title, getattr(report.lights, code)) for code, title in SECTIONS.items())
    return Layout(report, _title(report), tuple(_lines(report)), lights, tuple(_sections(report)))


def _title(report: Report) -> str:
    number = f"№ {report.number} " if report.number else ""
    return f"Отчёт {number}о ходе реализации регионального проекта за {period_words(report.period)}"


def _lines(report: Report) -> Iterator[str]:
    yield clean(words.quoted(report.title))
    yield clean(", ".join(filter(None, (report.region, report.order.replace(" N ", " № ")))))
    yield f"Сведения на {report.as_of:%d.%m.%Y}; сформирован {report.formed_at:%d.%m.%Y %H:%M}"
    if report.number is None:
        yield "Проект отчёта: номер присваивается при направлении на подпись"
    yield from (f"{clean(note)}." for note in report.notes)


def _sections(report: Report) -> Iterator[Section]:
    yield _changes(report)
    yield _risks(report)
    yield _indicators(report)
    yield _budget(report)
    if report.void_budget:
        yield _void(report)
    yield _plan(report)
    yield _terms(report)
    yield _dynamics(report)
    yield _discipline(report)
    if report.lives:
        charts = tuple(f"indicator:{n}" for n, _ in enumerate(report.lives))
        yield Section("Приложение. Показатели по годам", charts=charts, sheet="Показатели по годам")


def _changes(report: Report) -> Section:
    title = "Что изменилось"
    columns = (Column("Где", 30), Column("Было", 30), Column("Стало", 40))
    if not report.compared_with:
        return Section(title, empty="Предыдущего отчёта нет, сравнивать не с чем.", sheet="Изменения")
    rows = tuple((one.where, one.was, one.now) for one in report.changes)
    notes = (f"Для сравнения: {report.compared_with}.",)
    return _made(title, columns, rows, "С предыдущего отчёта ничего не изменилось.", "Изменения", notes=notes)


def _made(
    title: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], empty: str, sheet: str,
    *, strong: frozenset[int] = frozenset(), notes: tuple[str, ...] = (), charts: tuple[str, ...] = (),
) -> Section:  # fmt: skip
    table = Table(columns, rows, strong) if rows else None
    return Section(title, table, "" if rows else empty, notes if rows else (), charts if rows else (), sheet)


def _risks(report: Report) -> Section:
    columns = (
        Column("№", 4, is_number=True), Column("Светофор", 14), Column("Раздел паспорта", 17),
        Column("Описание риска", 35), Column("Предлагаемое решение", 30),
    )  # fmt: skip
    rows = tuple((r.number, r.light, r.section, r.description, r.solution) for r in report.risks)
    return _made("1. Ключевые риски", columns, rows, "Открытых рисков нет.", "Риски")


def _indicators(report: Report) -> Section:
    columns = (
        Column("№", 4), Column("Показатель", 33), Column("Ед. изм.", 7), Column("Светофор", 12),
        Column(f"Факт {report.as_of.year - 1}", 6, is_number=True),
        *(Column(name, 5, is_number=True) for name in QUARTERS),
        Column(f"План {report.as_of.year}", 6, is_number=True), Column("Факт", 6, is_number=True),
        Column("Исполнение", 10, is_number=True), Column("Комментарий", 20),
    )  # fmt: skip
    rows = tuple(
        (
            r.number, r.name, r.unit, r.light, r.last_year, *r.quarters, r.plan, r.fact,
            None if r.percent is None else Percent(r.percent), _because(r.light, r.comment),
        )
        for r in report.indicators
    )  # fmt: skip
    return _made("2. Показатели", columns, rows, "Показателей в паспорте нет.", "Показатели")


def _because(light: Light | None, comment: str) -> str:
    """Why the light is so, before what else there is to say."""
    said = [words.sentence(part) for part in (light.why if light else "", comment) if part]
    return clean(" ".join(said))


BUDGET = (
    Column("№", 6), Column("Результат и источник", 38), Column("Светофор", 12), Column("План", 8, is_number=True),
    Column("Доведено", 8, is_number=True), Column("Принято обязательств", 11, is_number=True),
    Column("Оплачено", 8, is_number=True), Column("Исполнение", 10, is_number=True), Column("Комментарий", 22),
)  # fmt: skip


def _budget(report: Report) -> Section:
    strong = frozenset(n for n, row in enumerate(report.budget) if row.depth <= 1)
    return _made(
        f"3. Финансирование в {report.as_of.year} году, млн руб.", BUDGET, tuple(map(_money, report.budget)),
        "Финансирования в паспорте нет.", "Финансирование", strong=strong, charts=("funding",),
    )  # fmt: skip


def _void(report: Report) -> Section:
    note = "Эти средства предусмотрены на случай выделения федеральных денег; заявка отклонена, в итоги они не входят."
    return _made(
        "3.1. Условные средства, которые не будут выделены", BUDGET, tuple(map(_money, report.void_budget)), "",
        "Не выделяются", notes=(note,),
    )  # fmt: skip


def _money(row):  # type: ignore[no-untyped-def]  # typed by its caller
    sums = [None if v is None else Money(v) for v in (row.planned, row.allotted, row.committed, row.paid)]
    percent = None if row.percent is None else Percent(row.percent)
    condition = "В случае выделения федеральных средств." if row.is_conditional and not row.is_void else ""
    comment = " ".join(filter(None, (_because(row.light, row.comment), condition)))
    return (row.number, row.name, row.light, *sums, percent, comment)


def _plan(report: Report) -> Section:
    columns = (
        Column("№", 6), Column("Вид", 5), Column("Светофор", 12), Column("Наименование", 41), Column("Уровень", 10),
        Column("Состояние", 14), Column("План", 11), Column("Факт или прогноз", 11), Column("Исполнитель", 14),
        Column("Комментарий", 28),
    )  # fmt: skip
    rows = tuple(
        (
            r.number, RANKS[r.rank], r.light, r.title, r.level, STATES[r.state], r.planned,
            Expected(r.actual) if r.actual and r.is_forecast else r.actual, r.executor, _because(r.light, r.comment),
        )
        for r in report.plan
    )  # fmt: skip
    strong = frozenset(n for n, row in enumerate(report.plan) if row.rank is Rank.RESULT)
    note = "Р — результат, КТ — контрольная точка, М — мероприятие."
    title = "4. Результаты, контрольные точки и мероприятия"
    return _made(title, columns, rows, "В плане паспорта пунктов нет.", "План", strong=strong, notes=(note,))


def _terms(report: Report) -> Section:
    title = "Сроки результатов, контрольных точек и мероприятий"
    if not report.plan:
        return Section(title, empty="В плане паспорта пунктов нет.", sheet="Сроки")
    note = "Крупный знак — результат, средний — контрольная точка, мелкий — мероприятие; линия — опоздание."
    return Section(title, notes=(note,), charts=("timeline",), sheet="Сроки")


def _dynamics(report: Report) -> Section:
    columns = (
        Column("Месяц", 25), Column("План", 25, is_number=True), Column("Прогноз", 25, is_number=True),
        Column("Факт", 25, is_number=True),
    )  # fmt: skip
    rows = tuple((f"{p.month:%m.%Y}", p.planned, p.forecast, p.done) for p in report.dynamics)
    return _made(
        "Динамика достижения контрольных точек", columns, rows, "Контрольных точек в плане нет.", "Динамика",
        notes=("Число контрольных точек нарастающим итогом на конец месяца.",), charts=("dynamics",),
    )  # fmt: skip


def _discipline(report: Report) -> Section:
    columns = (
        Column("Исполнитель", 36), Column("В срок", 16, is_number=True), Column("С опозданием", 16, is_number=True),
        Column("Просрочено", 16, is_number=True), Column("В среднем дней опоздания", 16, is_number=True),
    )  # fmt: skip
    rows = tuple((d.person, d.in_time, d.late, d.overdue, d.average) for d in report.discipline)
    return _made(
        "Исполнительская дисциплина", columns, rows, "Сроки ещё не наступали.", "Дисциплина",
        notes=("По первоначальным срокам паспорта.",), charts=("discipline",),
    )  # fmt: skip
