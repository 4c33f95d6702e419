"""What was corrected in one edition is corrected in the next where the very fault is there again, and nowhere else."""

from dataclasses import replace

import pytest

from domain.intake.editions import carried
from domain.intake.outcome import Illegible, Intake
from domain.passport import Correction, Passport, PlanRow
from tests.domain.samples import LEAD, OTHER, PASSPORT, row

WRONG = "Барков А.В."
DATE = Correction("2.1.1", "finish", "28.02.024", "28.02.2024")
NAME = Correction("2.1.2", "executors", WRONG, OTHER)
LEVEL = Correction("2.1", "level", "", "ПК")
TITLES = {"2.1": "Открыт центр", "2.1.1": "Заключение соглашения", "2.1.2": "Проведение мониторинга школ"}


def plan(**otherwise: dict[str, object]) -> tuple[PlanRow, ...]:
    """The faulty rows as the documents have them: a date and a level are lost, a name is the wrong way round."""
    faults: dict[str, dict[str, object]] = {
        "2.1": {"level": None}, "2.1.1": {"finish": None}, "2.1.2": {"executors": (LEAD, WRONG)},
    }  # fmt: skip
    known = {name[1:].replace("_", "."): changes for name, changes in otherwise.items()}
    return tuple(
        replace(row(number, title=title), **faults[number] | known.get(number, {}))  # type: ignore[arg-type]
        for number, title in TITLES.items()
    )


def old() -> Passport:
    rows = plan(n2_1={"level": "ПК"}, n2_1_1={"finish": row("1").finish}, n2_1_2={"executors": (LEAD, OTHER)})
    return replace(PASSPORT, plan=rows, corrections=(DATE, NAME, LEVEL))


def intake(rows: tuple[PlanRow, ...], written: str = "28.02.024", number: str = "2.1.1") -> Intake:
    return Intake(replace(PASSPORT, plan=rows), (), (Illegible(number, "finish", written),))


def test_the_same_faults_are_mended_again_and_named() -> None:
    made, again = carried(old(), intake(plan()))
    assert again == made.passport.corrections == (DATE, NAME, LEVEL)
    assert [(row.level, str(row.finish), row.executors) for row in made.passport.plan] == [
        ("ПК", "2019-12-31", (LEAD,)), ("РРП", "2024-02-28", (LEAD,)), ("РРП", "2019-12-31", (LEAD, OTHER)),
    ]  # fmt: skip
    assert made.illegible == ()


def test_they_are_found_under_new_numbers() -> None:
    rows = tuple(replace(row, number=row.number.replace("2", "3", 1)) for row in plan())
    _, again = carried(old(), intake(rows, number="3.1.1"))
    assert [made.number for made in again] == ["3.1.1", "3.1.2", "3.1"]


def test_another_fault_in_the_cell_is_not_decided_yet() -> None:
    _, again = carried(old(), intake(plan(), written="29.02.024"))
    assert DATE not in again


@pytest.mark.parametrize(
    ("otherwise", "mended"),
    [
        ({"n2_1": {"level": "Коллегия"}}, LEVEL),
        ({"n2_1_2": {"executors": (LEAD, OTHER)}}, NAME),
        ({"n2_1_2": {"executors": (LEAD,)}}, NAME),
    ],
)
def test_a_cell_that_its_author_has_mended_is_left_alone(
    otherwise: dict[str, dict[str, object]], mended: Correction
) -> None:
    made, again = carried(old(), intake(plan(**otherwise)))
    assert mended not in again
    assert mended not in made.passport.corrections


def test_a_column_that_the_new_document_lacks_is_the_old_ones() -> None:
    rows = tuple(replace(row, start=None, level=None) for row in old().plan)
    bare = Intake(replace(PASSPORT, plan=rows, lacking=frozenset({"start", "level"})), ())
    made, _ = carried(old(), bare)
    assert [(row.start, row.level) for row in made.passport.plan] == [(row.start, row.level) for row in old().plan]
