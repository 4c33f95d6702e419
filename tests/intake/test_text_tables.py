"""Indicators, results, funding and participants in unruled text of other layouts."""

from domain.intake.tables import FUNDING, INDICATORS, PARTICIPANTS, RESULTS, Document
from domain.intake.text.flow import read_text
from domain.intake.text.layout import PASSPORT
from tests.intake.flowing import HEAD, flowed

FUNDS = (
    "4. Финансовое обеспечение \n\n"
    + flowed(
        [
            (
                "№ п/п", "Наименование результата и источники финансирования",
                "Объем финансового обеспечения по годам (тыс. рублей)", "Всего (тыс. рублей)",
            )
        ],
        (6, 14, 20, 10),
    )
    + "2025 2026 2027 \n\n"
    + flowed(
        [
            ("1", "Построены станции", "1 200,5", "2 000,0", "2 500,0", "5 700,5"),
            ("1.1", "федеральный бюджет", "1 000,0 <*>", "2 000,0", "-", "3 000,0"),
            ("1.2", "бюджет субъекта Российской Федерации", "200,5", "0,0", "2 500,0", "2 700,5"),
            ("", "Итого по проекту", "1 200,5", "2 000,0", "2 500,0", "5 700,5"),
            ("", "в том числе: федеральный бюджет", "1 000,0", "2 000,0", "Х", "3 000,0"),
        ],
        (6, 16, 12, 10, 10, 10),
    )
    + "<*> В случае выделения средств \n\n"
)  # fmt: skip


def read(text: str) -> Document:
    return read_text(HEAD + text, PASSPORT)


def cells(document: Document, table: str, *columns: str) -> list[list[str]]:
    return [[row[column] for column in columns] for row in document.tables[table]]


def test_funding_in_thousands_of_other_years_keeps_blanks_and_marks() -> None:
    document = read(FUNDS)
    assert cells(document, FUNDING, "number", "source", "2025", "2026", "2027", "total") == [
        ["1", "Построены станции", "1 200,5", "2 000,0", "2 500,0", "5 700,5"],
        ["1.1", "федеральный бюджет", "1 000,0 <*>", "2 000,0", "-", "3 000,0"],
        ["1.2", "бюджет субъекта Российской Федерации", "200,5", "0,0", "2 500,0", "2 700,5"],
        ["", "Итого по проекту", "1 200,5", "2 000,0", "2 500,0", "5 700,5"],
        ["", "в том числе: федеральный бюджет", "1 000,0", "2 000,0", "Х", "3 000,0"],
    ]
    assert "тыс. рублей" in document.captions[FUNDING]


def test_a_source_cut_by_a_page_is_no_total() -> None:
    cut = FUNDS.replace("1.2 бюджет субъекта \nРоссийской \nФедерации", "1.2 бюджет субъекта")
    cut = cut.replace("Итого по проекту", "\n\n\n Российской \nФедерации \n\nИтого по проекту")
    assert read(cut).tables[FUNDING] == read(FUNDS).tables[FUNDING]


def test_result_and_source_may_have_columns_of_their_own() -> None:
    rows = [
        ("№", "Результат", "Источник финансирования", "2025", "2026", "Итого"),
        ("1", "Построены станции в городах", "областной бюджет", "1,5", "2", "3,5"),
        ("2", "Обучены люди", "средства граждан и предприятий", "0", "2", "2"),
    ]
    document = read(flowed(rows, (4, 16, 14, 8, 8, 8)))
    assert cells(document, FUNDING, "number", "result", "source", "2025", "2026", "total") == list(map(list, rows[1:]))


def test_indicators_have_a_unit_a_base_in_words_and_three_years() -> None:
    header = [("№ п/п", "Наименование показателя", "Единица измерения", "Базовое значение", "Период, год")]
    rows = [
        ("1", "Доля школ с водой", "процент", "12,5", "31.12.2018", "20", "30", "40"),
        ("1.1", "городские школы", "процент", "10", "2018 год", "20", "30", "40"),
        ("2", "Число обученных педагогов", "тыс. чел.", "0", "1 марта 2019 г.", "1,2", "2", "3"),
    ]
    text = flowed(header, (6, 14, 12, 20, 20)) + "значение дата 2019 2020 2021 \n\n"
    document = read(text + flowed(rows, (6, 20, 10, 10, 18, 10, 10, 10)))
    columns = ("number", "name", "unit", "base_value", "base_date", "2019", "2020", "2021")
    assert cells(document, INDICATORS, *columns) == list(map(list, rows))


def test_results_with_whole_numbers_stand_under_a_task_in_words() -> None:
    rows = [
        ("№ п/п", "Результат", "Срок", "Характеристика"),
        ("1", "Созданы станции в городах", "31.12.2020", "Построено 5 станций: очистка воды"),
        ("2", "Обучены люди", "до 1 марта 2021 года", "Курсы для 100 человек"),
    ]
    text = flowed(rows, (6, 16, 24, 16)).replace("1 Созданы", "Задача: вода для всех \n\n1 Созданы")
    document = read(text)
    assert document.tables[RESULTS][0].spans == "Задача: вода для всех"
    assert cells(document, RESULTS, "number", "name", "due", "characteristic")[1:] == list(map(list, rows[1:]))


def test_participants_may_begin_with_the_name_and_lack_a_supervisor() -> None:
    rows = [
        ("№ п/п", "Фамилия, имя, отчество", "Должность", "Роль в проекте", "Занятость в проекте, %"),
        ("1", "Иванова Анна Борисовна", "Министр природы региона", "Руководитель проекта", "20"),
        ("2", "Петров В.Г.", "Начальник отдела", "Участник проекта", "50"),
    ]
    document = read(flowed(rows, (6, 14, 14, 14, 12)))
    assert cells(document, PARTICIPANTS, "number", "name", "position", "role", "employment") == list(
        map(list, rows[1:])
    )


def test_funding_without_numbers_is_parted_by_its_amounts() -> None:
    rows = [("№", "Источник", "2025", "2026", "Всего"), ("", "областной бюджет", "1,5", "2", "3,5")]
    more = [("", "средства граждан и предприятий", "0", "2", "2"), ("", "Итого", "1,5", "4", "5,5")]
    document = read(flowed(rows[:1], (4, 14, 8, 8, 8)) + "1 2 3 4 5 \n\n" + flowed(rows[1:] + more, (4, 14, 8, 8, 8)))
    columns = ("number", "source", "2025", "2026", "total")
    assert cells(document, FUNDING, *columns) == list(map(list, rows[1:] + more))


def test_a_total_under_the_same_heading_as_the_years_stands_where_it_is_written() -> None:
    header = "№ Источник финансирования \n\nОбъем финансирования, \nтыс. рублей \n\nВсего 2025 2026 \n\n"
    document = read(header + flowed([("1", "областной бюджет края", "3,5", "1,5", "2")], (4, 10, 8, 8, 8)))
    assert cells(document, FUNDING, "total", "2025", "2026") == [["3,5", "1,5", "2"]]


def test_a_row_of_participants_without_a_level_of_heading_keeps_its_own_text() -> None:
    rows = [("№", "Роль в проекте", "ФИО", "Должность"), ("1", "Руководитель проекта", "Иванова А.Б.", "Министр")]
    document = read(flowed(rows, (4, 14, 14, 14)))
    assert cells(document, PARTICIPANTS, "role", "name", "position") == [
        ["Руководитель проекта", "Иванова А.Б.", "Министр"]
    ]


def test_cells_that_fit_no_column_stay_where_they_are_seen() -> None:
    rows = [("№", "Показатель", "Тип", "2025", "2026"), ("1", "Доля школ с водой", "Основной", "много", "5")]
    document = read(flowed(rows, (4, 12, 12, 8, 8)))
    assert cells(document, INDICATORS, "name", "2025", "2026") == [["Доля школ с водой Основной много 5", "", ""]]
