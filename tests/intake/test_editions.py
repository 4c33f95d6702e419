"""Two editions are compared: an item is known by number and content, and each change is a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from time import process_time

import pytest

from config.wiring import SAMPLE
from domain import intake
from domain.intake.editions import Difference, compare, sentence
from domain.intake.editions.likeness import likeness
from domain.passport import Passport, PlanRow
from domain.vocabulary import DocumentKind

Edit = Callable[[PlanRow], PlanRow]


@cache
def sample() -> Passport:
    return intake.read(SAMPLE).passport


def edited(edit: Edit, *more: PlanRow, without: tuple[str, ...] = ()) -> Passport:
    """The sample with each row edited, the results `without` gone, and `more` at its end."""
    rows = (edit(row) for row in sample().plan if row.number.split(".")[0] not in without)
    return replace(sample(), plan=(*rows, *more))


def at(number: str, **otherwise: object) -> Edit:
    return lambda row: replace(row, **otherwise) if row.number == number else row  # type: ignore[arg-type]


def shifted(number: str, first: int, by: int) -> str:
    head, dot, tail = number.partition(".")
    return f"{int(head) + by if int(head) >= first else head}{dot}{tail}"


def renumbered(first: int, by: int) -> Edit:
    return lambda row: replace(row, number=shifted(row.number, first, by))


def later(day: date | None) -> date | None:
    return day and date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def row(number: str) -> PlanRow:
    return next(row for row in sample().plan if row.number == number)


def against(new: Passport) -> Difference:
    return compare(sample(), new)


def said(new: Passport) -> list[str]:
    return [sentence(change) for change in against(new).changes]


TECHNOPARK = replace(row("2"), number="5", title="Созданы мобильные технопарки «Кванториум»")


def test_an_unchanged_document_has_no_difference() -> None:
    assert not against(sample())
    assert against(sample()).counts == {}


def test_a_moved_deadline_is_told_with_both_dates() -> None:
    assert said(edited(at("2.1.1", finish=date(2019, 3, 31)))) == [
        "Пункт 2.1.1: срок окончания перенесён с 30.10.2018 на 31.03.2019"
    ]


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ({"start": date(2019, 2, 1)}, "срок начала перенесён с 01.01.2019 на 01.02.2019"),
        ({"start": None}, "срок начала исключён"),
        ({"level": "ПК"}, "уровень контроля изменён с РРП на ПК"),
        ({"executors": ("Чванова Л.В.",)}, "исполнители заменены: вместо Чепкасов А.В. — Чванова Л.В."),
    ],
)
def test_each_cell_is_told_in_its_own_words(otherwise: dict[str, object], words: str) -> None:
    assert said(edited(at("2.1.2", **otherwise))) == [f"Пункт 2.1.2: {words}"]


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ({"title": "Заключение соглашения о субсидии с Министерством просвещения Российской Федерации о предоставлении "
                   "субсидии из федерального бюджета бюджетам субъектов на внедрение целевой модели"},
         "наименование изменено с «Заключение соглашения с"),
        ({"document": "Договор"}, "подтверждающий документ изменён с «Соглашение с Министерством просвещения"),
        ({"document_kind": DocumentKind.ACT}, "вид подтверждающего документа определён заново"),
    ],
)  # fmt: skip
def test_titles_and_documents_are_told_with_what_they_were(otherwise: dict[str, object], words: str) -> None:
    assert [one.startswith(f"Пункт 2.1.2: {words}") for one in said(edited(at("2.1.2", **otherwise)))] == [True]


def test_what_came_and_what_left_is_told_by_its_title() -> None:
    assert said(edited(at("2", title=TECHNOPARK.title)))[:2] == [
        "Пункт 2: исключён — «В Кемеровской области внедрена целевая модель цифровой образовательной среды»",
        "Пункт 2: добавлен — «Созданы мобильные технопарки «Кванториум»»",
    ]


def test_titles_without_a_word_in_common_or_without_words_are_not_alike() -> None:
    assert (likeness("Отчёт", "Заявка"), likeness("…", "Заявка"), likeness("Отчет.", "отчёт")) == (0, 0, 1)


def test_an_item_put_in_renumbers_those_after_it_and_withdraws_none() -> None:
    assert against(edited(renumbered(5, 1), TECHNOPARK)).counts == {"added": 1, "renumbered": 85}


def test_sections_counted_from_two_instead_of_one_are_renumberings() -> None:
    assert against(edited(renumbered(1, 1))).counts == {"renumbered": 99}


def test_a_result_taken_out_is_removed_with_what_served_it_although_its_titles_return_every_year() -> None:
    found = against(edited(renumbered(9, -1), without=("8",)))
    assert found.counts == {"removed": 4, "renumbered": 72}
    assert [c.number for c in found.changes if c.kind == "removed"] == ["8", "8.1.1", "8.1.2", "8.1"]


def test_a_plan_put_off_by_a_year_is_moved_although_its_dates_now_are_those_of_other_items() -> None:
    put_off = edited(lambda row: replace(row, start=later(row.start), finish=later(row.finish)))
    assert set(against(put_off).counts) == {"moved"}


def test_put_off_and_renumbered_at_once_it_is_still_the_same_plan() -> None:
    shift = renumbered(5, 1)
    both = edited(lambda row: shift(replace(row, start=later(row.start), finish=later(row.finish))))
    assert set(against(both).counts) == {"moved", "renumbered"}


def test_a_number_used_for_other_work_is_another_item() -> None:
    found = against(edited(at("2.1.2", title="Проведение конкурса на поставку оборудования")))
    assert found.counts == {"added": 1, "removed": 1}


def test_an_agreement_that_takes_the_number_of_its_application_is_renumbered() -> None:
    rows = [row for row in sample().plan if row.number != "2.1.1"]
    moved = replace(sample(), plan=tuple(replace(r, number="2.1.1") if r.number == "2.1.2" else r for r in rows))
    assert against(moved).counts == {"removed": 1, "renumbered": 1}


def test_other_figures_dates_and_hands_under_one_number_are_changes_of_one_item() -> None:
    title = row("3").title.replace("20%", "25%")
    found = against(edited(at("3", title=title, finish=date(2020, 3, 31), executors=("Чванова Л.В.",))))
    assert found.counts == {"moved": 1, "renamed": 1, "reassigned": 1}


def test_quotes_blanks_and_the_letter_yo_are_no_change() -> None:
    spelled = edited(lambda row: replace(row, title=row.title.replace('"', "«").replace("е", "ё").replace(" ", "  ")))
    assert not against(spelled)


def test_columns_that_the_new_document_lacks_are_not_changes() -> None:
    bare = edited(lambda row: replace(row, start=None))
    assert not against(replace(bare, lacking=frozenset({"start"})))


def test_two_thousand_rows_with_every_cell_otherwise_are_compared_in_a_moment() -> None:
    many = [renumbered(1, 30 * n)(replace(row, title=f"{row.title} {n}")) for n in range(20) for row in sample().plan]
    shift = renumbered(100, 1)
    moved = [replace(shift(row), finish=later(row.finish)) for row in many]
    began = process_time()
    found = compare(replace(sample(), plan=tuple(many)), replace(sample(), plan=tuple(moved)))
    assert set(found.counts) == {"moved", "renumbered"}
    assert process_time() - began < 5
