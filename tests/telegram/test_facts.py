"""Facts for the report in Telegram: the form goes to whoever enters them, is filled in and brought back."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from config.reporting import Reports
from domain.reporting.thresholds import Thresholds
from tests.scenarios.story import DEPUTY, HEAD
from tests.telegram.town import Town

FILL_IN = "Заполните форму и пришлите её сюда файлом"


def form_of(town: Town) -> bytes:
    town.tell(HEAD, "/facts", FILL_IN)
    handed = next(one for one in town[HEAD].screen if one.file_name)
    assert handed.file_name == "Сведения 2019-05.xlsx"
    return town.emulator.contents(handed)


def filled(form: bytes, value: float | str) -> bytes:
    book = load_workbook(BytesIO(form))
    page = book["Показатели"]
    columns = {cell.value: str(cell.coordinate).rstrip("3") for cell in page[3]}
    page[f"{columns['Значение']}4"], page[f"{columns['Прогноз']}4"] = value, "да"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def entered(town: Town) -> list[str]:
    return [one.fact.subject for one in Reports(town.story.office, Thresholds()).entered(town.story.passport)]


def test_the_form_goes_out_and_comes_back(town: Town) -> None:
    town[HEAD].sends_file("форма.xlsx", filled(form_of(town), 54.5))
    town[HEAD].waits_for("Внесено сведений: 1.")
    assert entered(town) == ["indicator:1:2019:2"]
    town.tell(HEAD, "и ещё", "Список ваших пунктов")


def test_a_wrong_form_is_told_changes_nothing_and_may_be_sent_again(town: Town) -> None:
    form = form_of(town)
    town[HEAD].sends_file("форма.xlsx", filled(form, "много"))
    town[HEAD].waits_for("Лист «Показатели», строка 4")
    assert entered(town) == []
    town[HEAD].sends_file("форма.xlsx", b"PK not a workbook")
    town[HEAD].waits_for("Это не книга Excel")
    town.tell(HEAD, "вот", "Пришлите заполненную форму файлом XLSX")
    town[HEAD].sends_file("форма.xlsx", filled(form, 54.5))
    town[HEAD].waits_for("Внесено сведений: 1.")


def test_an_unfilled_form_says_so_and_a_cancelled_one_is_no_form(town: Town) -> None:
    form = form_of(town)
    town[HEAD].sends_file("форма.xlsx", form)
    town[HEAD].waits_for("Новых сведений в форме нет")
    form_of(town)
    town.tell(HEAD, "/cancel", "Отменено, ничего не изменено")
    town[HEAD].sends_file("форма.xlsx", filled(form, 54.5))
    town[HEAD].waits_for("Список ваших пунктов")
    assert entered(town) == []


def test_others_enter_nothing(town: Town) -> None:
    town.tell(DEPUTY, "/facts", "вносят администратор и руководитель")


def test_in_a_group_it_is_asked_in_private(town: Town) -> None:
    group = town.committee(HEAD)
    town.tell(HEAD, "/facts", "в личной переписке", to=group)


@pytest.mark.parametrize("press", ["facts:7:0", "facts:0:0"])
def test_a_press_on_a_passport_that_is_not_his_gives_no_form(town: Town, press: str) -> None:
    shown = town.tell(DEPUTY, "/my", "Ваши пункты")
    town[DEPUTY].forges(shown, press)
    town[DEPUTY].waits_for("вносят администратор и руководитель")
