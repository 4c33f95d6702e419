"""Whatever the plan, an edition that only numbers or orders it otherwise takes nothing out and puts nothing in."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.intake.editions import compare
from domain.passport import Passport, PlanRow
from tests.domain.samples import DEPUTY, LEAD, OTHER, PASSPORT, row

DEEDS = st.sampled_from(["Подготовка", "Заключение", "Проведение", "Утверждение", "Создание"])
THINGS = st.sampled_from(["заявки", "соглашения", "мониторинга", "перечня школ", "центра на 400 детей"])
DAYS = st.integers(0, 2000).map(lambda n: date(2019, 1, 1) + timedelta(days=n))
PEOPLE = st.lists(st.sampled_from([LEAD, DEPUTY, OTHER]), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def numbers(draw: st.DrawFn) -> list[str]:
    """Numbers of a plan, each once: results, what serves them, what serves that."""
    found = draw(st.sets(st.tuples(st.integers(1, 9), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=25))
    return sorted({".".join(str(part) for part in parts if part) for parts in found})


@st.composite
def plans(draw: st.DrawFn) -> tuple[PlanRow, ...]:
    return tuple(
        row(number, title=f"{draw(DEEDS)} {draw(THINGS)}", finish=draw(DAYS), executors=draw(PEOPLE))
        for number in draw(numbers())
    )


def passport(plan: tuple[PlanRow, ...]) -> Passport:
    return replace(PASSPORT, plan=plan)


@given(plans())
def test_a_passport_does_not_differ_from_itself(plan: tuple[PlanRow, ...]) -> None:
    found = compare(passport(plan), passport(tuple(replace(row) for row in plan)))
    assert not found
    assert len(found.pairs) == len(plan)


@given(plans(), st.randoms())
def test_rows_in_another_order_are_the_same_rows(plan: tuple[PlanRow, ...], chance: st.DataObject) -> None:
    mixed = list(plan)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert not compare(passport(plan), passport(tuple(mixed)))


@settings(max_examples=200)
@given(plans(), st.data())
def test_whatever_numbers_rows_get_none_of_them_is_new_and_none_has_gone(
    plan: tuple[PlanRow, ...], data: st.DataObject
) -> None:
    other = data.draw(st.permutations([row.number for row in plan]))
    order = data.draw(st.permutations(range(len(plan))))
    anew = tuple(replace(plan[n], number=other[n]) for n in order)
    assert {"added", "removed"}.isdisjoint(compare(passport(plan), passport(anew)).counts)


@given(plans(), st.integers(1, 30))
def test_sections_that_all_move_up_are_renumbered_only(plan: tuple[PlanRow, ...], by: int) -> None:
    assume(len({replace(row, number="") for row in plan}) == len(plan))  # of two alike nobody knows which has moved
    anew = tuple(replace(row, number=_up(row.number, by)) for row in plan)
    found = compare(passport(plan), passport(anew))
    assert found.counts == {"renumbered": len(plan)}


@given(plans(), plans())
def test_each_row_is_paired_once(plan: tuple[PlanRow, ...], other: tuple[PlanRow, ...]) -> None:
    found = compare(passport(plan), passport(other))
    counts = found.counts
    assert len({id(was) for was, _ in found.pairs}) == len({id(now) for _, now in found.pairs}) == len(found.pairs)
    assert len(plan) - counts.get("removed", 0) == len(other) - counts.get("added", 0) == len(found.pairs)


def _up(number: str, by: int) -> str:
    head, dot, tail = number.partition(".")
    return f"{int(head) + by}{dot}{tail}"
