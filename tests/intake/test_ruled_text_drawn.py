"""Tables drawn with characters or pasted from a spreadsheet, as old office programs leave them in text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.intake.blocks import Block, Cell, Grid, Paragraph
from domain.intake.text.ruled import ruled_blocks
from tests.intake.drawing import drawn

PLAN = """
План мероприятий

┌────┬──────────────┬───────────────────────┬──────────┐
│ N  │ Наименование │    Сроки реализации   │ Уровень  │
│п/п │              ├───────────┬───────────┤ контроля │
│    │              │  Начало   │ Окончание │          │
├────┼──────────────┼───────────┼───────────┼──────────┤
│ 1  │Информационно-│     -     │31.12.2019 │   РРП    │
│    │аналитический │           │           │          │
│    │отчет         │           │           │          │
├────┴──────────────┴───────────┴───────────┴──────────┤
│ Задача 2. Создание современной и безопасной среды    │
├────┬──────────────┬───────────┬───────────┬──────────┤
│2   │Вторая строка │01.01.2019 │31.12.2019 │   РРП    │
│2.1 │Третья строка │01.01.2019 │31.12.2019 │   ПК     │
└────┴──────────────┴───────────┴───────────┴──────────┘

РРП - руководитель проекта
"""


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = ruled_blocks(text)
    assert blocks is not None
    return blocks


def _grid(text: str) -> Grid:
    return next(block for block in _blocks(text) if isinstance(block, Grid))


def _rows(text: str) -> list[tuple[str, ...]]:
    return list(_grid(text).texts())


def test_prose_around_a_drawn_table_is_paragraphs() -> None:
    first, _, last = _blocks(PLAN)
    assert (first, last) == (Paragraph("План мероприятий"), Paragraph("РРП - руководитель проекта"))


def test_a_heading_over_two_columns_is_one_cell_above_theirs() -> None:
    top, under = _grid(PLAN).rows[:2]
    assert top[2] == top[3] == Cell("Сроки реализации", 0, 2, 1, 2)
    assert [under[2].text, under[3].text] == ["Начало", "Окончание"]


def test_a_heading_that_no_rule_cuts_goes_down_both_rows() -> None:
    assert _grid(PLAN).rows[1][4] == Cell("Уровень контроля", 0, 4, 2, 1)


def test_lines_between_rules_are_one_cell_and_a_hyphen_at_the_end_joins_words() -> None:
    assert _rows(PLAN)[2] == ("1", "Информационно-аналитический отчет", "-", "31.12.2019", "РРП")


def test_a_row_without_verticals_is_a_cell_over_all_the_columns() -> None:
    assert _grid(PLAN).rows[3][4] == Cell("Задача 2. Создание современной и безопасной среды", 3, 0, 1, 5)


def test_rows_that_no_rule_parts_begin_with_their_numbers() -> None:
    assert [row[0] for row in _rows(PLAN)[4:]] == ["2", "2.1"]


def test_a_soft_hyphen_goes_when_the_document_writes_the_word_without_it() -> None:
    known = PLAN.replace("План", "Это образовательная среда\n\nПлан").replace("Вторая строка ", "Образо-       ")
    longer = known.replace("│2.1 │", "│    │вательная     │           │           │          │\n│2.1 │")
    assert _rows(longer)[4][1] == "Образовательная"


def test_a_table_cut_by_a_form_feed_is_two_grids_and_the_second_is_broken() -> None:
    cut = PLAN.replace("│2   │", "\f│2   │")
    assert [block.broken for block in _blocks(cut) if isinstance(block, Grid)] == [False, True]


def test_letters_that_stood_for_corners_draw_a_table_too() -> None:
    old = "г---T------T-----¬\n¦ N ¦ Роль ¦ Имя ¦\n+---+------+-----+\n¦ 1 ¦ Глава¦ -   ¦\nL---+------+------"
    assert _rows(old) == [("N", "Роль", "Имя"), ("1", "Глава", "-")]


def test_double_lines_and_plus_signs_draw_tables() -> None:
    double = "╔═══╦═════╦═════╗\n║ 1 ║ Имя ║ ПК  ║\n╟───╫─────╫─────╢\n║ 2 ║ Имя ║ РРП ║\n╚═══╩═════╩═════╝"
    plus = "+---+-----+----+\n| 1 | Имя | ПК |\n+===+=====+====+\n| 2 | Имя | - |\n+---+-----+----+"
    assert _rows(double)[1] == ("2", "Имя", "РРП")
    assert _rows(plus) == [("1", "Имя", "ПК"), ("2", "Имя", "-")]


def test_a_table_with_one_rule_under_its_header_has_a_row_a_line() -> None:
    text = "| N | Имя | Срок |\n|---|:---|----|\n| 1 | Построено много | - |\n| Итого | | 5 |"
    assert _rows(text)[1:] == [("1", "Построено много", "-"), ("Итого", "", "5")]


def test_tabs_part_cells_and_a_quoted_cell_goes_over_lines() -> None:
    text = 'N п/п\tНаименование\tСрок\n1\t"Первая\nстрока"\t2019\n2\t"Вода" чистая\t2020\n'
    assert _rows(text)[1:] == [("1", "Первая\nстрока", "2019"), ("2", '"Вода" чистая', "2020")]


def test_a_lone_cell_between_pasted_rows_is_a_heading_over_them() -> None:
    grid = _grid("N\tИмя\tСрок\n1. Задача\t\t\n1.1\tПервая\t2019\n")
    assert grid.rows[1][2] == Cell("1. Задача", 1, 0, 1, 3)


def test_semicolons_part_cells_and_an_empty_row_parts_tables() -> None:
    text = 'Показатели;;\nN;Имя;2019\n1;"Доля; процент";5\n;;\nN;Роль;Имя\n1;Глава;Зуев А.Б.\n'
    title, first, second = _blocks(text)
    assert title == Paragraph("Показатели")
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert [list(first.texts())[1], list(second.texts())[1]] == [
        ("1", "Доля; процент", "5"),
        ("1", "Глава", "Зуев А.Б."),
    ]


WORDS = st.lists(
    st.sampled_from(["Создан", "центр", "и школа", "до 5 %", "(ПК)", "31.12.2019", "12,0 <*>"]), max_size=6
)
CELLS = WORDS.map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_whatever_is_drawn_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    grid = Grid(tuple(tuple(Cell(text, y, x) for x, text in enumerate(row)) for y, row in enumerate(numbered)))
    assert _rows(drawn(grid, (4, 20, 12, 16))) == numbered
