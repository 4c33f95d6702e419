"""The form of a document: paragraphs and tables whose columns have headings of one or several storeys."""

from dataclasses import dataclass, field

from tests.intake.documents.sample import YEARS, Line, Sample

Heading = tuple[str, ...]
Columns = tuple[tuple[Heading, str], ...]
"""Headings from the top storey down, and the key of the cell; a key that lines lack gives empty cells."""


@dataclass(frozen=True)
class Table:
    """`sheet` is the title of the workbook's sheet that the table stands on."""

    sheet: str
    columns: Columns
    rows: list[Line]

    @property
    def storeys(self) -> int:
        return max(len(heading) for heading, _ in self.columns)

    def headings(self) -> list[list[str]]:
        """The header's rows, a heading repeated over the places that it covers, to the right and down."""
        if not any(heading[0] for heading, _ in self.columns):
            return []
        return [[heading[min(n, len(heading) - 1)] for heading, _ in self.columns] for n in range(self.storeys)]

    def areas(self) -> list[tuple[int, int, int, int]]:
        """Areas of more than one place that one heading covers: (top, left, bottom, right)."""
        headings, taken, found = self.headings(), set[tuple[int, int]](), []
        places = [(y, x) for y, row in enumerate(headings) for x in range(len(row))]
        for top, left in places:
            if (top, left) not in taken:
                bottom, right = _reach(headings, top, left)
                taken |= {(y, x) for y, x in places if top <= y <= bottom and left <= x <= right}
                found.append((top, left, bottom, right))
        return [area for area in found if area[:2] != area[2:]]

    def cells(self, line: Line) -> list[str]:
        return [line.get(key, "") for _, key in self.columns]


def _reach(headings: list[list[str]], top: int, left: int) -> tuple[int, int]:
    row = headings[top]
    right = next((x for x in range(left, len(row)) if row[x] != row[left]), len(row)) - 1
    below = (y for y in range(top, len(headings)) if headings[y][left : right + 1] != row[left : right + 1])
    return next(below, len(headings)) - 1, right


Part = str | Table

PROVISIONS: Columns = ((("",), "label"), (("",), "value"))
INDICATORS: Columns = (
    (("N п/п",), "number"),
    (("Целевой показатель, дополнительный показатель",), "name"),
    (("Тип показателя",), "kind"),
    (("Базовое значение", "Значение"), "base_value"),
    (("Базовое значение", "Дата"), "base_date"),
    *((("Период, год", year), year) for year in YEARS),
)
RESULTS: Columns = (
    (("N п/п",), "number"),
    (("Наименование задачи, результата",), "name"),
    (("Срок",), "due"),
    (("Характеристика результата",), "characteristic"),
)
MONEY = "Объем финансового обеспечения по годам реализации (млн. рублей)"
FUNDING: Columns = (
    (("N п/п",), "number"),
    (("Наименование результата и источники финансирования",), "source"),
    *(((MONEY, year), year) for year in YEARS),
    (("Всего (млн. рублей)",), "total"),
)
PARTICIPANTS: Columns = (
    (("N п/п",), "number"),
    (("Роль в проекте",), "role"),
    (("Фамилия, инициалы",), "name"),
    (("Должность",), "position"),
    (("Непосредственный руководитель",), "supervisor"),
    (("Занятость в проекте (процентов)",), "employment"),
)
PLAN: Columns = (
    (("N п/п",), "number"),
    (("Наименование результата, мероприятия, контрольной точки",), "title"),
    (("Сроки реализации", "Начало"), "start"),
    (("Сроки реализации", "Окончание"), "finish"),
    (("Ответственный исполнитель",), "executors"),
    (("Вид документа и характеристика результата",), "document"),
    (("Уровень контроля",), "level"),
)


@dataclass(frozen=True)
class Form:
    """Columns of every table, as one office has them."""

    plan: Columns = PLAN
    indicators: Columns = INDICATORS
    results: Columns = RESULTS
    funding: Columns = FUNDING
    participants: Columns = PARTICIPANTS
    head: tuple[str, ...] = field(
        default=(
            "ПРАВИТЕЛЬСТВО ПРИОЗЁРСКОЙ ОБЛАСТИ",
            "РАСПОРЯЖЕНИЕ",
            "от 24 декабря 2019 г. N 77-р",
            "ПАСПОРТ",
            'регионального проекта "Цифровая школа Приозёрья"',
        )
    )

    def parts(self, sample: Sample) -> list[Part]:
        """The whole document in its order."""
        provisions = [{"label": label, "value": value} for label, value in sample.provisions.items()]
        return [
            *self.head,
            "1. Основные положения",
            Table("Основные положения", PROVISIONS, provisions),
            "2. Цель и показатели регионального проекта",
            Table("Показатели", self.indicators, sample.indicators),
            "3. Результаты регионального проекта",
            Table("Результаты", self.results, sample.results),
            "4. Финансовое обеспечение реализации регионального проекта",
            Table("Финансирование", self.funding, sample.funding),
            "5. Участники регионального проекта",
            Table("Участники", self.participants, sample.participants),
            "План мероприятий по реализации регионального проекта",
            Table("План", self.plan, sample.plan),
            *sample.legend,
        ]
