"""The outlook: signals push the right way, reasons are said, on lives it has not seen it beats the base rate."""

from dataclasses import replace
from datetime import date

import pytest

from config.outlook import outlook_of, trial
from config.outlook_study import TESTED, fitted, lives, scored, study
from domain import use_cases
from domain.ports import UnknownItem
from domain.reporting.outlook import WEIGHTS, Record, Signals, estimate
from domain.reporting.what_if import NothingToMove
from domain.vocabulary import State
from tests.reporting.lived import book
from tests.scenarios.story import HEAD, Story, ladder, story

CALM = Signals(not_taken=False, term_gone=0.5, silent_days=3, record=Record(0, 10), load=2, waits=False, late_below=0,
               returned=False, asked=False)  # fmt: skip
WORRYING = {
    "not_taken": True, "silent_days": 45, "record": Record(9, 10), "waits": True, "late_below": 2, "returned": True,
    "asked": True,
}  # fmt: skip


@pytest.mark.parametrize("signal", sorted(WORRYING))
def test_each_bad_sign_makes_lateness_likelier(signal: str) -> None:
    worse = replace(CALM, **{signal: WORRYING[signal]})  # type: ignore[arg-type]
    assert estimate(worse).probability > estimate(CALM).probability


def test_reasons_are_the_weightiest_signs_in_words() -> None:
    found = estimate(replace(CALM, not_taken=True, record=Record(9, 10), silent_days=45))
    assert found.reasons == (
        "не взят в работу, хотя срок начала прошёл",
        "исполнитель опоздал в 9 из 10 прежних пунктов",
        "исполнитель молчит 45 дней",
    )
    assert estimate(CALM).reasons == ()


def test_on_lives_that_it_has_not_seen_it_beats_the_base_rate() -> None:
    found = study(book(), ladder(), TESTED[:4])
    assert found.estimates > 3000
    assert found.brier < 0.95 * found.base_brier
    assert sum(one.count * abs(one.said - one.came) for one in found.bins) / found.estimates < 0.15


def test_the_weights_are_what_the_study_fits() -> None:
    """A sign that the table has another direction than what is learned from a few lives would be a mistake in it."""
    seen = [one for seed in (1, 2, 3) for one in lives(book(), ladder(), seed)]
    _, weights = fitted(seen)
    assert all(weights[name] > 0 < WEIGHTS[name] for name in ("not_taken", "record"))
    assert scored(seen).gain > 0


def told() -> Story:
    return story("2", "3", begins="2019-03-01 08:00").until("2019-05-06 10:00")


def test_a_living_plan_has_its_begun_items_in_order_of_danger() -> None:
    found = outlook_of(told().office, told().passport)
    chances = [one.probability for _, one in found]
    assert chances == sorted(chances, reverse=True)
    assert all(item.opens_on <= date(2019, 5, 6) <= item.finish for item, _ in found)


def test_whoever_takes_to_work_and_writes_is_trusted_more() -> None:
    one = told()
    item, before = next(f for f in outlook_of(one.office, one.passport) if f[0].state is State.IN_PROGRESS)
    one.do(use_cases.take, item.number, by=item.lead)
    one.do(use_cases.note, item.number, by=item.lead, text="перечень школ согласован")
    after = {found.number: estimated for found, estimated in outlook_of(one.office, one.passport)}
    assert after[item.number].probability < before.probability
    assert len(after[item.number].reasons) < len(before.reasons)


def test_a_trial_tells_of_letters_and_of_what_it_would_not_fit() -> None:
    one = told()
    before = one.office.records.items(one.passport.code)
    found = trial(one.office, one.passport, "3.1.1", date(2020, 1, 18))
    assert found.after.finish == date(2020, 1, 18)
    assert any(remark.startswith("18.01.2020 — выходной: исполнить нужно к 17.01.2020") for remark in found.remarks)
    assert any("позже срока пункта 3.1 " in remark for remark in found.remarks)
    assert {step.step for step in found.gone} & {step.step for step in found.come}
    assert one.office.records.items(one.passport.code) == before


def test_an_application_moved_past_its_agreement_is_noticed() -> None:
    one = story("2", begins="2018-10-01 08:00").until("2018-10-15 10:00")
    found = trial(one.office, one.passport, "2.1.1", date(2019, 3, 29))
    assert any("Соглашение 2.1.2 ждёт решения по этой заявке, а его срок раньше" in said for said in found.remarks)
    other = trial(one.office, one.passport, "2.1.2", date(2018, 10, 26)) if one["2.1.2"].start is None else None
    assert other is None or any("Заявка 2.1.1" in said for said in other.remarks)


@pytest.mark.parametrize(
    ("number", "finish", "words"),
    [
        ("77", date(2020, 1, 1), "Пункта 77 нет в плане"),
        ("2.1.2", date(2019, 2, 28), "и так 28.02.2019"),
        ("3.1.1", date(2018, 1, 1), "раньше начала не бывает"),
    ],
)
def test_what_cannot_be_tried_is_refused(number: str, finish: date, words: str) -> None:
    one = told()
    with pytest.raises((NothingToMove, UnknownItem), match=words):
        trial(one.office, one.passport, number, finish)


def test_a_closed_item_is_not_moved() -> None:
    one = told()
    one.do(use_cases.withdraw, "3.1.1", by=HEAD, reason="исполнено министерством")
    with pytest.raises(NothingToMove, match="уже закрыт"):
        trial(one.office, one.passport, "3.1.1", date(2020, 1, 1))
