"""The main provisions are found by their labels, however an office words and places them."""

from datetime import date

import pytest

from domain.intake.assembly.cells import Cells
from domain.intake.assembly.provisions import Provisions, labelled, provisions
from domain.intake.assembly.regions import region_of
from domain.intake.outcome import Illegible


def told(main: str, head: str = "", text: str = "") -> Provisions:
    return provisions({"head": head, "main": main}, text, Cells("main"))


@pytest.mark.parametrize(
    "written",
    [
        "01.01.2019 - 31.12.2024", "01.01.2019 -\n31.12.2024", "с 1 января 2019 г. по 31 декабря 2024 г.",
        "2019 - 2024 годы",
        "январь 2019 г. – декабрь 2024 г.", "01.01.2019\n31.12.2024", "начало: 01.01.2019, окончание: 31.12.2024",
        "«01» января 2019 года - «31» декабря 2024 года", "01.01.2019 - 31.12.2024 (этапы не выделяются)",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "label",
    [
        "Срок начала и окончания проекта", "Срок реализации проекта", "Срок реализации (начало и окончание)",
        "Сроки реализации регионального проекта",
    ],
)  # fmt: skip
def test_the_term_of_a_project_is_a_range_in_any_words(label: str, written: str) -> None:
    found = told(f"{label}\n{written}\nКуратор регионального проекта\nМинистр Зуев А.Б.")
    assert (found.starts, found.ends) == (date(2019, 1, 1), date(2024, 12, 31))
    assert found.officials["curator"] == "Зуев А.Б."


def test_the_beginning_and_the_end_may_be_two_provisions() -> None:
    found = told("Дата начала проекта\n09.01.2020\nДата окончания проекта\n30.12.2022")
    assert (found.starts, found.ends) == (date(2020, 1, 9), date(2022, 12, 30))


def test_an_illegible_term_is_listed_and_not_guessed() -> None:
    cells = Cells("main")
    found = provisions({"main": "Срок реализации проекта\n01.01.2019 - 31.12.024"}, "", cells)
    assert (found.starts, found.ends) == (None, None)
    assert cells.illegible == [Illegible("", "starts", "01.01.2019 - 31.12.024", "main")]


def test_the_name_of_the_federal_project_is_not_the_name_of_ours() -> None:
    found = told(
        "1.1. Наименование национального проекта\nОбразование\n1.2. Наименование федерального проекта\n"
        '"Успех каждого ребенка"\n1.3. Наименование регионального проекта\n«Успех каждого ребенка (Карелия)».\n1.4.'
    )
    assert (found.federal, found.title) == ("Успех каждого ребенка", "Успех каждого ребенка (Карелия)")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"Чистая вода"', "Чистая вода"),
        ("Чистая вода.", "Чистая вода"),
        ('Проект "Чистая вода"', 'Проект "Чистая вода"'),
        ('«Школа "Куб"»', 'Школа "Куб"'),
        ("«Школа» и «Вуз»", "«Школа» и «Вуз»"),
    ],
)
def test_a_title_loses_the_quotes_around_it_and_no_others(written: str, title: str) -> None:
    assert told(f"Краткое наименование регионального проекта\n{written}").title == title


def test_a_title_without_a_label_is_the_quoted_one() -> None:
    assert told("", text='паспорт регионального проекта "Чистая вода" Алтайского края').title == "Чистая вода"


def test_officials_have_names_and_positions_in_either_order() -> None:
    found = told(
        "Куратор проекта\nЗуев Андрей Борисович - вице-губернатор\nРуководитель проекта: министр Юдин В.Г.\n"
        "Администратор проекта\nне назначен"
    )
    assert found.officials == {"curator": "Зуев А.Б.", "head": "Юдин В.Г.", "administrator": None}
    assert found.positions == {"Зуев А.Б.": "вице-губернатор", "Юдин В.Г.": "министр"}


def test_the_programmes_are_named_without_the_tail_of_their_label() -> None:
    label = "Связь с государственными программами субъекта Российской Федерации"
    assert told(f"{label}\nПрограмма «Развитие»").programmes == "Программа «Развитие»"


def test_the_goal_stands_in_its_section_in_the_provisions_or_in_the_text() -> None:
    cells = Cells("main")
    assert provisions({"goal": "Цель: обновить школы"}, "", cells).goal == "обновить школы"
    assert provisions({"goal": "обновить школы"}, "", cells).goal == "обновить школы"
    assert told("Цель регионального проекта\nобновить школы").goal == "обновить школы"
    assert told("", text="... Цель: обновить школы N п/п Показатель").goal == "обновить школы"


@pytest.mark.parametrize(
    "head",
    [
        "от 11 декабря 2018 г. N 618-р",
        "от 11.12.2018 № 618-р",
        "от «11» декабря 2018 года №618-р",
        "от 11.12.2018г. N\n618-р",
    ],
)
def test_the_order_is_named_in_one_way(head: str) -> None:
    assert told("", head=f"РАСПОРЯЖЕНИЕ\n{head}\nОб утверждении").order == "от 11.12.2018 N 618-р"


def test_an_order_of_an_impossible_day_is_none() -> None:
    assert told("", head="от 31.02.2018 N 5").order == ""


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Министр Алтайского края", "Алтайский край"),
        ("в Приозёрской области", "Приозёрская область"),
        ("Правительство Республики Карелия", "Республика Карелия"),
        ("Кабинет Министров Чувашской Республики", "Чувашская Республика"),
        ("Ямало-Ненецкого автономного округа", "Ямало-Ненецкий автономный округ"),
        ("Еврейской автономной области", "Еврейская автономная область"),
        ("Луганской Народной Республики", "Луганская Народная Республика"),
        ("школы города Москвы", "город Москва"),
        ("Республики Марий Эл", "Республика Марий Эл"),
        ("Томской области, Омской области и снова Омская область", "Омская область"),
        ("Российской Федерации", ""),
    ],
)
def test_the_region_is_named_in_the_nominative(text: str, region: str) -> None:
    assert region_of(text) == region


def test_labels_inside_one_another_are_one_label() -> None:
    assert labelled("Полное наименование регионального проекта\nВода") == {"whole_title": "Вода"}
    assert labelled("Краткое наименование регионального проекта\nВода") == {"title": "Вода"}
