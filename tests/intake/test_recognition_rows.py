"""Physical rows become rows of a table: split ones are joined, headings and notes told apart."""

from domain.intake.blocks import grid_of
from domain.intake.tables import FUNDING, PARTICIPANTS, PLAN, RESULTS
from tests.intake.grids import LEFT, UP, merged, rows_of

HEADER = ["№", "Мероприятие", "Окончание", "Исполнитель", "Контроль"]
FUNDS = ["N п/п", "Источник финансирования", "2019", "2020", "Всего"]
TASKS = ["N п/п", "Наименование задачи, результата", "Срок", "Характеристика результата"]


def titles(*blocks: object) -> list[str]:
    return [row if isinstance(row, str) else f"{row['number']} {row['title']}" for row in rows_of(PLAN, *blocks)]  # type: ignore[arg-type]


def test_a_row_cut_by_a_page_break_is_one_row_and_its_words_are_whole() -> None:
    page = grid_of(
        [HEADER, ["1", "Целевая образовательная среда", "2019", "А", "ПК"], ["2", "Модель образо", "2020", "Б", "ПК"]]
    )
    rest = grid_of([["", "вательная принята", "", "", ""], ["3", "В", "2021", "Г", "РРП"]], broken=True)
    assert titles(page, rest) == ["1 Целевая образовательная среда", "2 Модель образовательная принята", "3 В"]


def test_a_page_repeats_the_header_and_the_numerals() -> None:
    numerals = ["1", "2", "3", "3а", "4"]
    page = grid_of([HEADER, numerals, ["1", "А", "2019", "Б", "ПК"]])
    rest = grid_of([HEADER, numerals, ["", "и ещё", "", "", ""], ["2", "В", "2021", "Г", "РРП"]], broken=True)
    assert titles(page, rest) == ["1 А и ещё", "2 В"]


def test_a_row_split_inside_a_page_is_one_row() -> None:
    grid = grid_of(
        [HEADER, ["1", "Открыть школы", "2019", "Зуев А.Б.", "ПК"], ["", "Омской области", "", "Ёлкин П.С.", ""]]
    )
    assert rows_of(PLAN, grid) == [
        {
            "number": "1",
            "title": "Открыть школы Омской области",
            "finish": "2019",
            "executors": "Зуев А.Б. Ёлкин П.С.",
            "level": "ПК",
        }
    ]


def test_a_merged_number_makes_one_row_of_several_lines() -> None:
    grid = merged([HEADER, ["1", "Открыть", "2019", "Зуев А.Б.", "ПК"], [UP, "школы", UP, "Ёлкин П.С.", UP]])
    assert rows_of(PLAN, grid) == [
        {"number": "1", "title": "Открыть школы", "finish": "2019", "executors": "Зуев А.Б. Ёлкин П.С.", "level": "ПК"}
    ]


def test_a_merged_executor_counts_for_each_row_that_it_covers() -> None:
    grid = merged([HEADER, ["1", "А", "2019", "Зуев А.Б.", "ПК"], ["1.1", "Б", "2020", UP, UP]])
    assert [(row["executors"], row["level"]) for row in rows_of(PLAN, grid)] == [("Зуев А.Б.", "ПК")] * 2  # type: ignore[index]


def test_numbers_are_freed_of_dots_blanks_and_letters() -> None:
    written = ["1.", "№ 2", "2.1.1 ", "Р3", "КТ-3.2", "М 1.2.3", "2.\n10."]
    grid = grid_of([HEADER, *([number, "А", "2019", "Б", "ПК"] for number in written)])
    assert [title.split()[0] for title in titles(grid)] == ["1", "2", "2.1.1", "3", "3.2", "1.2.3", "2.10"]


def test_a_number_broken_by_its_narrow_column_is_one_number() -> None:
    broken = grid_of([HEADER, ["2.1.", "Открыть", "2019", "А", "ПК"], ["10", "школы", "", "", ""]])
    assert titles(broken) == ["2.1.10 Открыть школы"]
    dotted = grid_of([HEADER, ["2.1.", "Открыть", "2019", "А", "ПК"], ["3.", "Школы", "", "", ""]])
    assert titles(dotted) == ["2.1 Открыть", "3 Школы"]


def test_a_number_before_the_title_is_parted_from_it() -> None:
    rows = [["1. Открыто", "2019", "А"], ["КТ 1.1 Подписан приказ", "2019", "А"], ["1.1.1 Подготовка", "2019", "А"]]
    grid = grid_of([["Мероприятие", "Окончание", "Исполнитель"], *rows])
    assert titles(grid) == ["1 Открыто", "1.1 Подписан приказ", "1.1.1 Подготовка"]


def test_a_title_that_begins_with_a_figure_is_no_number() -> None:
    assert titles(grid_of([HEADER, ["1", "100 школ открыто", "2019", "А", "ПК"]])) == ["1 100 школ открыто"]


def test_a_note_of_the_publisher_is_dropped_wherever_it_stands() -> None:
    grid = grid_of(
        [
            HEADER,
            ["1", "А", "2019", "Б", "ПК"],
            ["Консультант", "Плюс: примечание.", "", "", ""],
            ["Нумерация дана по документу.", "", "", "", ""],
            ["2", "В", "2019", "Б", "ПК"],
        ]
    )
    assert titles(grid) == ["1 А", "2 В"]


def test_a_footnote_or_signatures_inside_the_grid_end_the_table() -> None:
    for ending in ("<*> В случае выделения", "* при наличии", "СОГЛАСОВАНО:"):
        grid = grid_of([HEADER, ["1", "А", "2019", "Б", "ПК"], [ending, "", "", "", ""], ["", "Зуев", "", "", ""]])
        assert titles(grid) == ["1 А"]


def test_a_heading_of_participants_spans_merged_or_not() -> None:
    header = ["№", "Роль в проекте", "Фамилия, инициалы", "Должность"]
    person = ["1", "Участник", "Зуев А.Б.", "Начальник"]
    spanning = merged([header, ["Создание центра", LEFT, LEFT, LEFT], person])
    assert rows_of(PARTICIPANTS, spanning)[0] == "Создание центра"
    assert rows_of(PARTICIPANTS, grid_of([header, ["Создание центра", "", "", ""], person]))[0] == "Создание центра"


def test_a_numbered_task_is_a_heading_of_results() -> None:
    result = ["1.1", "Школа", "2019", "Описание"]
    for task in (["1. Задача", LEFT, LEFT, LEFT], ["1", "Задача", LEFT, LEFT], ["1", "Задача", "", ""]):
        rows = rows_of(RESULTS, merged([TASKS, task, result]))
        assert rows[0] == "Задача"
        assert len(rows) == 2


def test_a_numbered_heading_and_totals_of_funding_are_rows() -> None:
    grid = merged(
        [
            FUNDS,
            ["1. Создание среды", LEFT, LEFT, LEFT, LEFT],
            ["1.1", "Областной бюджет", "0,0", "2 <*>", "2 <*>"],
            ["Всего по проекту", LEFT, "0,0", "2", "2"],
            ["", "областной бюджет", "0,0", "2", "2"],
        ]
    )
    found = [(row["number"], row["source"]) for row in rows_of(FUNDING, grid)]  # type: ignore[index]
    assert found == [
        ("1", "Создание среды"),
        ("1.1", "Областной бюджет"),
        ("", "Всего по проекту"),
        ("", "областной бюджет"),
    ]


def test_children_before_their_parent_stay_where_they_stand() -> None:
    rows = [[number, "А", "2019", "Б", "ПК"] for number in ("1.1.1", "1.1", "1")]
    assert titles(grid_of([HEADER, *rows])) == ["1.1.1 А", "1.1 А", "1 А"]
