"""Words, sums and numbers of other regions that were once read or judged wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.intake import examine
from domain.intake.examination.sources import Source, source_of
from domain.intake.formats.pdf_words import Joints, Scrap
from domain.intake.tables import PLAN
from domain.intake.text.flow import read_text
from domain.intake.text.layout import PASSPORT as LAYOUT
from domain.intake.words.names import people
from domain.passport import FundingLine, Participant
from tests.intake.flowing import HEAD, flowed
from tests.intake.test_findings import PASSPORT


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("ФБ", Source.FEDERAL), ("РБ", Source.REGIONAL), ("средства ОБ", Source.REGIONAL), ("МБ", Source.MUNICIPAL),
        ("внебюджет", Source.OUTSIDE), ("Внебюджетные", Source.OUTSIDE), ("в том числе: ФБ", Source.FEDERAL),
        ("обл. бюджет", Source.REGIONAL), ("местн. бюджет", Source.MUNICIPAL),
    ],
)  # fmt: skip
def test_sources_may_be_written_by_their_initials(written: str, source: Source) -> None:
    assert source_of(written) is source


def test_totals_above_the_results_may_name_their_sources_by_initials() -> None:
    def line(number: str, source: str, amount: str) -> FundingLine:
        return FundingLine(number, source, {2025: Decimal(amount)}, Decimal(amount))

    lines = (
        line("", "Всего по проекту", "5"), line("", "ФБ", "3"), line("", "МБ", "2"),
        line("1", "Открыта школа", "5"), line("1.1", "ФБ", "3"), line("1.2", "МБ", "2"),
    )  # fmt: skip
    assert not [each for each in examine(replace(PASSPORT, funding=lines)) if each.section == "funding"]


def test_a_participant_lost_at_the_end_of_a_heading_is_a_gap() -> None:
    def at(number: str, heading: str) -> Participant:
        return Participant(number, "Участник", f"Отдел {number}", "", "", heading=heading)

    rows = (at("1", "Школы"), at("2", "Школы"), at("4", "Сады"), at("5", "Сады"))
    found = [each for each in examine(replace(PASSPORT, participants=rows)) if each.code == "numbering_gap"]
    assert [(each.section, each.number) for each in found] == [("participants", "4")]


@pytest.mark.parametrize("between", [", ", "\n", ";\n", " "])
def test_a_group_after_a_position_in_brackets_is_an_executor(between: str) -> None:
    written = f"Зуев А. Б. (начальник отдела){between}органы местного самоуправления"
    assert people(written) == ("Зуев А.Б.", "органы местного самоуправления")


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("412 55", "0,5"), "412 550,5"), (("388 000,", "9"), "388 000,9"), (("3 152", "250,4"), "3 152 250,4"),
    ],
)  # fmt: skip
def test_an_amount_cut_by_the_edge_of_its_cell_is_one_number(lines: tuple[str, str], number: str) -> None:
    assert Joints().join([Scrap(lines[0], full=True), Scrap(lines[1])]) == number


HEADER = (
    "№ п/п Наименование \nмероприятия \n\nСроки реализации Ответственный \nисполнитель \n\n"
    "Вид документа \n\nУровень \nконтроля \nНачало Окончание \n\n1 2 3 4 5 6 7 \n\n"
)


def plan_of(*rows: tuple[str, ...]) -> list[dict[str, str]]:
    document = read_text(f"{HEAD}ПЛАН \n\n{HEADER}{flowed(rows, (6, 12, 18, 10, 14, 12, 8))}", LAYOUT)
    return [dict(row.cells) for row in document.tables[PLAN]]


def test_a_heading_on_the_line_above_the_dates_is_not_under_their_heading() -> None:
    (row,) = plan_of(("1.1", "Ремонт школы", "01.03.2019", "01.04.2019", "Юдин В.Г.", "Отчет", "РРП"))
    assert (row["start"], row["finish"], row["document"], row["level"]) == ("01.03.2019", "01.04.2019", "Отчет", "РРП")


def test_a_day_in_quotes_is_a_date_and_initials_are_no_document() -> None:
    (row,) = plan_of(("1.1", "Ремонт школы", "-", "«25» мая 2019 г.", "Юдин В.Г.", "", "РРП"))
    assert (row["finish"], row["executors"], row["document"]) == ("«25» мая 2019 г.", "Юдин В.Г.", "")
