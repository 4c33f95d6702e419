"""The passport of an invented region in words, as an office would write them; documents are made of it."""

from dataclasses import dataclass, field
from decimal import Decimal

YEARS = ("2020", "2021", "2022")
FEDERAL = "Федеральный бюджет (в том числе межбюджетные трансферты бюджету Приозёрской области)"
CONSOLIDATED = "Консолидированный бюджет Приозёрской области, в том числе"
REGIONAL, MUNICIPAL, OUTSIDE = "Областной бюджет", "Бюджеты муниципальных образований", "Внебюджетные источники"

LABORATORIES = "Созданы цифровые лаборатории в 20 процентах школ"
TEACHERS = "Обучены 450 педагогов работе с цифровыми лабораториями"
PLATFORM = "Открыта региональная цифровая платформа дополнительного образования"
PAIR, GROUP = "Камышин Д.Е., Рогозина Т.В.", "Руководители образовательных организаций"

Line = dict[str, str]


@dataclass
class Sample:
    """All sections as written cells by column name; a line with only `spans` is a heading."""

    provisions: dict[str, str]
    indicators: list[Line]
    results: list[Line]
    funding: list[Line]
    participants: list[Line]
    plan: list[Line]
    legend: list[str] = field(default_factory=list)

    def line(self, table: str, number: str) -> Line:
        lines: list[Line] = getattr(self, table)
        return next(line for line in lines if line.get("number") == number)


def _lines(columns: str, *rows: tuple[str, ...]) -> list[Line]:
    names = columns.split()
    return [dict(zip(names, row, strict=True)) if len(row) > 1 else {"spans": row[0]} for row in rows]


PROVISIONS = {
    "Наименование федерального проекта": "Цифровая школа",
    "Краткое наименование регионального проекта": "Цифровая школа Приозёрья",
    "Срок начала и окончания проекта": "09.01.2020 - 30.12.2022",
    "Куратор регионального проекта": "Заместитель Губернатора Приозёрской области Озерова М.И.",
    "Руководитель регионального проекта": "Министр образования Приозёрской области Ладогин А.П.",
    "Администратор регионального проекта": "Начальник отдела министерства образования Камышин Д.Е.",
}


def clean() -> Sample:
    """A passport with nothing wrong in it."""
    return Sample(
        provisions=dict(PROVISIONS),
        indicators=_lines(
            "number name kind base_value base_date 2020 2021 2022",
            ("1", "Доля школ с цифровыми лабораториями, процент", "Основной", "10", "01.12.2019", "20", "40,5", "60"),
            ("2", "Численность обученных педагогов, человек", "Дополнительный", "", "", "", "", ""),
            ("2.1", "В городских школах", "", "100", "01.12.2019", "150", "300", "450"),
            ("2.2", "В сельских школах", "", "50", "01.12.2019", "80", "160", "240"),
        ),
        results=_lines(
            "number name due characteristic",
            ("1. Создание современной образовательной среды",),
            ("1.1", LABORATORIES, "30.11.2020", "В школах появятся лаборатории естественных наук"),
            ("1.2", TEACHERS, "29.11.2021", 'Педагоги пройдут обучение в центре (ПК) "Перспектива"'),
            ("1.3", PLATFORM, "30.11.2022", "Платформа объединит кружки и секции"),
        ),
        funding=funding(),
        participants=_lines(
            "number role name position supervisor employment",
            ("1", "Руководитель регионального проекта", "Ладогин А.П.", "Министр образования", "Озерова М.И.", "15"),
            ("2", "Администратор регионального проекта", "Камышин Д.Е.", "Начальник отдела", "Ладогин А.П.", "50"),
            ("Общие и организационные мероприятия по проекту",),
            ("3", "Участник регионального проекта", "Рогозина Т.В.", "Консультант отдела", "Камышин Д.Е.", "30"),
            (
                "4",
                "Участник регионального проекта",
                "Плавнёв С.С.",
                'Директор ГКУ (ПК) "Снабжение"',
                "Ладогин А.П.",
                "20",
            ),
            ("Цифровая платформа дополнительного образования детей",),
            ("5", "Участник регионального проекта", "Тростников Е.А.", "Ректор института", "Ладогин А.П.", "25"),
            ("6", "Участник регионального проекта", "Рогозина Т.В.", "Консультант отдела", "Камышин Д.Е.", "30"),
        ),
        plan=plan(),
        legend=["РРП - руководитель регионального проекта; ПК - проектный комитет; Совет - Проектный совет."],
    )


def plan() -> list[Line]:
    report = "Информационно-аналитический отчёт"
    return _lines(
        "number title start finish executors document level",
        ("1", LABORATORIES, "03.02.2020", "30.11.2020", "Рогозина Т.В.", report, "Совет"),
        ("1.1", "Субсидия получена", "-", "30.04.2020", "Рогозина Т.В.", "Соглашение", "ПК"),
        ("1.1.1", "Направление заявки на субсидию", "03.02.2020", "28.02.2020", "Камышин Д.Е.", "Заявка", "РРП"),
        ("1.1.2", "Заключение соглашения", "29.02.2020", "30.04.2020", PAIR, "Соглашение", "РРП"),
        ("1.2", "Оборудование поставлено", "-", "30.10.2020", "Плавнёв С.С.", "Акт приёмки", "ПК"),
        ("1.2.1", "Проведение закупок", "12.05.2020", "31.08.2020", "Плавнёв С.С.", "Распорядительный акт", "РРП"),
        ("1.2.2", "Монтаж оборудования", "01.09.2020", "30.10.2020", GROUP, "Акт приёмки", "РРП"),
        ("2", TEACHERS, "11.01.2021", "29.11.2021", "Тростников Е.А.", report, "Совет"),
        ("2.1", "Педагоги обучены", "-", "29.10.2021", "Тростников Е.А.", "Отчёт", "ПК"),
        ("2.1.1", "Утверждение графика обучения", "11.01.2021", "26.02.2021", "Тростников Е.А.", "График", "РРП"),
        ("2.1.2", "Проведение мониторинга обучения", "01.03.2021", "29.10.2021", "Тростников Е.А.", report, "РРП"),
        ("3", PLATFORM, "10.01.2022", "30.11.2022", "Камышин Д.Е.", "Акт ввода", "Совет"),
        ("3.1", "Платформа принята", "-", "31.10.2022", "Камышин Д.Е.", "Акт ввода", "ПК"),
        ("3.1.1", "Разработка платформы", "10.01.2022", "30.09.2022", "Камышин Д.Е.", "Акт ввода", "РРП"),
    )  # fmt: skip


def funding() -> list[Line]:
    """Three results of four sources each, and the totals: all the sums agree."""
    heading = {"number": "1", "source": "Создание современной образовательной среды"}
    parts = {
        ("1.1", LABORATORIES): ("8 3 1.5", "1.5 0.8 0.4", "0.5 0.2 0.1", "0.5 0 0"),
        ("1.2", TEACHERS): ("0.7 2 0.7", "0.3 1 0.3", "0 0 0", "0 0 0"),
        ("1.3", PLATFORM): ("0 0 5", "0.5 0.5 1", "0 0 0", "0 0 0"),
    }
    blocks = {of: [tuple(map(Decimal, part.split())) for part in written] for of, written in parts.items()}
    summed = [_sum(*(block[n] for block in blocks.values())) for n in range(4)]
    lines = [line for (number, name), block in blocks.items() for line in _block(number, name, block)]
    totals = [line | {"number": ""} for line in _block("", "Всего по региональному проекту, в том числе", summed)]
    return [heading, *lines, *totals]


def _sum(*rows: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))  # type: ignore[arg-type]


def _block(number: str, name: str, parts: list[tuple[Decimal, ...]]) -> list[Line]:
    federal, regional, municipal, outside = parts
    consolidated = _sum(regional, municipal)
    rows = (
        (number, name, _sum(federal, consolidated, outside)),
        (f"{number}.1", FEDERAL, federal),
        (f"{number}.2", CONSOLIDATED, consolidated),
        (f"{number}.2.1", REGIONAL, regional),
        (f"{number}.2.2", MUNICIPAL, municipal),
        (f"{number}.3", OUTSIDE, outside),
    )
    return [_money(at, source, amounts) for at, source, amounts in rows]


def _money(number: str, source: str, amounts: tuple[Decimal, ...]) -> Line:
    written = {year: comma(amount) for year, amount in zip(YEARS, amounts, strict=True)}
    return {"number": number, "source": source, **written, "total": comma(sum(amounts, Decimal(0)))}


def comma(amount: Decimal) -> str:
    return f"{amount:.1f}".replace(".", ",")


def in_thousands(lines: list[Line]) -> list[Line]:
    """The same money in thousands of rubles with no-break spaces between groups of digits."""
    return [
        {key: _thousands(text) if key in {*YEARS, "total"} else text for key, text in line.items()} for line in lines
    ]


def _thousands(text: str) -> str:
    amount = Decimal(text.replace(",", ".")) * 1000
    return f"{amount:,.1f}".replace(",", "\u00a0").replace(".", ",")
