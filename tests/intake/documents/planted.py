"""Six documents: each an own layout, faults that must be found and oddities that must stay silent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.intake.documents import as_boxes, as_docx, as_pdf, as_xlsx
from tests.intake.documents.forms import FUNDING, INDICATORS, MONEY, Form
from tests.intake.documents.sample import YEARS, Line, Sample, clean, in_thousands

Fault = tuple[str, str, str]
"""Code, section, number ("" where there is none)."""


@dataclass(frozen=True)
class Planted:
    """`finishes` are the finishes that the document gives in words, as ISO dates by number."""

    name: str
    sample: Sample
    write: Callable[[Path], None]
    faults: frozenset[Fault]
    finishes: dict[str, str]


def six() -> Iterator[Planted]:
    yield in_words_without_documents()
    yield workbook_with_facts()
    yield ruled_pages()
    yield federal_form()
    yield drawn_by_lines()
    yield one_sheet()


def _plan(*faults: str) -> set[Fault]:
    return {(code, "plan", number) for code, _, number in (fault.partition(" ") for fault in faults)}


def in_words_without_documents() -> Planted:
    """Word: no document column and no start, level before name, dates in words, children first, thousands."""
    sample = clean()
    renamed = {"РРП": "АРП", "ПК": "ПС", "Совет": "Коллегия"}
    for line in sample.plan:
        line["level"] = renamed[line["level"]]
    sample.plan.sort(key=lambda line: (line["number"][0], -line["number"].count("."), line["number"]))
    sample.line("plan", "1.1")["finish"] = "до 30 апреля 2020 года"
    sample.line("plan", "1.2.1")["level"] = "ВДЛ"
    sample.line("plan", "2.1.1")["finish"] = "31.04.2021"
    sample.line("plan", "2.1.2")["executors"] = "Синицын К.Л."
    sample.line("plan", "3.1.1").update(executors="", finish="сентябрь 2022 г.")
    sample.line("plan", "2")["executors"] = "Е.А.Тростников"
    monitoring = "Проведение мониторинга посещаемости"
    sample.plan.append(
        {
            "number": "3.1.2",
            "title": monitoring,
            "finish": "ежегодно, до 1 марта",
            "level": "АРП",
            "executors": "Плавнёв С.С",
        }
    )
    sample.plan.append(
        {
            "number": "3.1.3",
            "title": "Приёмка модулей",
            "finish": "III кв. 2022 г.",
            "level": "АРП",
            "executors": "Плавнёв С.С",
        }
    )
    sample.funding = in_thousands(sample.funding)
    sample.legend = [
        "Принятые сокращения: АРП – администратор регионального проекта; ПС – проектный совет; "
        "Коллегия – Коллегия Правительства Приозёрской области."
    ]
    thousands = tuple((tuple(text.replace("млн.", "тыс.") for text in heading), key) for heading, key in FUNDING)
    plan = (
        (("№ п/п",), "number"), (("Контроль",), "level"), (("Мероприятие",), "title"),
        (("Срок исполнения",), "finish"), (("Ответственный",), "executors"),
    )  # fmt: skip
    form = Form(plan=plan, funding=thousands)
    faults = _plan(
        "unknown_level 1.2.1", "invalid_date 2.1.1", "unknown_person 2.1.2", "missing_executor 3.1.1",
        "executor_controls_himself 1.1.1", "executor_controls_himself 1.1.2",
    )  # fmt: skip
    finishes = {"1.1": "2020-04-30", "3.1.1": "2022-09-30", "3.1.2": "2022-03-01", "3.1.3": "2022-09-30"}
    return Planted(
        "words.docx", sample, lambda path: as_docx.write(form.parts(sample), path), frozenset(faults), finishes
    )


def workbook_with_facts() -> Planted:
    """A sheet a section: icons, plan and fact dates, comments; true dates and numbers; broken sums and percents."""
    sample = clean()
    sample.line("funding", "1.1.1")["2020"] = "8,5"
    sample.line("indicators", "1")["2022"] = "160"
    sample.line("indicators", "2.2")["2021"] = "60"
    sample.line("participants", "5")["employment"] = "150"
    sample.line("plan", "2.1.2")["number"] = "2.1.1"
    for line in sample.plan:
        line.update(icon="●", fact="14.02.2020", comment="Иванову И.И. доложено 01.02.2020")
    plan = (
        (("Статус",), "icon"), (("№",), "number"), (("Наименование мероприятия",), "title"),
        (("Исполнитель",), "executors"),
        (("Срок", "План", "начало"), "start"), (("Срок", "План", "окончание"), "finish"),
        (("Срок", "Факт", "окончание"), "fact"), (("Подтверждающий документ",), "document"), (("Уровень",), "level"),
        (("Комментарий",), "comment"),
    )  # fmt: skip
    form = Form(plan=plan)
    federal = ("sum_mismatch", "funding", "")
    faults = {
        ("sum_mismatch", "funding", "1.1.1"), ("sum_mismatch", "funding", "1.1"), federal,
        ("percent_out_of_range", "indicators", "1"), ("target_not_monotonic", "indicators", "2.2"),
        ("percent_out_of_range", "participants", "5"), ("duplicate_number", "plan", "2.1.1"),
    }  # fmt: skip
    return Planted(
        "facts.xlsx", sample, lambda path: as_xlsx.write(form.parts(sample), path, sheets=True), frozenset(faults), {}
    )


def ruled_pages() -> Planted:
    """PDF: rows cut by pages, upright headings, running lines; dates out of order; names with ё and without dots."""
    sample = clean()
    sample.line("plan", "1.2.1")["finish"] = "30.12.2020"
    sample.line("plan", "2.1.1")["start"] = "10.03.2021"
    sample.line("plan", "2.1")["finish"] = "30.10.2021"
    sample.line("plan", "1.2.2")["level"] = ""
    sample.line("plan", "1")["executors"] = "Рогозина В.Т."
    sample.line("plan", "1.2")["executors"] = "Плавнев С.С"
    sample.line("results", "1.1")["characteristic"] = "Лаборатории оснащаются по единому перечню. " * 60
    sample.line("plan", "3.1.1")["title"] = "Разработка модулей платформы и их проверка на площадках. " * 40
    faults = _plan(
        "finish_after_parent 1.2.1", "start_after_finish 2.1.1", "day_off_deadline 2.1", "missing_level 1.2.2",
        "person_mismatch 1",
    )  # fmt: skip
    return Planted("pages.pdf", sample, lambda path: as_pdf.write(Form().parts(sample), path), frozenset(faults), {})


def federal_form() -> Planted:
    """Word: tables go on in new tables with their headers again; results and items that do not meet."""
    sample = clean()
    extra = {"number": "1.4", "name": "Создан центр поддержки одарённых детей", "due": "30.11.2022"}
    sample.results.append(extra | {"characteristic": "Центр откроется в Приозёрске"})
    sample.line("plan", "1")["title"] = "Созданы цифровые лаборатории в 10 процентах школ"
    sample.line("plan", "3.1.1")["number"] = "3.1.2"
    sample.line("plan", "1.1.2")["document"] = ""
    item = {"start": "-", "finish": "30.09.2022", "executors": "Плавнёв С.С.", "document": "Отчёт", "level": "ПК"}
    sample.plan.append(item | {"number": "4", "title": "Проведена областная олимпиада", "level": "Совет"})
    sample.plan.append(
        item | {"number": "4.2.1", "title": "Издан приказ об олимпиаде", "start": "01.03.2022", "level": "РРП"}
    )
    note = {"spans": "КонсультантПлюс: примечание. Нумерация дана в соответствии с официальным текстом документа."}
    sample.plan.insert(5, note)
    faults = _plan(
        "item_without_result 4",
        "percent_differs 1",
        "numbering_gap 3.1.2",
        "orphan_parent 4.2.1",
        "missing_document 1.1.2",
    ) | {("result_without_item", "results", "1.4")}
    return Planted(
        "federal.docx",
        sample,
        lambda path: as_docx.write(Form().parts(sample), path, rows_a_table=6),
        frozenset(faults),
        {},
    )


def drawn_by_lines() -> Planted:
    """Text with drawn tables: dates outside the project, torn cells."""
    sample = clean()
    sample.line("plan", "1.1.1")["start"] = "01.11.2019"
    sample.line("plan", "3")["finish"] = "31.01.2023"
    sample.line("results", "1.3")["due"] = "31.01.2023"
    sample.line("plan", "2.1")["finish"] = "-"
    sample.line("plan", "1.2.1")["title"] = "Проведение закупок на"
    sample.line("plan", "1.2.2")["executors"] = ""
    faults = _plan(
        "starts_before_project 1.1.1", "start_before_parent 1.1.1", "finish_after_project 3", "missing_date 2.1",
        "truncated_cell 1.2.1", "missing_executor 1.2.2",
    ) | {("finish_after_project", "results", "1.3")}  # fmt: skip
    return Planted("drawn.txt", sample, lambda path: as_boxes.write(Form().parts(sample), path), frozenset(faults), {})


def one_sheet() -> Planted:
    """All on one sheet, headings not merged, columns in another order, full names with positions, conditional money."""
    sample = clean()
    sample.line("plan", "2.1.1")["finish"] = "26.02.021"
    sample.line("results", "1.2")["due"] = ""
    sample.line("indicators", "2.2")["number"] = "2.1"
    sample.line("plan", "1.1")["executors"] = "Рогозина Татьяна Викторовна - консультант отдела"
    sample.line("plan", "1.1.1")["executors"] = "Камышин Д. Е."
    for line in sample.funding:
        if line.get("2021") and line["number"] == "1.2.1":
            line["2021"] += " <*>"
    sample.legend.append("<*> В случае выделения средств федерального бюджета")
    money = MONEY.replace("реализации ", "")
    funding = (
        (("Источник",), "source"), (("Всего, млн руб.",), "total"),
        *(((money, f"{year} год"), year) for year in YEARS), (("N",), "number"),
    )  # fmt: skip
    indicators = (*INDICATORS[:2], *INDICATORS[5:], *INDICATORS[2:5])
    plan = (
        (("N п/п",), "number"), (("Уровень контроля",), "level"),
        (("Дата", "начала"), "start"), (("Дата", "окончания"), "finish"),
        (("Наименование результата, контрольной точки, мероприятия",), "title"), (("Документ",), "document"),
        (("Ответственные исполнители",), "executors"),
    )  # fmt: skip
    form = Form(plan=plan, funding=funding, indicators=indicators)
    faults = _plan("invalid_date 2.1.1") | {
        ("missing_date", "results", "1.2"), ("duplicate_number", "indicators", "2.1"),
    }  # fmt: skip
    return Planted(
        "sheet.xlsx", sample, lambda path: as_xlsx.write(form.parts(sample), path, sheets=False), frozenset(faults), {}
    )


def lines_of(sample: Sample) -> list[Line]:
    """The rows of the plan that are items."""
    return [line for line in sample.plan if "spans" not in line]
