"""Sections of a passport as tables that any format can write: headings of one or two storeys, rows of values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from domain.intake.words.dates import ru
from domain.passport import FundingLine, Participant, Passport, PlanRow, Result

Value = str | date | Decimal | int | None
FOOTNOTE = "<*> В случае выделения средств федерального бюджета"
DASH = "-"
FIELDS = {
    "executors": "исполнитель", "start": "срок начала", "finish": "срок окончания", "level": "уровень контроля",
    "document": "документ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in letters. `storeys` are the headings from the top down."""

    storeys: tuple[str, ...]
    width: int
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Section:
    """A table: `sheet` names it shortly, `title` as the document does; a row of str is a heading over all columns."""

    sheet: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]

    @property
    def height(self) -> int:
        """How many rows the header has."""
        return max(len(column.storeys) for column in self.columns)

    def values(self, row: Any) -> tuple[Value, ...]:
        return tuple(column.value(row) for column in self.columns)


def head(passport: Passport) -> tuple[str, ...]:
    """What stands before the main provisions."""
    order = (f"Утверждён распоряжением {passport.order}",) if passport.order else ()
    region = (passport.region,) if passport.region else ()
    return (*order, *region, "ПАСПОРТ", f"регионального проекта «{passport.title}»")


def provisions(passport: Passport) -> Iterator[tuple[str, str]]:
    """Labels and values of section 1; those that are empty are left out."""
    told = {
        "Наименование федерального проекта": passport.federal,
        "Краткое наименование регионального проекта": passport.title,
        "Срок начала и окончания проекта": _term(passport),
        "Куратор регионального проекта": _official(passport, passport.curator),
        "Руководитель регионального проекта": _official(passport, passport.head),
        "Администратор регионального проекта": _official(passport, passport.administrator),
        "Связь с государственными программами субъекта Российской Федерации": passport.programmes,
        "Цель регионального проекта": "" if passport.indicators else passport.goal,
    }
    return ((label, value) for label, value in told.items() if value)


def _term(passport: Passport) -> str:
    days = [ru(day) for day in (passport.starts, passport.ends) if day]
    return " - ".join(days)


def _official(passport: Passport, name: str | None) -> str:
    return f"{passport.positions.get(name, '')} {name}".strip() if name else ""


def legend(passport: Passport) -> Iterator[tuple[str, str]]:
    """Control levels: a code and what it stands for."""
    return ((level.code, level.title) for level in passport.levels)


def corrections(passport: Passport) -> Iterator[tuple[str, str]]:
    """What the administrator has decided otherwise than the document says, for people only: where, and what."""
    return (
        (f"{made.number}, {FIELDS.get(made.field, made.field)}", f"было «{made.was}», стало «{made.now}»")
        for made in passport.corrections
    )


def sections(passport: Passport) -> Iterator[Section]:
    """Sections 2 to 5 and the plan; those that the passport lacks are left out."""
    all_of_them = (indicators, results, funding, participants, plan)
    return (section for make in all_of_them if (section := make(passport)).rows)


def indicators(passport: Passport) -> Section:
    years = sorted({year for each in passport.indicators for year in each.targets})
    has_units = any(each.unit and not each.name.endswith(each.unit) for each in passport.indicators)
    unit = (Column(("Единица измерения",), 23, lambda row: row.unit),) if has_units else ()
    columns = (
        Column(("N п/п",), 10, lambda row: row.number),
        Column(("Целевой показатель, дополнительный показатель",), 46, lambda row: row.name),
        Column(("Тип показателя",), 30, lambda row: row.kind),
        *unit,
        Column(("Базовое значение", "Значение"), 20, lambda row: row.base_value),
        Column(("Базовое значение", "Дата"), 19, lambda row: row.base_date),
        *(Column(("Период, год", str(year)), 11, _of_year("targets", year)) for year in years),
    )
    return Section("Показатели", "2. Цель и показатели регионального проекта", columns, passport.indicators)


def results(passport: Passport) -> Section:
    columns = (
        Column(("N п/п",), 10, lambda row: row.number),
        Column(("Наименование задачи, результата",), 46, lambda row: row.name),
        Column(("Срок",), 14, lambda row: row.due_written or row.due),
        Column(("Характеристика результата",), 70, lambda row: row.characteristic),
    )
    return Section("Результаты", "3. Результаты регионального проекта", columns, tuple(_under_tasks(passport.results)))


def _under_tasks(rows: tuple[Result, ...]) -> Iterator[Result | str]:
    for n, (task, under) in enumerate(groupby(rows, key=lambda row: row.task), 1):
        if task:
            yield f"{n}. {task}"
        yield from under


def funding(passport: Passport) -> Section:
    years = sorted({year for line in passport.funding for year in line.amounts})
    has_results = any(line.result for line in passport.funding)
    result = (Column(("Наименование результата",), 40, lambda row: row.result),) if has_results else ()
    columns = (
        Column(("N п/п",), 10, lambda row: row.number),
        *result,
        Column(("Источники финансирования" if has_results else SOURCES,), 46, lambda row: row.source),
        *(Column((VOLUME, str(year)), 13, _money(year)) for year in years),
        Column(("Всего (млн. рублей)",), 14, _money(None)),
    )
    title = "4. Финансовое обеспечение реализации регионального проекта"
    return Section("Финансирование", title, columns, passport.funding)


SOURCES = "Наименование результата и источники финансирования"
VOLUME = "Объем финансового обеспечения по годам реализации (млн. рублей)"


def _money(year: int | None) -> Callable[[FundingLine], Value]:
    def amount(line: FundingLine) -> Value:
        found = line.total if year is None else line.amounts.get(year)
        return f"{written(found)} <*>" if found is not None and year in line.conditional else found

    return amount


def written(amount: Decimal) -> str:
    """With a decimal comma."""
    return f"{amount:f}".replace(".", ",")


def said(value: Value) -> str:
    """A value in words: `28.02.2019`, `114,347`."""
    if isinstance(value, date):
        return ru(value)
    return written(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def _of_year(name: str, year: int) -> Callable[[Any], Value]:
    return lambda row: getattr(row, name).get(year)


def participants(passport: Passport) -> Section:
    columns = (
        Column(("N п/п",), 10, lambda row: row.number),
        Column(("Роль в проекте",), 26, lambda row: row.role),
        Column(("Фамилия, инициалы",), 26, lambda row: row.name),
        Column(("Должность",), 44, lambda row: row.position),
        Column(("Непосредственный руководитель",), 26, lambda row: row.supervisor),
        Column(("Занятость в проекте (процентов)",), 17, lambda row: row.employment),
    )
    rows = tuple(_under_headings(passport.participants))
    return Section("Участники", "5. Участники регионального проекта", columns, rows)


def _under_headings(rows: tuple[Participant, ...]) -> Iterator[Participant | str]:
    for heading, under in groupby(rows, key=lambda row: row.heading):
        if heading:
            yield heading
        yield from under


def plan(passport: Passport) -> Section:
    """Columns that the document does not have are not made up."""
    columns = {
        "number": Column(("N п/п",), 10, lambda row: row.number),
        "title": Column(("Наименование результата, мероприятия, контрольной точки",), 46, lambda row: row.title),
        "start": Column(("Сроки реализации", "Начало"), 18, lambda row: _day(row, "start")),
        "finish": Column(("Сроки реализации", "Окончание"), 18, lambda row: _day(row, "finish")),
        "executors": Column(("Ответственный исполнитель",), 26, lambda row: ", ".join(row.executors)),
        "document": Column(("Вид документа и характеристика результата",), 28, lambda row: row.document),
        "level": Column(("Уровень контроля",), 18, lambda row: row.level),
    }
    had = tuple(column for name, column in columns.items() if name not in passport.lacking)
    return Section("План", "План мероприятий по реализации регионального проекта", had, passport.plan)


def _day(row: PlanRow, name: str) -> Value:
    return getattr(row, f"{name}_written") or getattr(row, name) or DASH
