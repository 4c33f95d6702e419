"""Who hears of a new edition: each person concerned once, the committee in sum, nobody else."""

from dataclasses import replace
from datetime import timedelta

from domain.amending import amended
from domain.announcing import BETWEEN, announced
from domain.letters import Letter
from domain.passport import PlanRow
from domain.plan import PlanItem
from domain.planting import planted
from domain.vocabulary import ControlLevel
from tests.domain.samples import COMMITTEE, DEPUTY, HEAD, LADDER, LEAD, LEVELS, PASSPORT, row
from tests.domain.test_amending import BEGAN, MAY, NEW_ORDER, ROWS, edition, planted_as, with_row, without


def letters(rows: tuple[PlanRow, ...], items: list[PlanItem] | None = None) -> dict[str, Letter]:
    this = edition(*rows)
    return {one.recipient: one for one in announced(amended(this, items or planted_as(), {}), this, 2)}


def test_each_person_concerned_gets_one_letter_and_the_committee_a_summary() -> None:
    found = letters(with_row("2.1.3", finish=MAY, executors=(DEPUTY,)))
    assert set(found) == {LEAD, DEPUTY, HEAD, COMMITTEE}
    assert found[LEAD].facts["was"] == LEAD
    assert found[COMMITTEE].facts["summary"].startswith("перенесено сроков — 1, заменены исполнители — 1")
    assert {one.items for one in found.values()} == {(planted_as()[4].id,)}


def test_a_repeat_of_the_letter_has_the_same_key_and_the_next_edition_another() -> None:
    this = edition(*with_row("2.1.3", finish=MAY))
    made = amended(this, planted_as(), {})
    first, again, third = (announced(made, this, number) for number in (2, 2, 3))
    assert [one.key for one in first] == [one.key for one in again]
    assert {one.key for one in first}.isdisjoint(one.key for one in third)


def test_an_edition_of_money_alone_is_told_to_the_committee_only() -> None:
    this = replace(edition(*ROWS), new=replace(PASSPORT, plan=ROWS, goal="Другая цель", order=NEW_ORDER))
    found = announced(amended(this, planted_as(), {}), this, 2)
    assert [(one.recipient, one.items) for one in found] == [(COMMITTEE, ())]


def test_a_letter_gives_what_left_first_and_words_for_fifteen_items_at_most() -> None:
    rows = tuple(row(f"3.1.{n}", title=f"Проведение проверки школы {n}") for n in range(1, 31))
    old = replace(PASSPORT, plan=(*ROWS, *rows))
    later = tuple(replace(one, finish=(one.finish or MAY) + timedelta(days=9)) for one in rows)
    this = replace(edition(*without("2.1.3"), *later), old=old)
    items = [item.but(next_wake_at=None) for item in planted(old, LADDER, BEGAN, {})]
    letter = next(one for one in announced(amended(this, items, {}), this, 2) if one.recipient == LEAD)
    assert len(letter.items) == 31
    assert letter.facts["changes"].split(BETWEEN)[0] == "исключён из плана"
    assert len(letter.facts["changes"].split(BETWEEN)) == 15


def test_there_is_no_letter_to_a_committee_that_the_project_does_not_have() -> None:
    persons = (LEVELS[0], ControlLevel(COMMITTEE, "Куратор", DEPUTY))
    this = edition(*with_row("2.1.3", finish=MAY), levels=persons)
    found = announced(amended(this, planted_as(), {}), this, 2)
    assert COMMITTEE not in {one.recipient for one in found}
