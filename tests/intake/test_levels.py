"""Levels of control as passports declare them: in cells, in the text, in a footnote, in a legend."""

import pytest

from domain.intake.assembly.rungs import code_of, ladder
from domain.intake.blocks import grid_of
from domain.intake.recognition.document import recognized
from domain.passport import PlanRow
from domain.vocabulary import ControlLevel, Rank

DEPTHS = ("1", "1.1", "1.1.1")


def plan(*levels: str) -> list[PlanRow]:
    """A result, a control point and an activity, controlled by these levels."""
    rows = zip(DEPTHS, levels, strict=False)
    return [PlanRow(number, Rank.RESULT, "", None, None, (), "", None, level) for number, level in rows]


def titles(text: str, *levels: str, cells: tuple[str, ...] = ()) -> dict[str, str]:
    return {level.code: level.title for level in ladder(cells, plan(*levels), text, {})}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("РРП", "РРП"),
        (" ПК.", "ПК"),
        ("Руководитель регионального проекта (далее - РРП)", "РРП"),
        ("Проектный комитет (далее – ПК)", "ПК"),
        ("Проектный совет (далее – «ПС»)", "ПС"),
        ("ПК - проектный комитет", "ПК"),
        ("РРП (руководитель регионального проекта)", "РРП"),
        ("Коллегия", "Коллегия"),
    ],
)
def test_a_cell_of_levels_has_a_code(cell: str, code: str) -> None:
    assert code_of(cell) == code


def test_levels_are_declared_in_their_cells() -> None:
    cells = ("Проектный комитет (далее - ПК)", "ПК", "Руководитель регионального проекта (далее - РРП)")
    assert list(titles("", "ПК", "РРП", cells=cells)) == ["РРП", "ПК"]


@pytest.mark.parametrize("dash", [" - ", " – ", " — ", " = ", "-  "])
def test_a_legend_is_read_with_any_dash(dash: str) -> None:
    legend = f"Уровни контроля: РНП{dash}руководитель национального проекта; ПС{dash}проектный совет."
    assert titles(legend, "ПС", "РНП") == {"РНП": "Руководитель национального проекта", "ПС": "Проектный совет"}


def test_a_footnote_declares_a_level_in_words() -> None:
    text = "<*> под АРП понимается администратор регионального проекта, под ПС понимается проектный совет"
    assert titles(text, "ПС", "АРП") == {"АРП": "Администратор регионального проекта", "ПС": "Проектный совет"}


def test_a_level_may_have_a_whole_word_or_two_for_its_name() -> None:
    text = "куратор - куратор регионального проекта\nпрезидиум Совета - президиум Совета при Губернаторе области"
    assert titles(text, "президиум Совета", "Куратор") == {
        "Куратор": "Куратор регионального проекта",
        "президиум Совета": "Президиум Совета при Губернаторе области",
    }


def test_a_level_may_be_declared_in_the_midst_of_prose() -> None:
    text = "Контролирует руководитель регионального проекта (далее - РРП) или проектный комитет (далее - ПК)."
    assert titles(text, "ПК", "РРП") == {"РРП": "Руководитель регионального проекта", "ПК": "Проектный комитет"}


def test_a_legend_in_a_table_is_a_legend() -> None:
    grid = grid_of([["Код", "Расшифровка"], ["ВДЛ", "высшее должностное лицо"], ["ПС", "проектный совет"]])
    assert list(titles(recognized((grid,)).text, "ВДЛ", "ПС")) == ["ПС", "ВДЛ"]


@pytest.mark.parametrize(
    "text",
    [
        "Повышение квалификации в ГОУДПО (ПК) С КРИРПО",
        "работа ПК - 31.12.2019",
        "ПК - Зуев А.Б.",
        "план ПК-комитета",
    ],
)
def test_what_is_no_declaration_declares_nothing(text: str) -> None:
    assert titles(text, "ПК") == {}


def test_a_code_declared_nowhere_is_no_level() -> None:
    assert list(titles("ПС - проектный совет", "ПС", "ПКК")) == ["ПС"]


def test_a_level_that_controls_nothing_stands_by_its_sense() -> None:
    legend = "АРП - администратор регионального проекта; К - Коллегия; ПС - проектный совет; РРП - руководитель проекта"
    assert list(titles(legend.replace("К -", "КОЛ -"), "ПС", "РРП")) == ["АРП", "РРП", "ПС", "КОЛ"]


def test_levels_of_one_depth_stand_by_their_sense() -> None:
    rows = [*plan("ПС"), *plan("РРП")]
    text = "ПС - проектный совет; РРП - руководитель регионального проекта"
    assert [level.code for level in ladder((), rows, text, {})] == ["РРП", "ПС"]


def test_a_person_of_the_provisions_holds_a_level() -> None:
    officials = {"administrator": "Зуев А.Б.", "head": "Ладогин А.П.", "curator": None}
    found = ladder((), plan("РРП"), "РРП - руководитель регионального проекта", officials)
    assert found == (ControlLevel("РРП", "Руководитель регионального проекта", "Ладогин А.П."),)


def test_a_level_written_out_in_words_declares_itself() -> None:
    assert list(titles("", "Проектный комитет", "Руководитель проекта")) == [
        "Руководитель проекта",
        "Проектный комитет",
    ]
