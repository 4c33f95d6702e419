"""A passport written into a document's tables is assembled to the same passport, whatever stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.intake.assembly.passport import assemble
from domain.intake.tables import COLUMNS, FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS, Document, Row
from domain.passport import Passport, PlanRow
from tests.intake.random_passports import passports


def written(passport: Passport) -> Document:
    """The document that an office would make of a passport."""
    tables = {
        INDICATORS: tuple(_row(each, each.targets) for each in passport.indicators),
        RESULTS: tuple(_headed(passport.results, "task")),
        FUNDING: tuple(_funding(passport)),
        PARTICIPANTS: tuple(_headed(passport.participants, "heading")),
        PLAN: tuple(_plan(passport)),
    }
    return Document(tables, _prose(passport), "", lacking={PLAN: passport.lacking})


def _prose(passport: Passport) -> Mapping[str, str]:
    officials = ("curator", "head", "administrator")
    posts = {role: f"{passport.positions[getattr(passport, role)]} {getattr(passport, role)}" for role in officials}
    main = {
        "Наименование федерального проекта": passport.federal,
        "Краткое наименование регионального проекта": f"«{passport.title}»",
        "Срок начала и окончания проекта": f"{_text(passport.starts)} - {_text(passport.ends)}",
        "Куратор регионального проекта": posts["curator"],
        "Руководитель регионального проекта": posts["head"],
        "Администратор регионального проекта": posts["administrator"],
        "Связь с государственными программами": passport.programmes,
    }
    lines = (f"{label}\n{value}" for label, value in main.items())
    head = f"{passport.region}\nРАСПОРЯЖЕНИЕ\n{passport.order}"
    return {"head": head, "main": "\n".join(lines), "goal": f"Цель: {passport.goal}"}


def _text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:,f}".replace(",", " ").replace(".", ",")
    return ", ".join(value) if isinstance(value, tuple) else str(value if value is not None else "")


def _row(each: Any, years: Mapping[int, Decimal] | None = None) -> Row:
    cells = {field.name: _text(getattr(each, field.name)) for field in fields(each)}
    cells |= {"due": cells.get("due_written") or cells.get("due", "")}
    return Row(cells | {str(year): _text(value) for year, value in (years or {}).items()})


def _headed(rows: Any, name: str) -> Iterator[Row]:
    heading = ""
    for row in rows:
        if getattr(row, name) != heading:
            heading = getattr(row, name)
            yield Row(spans=heading)
        yield _row(row)


def _funding(passport: Passport) -> Iterator[Row]:
    for line in passport.funding:
        cells = _row(line, line.amounts).cells
        marked = {"total" if year is None else str(year) for year in line.conditional}
        yield Row({name: f"{text} <*>" if name in marked else text for name, text in cells.items()})


def _plan(passport: Passport) -> Iterator[Row]:
    titles = {level.code: f"{level.title}\n(далее - {level.code})" for level in passport.levels}
    for row in passport.plan:
        level = titles.pop(row.level or "", row.level or "")
        terms = {name: getattr(row, f"{name}_written") or _text(getattr(row, name)) for name in ("start", "finish")}
        yield Row({**_row(row).cells, **terms, "level": level})


@given(passports())
@settings(max_examples=150, deadline=None)
def test_a_passport_written_into_tables_is_assembled_to_the_same(passport: Passport) -> None:
    made = assemble(replace(written(passport), text=passport.region), code="random")
    assert made.illegible == ()
    for field in fields(passport):
        if field.name not in ("levels", "lacking"):
            assert getattr(made.passport, field.name) == getattr(passport, field.name)
    assert {level.code for level in made.passport.levels} == {level.code for level in passport.levels}


cells = st.text("0123456789.,-<>*() \n\u00a0годкварталIVёЁАБВабв%хX«»", max_size=60)
rows = {
    name: st.lists(st.builds(Row, st.dictionaries(st.sampled_from((*columns, "2019", "2020")), cells)), max_size=3)
    for name, columns in COLUMNS.items()
}


@given(st.fixed_dictionaries(rows), st.dictionaries(st.sampled_from(["head", "main", "goal"]), cells), cells)
@settings(max_examples=200, deadline=None)
def test_no_cell_is_so_bad_that_a_passport_cannot_be_made(
    tables: dict[str, list[Row]], prose: dict[str, str], text: str
) -> None:
    document = Document({name: tuple(found) for name, found in tables.items()}, prose, text, {FUNDING: text})
    passport, illegible = assemble(document, code="x")
    assert all(isinstance(row, PlanRow) and row.number for row in passport.plan)
    assert all(cell.written.strip() and cell.section in (*COLUMNS, "main") for cell in illegible)
