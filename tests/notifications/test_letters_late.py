"""A letter that reaches its reader late asks for what is still owed, and for nothing that is done meanwhile."""

from dataclasses import replace
from datetime import date

import pytest

from domain.letters import Letter, LetterKind
from domain.plan import PlanItem
from domain.vocabulary import State
from notifications.digest import Occasion, render_digest
from notifications.render import Rendered, render
from tests.notifications.samples import (
    AGREEMENT,
    APPLICATION,
    CURATOR,
    DEPUTY,
    HEAD,
    PLATFORM,
    POINT,
    K,
    SampleView,
    letter,
    moment,
)

NOW = moment("2019-02-25 09:00")
MORNING = SampleView(NOW)
REPORTED = replace(AGREEMENT, state=State.UNDER_REVIEW, reported_at=moment("2019-02-21 10:00"), reported_by=HEAD)
DONE = replace(REPORTED, state=State.DONE)
WAITS = replace(APPLICATION, state=State.AWAITING_DECISION)
DECIDED = {"by": CURATOR, "reason": "нет номера"}
WISHED = {"by": HEAD, "reason": "нет средств"}
LATE = moment("2019-02-20 18:00")


def written(kind: LetterKind, reader: str, item: PlanItem, facts: dict[str, str]) -> Rendered:
    return render(letter(kind, reader, [item], facts), replace(MORNING, plan=(item,)))


def digest(letters: list[Letter], *plan: PlanItem) -> Rendered:
    return render_digest(letters, replace(MORNING, plan=plan), Occasion.AFTER_OUTAGE)


def reminder() -> Letter:
    return letter(K.REMINDER, HEAD, [POINT], {"left": "3wd"})


@pytest.mark.parametrize("item", [REPORTED, DONE], ids=["reported", "done"])
@pytest.mark.parametrize(
    ("kind", "reader", "facts"),
    [
        (K.RETURNED, HEAD, DECIDED),
        (K.DENIED, HEAD, DECIDED),
        (K.EXTENDED, HEAD, DECIDED | {"was": "2019-02-28", "until": "2019-03-29"}),
        (K.REOPENED, HEAD, DECIDED),
        (K.EXTENSION_ASKED, CURATOR, WISHED | {"until": "2019-03-29"}),
        (K.HANDOVER_ASKED, CURATOR, WISHED | {"now": DEPUTY}),
    ],
)
def test_nothing_is_asked_once_it_is_done(kind: LetterKind, reader: str, facts: dict[str, str], item: PlanItem) -> None:
    assert written(kind, reader, item, facts).sections[0].asked == "Действий от вас не требуется."


def test_a_handover_that_has_been_made_is_not_asked_for_again() -> None:
    facts = WISHED | {"now": DEPUTY}
    made = written(K.HANDOVER_ASKED, CURATOR, replace(AGREEMENT, executors=(DEPUTY,)), facts)
    assert made.sections[0].asked == "Действий от вас не требуется."
    assert "Переназначьте" in written(K.HANDOVER_ASKED, CURATOR, AGREEMENT, facts).sections[0].asked


@pytest.mark.parametrize("state", [State.DONE, State.DECLINED, State.WITHDRAWN])
def test_a_decision_that_has_been_entered_is_not_waited_for(state: State) -> None:
    made = written(K.DECISION_WAITING, CURATOR, replace(WAITS, state=state), {})
    assert made.subject.startswith("Решение по заявке больше не ожидается: 2.1.1")
    assert made.sections[0].happened == "Решение по заявке больше не ожидается."
    assert made.sections[0].asked == "Действий от вас не требуется."


def test_catching_up_asks_whoever_accepts_for_the_decision_and_says_by_when() -> None:
    asked = written(K.CATCH_UP, CURATOR, REPORTED, {}).sections[0].asked
    assert asked.startswith("Примите исполнение или верните пункт на доработку")
    assert asked.endswith("Решение ожидается до 26.02.2019 (вторник): остался 1 рабочий день.")
    assert "внесите его" in written(K.CATCH_UP, CURATOR, WAITS, {}).sections[0].asked
    assert written(K.CATCH_UP, HEAD, REPORTED, {}).sections[0].asked == "Действий от вас не требуется."


def test_a_digest_lets_whoever_accepts_know_what_waits_for_him() -> None:
    catching, started = letter(K.CATCH_UP, CURATOR, [REPORTED], {}), letter(K.STARTED, CURATOR, [WAITS], {})
    made = digest([catching, started], REPORTED, WAITS)
    assert "ждёт решения 1" in made.subject
    assert ": Об исполнении сообщено 21.02.2019. Решение ожидается до 26.02.2019 (вторник)" in made.text
    assert made.sections[0].notes.startswith("Решение ожидается до 26.02.2019")


@pytest.mark.parametrize("kind", [K.CATCH_UP, K.DEADLINE_MISSED, K.ESCALATION])
def test_a_digest_calls_nothing_late_that_is_not(kind: LetterKind) -> None:
    facts = {"rung": "2", "level": "РРП"} if kind is K.ESCALATION else {}
    made = digest([letter(kind, HEAD, [AGREEMENT], facts), reminder()], AGREEMENT, POINT)
    assert "просрочено" not in made.subject
    assert "Срок истёк" not in made.text


@pytest.mark.parametrize("kind", [K.NOT_TAKEN, K.STARTED])
def test_a_digest_does_not_ask_to_take_what_is_taken(kind: LetterKind) -> None:
    far = letter(kind, DEPUTY, [PLATFORM], {})
    assert "Возьмите в работу." in digest([far], PLATFORM).text
    assert "Возьмите в работу." not in digest([far], replace(PLATFORM, taken_at=NOW)).text


def test_a_digest_tells_of_a_return_that_has_been_answered_and_asks_nothing() -> None:
    back = letter(K.RETURNED, HEAD, [REPORTED], DECIDED)
    made = digest([back, reminder()], REPORTED, POINT)
    assert "нет номера" in made.text
    assert "Устраните замечания" not in made.text


def test_a_digest_names_the_deadline_of_what_was_returned() -> None:
    back = letter(K.RETURNED, HEAD, [AGREEMENT], DECIDED)
    made = digest([back, reminder()], AGREEMENT, POINT)
    assert "Причина: нет номера. Срок: 28.02.2019 (чт), осталось 3 рабочих дня." in made.text


def test_a_digest_asks_for_a_decision_beside_what_the_reader_only_waits_for() -> None:
    other = replace(PLATFORM, state=State.UNDER_REVIEW, reported_at=NOW, reported_by=DEPUTY)
    letters = [letter(K.DECISION_WAITING, HEAD, [WAITS], {}), letter(K.REVIEW_WANTED, HEAD, [other], {"by": DEPUTY})]
    text = digest(letters, WAITS, other).text
    assert "сообщите тому, кто принимает исполнение" in text
    assert "требуется решение по каждому пункту" in text


def test_a_digest_does_not_ask_a_watcher_to_report_the_work_of_others() -> None:
    own = replace(AGREEMENT, state=State.OVERDUE, due_at=LATE, finish=date(2019, 2, 20))
    theirs = replace(PLATFORM, state=State.OVERDUE, due_at=LATE, finish=date(2019, 2, 20))
    text = digest([letter(K.DEADLINE_MISSED, HEAD, [own, theirs], {}), reminder()], own, theirs, POINT).text
    assert "Сообщите об исполнении" in text
    assert "По пунктам других исполнителей: требуется выяснить, что мешает исполнению" in text
