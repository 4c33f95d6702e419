"""The outlook: signals push the right way, reasons are said, on lives it has not seen it beats the base rate."""

from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path

import pytest

from config.outlook import outlook_of, trial
from config.outlook_fit import fitted
from config.outlook_study import TESTED, Seen, lived, lives, looked_back, scored
from domain import use_cases
from domain.ports import UnknownItem
from domain.reporting.outlook import WEIGHTS, Record, Signals, estimate
from domain.reporting.what_if import NothingToMove
from domain.vocabulary import State
from tests.reporting.lived import book
from tests.scenarios.story import HEAD, Story, ladder, story

CALM = Signals(
    opens_on=date(2019, 2, 1), not_taken=False, term_gone=0.5, days_left=30, silent_days=3, record=Record(0, 10),
    beside=2, waits_for=None, late_before=False, late_below=(), returned=False, asked=False,
)  # fmt: skip
WORRYING = {
    "not_taken": True, "days_left": 2, "silent_days": 45, "record": Record(9, 10), "beside": 12,
    "waits_for": "2.1.1", "late_before": True,
    "late_below": ("3.1.1",), "returned": True, "asked": True,
}  # fmt: skip


@pytest.mark.parametrize("signal", sorted(WORRYING))
def test_each_bad_sign_makes_lateness_likelier(signal: str) -> None:
    worse = replace(CALM, **{signal: WORRYING[signal]})  # type: ignore[arg-type]
    assert estimate(worse).probability > estimate(CALM).probability


def test_reasons_are_the_weightiest_signs_in_words() -> None:
    found = estimate(replace(CALM, not_taken=True, record=Record(9, 10), silent_days=45))
    assert found.said == (
        "не взят в работу, хотя начался 01.02.2019",
        "исполнитель задержал 9 из 10 прежних пунктов",
        "исполнитель молчит 45 дней",
    )
    assert [reason.push for reason in found.reasons] == sorted((one.push for one in found.reasons), reverse=True)
    assert estimate(CALM).reasons == ()


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ({"days_left": 1}, "до срока 1 рабочий день, отчёта нет"),
        ({"days_left": 0}, "срок истекает сегодня, отчёта нет"),
        ({"waits_for": "2.1.1"}, "ждёт решения по заявке 2.1.1"),
        ({"waits_for": "2.1.1", "late_before": True}, "заявка 2.1.1 сама просрочена"),
        ({"late_below": ("3.1.1", "3.1.2")}, "под ним просрочено: 3.1.1, 3.1.2"),
        ({"late_below": ("1", "2", "3", "4", "5")}, "под ним просрочено: 1, 2, 3 и ещё 2"),
        ({"beside": 12}, "исполнитель занят: рядом по сроку ещё 12 его пунктов"),
        ({"returned": True}, "отчёт возвращали на доработку"),
        ({"asked": True}, "исполнитель просил продлить срок, срок прежний"),
    ],
)
def test_each_reason_names_what_was_seen(signs: dict[str, object], words: str) -> None:
    assert words in estimate(replace(CALM, **signs)).said  # type: ignore[arg-type]


def test_on_lives_that_it_has_not_seen_it_beats_the_base_rate() -> None:
    found = scored(lived(book(), ladder(), TESTED[:6]))
    assert found.estimates > 6000
    assert found.brier < 0.92 * found.base_brier
    assert sum(one.count * abs(one.said - one.came) for one in found.bins) / found.estimates < 0.08


def test_the_weights_are_what_the_study_fits() -> None:
    """A sign that the table has another direction than what is learned from a few lives would be a mistake in it."""
    seen = [one for seed in (1, 2, 3, 4) for one in lives(book(), ladder(), seed)]
    _, weights = fitted(seen)
    assert all(weights[name] > 0 < WEIGHTS[name] for name in ("not_taken", "near", "record", "late_below", "asked"))
    assert scored(seen).gain > 0


def test_what_is_learned_are_the_odds_that_were_seen() -> None:
    """Of those who asked for time four in five were late, of the others one in five."""
    seen = [
        Seen(replace(CALM, asked=asked), n < late) for asked, late in ((True, 320), (False, 80)) for n in range(400)
    ]
    _, weights = fitted(seen)
    assert weights["asked"] == pytest.approx(2 * log(4), abs=0.2)
    assert weights["returned"] == pytest.approx(0, abs=1e-9)


def test_an_office_learns_from_its_own_journal() -> None:
    """What an item looked like is read off the journal as it stood then; a deadline still to come teaches nothing."""
    one = story("2", "3", begins="2018-10-01 08:00").until("2019-05-06 10:00")
    seen = list(looked_back(one.office, one.passport))
    assert seen
    assert any(past.was_late for past in seen)
    assert all(past.signals.opens_on <= date(2019, 5, 1) for past in seen)
    assert len(fitted(seen)[1]) == len(WEIGHTS)


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
    assert not any("не взят в работу" in said for said in after[item.number].said)


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


def test_the_document_tells_the_weights_of_the_table() -> None:
    told = (Path(__file__).parents[2] / "docs/ru/outlook.md").read_text()
    weights = [row.split(" | ")[1] for row in told.split("|---|---|---|\n")[1].split("\n\n")[0].splitlines()]
    assert weights == [
        f"{WEIGHTS[name]:.2f}".replace(".", ",").replace("-", "−")
        for name in sorted(WEIGHTS, key=WEIGHTS.__getitem__, reverse=True)
    ]
