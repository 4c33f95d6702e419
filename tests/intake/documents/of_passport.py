"""The parts of a document that says what a passport holds, for writers of formats that Vekha itself does not write."""

from collections.abc import Iterator

from domain.intake.writing.sections import FOOTNOTE, Section, head, legend, provisions, said, sections
from domain.passport import Passport
from tests.intake.documents.forms import PROVISIONS, Part, Table
from tests.intake.documents.sample import Line

KEYS = {
    "N": "number", "Наименование": "title", "Целевой": "name", "Характеристика": "characteristic",
    "Источники": "source", "Роль": "role", "Фамилия": "supervisor", "Должность": "position",
    "Непосредственный": "supervisor", "Ответственный": "executors", "Вид": "document",
}  # fmt: skip
"""Keys of the columns that writers give a width of their own, by the first word of the heading."""


def parts_of(passport: Passport) -> Iterator[Part]:
    yield from head(passport)
    yield "1. Основные положения"
    told = [{"label": label, "value": value} for label, value in provisions(passport)]
    yield Table("Основные положения", PROVISIONS, told)
    for section in sections(passport):
        yield section.title
        if section.sheet == "Показатели" and passport.goal:
            yield f"Цель: {passport.goal}"
        yield _table(section)
        if section.sheet == "Финансирование" and any(line.conditional for line in passport.funding):
            yield FOOTNOTE
    yield from (f"{code} - {title}" for code, title in legend(passport))


def _table(section: Section) -> Table:
    keys = [f"{KEYS.get(column.storeys[0].split()[0], '')}{n}" for n, column in enumerate(section.columns)]
    columns = tuple((column.storeys, key) for column, key in zip(section.columns, keys, strict=True))
    return Table(section.sheet, columns, [_line(section, keys, row) for row in section.rows])


def _line(section: Section, keys: list[str], row: object) -> Line:
    if isinstance(row, str):
        return {"spans": row}
    return {key: said(value) for key, value in zip(keys, section.values(row), strict=True)}
