"""Every section is assembled of cells as written; what cannot be understood is listed, not guessed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from domain.intake.assembly.passport import Assembled, assemble
from domain.intake.outcome import Illegible
from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, PLAN, RESULTS, Document, Row
from domain.passport import FundingLine, Indicator, Participant, PlanRow, Result
from domain.vocabulary import DocumentKind

MAIN = "Срок реализации проекта\n01.01.2019 - 31.12.2024"
GROUP = "Руководители школ"
NOTE = Row(spans="КонсультантПлюс: примечание. Нумерация дана в соответствии с официальным текстом.")


def made(table: str, *rows: Row, caption: str = "", lacking: frozenset[str] = frozenset()) -> Assembled:
    return assemble(Document({table: rows}, {"main": MAIN}, "", {table: caption}, {table: lacking}), code="x")


def cells(number: str, **texts: str) -> Row:
    return Row({"number": number, **{name.removeprefix("y"): text for name, text in texts.items()}})


def plan(**texts: str) -> PlanRow:
    return made(PLAN, cells("1.1.1", **texts)).passport.plan[0]


def test_an_indicator_has_its_base_value_targets_and_the_unit_of_its_name() -> None:
    row = cells("1.", name="Доля школ,\nпроцент", kind="Основной", base_value="12,5 %", base_date="1 сентября 2018 г.")
    found = made(INDICATORS, NOTE, Row({**row.cells, "2019": "не менее 20", "2020": "Х", "2021": "65"})).passport
    targets = {2019: Decimal(20), 2021: Decimal(65)}
    base = (Decimal("12.5"), date(2018, 9, 1))
    assert found.indicators == (Indicator("1", "Доля школ, процент", "Основной", "процент", *base, targets),)


def test_a_sub_row_has_the_unit_of_the_row_above_unless_it_has_its_own() -> None:
    rows = (cells("2", name="Охват, человек"), cells("2.1", name="В городе"), cells("2.2", name="В селе", unit="семья"))
    assert [each.unit for each in made(INDICATORS, *rows).passport.indicators] == ["человек", "человек", "семья"]


def test_cells_that_cannot_be_read_are_listed_by_section() -> None:
    row = cells("3", name="Охват", base_value="много", base_date="31.02.2018", y2019="10 20")
    passport, illegible = made(INDICATORS, row)
    assert (passport.indicators[0].base_value, passport.indicators[0].targets) == (None, {})
    assert {(cell.number, cell.field, cell.written) for cell in illegible} == {
        ("3", "base_value", "много"), ("3", "base_date", "31.02.2018"), ("3", "2019", "10 20"),
    }  # fmt: skip
    assert {cell.section for cell in illegible} == {INDICATORS}


def test_results_stand_under_their_tasks() -> None:
    rows = (
        Row(spans="Создание среды"),
        cells("1.1", name="Создан центр", due="I квартал 2020 года", characteristic="Центр\nоткрыт"),
        cells("2", name="Обучение кадров"),
        cells("2.1", name="Обучены педагоги", due="01.05.2019"),
    )
    assert made(RESULTS, *rows).passport.results == (
        Result("1.1", "Создан центр", date(2020, 3, 31), "I квартал 2020 года", "Центр открыт", "Создание среды"),
        Result("2.1", "Обучены педагоги", date(2019, 5, 1), task="Обучение кадров"),
    )


def test_every_funding_row_is_kept_headings_and_totals_too() -> None:
    rows = (
        Row(spans="1 Создание среды"),
        cells("1.1", source="Областной бюджет", y2019="12,0", y2020="27,689 <*>", total="39,689 <*>"),
        cells("Всего по проекту", y2019="12,0", y2020="-", total="Х"),
    )
    assert made(FUNDING, *rows).passport.funding == (
        FundingLine("1", "Создание среды"),
        FundingLine(
            "1.1", "Областной бюджет", {2019: Decimal("12.0"), 2020: Decimal("27.689")}, Decimal("39.689"),
            frozenset({2020, None}),
        ),
        FundingLine("", "Всего по проекту", {2019: Decimal("12.0")}),
    )  # fmt: skip


def test_thousands_of_rubles_become_millions_by_the_words_of_the_header() -> None:
    row = cells("1", result="Создан центр", source="Бюджет", y2019="1\u00a0234,5", total="пять")
    passport, illegible = made(FUNDING, row, caption="Объем (тыс. рублей)")
    assert passport.funding == (FundingLine("1", "Бюджет", {2019: Decimal("1.2345")}, result="Создан центр"),)
    assert illegible == (Illegible("1", "total", "пять", FUNDING),)


@pytest.mark.parametrize("written", ["50", "50%", "50 процентов", "50,0", "50 %"])
def test_a_participant_is_a_person_with_a_position_and_a_percentage(written: str) -> None:
    row = cells(
        "3.", role="Участник", name="Зуев Андрей Борисович - министр", supervisor="Юдин В. Г", employment=written
    )
    found = made(PARTICIPANTS, Row(spans="Общие\nмероприятия"), row).passport.participants
    assert found == (Participant("3", "Участник", "Зуев А.Б.", "министр", "Юдин В.Г.", 50, "Общие мероприятия"),)


def test_a_group_is_a_participant_too_and_half_a_post_is_illegible() -> None:
    row = cells("4", name=GROUP, position="по списку", supervisor="Главы городов", employment="0,5 ставки")
    passport, illegible = made(PARTICIPANTS, row)
    assert passport.participants == (Participant("4", "", GROUP, "по списку", "Главы городов"),)
    assert illegible == (Illegible("4", "employment", "0,5 ставки", PARTICIPANTS),)


@pytest.mark.parametrize(
    ("start", "finish", "expected"),
    [
        ("01.02.2019", "до 1 марта 2019 года", ("2019-02-01", "2019-03-01", "", "")),
        ("март 2019 г.", "III кв. 2019 г.", ("2019-03-01", "2019-09-30", "март 2019 г.", "III кв. 2019 г.")),
        ("-", "ежегодно, до 1 марта", (None, "2024-03-01", "", "ежегодно, до 1 марта")),
        ("", "01.02.2019 - 01.03.2019", ("2019-02-01", "2019-03-01", "", "")),
        ("2019 год", "2019 год", ("2019-01-01", "2019-12-31", "2019 год", "2019 год")),
    ],
)
def test_dates_of_an_item_keep_the_words_that_say_more_than_a_day(
    start: str, finish: str, expected: tuple[str | None, ...]
) -> None:
    row = plan(start=start, finish=finish)
    days = [each.isoformat() if each else None for each in (row.start, row.finish)]
    assert (*days, row.start_written, row.finish_written) == expected


def test_one_column_of_terms_holds_ranges_and_single_dates() -> None:
    rows = cells("1", term="01.02.2019 - 31.12.2019"), cells("1.1", term="30.11.2019"), cells("1.2", term="скоро")
    passport, illegible = made(PLAN, *rows, lacking=frozenset({"start", "finish", "document"}))
    assert [(row.start, row.finish) for row in passport.plan] == [
        (date(2019, 2, 1), date(2019, 12, 31)), (None, date(2019, 11, 30)), (None, None),
    ]  # fmt: skip
    assert illegible == (Illegible("1.2", "finish", "скоро", PLAN),)
    assert passport.lacking == {"document"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Направление заявки на субсидию", DocumentKind.APPLICATION),
        ("Заключение соглашения", DocumentKind.AGREEMENT),
        ("Проведение мониторинга", DocumentKind.MONITORING),
        ("Издан приказ", DocumentKind.ACT),
        ("Утверждение графика", DocumentKind.SCHEDULE),
        ("Центр открыт", DocumentKind.REPORT),
    ],
)
def test_without_a_column_of_documents_the_title_tells_the_kind(title: str, kind: DocumentKind) -> None:
    row = made(PLAN, cells("1", title=title), lacking=frozenset({"document"})).passport.plan[0]
    assert (row.document, row.document_kind) == ("", kind)


def test_an_empty_document_cell_tells_nothing_where_there_is_such_a_column() -> None:
    assert plan(title="Заключение соглашения").document_kind is None
    assert plan(title="Проверка", document="Договор поставки").document_kind is DocumentKind.AGREEMENT


def test_a_row_without_a_number_is_no_item_but_is_not_lost_in_silence() -> None:
    rows = (
        NOTE,
        cells("", title="Итоги"),
        cells("", title="Открыт центр", finish="31.12.2019"),
        cells("1. 1.", title="А"),
    )
    passport, illegible = made(PLAN, *rows)
    assert [row.number for row in passport.plan] == ["1.1"]
    assert illegible == (Illegible("", "number", "Открыт центр", PLAN),)


def test_a_person_spelled_without_the_dots_of_yo_is_the_participant() -> None:
    tables = {
        PARTICIPANTS: (cells("1", name="Плавнёв С.С."),),
        PLAN: (cells("1", executors=f"Плавнев С.С, {GROUP}, С.С. Плавнёв"),),
    }
    passport = assemble(Document(tables, {}, ""), code="x").passport
    assert passport.plan[0].executors == ("Плавнёв С.С.", GROUP)


def test_a_level_declared_over_two_lines_is_a_level() -> None:
    assert plan(level="Проектный комитет\n(далее - ПК)").level == "ПК"


def test_a_document_of_nothing_gives_an_empty_passport() -> None:
    tables: Mapping[str, tuple[Row, ...]] = {}
    passport, illegible = assemble(Document(tables, {}, ""), code="x")
    assert (passport.plan, passport.levels, passport.title, illegible) == ((), (), "", ())
